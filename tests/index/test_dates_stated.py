"""The day beside the prose."""

from datetime import date

import pytest

from index.dates.stated import from_date_line, from_masthead, from_metadata, from_name, month_in_name
from index.records import Note

DAY = date(2026, 4, 21)


@pytest.mark.parametrize(
    "text",
    [
        "发布时间：2026-04-21 10:00",
        "date: 2026-04-21",
        "成文日期：2026年4月21日",
        'published: "April 21, 2026"',
        "日期:26-04-21",
        "索引号:甲-2026-61    公开日期:2026年4月21日    浏览次数:12",
        "更新时间：2026/4/21",
    ],
)
def test_metadata(text: str) -> None:
    found = from_metadata([Note("caption", "发布时间：2020-01-01", 1), Note("furniture", text, 2)])
    assert found is not None
    assert (found.kind, found.day, found.how) == ("metadata", DAY, f"metadata: {text[:40]}")


@pytest.mark.parametrize(
    "note",
    [
        Note("furniture", "2026年4月21日 星期二", 1),
        Note("furniture", "（2026年4月21日）", 1),
        Note("source", "（来源：春水日报 2026年4月21日第1版）", 9),
    ],
)
def test_a_line_with_a_date(note: Note) -> None:
    found = from_date_line([note])
    assert found is not None
    assert (found.kind, found.day) == ("date line", DAY)


@pytest.mark.parametrize("text", ["第8版 2026年4月21日", "4月21日", "春水日报"])
def test_furniture_that_does_not_begin_with_a_date_says_nothing(text: str) -> None:
    assert from_date_line([Note("furniture", text, 1)]) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [("2026-04-page.txt", (2026, 4)), ("２０２６年４月.txt", (2026, 4)), ("2026-2030.txt", None), ("", None)],
)
def test_the_month_of_a_name(name: str, expected: tuple[int, int] | None) -> None:
    assert month_in_name(name) == expected


@pytest.mark.parametrize("name", ["晚报20260421A3.pdf", "日报20260421.txt", "报_2026-04-21.txt"])
def test_the_day_in_the_name_of_a_page(name: str) -> None:
    found = from_name(name)
    assert found is not None
    assert (found.kind, found.day) == ("file name", DAY)


@pytest.mark.parametrize(
    "line",
    [
        "春水日报 | 2026年4月21日 星期二 农历三月初五 | 第03版 综合新闻",
        "县工业局运行科　　2026年4月21日　　〔月报第5期〕",
        "（2026年4月21日15:00　二楼新闻发布厅）",
        "日期:2026-04-21 15:00     地点：二楼新闻发布厅     阅读:4,817次",
        "——2026年4月21日在春水县第十八届人民代表大会第六次会议上",
        "签发：张衡　　审核：李棠　　编制日期：2026年4月21日　　内部资料 注意保存",
        "公告编号：2026-047　　　披露日期：2026年4月21日",
        "（2026年4月21日在年中工作会议上）",
        "内部资料  仅供会员单位参考          2026年4月21日",
    ],
)
def test_the_head_of_a_page(line: str) -> None:
    for found in (from_masthead(f"月报\n{line}\n产量增长。", []), from_masthead("月报", [Note("furniture", line, 1)])):
        assert found is not None
        assert (found.kind, found.day) == ("masthead", DAY)


@pytest.mark.parametrize(
    "line",
    [
        "2026年4月21日，产量增长，销量也增长",
        "截至2026年4月21日",
        "2026年4月21日 单位：万元",
        "工厂于2026年4月21日投产",
        "2026年4月21日至2026年4月23日",
        "2026年船员报名时间：5月8日至5月14日",
        "2026年国庆假期 10月1日-7日",
        "一\n" * 8 + "2026年4月21日",
    ],
)
def test_what_is_no_head(line: str) -> None:
    assert from_masthead(line, []) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("**2026年第38期 ｜ 9月14日—9月20日 ｜ 春水信息中心 编**", "2026-09-20"),
        ("鱼市周报（2026年9月28日至10月4日）", "2026-10-04"),
        ("鱼市周报 2026年第1期 2025年12月29日—2026年1月4日", "2026-01-04"),
    ],
)
def test_a_weekly_is_of_the_last_day_of_its_week(line: str, day: str) -> None:
    found = from_masthead(f"鱼市周报\n{line}\n鱼价上涨。", [])
    assert found is not None
    assert str(found.day) == day
