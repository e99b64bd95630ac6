"""Questions of invented headlines."""

import re
from datetime import date

import pytest

from eval.bench.headlines import SPAN, last_month, questions
from eval.bench.news import Item, NewsQuestion


def asked(title: str, body: str, day: date = date(2024, 5, 13)) -> list[tuple[str, str, str]]:
    return [(q.question, q.value, q.unit) for q in questions([Item("n1", day, title, body)], ())]


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("4月份云溪蜂蜜产量同比增长8.5%", "产量增长8.5％。", ("2024年4月份云溪蜂蜜产量同比增长多少？", "8.5", "%")),
        ("11月份云溪蜂蜜产量同比增长8%", "增长8%。", ("2023年11月份云溪蜂蜜产量同比增长多少？", "8", "%")),
        ("【开局】今年前4个月蜂箱销量1,250万个", "1250万个", ("2024年前4个月蜂箱销量多少？", "1250", "万个")),
        ("去年四季度蜂箱销量达30万个", "卖了30万个。", ("2023年四季度蜂箱销量达多少？", "30", "万个")),
        ("截至4月底云溪5G基站突破300万个", "有302.5万个。", ("截至2024年4月底云溪5G基站多少？", "302.5", "万个")),
        ("2023年云溪外贸总值超8万亿元", "共80616亿元。", ("2023年云溪外贸总值多少？", "80616", "亿元")),
        ("云溪前4个月外贸近500亿元", "外贸487亿元。", ("云溪2024年前4个月外贸多少？", "487", "亿元")),
        ("端午假期云溪发送旅客12万人次", "12万人次", ("2024年端午假期云溪发送旅客多少？", "12", "万人次")),
        ("“十四五”期间云溪新建粮仓85座", "新建85座粮仓。", ("“十四五”期间云溪新建粮仓多少？", "85", "座")),
        ("4月云溪开通12条公交线路", "开通12条。", ("2024年4月云溪开通多少条公交线路？", "12", "条")),
        ("云溪蜂箱保有量突破60万个", "已有61万个。", ("云溪蜂箱保有量多少？", "61", "万个")),
    ],
)
def test_a_headline_and_its_question(title: str, body: str, expected: tuple[str, str, str]) -> None:
    assert asked(title, body) == [expected]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("4月份云溪蜂蜜产量同比增长8.5%", "产量增长8.6%。"),  # the body says otherwise
        ("4月份云溪蜂蜜产量同比增长8.5%", "产量增长18.5%。"),
        ("截至4月底云溪5G基站突破300万个", "有302万个，其中301万个在城里。"),  # which of the two?
        ("截至4月底云溪5G基站突破300万个", "有290万个。"),
        ("截至4月底云溪5G基站突破300万个", "有302万座。"),
        ("4月份云溪蜂蜜产量预计增长8%", "增长8%。"),  # to come
        ("4月份汽车产销量均超30万辆", "31万辆"),  # of two at once
        ("2024年云溪外贸总值超8万亿元", "8万亿元"),  # the year is not over
        ("4月份同比增长8%", "8%"),  # of what?
        ("4月份云溪蜂业向好 产量增长8%", "8%"),
        ("云溪举行蜂业大会", "来了8万人。"),
    ],
)
def test_a_headline_that_gives_none(title: str, body: str) -> None:
    assert asked(title, body) == []


def test_a_later_clause_has_the_period_of_the_one_before() -> None:
    made = asked("前4个月云溪蜂业向好 蜂蜡制品出口同比增长8%", "增长8%。")
    assert made == [("2024年前4个月蜂蜡制品出口同比增长多少？", "8", "%")]


def test_used_items_and_questions_with_two_answers_are_left_out() -> None:
    first = Item("a", date(2024, 5, 13), "4月云溪蜂蜜产量8吨", "8吨")
    again = Item("b", date(2024, 5, 14), "4月云溪蜂蜜产量8吨", "8吨")
    other = Item("c", date(2024, 5, 15), "4月云溪蜂蜜产量9吨", "9吨")
    question = NewsQuestion("nt-a-0", "2024年4月云溪蜂蜜产量多少？", "8", "吨", ("a",), first.day)
    assert questions([first, again], ()) == [question]
    assert questions([first, again], {"a", "b"}) == []
    assert questions([first, other], ()) == []


def test_recurring_and_undated() -> None:
    items = [Item(str(n), date(2024, n, 13), f"{n - 1}月云溪蜂蜜产量{n}吨", f"{n}吨") for n in (3, 4, 5)]
    items.append(Item("x", date(2024, 5, 20), "云溪蜂箱保有量60万个", "60万个"))
    assert [(q.recurring, q.undated) for q in questions(items, ())] == [(True, False)] * 3 + [(False, True)]
    assert [q.recurring for q in questions(items[1:], ())] == [False] * 3


@pytest.mark.parametrize(
    ("span", "month"),
    [
        ("5月份", 5),
        ("1—11月", 11),
        ("1至3月份", 3),
        ("前10个月", 10),
        ("前两个月", 2),
        ("前十一个月", 11),
        ("上半年", 6),
        ("下半年", 12),
        ("一季度", 3),
        ("第四季度", 12),
        ("前三季度", 9),
        ("春节假期", 1),
    ],
)
def test_the_last_month_of_a_period(span: str, month: int) -> None:
    assert re.fullmatch(SPAN, span)
    assert last_month(span) == month
