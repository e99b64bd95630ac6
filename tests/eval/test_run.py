from datetime import date

from eval.golden import Golden, Verdict
from eval.run import run, table
from rag.assistant import Assistant
from rag.records import Answer

TODAY = date(2026, 5, 1)


def golden(question: str, *answers: str, kind: str = "figure", today: date | None = None, history: str = "") -> Golden:
    evidence = (("2026-04", "轴承产量同比增长9.3%"),)
    accepted = tuple((a,) for a in answers)
    return Golden(question, question, kind, not answers, accepted, (), evidence, today, (history,) if history else ())


def test_questions_are_asked_in_order_as_of_their_day_and_with_their_history(archive: Assistant) -> None:
    seen: list[int] = []
    goldens = [
        golden("一季度轴承产量增长多少", "9.3%"),
        golden("去年轴承产量增长多少", "8.2%"),
        golden("去年轴承产量增长多少", today=date(2025, 1, 31)),
        golden("那2025年呢？", "6.4%", history="一季度轴承产量增长多少"),
        golden("无人机产量增长多少", "1%"),
    ]
    verdicts = run(archive, goldens, today=TODAY, progress=seen.append)
    assert [v.golden for v in verdicts] == goldens
    assert [v.outcome for v in verdicts] == ["right", "right", "right", "right", "refused"]
    assert [v.cited for v in verdicts[:2]] == [True, False]
    assert seen == [0, 1, 2, 3, 4]


def test_the_table_counts_by_kind() -> None:
    def verdict(kind: str, outcome: str, cited: bool = True, refused: bool = False) -> Verdict:
        return Verdict(golden("问", "9", kind=kind), Answer("问", "figure", "答", refused=refused), outcome, cited)

    verdicts = [
        verdict("figure", "right"),
        verdict("figure", "right", cited=False),
        verdict("figure", "wrong"),
        verdict("figure", "refused", refused=True),
        verdict("refusal", "right", refused=True),
    ]
    assert table(verdicts).splitlines() == [
        "kind        asked  right  wrong  refused  cited",
        "figure          4    50%      1        1    50%",
        "refusal         1   100%      0        0      -",
        "all             5    60%      1        1    50%",
    ]


def test_the_table_of_nothing() -> None:
    assert table([]) == "kind        asked  right  wrong  refused  cited"
