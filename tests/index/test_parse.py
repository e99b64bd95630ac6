"""What becomes of a file and of a line: articles with their days, passages, facts and people."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from index.errors import UnreadableFileError
from index.parse import Parsed, id_of, parse_file, parse_lines
from index.read import RawDocument
from index.sources import Options, Source
from index.store import Entry

PAGE = (
    "灯塔重修完毕\n\n2026年2月1日，春水市举行新闻发布会。全市灯塔达到12座。\n\n（来源：春水日报）\n\n"
    "渡口停用三年\n\n近日，春水市公布渡口名单，渡口减少到3个。\n\n（来源：春水日报）\n"
)


def source(path: Path) -> Source:
    return Source(path, str(path), path.name, "", 0)


def raw(text: str, id_: str | None = None, **said: str) -> RawDocument:
    return RawDocument(id_, said.get("title", ""), text, date(2026, 4, 18), said.get("source", ""), "", (), 4)


def entries(parsed: Parsed) -> list[Entry]:
    assert all(isinstance(p, Entry) for p in parsed)
    return [p for p in parsed if isinstance(p, Entry)]


@pytest.fixture
def page(tmp_path: Path) -> Source:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    return source(tmp_path / "page.txt")


def test_articles_of_a_file_lead_back_to_it(page: Source) -> None:
    first, second = entries(parse_file(page, Options(readers=("board",))))
    assert (first.document.id, second.document.id) == ("page.txt#1", "page.txt#2")
    assert (first.document.title, second.document.title) == ("灯塔重修完毕", "渡口停用三年")
    assert {first.document.source, second.document.source} == {"page.txt"}
    assert first.document.readers == second.document.readers == ("board",)
    assert [f.text for f in first.facts] == ["12座"]


def test_an_article_without_a_day_takes_its_neighbours(page: Source) -> None:
    first, second = entries(parse_file(page, Options()))
    assert first.document.dating.day == second.document.dating.day == date(2026, 2, 1)
    assert second.document.dating.certainty < first.document.dating.certainty


def test_a_given_day_stands_before_the_text(page: Source) -> None:
    assert [e.document.dating.day for e in entries(parse_file(page, Options(date(2026, 3, 3))))] == [
        date(2026, 3, 3)
    ] * 2


def test_a_file_that_cannot_be_read_gives_its_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(1, 256)) * 9)
    (error,) = parse_file(source(tmp_path / "a.txt"), Options())
    assert isinstance(error, UnreadableFileError)
    assert str(error).startswith(f"cannot read {tmp_path}/a.txt: it is not a text file")


def test_lines_give_an_entry_or_an_error_each() -> None:
    page = source(Path("d.jsonl"))
    first, error, last = parse_lines(
        page, [raw("灯塔亮了。", "one", title="灯塔"), raw("\u200b"), raw("渡口停了。", source="春水日报")], Options()
    )
    assert isinstance(first, Entry)
    assert (first.document.id, first.document.title, first.document.source) == ("one", "灯塔", "d.jsonl")
    assert str(error) == "cannot read d.jsonl:4: it holds no prose; remove it or fill it"
    assert isinstance(last, Entry)
    assert (last.document.id, last.document.source, last.document.dating.how) == ("d.jsonl#4", "春水日报", "given")
    assert first.digest != last.digest


def test_ids() -> None:
    assert id_of(source(Path("d.jsonl")), raw("灯塔", "x")) == "x"
    assert id_of(source(Path("d.jsonl")), raw("灯塔")) == "d.jsonl#4"


def entry_of(text: str) -> Entry:
    """The entry of a document with this text."""
    (entry,) = entries(parse_lines(source(Path("d.jsonl")), [raw(text)], Options()))
    return entry


def test_the_period_that_the_introduction_announces_holds_below() -> None:
    text = (
        "4月18日，春水市举行新闻发布会，介绍2026年一季度工业运行情况。\n"
        "工业方面，帆布产量同比增长4.1%。\n"
        "记者：2025年帆布出口怎么样？\n"
        "薛成岭：帆布出口额为2.7亿元。\n"
    )
    entry = entry_of(text)
    periods = {f.text: f.period and (f.period.start, f.period.end) for f in entry.facts}
    assert periods == {
        "4.1%": (date(2026, 1, 1), date(2026, 3, 31)),
        "2.7亿元": (date(2025, 1, 1), date(2025, 12, 31)),
    }


def test_the_period_of_a_heading_holds_up_to_the_next_one() -> None:
    text = (
        "春水市渔业简报\n"
        "一、2026年1—3月捕捞情况\n"
        "全市渔港卸鱼量15万吨。\n"
        "当月渔港卸鱼量5万吨。\n"
        "二、渔港建设情况\n"
        "全市渔港达到9座，比年初增加1座。\n"
    )
    entry = entry_of(text)
    periods = {f.text: f.period and (f.period.start, f.period.end) for f in entry.facts}
    assert periods["15万吨"] == (date(2026, 1, 1), date(2026, 3, 31))
    assert periods["5万吨"] == (date(2026, 3, 1), date(2026, 3, 31))
    assert periods["9座"] != periods["15万吨"]


@pytest.mark.parametrize(
    "heading", ["一、贯彻2021年中央文件情况", "一、2025年1—3月与2026年1—3月情况", "二、2027年打算"]
)
def test_a_heading_that_names_no_period_of_its_own_gives_none(heading: str) -> None:
    text = f"春水市渔业简报\n{heading}\n全市渔港卸鱼量15万吨。\n"
    entry = entry_of(text)
    (fact,) = entry.facts
    assert fact.period and fact.period.source == "assumed"


def test_a_heading_below_another_has_its_period() -> None:
    text = "春水市渔业简报\n一、2025年捕捞情况\n（一）远洋捕捞\n全市渔港卸鱼量15万吨。\n"
    entry = entry_of(text)
    (fact,) = entry.facts
    assert fact.period and (fact.period.start, fact.period.end) == (date(2025, 1, 1), date(2025, 12, 31))


def test_a_paragraph_that_parts_the_one_before_goes_on_with_it() -> None:
    text = "一季度，全省渡轮客运量达18万人次。\n分地区看，云溪市完成8万人次。\n渔港建设加快，云溪市达到9万人次。\n"
    entry = entry_of(text)
    told = {f.text: (f.indicator, f.period and f.period.text) for f in entry.facts}
    assert told == {"18万人次": ("全省渡轮客运量", "一季度"), "8万人次": ("云溪市渡轮客运量", "一季度")}


def test_what_grew_in_a_later_paragraph_grew_in_the_period_that_is_reported() -> None:
    text = (
        "帆布出口好于预期\n"
        "今年一季度，全市帆布出口198万米，增长12.4%。3月当月出口68万米，增长9.1%。\n"
        "从品种看，细帆布出口103万米，增长26.2%。仓库有63座。\n"
        "2025年全年粗帆布出口增长5.3%。\n"
    )
    periods = {f.text: f.period and (f.period.start, f.period.end) for f in entry_of(text).facts}
    quarter = date(2026, 1, 1), date(2026, 3, 31)
    assert periods["103万米"] == periods["26.2%"] == quarter
    assert periods["63座"] != quarter
    assert periods["5.3%"] == (date(2025, 1, 1), date(2025, 12, 31))


def test_what_is_counted_in_later_paragraphs_is_of_the_end_of_the_month_told_first() -> None:
    text = (
        "帆布贷款较快增长\n"
        "截至3月末，全市渔业贷款余额198亿元，增长12.4%。\n"
        "帆布贷款余额20亿元，增长16.9%。贷款户数达到63户，单户贷款余额不超过7万元。\n"
        "截至目前，帆布库存余额5亿元。\n"
    )
    periods = {f.text: f.period and f.period.end for f in entry_of(text).facts}
    day = date(2026, 3, 31)
    assert periods["20亿元"] == periods["16.9%"] == day
    assert day not in (periods["63户"], periods["7万元"], periods["5亿元"])


def test_what_visitors_do_in_later_paragraphs_is_of_the_feast_told_first() -> None:
    text = (
        "春节帆船游走热\n"
        "今年春节假期，全市接待帆船游客198万人次，增长12.4%。\n"
        "渔家旅馆平均入住率81.2%，帆船码头接待游客5万人次。全市有渔家旅馆63家，年接待能力50万人次。\n"
    )
    periods = {f.text: f.period and (f.period.start, f.period.end) for f in entry_of(text).facts}
    assert periods["81.2%"] == periods["5万人次"] == periods["198万人次"]
    assert periods["198万人次"] not in (periods["63家"], periods["50万人次"])


def test_a_monthly_report_is_of_the_month_of_its_number_and_so_is_this_month() -> None:
    head = "春水市统计月报\n2026年第8期（总第211期）\n春水市统计局编印      2026年9月18日\n\n渡运情况\n\n"
    body = "本月渡轮产量达到12万辆，同比增长3.1%，增速比上月加快1个百分点。渡口客运量达到5万人次，同比增长2%。\n" * 2
    line = RawDocument(None, "", head + body, date(2026, 9, 18), "", "", (), 4)
    (entry,) = entries(parse_lines(source(Path("d.jsonl")), [line], Options()))
    facts = entry.facts
    assert len(facts) > 1
    assert {f.period and (f.period.start, f.period.end) for f in facts} == {(date(2026, 8, 1), date(2026, 8, 31))}


def test_a_year_told_beside_is_not_the_one_reported() -> None:
    text = (
        "帆布出口好于预期\n今年一季度，全市帆布出口198万米，增长12.4%。而2025年全年帆布出口增长8%。\n"
        "从品种看，细帆布出口增长26.2%。\n"
    )
    periods = {f.text: f.period and f.period.end for f in entry_of(text).facts}
    assert periods["26.2%"] == date(2026, 3, 31)


def test_what_there_was_by_a_day_that_is_over_lasts() -> None:
    text = "换电站建设加快\n到今年3月底，全市换电站总数为301座。公共换电站保有量212座。\n"
    assert {f.period and f.period.end for f in entry_of(text).facts} == {date(2026, 3, 31)}


def test_what_is_parsed_can_cross_to_another_process(page: Source) -> None:
    parsed = parse_file(page, Options())
    assert pickle.loads(pickle.dumps(parsed)) == parsed


def test_a_section_on_the_months_up_to_that_of_a_report_is_of_them() -> None:
    text = (
        "2026年3月份春水市渔业运行情况\n"
        "一、捕捞\n"
        "1—3月，全市渔业投资7亿元，同比下降1.8%。\n"
        "分品种看，渔船投资2亿元，增长6.3%。\n"
        "二、加工\n"
        "3月份，鱼粉产量增长2%。\n"
        "鱼油产量增长4%。\n"
    )
    periods = {f.text: f.period and (f.period.start, f.period.end) for f in entry_of(text).facts}
    assert periods["2亿元"] == periods["6.3%"] == (date(2026, 1, 1), date(2026, 3, 31))
    assert periods["4%"] == (date(2026, 3, 1), date(2026, 3, 31))
