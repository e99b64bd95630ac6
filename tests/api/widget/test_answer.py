"""How an answer, a figure, a period and a refusal look."""

import pytest

from tests.api.widget.pages import ANSWER, CITATION, FIGURE, REFUSAL, Opened, ask, box_of, chat, clean
from tests.api.widget.scripted_site import Site

PERIODS = [
    ("2026-01-01", "2026-03-31", "一季度", "2026年一季度", "Q1 2026"),
    ("2025-10-01", "2025-12-31", "四季度", "2025年四季度", "Q4 2025"),
    ("2026-01-01", "2026-03-31", "1—3月", "2026年1—3月", "Jan–Mar 2026"),
    ("2025-01-01", "2025-06-30", "上半年", "2025年上半年", "H1 2025"),
    ("2025-07-01", "2025-12-31", "下半年", "2025年下半年", "H2 2025"),
    ("2025-01-01", "2025-06-30", "前6个月", "2025年1—6月", "Jan–Jun 2025"),
    ("2025-01-01", "2025-09-30", "前三季度", "2025年前三季度", "Jan–Sep 2025"),
    ("2025-01-01", "2025-05-31", "1—5月", "2025年1—5月", "Jan–May 2025"),
    ("2025-01-01", "2025-12-31", "去年", "2025年", "2025"),
    ("2024-02-01", "2024-02-29", "2月", "2024年2月", "Feb 2024"),
    ("2026-01-01", "2030-12-31", "“十五五”", "2026—2030年", "2026–2030"),
    ("2025-11-01", "2026-02-28", "冬季", "2025年11月—2026年2月", "Nov 2025 – Feb 2026"),
    ("2026-03-31", "2026-03-31", "截至3月底", "截至2026年3月底", "as of 31 Mar 2026"),
    ("2025-12-31", "2025-12-31", "到年底", "截至2025年底", "as of 31 Dec 2025"),
    ("2026-04-18", "2026-04-18", "截至4月18日", "截至2026年4月18日", "as of 18 Apr 2026"),
    ("2026-04-18", "2026-04-18", "4月18日", "2026年4月18日", "18 Apr 2026"),
    ("2026-02-10", "2026-02-18", "春节期间", "2026-02-10—2026-02-18", "2026-02-10—2026-02-18"),
    ("", "", "当年", "当年", "当年"),
]


def test_periods_are_named(site: Site, opened: Opened) -> None:
    figures = [{**FIGURE, "period": {"start": start, "end": end, "text": said}} for start, end, said, _, _ in PERIODS]
    site.answers({**ANSWER, "figures": figures})
    page = opened(site.url)
    assert ask(page).locator(".when").all_inner_texts() == [chinese for _, _, _, chinese, _ in PERIODS]
    chat(page, "chat => chat.setAttribute('lang', 'en')")
    assert page.locator(".when").all_inner_texts() == [english for _, _, _, _, english in PERIODS]


LEADS = [
    ("轴承产量同比下降3.2%。[1]", "3.2%", "同比", "3.2%", "轴承产量 同比下降"),
    ("轴承产量同比增长超过9.3%。[1]", "9.3%", "同比", "超过9.3%", "轴承产量 同比增长"),
    ("换电站约301座。[1]", "301座", "值", "约301座", "轴承产量"),
    ("轴承产量19.3万套，增长9.3%。[1]", "9.3%", "同比", "9.3%", "轴承产量 增长"),
    ("占全部出口额的比重为36.5%。[1]", "36.5%", "占比", "36.5%", "轴承产量 占比"),
]


def test_a_figure_keeps_its_direction_and_bound(site: Site, opened: Opened) -> None:
    said = [{**FIGURE, "text": text, "measure": measure} for _, text, measure, _, _ in LEADS]
    site.answers(
        *({**ANSWER, "answer": lead[0], "figures": [figure]} for lead, figure in zip(LEADS, said, strict=True))
    )
    page = opened(site.url)
    for _, _, _, number, what in LEADS:
        answer = ask(page)
        assert answer.locator(".number").text_content() == number
        assert answer.locator(".what").inner_text() == what


def test_a_figure_is_marked_where_it_stands_and_never_inside_a_longer_number(site: Site, opened: Opened) -> None:
    quote = "出口增长24.3%，产量增长4.3%。"
    figure = {**FIGURE, "text": "4.3%"}
    site.answers({**ANSWER, "figures": [figure], "citations": [{**CITATION, "quote": quote}]})
    quoted = ask(opened(site.url)).locator("blockquote")
    assert quoted.inner_text() == quote
    assert quoted.locator("mark").all_inner_texts() == ["4.3%"]
    assert quoted.evaluate("quote => quote.firstChild.textContent") == "出口增长24.3%，产量增长"


def test_what_was_assumed_and_what_else_there_is(site: Site, opened: Opened) -> None:
    notes = ask(opened(site.url)).locator(".notes")
    assert notes.locator("dt").all_inner_texts() == ["理解为", "另有"]
    assert notes.locator("dd").all_inner_texts() == ["一季度 = 2026年一季度", "2025年一季度：6.4%"]


def test_a_refusal_shows_what_is_nearest_and_what_differs(site: Site, opened: Opened) -> None:
    site.answers(REFUSAL)
    answer = ask(opened(site.url))
    assert answer.locator(".refusal").inner_text() == "文档里没有找到这个问题的答案。"
    assert answer.locator(".related blockquote").inner_text() == REFUSAL["related"][0]["quote"]
    assert answer.locator(".differs").inner_text() == "2026年一季度 轴承出口额：产量未提及"
    assert answer.get_by_role("link").get_attribute("href") == site.url + "/sources/%E7%AE%80%E6%8A%A5%232"


def test_a_long_quote_is_folded(site: Site, opened: Opened) -> None:
    quote = "老旧机床的更新分三批推进，每批都有明确的时限。" * 20
    site.answers({**ANSWER, "citations": [{**CITATION, "quote": quote}]})
    answer = ask(opened(site.url))
    quoted = answer.locator("blockquote")
    folded = box_of(quoted)["height"]
    answer.get_by_role("button", name="展开全文").click()
    assert box_of(quoted)["height"] > 2 * folded
    answer.get_by_role("button", name="收起").click()
    assert box_of(quoted)["height"] == folded


def test_many_citations_are_all_there(site: Site, opened: Opened) -> None:
    said = "".join(f"其{n}。[{n}]" for n in range(1, 6))
    site.answers({**ANSWER, "answer": said, "figures": [], "citations": [{**CITATION, "n": n} for n in range(1, 6)]})
    answer = ask(opened(site.url))
    assert answer.locator(".cite").all_inner_texts() == ["[1]", "[2]", "[3]", "[4]", "[5]"]
    assert answer.locator("blockquote:visible").count() == 3
    answer.get_by_text("其余 2 处引用").click()
    assert answer.locator("blockquote:visible").count() == 5


@pytest.mark.parametrize("clipboard", ["new", "old"])
def test_an_answer_is_copied_with_its_sources(site: Site, opened: Opened, clipboard: str) -> None:
    page = opened(site.url, permissions=["clipboard-read", "clipboard-write"])
    if clipboard == "old":  # as on an http page of the intranet
        page.evaluate("() => { Clipboard.prototype.writeText = () => Promise.reject(new Error('not allowed')) }")
    ask(page).get_by_role("button", name="复制回答").click()
    page.get_by_text("已复制").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied == (
        "2026年一季度，轴承产量同比增长9.3%。[1]\n\n来源:\n[1] 一季度工业运行发布会 · 2026-04-18 · 柳青禾\n"
        f"    {CITATION['quote']}\n    {site.url}{CITATION['url']}"
    )
    clean(page)
