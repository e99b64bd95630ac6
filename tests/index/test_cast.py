import pytest

from index.cast import Cast
from index.labels import Label
from index.people import find_people

TEXT = "县水利局局长王小渠、县水利局副局长王石、县水利局总工程师李水清、县卫健委主任方岩、县医院院长博尔特到会。"


def cast(*labels: Label, text: str = TEXT, lead: str = TEXT) -> Cast:
    return Cast(find_people(text), text, lead, labels)


@pytest.mark.parametrize(
    ("surname", "style", "name"),
    [
        ("王", "局长", "王小渠"),
        ("王", "副局长", "王石"),
        ("李", "总工", "李水清"),
        ("李", "总工程师", "李水清"),
        ("李", "总", "李水清"),
        ("李", "先生", "李水清"),
        ("王", "先生", ""),
        ("李", "局长", ""),
        ("赵", "局长", ""),
        ("方", "主任", "方岩"),
    ],
)
def test_who_is_called_by_surname_and_post(surname: str, style: str, name: str) -> None:
    assert cast().called(surname, style) == name


def test_a_deputy_is_meant_where_there_is_no_other() -> None:
    text = "县水利局副局长王石到会。"
    assert cast(text=text).called("王", "局长") == "王石"


def test_aliases_are_clear() -> None:
    aliases = cast().aliases()
    assert (aliases["王局长"], aliases["王副局长"], aliases["李总工程师"]) == ("王小渠", "王石", "李水清")


def test_the_sole_official() -> None:
    assert cast(text="县水利局局长王小渠到会。").sole() == ("王小渠", "县水利局局长")
    assert cast(lead="县水利局副局长王石答记者问").sole() == ("王石", "县水利局副局长")
    assert cast().sole() == ("", "")
    unnamed = "县水利局有关负责人就新渠答记者问"
    assert cast(text="渠好了。", lead=unnamed).sole() == ("", "县水利局有关负责人")


def test_who_speaks() -> None:
    known = cast()
    assert known.speaker(Label("asks", 0, 0, "记者"), awaited=False) == ("question", "记者", "")
    assert known.speaker(Label("host", 0, 0), awaited=False) == ("speech", "主持人", "")
    assert known.speaker(Label("person", 0, 0, "王石"), awaited=False) == ("answer", "王石", "县水利局副局长")
    assert known.speaker(Label("person", 0, 0, "何苗", "本报记者"), awaited=False) == ("question", "何苗", "本报记者")
    assert known.speaker(Label("styled", 0, 0, "王", style="局长"), awaited=True) == (
        "answer",
        "王小渠",
        "县水利局局长",
    )
    assert known.speaker(Label("styled", 0, 0, "赵", style="局长"), awaited=True) == ("answer", "赵局长", "")
    assert known.speaker(Label("styled", 0, 0, "时", style="代表"), awaited=False) is None


@pytest.mark.parametrize(
    ("name", "awaited", "known"),
    [
        ("安全", False, False),
        ("高度", False, False),
        ("林果", True, True),
        ("管吃住", False, False),
        ("袁青禾", False, True),
        ("管吃住", True, True),
    ],
)
def test_unknown_names(name: str, awaited: bool, known: bool) -> None:
    assert (cast().speaker(Label("person", 0, 0, name), awaited=awaited) is not None) is known


def test_somebody_known_by_name_only() -> None:
    text = "博尔特：好。\n管理：好。"
    known = cast(text="县医院院长博尔特表示，好。")
    assert known.named_at(text, 0, 6) == Label("person", 0, 4, "博尔特")
    assert known.named_at(text, 7, 12) is None
