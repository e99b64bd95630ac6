from pathlib import Path

import pytest

from api.configuration import vocabulary_of
from index.errors import UsageError


def written(folder: Path, text: str) -> Path:
    (folder / "jushi.toml").write_text(text, encoding="utf-8")
    return folder / "jushi.toml"


def test_abbreviations_are_added_to_those_of_the_language(tmp_path: Path) -> None:
    path = written(tmp_path, '[vocabulary]\nabbreviations = { "轴协" = "轴承行业协会" }\n')
    assert vocabulary_of(path).plain("轴协的规上企业") == "轴承行业协会的规模以上企业"


@pytest.mark.parametrize("text", ["", '[eval]\nset = "a.jsonl"\n', "[vocabulary]\n"])
def test_a_configuration_may_say_nothing_of_it(tmp_path: Path, text: str) -> None:
    assert vocabulary_of(written(tmp_path, text)).plain("规上") == "规模以上"


def test_there_need_be_none(tmp_path: Path) -> None:
    assert vocabulary_of(tmp_path / "jushi.toml").plain("规上") == "规模以上"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[vocabulary\n", "it is no TOML"),
        ("vocabulary = 3\n", "vocabulary: "),
        ("[vocabulary]\nabbreviation = {}\n", r"vocabulary\.abbreviation: Extra inputs are not permitted"),
        ('[vocabulary]\nabbreviations = ["规上"]\n', r"vocabulary\.abbreviations: "),
        ('[vocabulary]\nabbreviations = { "轴协" = 3 }\n', r"vocabulary\.abbreviations\.轴协: .*string"),
        ('[vocabulary]\nabbreviations = { "轴" = "轴承" }\n', "abbreviation '轴' = '轴承': write two characters"),
        ('[vocabulary]\nabbreviations = { "轴协" = "" }\n', "abbreviation '轴协' = ''"),
        ('[vocabulary]\nabbreviations = { "甲乙" = "丙丁", "丙丁" = "甲乙" }\n', "without end"),
    ],
)
def test_what_makes_no_sense_is_named_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=rf"jushi\.toml: .*{said}|cannot read .*{said}") as error:
        vocabulary_of(written(tmp_path, text))
    assert "\n" not in str(error.value)


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        vocabulary_of(tmp_path)
