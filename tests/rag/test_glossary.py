from importlib.resources import files

import pytest

from rag.glossary import Term, guesses, term_at, words_of


class Known:
    """A lexicon that knows two tokens near to everything."""

    def nearest(self, text: str, k: int) -> list[tuple[str, float]]:
        """Find a near word, a far one, and one that is not Chinese."""
        return [("轴承", 0.8), ("bearing", 0.7), ("齿轮", 0.1)][:k]


@pytest.mark.parametrize(
    ("text", "length", "term"),
    [
        ("new orders", 2, Term(("新接订单量", "新订单"))),
        ("Integrated circuits grew", 2, Term(("集成电路",))),  # plurals and capitals
        ("value-added telecom services", 4, Term(("增值电信业务",))),  # hyphens, and the longest term
        ("data centres", 2, Term(("数据中心",))),  # British spelling
        ("the purchasing managers' index", 3, Term(("采购经理指数",))),
        ("computer, communications and other electronic equipment manufacturing", 7, Term(("计算机、通信和其他电子设备制造业",))),
        ("come into force", 3, Term(("施行", "生效", "实施"), verb=True)),
        ("China", 1, Term(())),  # says nothing
        ("bearings", 0, None),
    ],
)  # fmt: skip
def test_the_term_at_a_word(text: str, length: int, term: Term | None) -> None:
    assert term_at([word.lower() for word in words_of(text)], 0) == (length, term)


def test_words_without_articles_and_with_names_whole() -> None:
    assert words_of("the world's high-tech 5G-A and RISC-V, above 8 percent") == [
        *("world", "high", "tech", "5G-A", "and", "RISC-V", "above", "8%")
    ]


def test_guesses_are_chinese_and_near() -> None:
    assert guesses("bearing", Known()) == ["轴承"]
    assert guesses("bearing", None) == guesses("l2", Known()) == []


def test_every_line_of_the_table_is_found_by_its_term() -> None:
    lines = files("rag").joinpath("glossary.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if "=" in line and not line.startswith("#")]
    for english, _, chinese in pairs:
        words, said = words_of(english.lower()), chinese.strip()
        found = Term(tuple(said.removeprefix("!").split("|")) if said else (), said.startswith("!"))
        assert term_at(words, 0) == (len(words), found)
