import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.labels import Label, is_label, is_label_alone, is_name_alone, is_role_label, names_alone, read_label


def read(line: str, bold: int = 0) -> tuple[str, str, str, str, str] | None:
    label = read_label(line, 0, len(line), bold=bold)
    return None if label is None else (label.kind, label.name, label.post, label.style, line[label.end :])


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("记者：好吗？", ("asks", "记者", "", "", "好吗？")),
        ("山城日报记者 何苗：好吗？", ("asks", "山城日报记者何苗", "", "", "好吗？")),
        ("山城社记者提问：好吗？", ("asks", "山城社记者", "", "", "好吗？")),
        ("《山城报》记者：好吗？", ("asks", "《山城报》记者", "", "", "好吗？")),
        ("网友“山里人”：好吗？", ("asks", "网友“山里人”", "", "", "好吗？")),
        ("主持人何苗：现在开始。", ("host", "何苗", "", "", "现在开始。")),
        ("主持人（县新闻办副主任 何苗）：好。", ("host", "何苗", "县新闻办副主任", "", "好。")),
        ("问题2：好吗？", ("question", "", "", "", "好吗？")),
        ("1. 问：好吗？", ("question", "", "", "", "好吗？")),
        ("（一）问：好吗？", ("question", "", "", "", "好吗？")),
        ("Q1: Is it?", ("question", "", "", "", "Is it?")),
        ("A.是的。", ("answer", "", "", "", "是的。")),
        ("回答：好。", ("answer", "", "", "", "好。")),
        ("王小渠：好。", ("person", "王小渠", "", "", "好。")),
        ("李 水: 好。", ("person", "李水", "", "", "好。")),
        ("王小渠答：好。", ("person", "王小渠", "", "", "好。")),
        ("总工程师王小渠：好。", ("person", "王小渠", "总工程师", "", "好。")),
        ("王小渠（水利局党组书记、局长）：好。", ("person", "王小渠", "水利局党组书记、局长", "", "好。")),
        ("何苗副局长：好。", ("person", "何苗", "", "副局长", "好。")),
        ("陈大桥局长：好。", ("person", "陈大桥", "", "局长", "好。")),
        ("王局长：好。", ("styled", "王", "", "局长", "好。")),
        ("【记者】好吗？", ("asks", "记者", "", "", "好吗？")),
        ("［王小渠］好。", ("person", "王小渠", "", "", "好。")),
        ("[水利局局长 王小渠]：好。", ("person", "王小渠", "水利局局长", "", "好。")),
    ],
)
def test_labels(line: str, known: tuple[str, str, str, str, str]) -> None:
    assert read(line) == known
    assert is_label(line)


@pytest.mark.parametrize(
    "line",
    [
        "好吗？",
        "具体来说：",
        "http://a.cn/b",
        "王小渠说，好。",
        "技术人员安排：三班倒。",
        "[1] 注释",
        "“点”：试点。",
        "A股：涨了。",
        "",
        "：",
    ],
)
def test_no_labels(line: str) -> None:
    assert read(line) is None
    assert not is_label(line)


def test_a_bold_stretch_may_be_a_label_without_a_colon() -> None:
    assert read("王小渠 渠好了。", 3) == ("person", "王小渠", "", "", "渠好了。")
    assert read("王小渠渠好了。", 3) == ("person", "王小渠", "", "", "渠好了。")
    assert read("注意事项 带旧卡。", 4) is None
    assert read("王小渠", 3) is None


def test_a_label_has_its_line_break() -> None:
    text = "王小渠：\n好。"
    label = read_label(text, 0, 4)
    assert label == Label("person", 0, 5, "王小渠")


def test_labels_alone() -> None:
    assert is_label_alone("王小渠：")
    assert not is_label_alone("王小渠：好。")
    assert is_name_alone("总工程师王小渠")
    assert not is_name_alone("王小渠：")
    assert is_role_label("【王小渠】好。")
    assert not is_role_label("王小渠：好。")


def test_names_on_lines_of_their_own() -> None:
    assert list(names_alone(["记者", "好吗？", "王小渠", "好。"])) == [0, 2]
    assert list(names_alone(["王小渠", "好吗？", "王小渠", "好。"])) == [0, 2]
    assert names_alone(["成果", "好。", "安全", "好。"]) == {}
    assert names_alone(["记者", "好吗？"]) == {}
    assert names_alone([]) == {}


@given(st.text(alphabet="记者王小渠局长：【】（）问Q1. \n", max_size=40), st.integers(0, 10))
def test_a_label_starts_its_line_and_ends_in_it_or_behind_its_break(line: str, bold: int) -> None:
    line = line.split("\n")[0]
    text = line + "\n好。"
    label = read_label(text, 0, len(line), bold=bold)
    assert label is None or (label.start == 0 and 0 < label.end <= len(line) + 1)
