"""Rich text."""

from pathlib import Path

import pytest

from index.read.rtf import read_rtf
from index.records import RawFile


def coded(text: str, encoding: str = "gb18030") -> str:
    return "".join(rf"\'{byte:02x}" for byte in text.encode(encoding))


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def make(body: str) -> RawFile:
        fonts = r"{\fonttbl{\f0\fcharset134 " + coded("宋体") + r";}{\f1\fcharset136 x;}{\f2\fcharset0 Arial;}}"
        text = r"{\rtf1\ansi\ansicpg936\deff0" + fonts + body + "}"
        (tmp_path / "a.rtf").write_bytes(text.encode("latin-1"))
        return read_rtf(tmp_path / "a.rtf")

    return make


def marked(raw: RawFile) -> list[str]:
    return [f"{line.mark}: {line.text}" if line.mark else line.text for line in raw.lines if line.text]


def test_characters_in_every_coding(read) -> None:  # type: ignore[no-untyped-def]
    body = (
        coded("渔船") + rf"\f1 {coded('漁船', 'big5')}\f2 {coded('又')}\uc1\u28180?\u33337\'3f\uc0\u-10179\u-8704\par"
    )
    body += r" A\~B\_C\emdash D\{\}\\\tab E\line F\par " + "渔".encode("gb18030").decode("latin-1")
    assert marked(read(body)) == ["渔船漁船又渔船😀", "A B-C—D{}\\\tE", "F", "渔"]


@pytest.mark.parametrize("figure", [r"4{\b 5}5", r"{\b 455}", r"4\f2 5\f0 5", "4\r\n55"])
def test_figures_stay_whole_across_groups(read, figure: str) -> None:  # type: ignore[no-untyped-def]
    assert marked(read(coded("船") + figure + coded("艘") + r"\par")) == ["船455艘"]


def test_what_is_hidden_or_no_text_is_not_read(read) -> None:  # type: ignore[no-untyped-def]
    body = (
        r"{\*\generator WPS;}{\info{\title x}}{\pict\pngblip 8950}{\v "
        + coded("藏")
        + r"}{\deleted "
        + coded("删")
        + r"}\bin3 }}}"
    )
    body += r"{\field{\*\fldinst HYPERLINK x}{\fldrslt " + coded("渡口") + r"}}\par"
    assert marked(read(body)) == ["渡口"]


def test_headings_bold_beginnings_and_lists(read) -> None:  # type: ignore[no-untyped-def]
    body = (
        r"{\stylesheet{\s3\outlinelevel1 x;}}\pard\s3 "
        + coded("题")
        + r"\par\pard{\b "
        + coded("记者：")
        + "}"
        + coded("何时？")
    )
    body += (
        r"\par{\listtext "
        + coded("一、")
        + r"\tab}"
        + coded("修渠")
        + r"\par{\pntext\'b7\tab}"
        + coded("造船")
        + r"\par 10{\super 8}\par"
    )
    raw = read(body)
    assert marked(raw) == ["heading: 题", "记者：何时？", "item: 一、修渠", "item: 造船", "10⁸"]
    assert [(line.level, line.bold) for line in raw.lines[:3:2]] == [(2, 0), (0, 3)]


def test_boxes_notes_heads_and_pages(read) -> None:  # type: ignore[no-untyped-def]
    body = (
        r"{\header "
        + coded("县报")
        + r"\par}"
        + coded("正文")
        + r"{\footnote "
        + coded("指木船。")
        + r"}{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt "
    )
    body += coded("框中") + r"\par}}{\shprslt " + coded("框中") + r"}}\par\page " + coded("下页") + r"\par"
    raw = read(body)
    assert marked(raw) == ["furniture: 县报", "正文", "框中", "下页", "指木船。"]
    assert raw.pages == (1, 7)


def table(*rows: tuple[str, list[str]]) -> str:
    return (
        "".join(
            rf"\trowd{edges}\pard\intbl " + "".join(coded(c) + r"\cell " for c in cells) + r"\row "
            for edges, cells in rows
        )
        + r"\pard "
    )


def test_cells_stand_under_the_edges_of_the_head(read) -> None:  # type: ignore[no-untyped-def]
    body = table(
        (r"\clvmgf\cellx1000\cellx3000", ["指标", "产量"]),
        (r"\clvmrg\cellx1000\cellx2005\cellx3000", ["", "本月", "累计"]),
        (r"\cellx1000\cellx2000\cellx3000", ["渔船", "12", "40"]),
    )
    expected = ["columns: 指标 | 产量 本月 | 产量 累计", "row: 渔船 | 产量 本月 12 | 产量 累计 40"]
    assert marked(read(body + coded("完") + r"\par")) == [*expected, "完"]
    assert marked(read(body)) == expected


def test_merged_cells_and_tables_set_apart(read) -> None:  # type: ignore[no-untyped-def]
    one = table((r"\clmgf\cellx1000\clmrg\cellx2000", ["表1", ""]), (r"\cellx1000\cellx2000", ["渔船", "12"]))
    two = table(
        (r"\clvmgf\cellx1000\cellx2000\cellx3000", ["东岭", "渔船", "1"]),
        (r"\clvmrg\cellx1000\cellx2000\cellx3000", ["", "帆布", "2"]),
    )
    assert marked(read(one + r"\par" + two)) == [
        "表1",
        "row: 渔船 | 12",
        "row: 东岭 | 渔船 | 1",
        "row: 东岭 | 帆布 | 2",
    ]


def test_properties(read) -> None:  # type: ignore[no-untyped-def]
    raw = read(r"{\info{\title " + coded("渔业简报") + r"}{\creatim\yr2026\mo4\dy21\hr8}}" + coded("船"))
    assert raw.title == "渔业简报"
    assert raw.dating is not None
    assert (str(raw.dating.day), raw.dating.certainty) == ("2026-04-21", 0.3)
