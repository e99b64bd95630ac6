import pytest

from rag.glossary import glossed


class NoWords:
    """A lexicon that knows nothing."""

    def nearest(self, text: str, k: int) -> list[tuple[str, float]]:
        """Find nothing."""
        return []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the world's new orders", ("world|全球|世界", "new orders|新接订单")),
        (
            "per capita disposable income of rural households",
            ("per capita|人均", "disposable income|可支配收入", "rural|农村|乡村", "households|居民|住户"),
        ),
        ("5G base stations of the 14th plan", ("5g", "base stations|基站", "~14th", "plan|规划|计划|方案")),
        ("What share did China take", ("~share",)),
        ("purchasing managers' index", ("purchasing managers' index|采购经理指数",)),
    ],
)
def test_terms_get_their_chinese_words(text: str, words: tuple[str, ...]) -> None:
    assert glossed(text, NoWords()) == words
