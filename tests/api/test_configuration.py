from pathlib import Path

import pytest

from api.configuration import Configuration, configured
from index.embed import EmbedderChoice
from index.errors import JushiError, UsageError


def written(folder: Path, text: str) -> Path:
    (folder / "jushi.toml").write_text(text, encoding="utf-8")
    return folder / "jushi.toml"


def test_abbreviations_are_added_to_those_of_the_language(tmp_path: Path) -> None:
    path = written(tmp_path, '[vocabulary]\nabbreviations = { "轴协" = "轴承行业协会" }\n')
    assert Configuration.read(path).vocabulary().plain("轴协的规上企业") == "轴承行业协会的规模以上企业"


@pytest.mark.parametrize("text", ["", '[eval]\nset = "a.jsonl"\n', "[vocabulary]\n"])
def test_a_configuration_may_say_nothing_of_it(tmp_path: Path, text: str) -> None:
    assert Configuration.read(written(tmp_path, text)).vocabulary().plain("规上") == "规模以上"


def test_there_need_be_none(tmp_path: Path) -> None:
    assert Configuration.read(tmp_path / "jushi.toml").vocabulary().plain("规上") == "规模以上"


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
        Configuration.read(written(tmp_path, text)).vocabulary()
    assert "\n" not in str(error.value)


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        Configuration.read(tmp_path).vocabulary()


def test_an_embedder_of_the_hub(tmp_path: Path) -> None:
    text = '[embedder]\nmodel = "BAAI/bge-m3"\nquery_prompt = ""\ndevice = "cuda"\nbatch = 64\n'
    assert Configuration.read(written(tmp_path, text)).embedder() == EmbedderChoice("BAAI/bge-m3", "", None, "cuda", 64)


def test_a_models_folder_starts_at_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "models" / "mine").mkdir(parents=True)
    path = written(tmp_path, '[embedder]\nmodel = "models/mine"\n')
    assert Configuration.read(path).embedder().model == str(tmp_path / "models" / "mine")


@pytest.mark.parametrize("text", ["", "[embedder]\n", '[eval]\nset = "a.jsonl"\n', "[reranker]\ncandidates = 5\n"])
def test_by_default_no_model_is_named(tmp_path: Path, text: str) -> None:
    configuration = configured(written(tmp_path, text))
    assert configuration.models.choice == EmbedderChoice()
    assert configuration.reranking is None
    assert Configuration.read(tmp_path / "nowhere.toml").embedder() == EmbedderChoice()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("embedder = 3\n", "embedder: "),
        ('[embedder]\nname = "bge-m3"\n', r"embedder\.name: Extra inputs are not permitted$"),
        ('[embedder]\nbatch = "8"\n', r"embedder\.batch: Input should be a valid integer$"),
        ('[embedder]\nquery_prompt = "query: "\n', "embedder: .*prompts are those of a model: name it with model$"),
        ("[reranker]\ncandidates = 0\n", r"reranker\.candidates: Input should be greater than or equal to 1$"),
    ],
)
def test_models_that_make_no_sense_are_named_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=rf"jushi\.toml: {said}"):
        configured(written(tmp_path, text))


def test_a_cross_encoder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(JushiError, match="there is no model in /gone: put its folder back"):
        Configuration.read(written(tmp_path, '[reranker]\nmodel = "/gone"\n')).reranking()


def test_how_likely_an_answer_has_to_be(tmp_path: Path) -> None:
    path = written(tmp_path, "[answers]\nprobability = 0.4\n")
    assert Configuration.read(path).enough() == configured(path).enough == 0.4
    assert Configuration.read(written(tmp_path, "")).enough() is None
    with pytest.raises(UsageError, match=r"answers\.probability: .*less than or equal to 1; write probability = 0\.3$"):
        Configuration.read(written(tmp_path, "[answers]\nprobability = 2.0\n")).enough()


def test_a_configuration_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "[answers]\nprobability = 0.4\n[embedder]\nbatch = 8\n")
    text, read = path.read_text(encoding="utf-8"), list[str]()

    def told(file: Path, **_: object) -> str:
        read.append(file.name)
        return text

    monkeypatch.setattr(Path, "read_text", told)
    here = configured(path)
    assert (here.enough, here.models.choice.batch, read) == (0.4, 8, [path.name])
