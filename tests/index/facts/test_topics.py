"""What a clause speaks of."""

import pytest

from index.facts.topics import brought_by, subject_in


@pytest.mark.parametrize(
    ("clause", "subject"),
    [
        ("金巴高速是一条公路", "金巴高速"),
        ("青州异地就医直接结算惠及渔民", "青州异地就医直接结算"),
        ("甲江大桥二期项目在青州开工", "甲江大桥二期项目"),
        ("轴承产量同比增长", "轴承产量"),
        ("其中，渡轮客运量预计", "渡轮客运量"),
        ("首座跨海渡桥——甲江大桥合龙", "甲江大桥合龙"),
        ("完成", ""),
    ],
)
def test_the_subject_of_a_clause(clause: str, subject: str) -> None:
    assert subject_in(clause) == subject


@pytest.mark.parametrize(
    ("clause", "what"),
    [
        ("青州正式设立渔业专项再贷款", "渔业专项再贷款"),
        ("青州开展渡口安全百日行动", "渡口安全百日行动"),
        ("渡口已经开通", ""),
    ],
)
def test_what_a_clause_brings(clause: str, what: str) -> None:
    assert brought_by(clause) == what
