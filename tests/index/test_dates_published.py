"""Which day of a text is its own."""

import pytest

from index.dates.days import find_days
from index.dates.published import published_on, sentence_of


@pytest.mark.parametrize(
    ("text", "expected", "sign"),
    [
        ("新华社兰州4月21日电 4月20日，县里举行茶会。", "4月21日", "dateline"),
        ("本报4月21日讯 渠修好了。", "4月21日", "dateline"),
        ("BEIJING, April 21 (Xinhua) -- A canal opened.", "April 21", "dateline"),
        ("发布时间：2026年4月21日\n4月20日，县里举行茶会。", "2026年4月21日", "dateline"),
        ("4月20日，县里举行茶会。今天（4月21日），茶会闭幕。", "4月21日", "today"),
        ("4月21日电视机卖得好。4月20日，县里举行茶会。", "4月20日", "act"),
        ("茶园返青。4月21日，县里举行新闻发布会。", "4月21日", "act"),
        ("截至4月20日，茶园返青。4月21日，县里公布名单。", "4月21日", "act"),
        ("4月25日起，县里发布新规。4月21日，村里举行茶会。", "4月21日", "act"),
        ("4月25日至28日，县里举行茶会。4月21日，村里公布名单。", "4月21日", "act"),
        ("县茶站2026年4月21日邀请村民喝茶。", "2026年4月21日", "early"),
        ("4月21日，茶园返青。", "4月21日", "act"),
    ],
)
def test_the_day_and_its_sign(text: str, expected: str, sign: str) -> None:
    published = published_on(text, list(find_days(text)))
    assert published is not None
    assert (published.day.text, published.sign) == (expected, sign)


@pytest.mark.parametrize(
    "text", ["茶园返青。", "县里将于4月21日举行茶会。", "茶园从4月21日起开放。", "生于1961年4月21日，擅长种茶。"]
)
def test_no_day_serves(text: str) -> None:
    assert published_on(text, list(find_days(text))) is None


def test_yesterday_was_the_day_before() -> None:
    text = "昨天（4月30日），县里举行茶会。"
    published = published_on(text, list(find_days(text)))
    assert published is not None
    assert (published.day.month, published.day.day) == (5, 1)


def test_the_month_of_the_file_name_points_to_a_full_date() -> None:
    text = "茶园返青，比去年早，比前年也早，村里的谁都没有想到，2026年4月21日那天更绿。"
    days = list(find_days(text))
    assert published_on(text, days) is None
    published = published_on(text, days, (2026, 4))
    assert published is not None
    assert published.sign == "early"


def test_a_report_is_of_the_day_on_which_the_board_passed_it() -> None:
    text = "半年度报告\n董事会审议情况：第六届董事会第十四次会议于2026年8月21日召开。\n股东会将于2026年9月15日召开。"
    published = published_on(text, list(find_days(text)))
    assert published is not None
    assert (published.day.month, published.day.day) == (8, 21)


def test_the_sentence_of_a_day() -> None:
    text = "茶园返青。4月21日，县里举行茶会。人多。"
    (day,) = find_days(text)
    assert text[slice(*sentence_of(text, day))] == "4月21日，县里举行茶会"
