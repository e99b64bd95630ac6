"""Parts of speech, by jieba's tagger (through rjieba)."""

import re
from functools import lru_cache
from importlib.resources import files

# 涉农贷款, 涉企收费: tagged as verbs, they say which; 涉及 and 涉嫌 are verbs
_CONCERNING = re.compile("涉[^及嫌足险]")

PLACES = "省市县区州镇乡"  # what a place is, behind its name


def words_in(name: str) -> frozenset[str]:
    """The words of a list in the package `index`."""
    lines = files("index").joinpath(name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_LEVELS = ("", "省", "市", "州")
COUNTRIES, PROVINCES = words_in("countries.txt"), words_in("provinces.txt")
NAMED_PLACES = COUNTRIES | {name + level for name in PROVINCES | words_in("places.txt") for level in _LEVELS}
_TAGS = dict.fromkeys(NAMED_PLACES, "ns") | dict.fromkeys(
    ("核销", "核准", "离港", "进港"), "v"
)  # which it tags otherwise
NO_PLACES = words_in("no_places.txt")  # that the tagger takes for places: 惠及, 新鲜

_HAN = re.compile("[一-鿿]{2,}")
_POINTS = re.compile(
    "[这那](?:个|些|次|回|边|里|儿|样|种|会儿|时|时候|天|类|批|轮|一[年月天次])|[我咱你您他她它]们|大家|自己"
    "|[以之]后|[以之]前|前后|期间|关于|对于|根据|按照|由于|以及|或者"
)


def tagged(text: str) -> list[tuple[str, str]]:
    """Cut a text into (word, tag): n noun, v verb, vn verbal noun, d adverb, p preposition, x punctuation, …."""
    import rjieba  # its dictionary takes 0.1 s: paid by those who tag

    return [(word, _TAGS.get(word, tag)) for word, tag in rjieba.tag(text)]


@lru_cache(maxsize=20_000)
def is_verb(word: str) -> bool:
    """Whether a word is a verb by itself and names nothing (建成, 融入; not 出口, 投资)."""
    tags = tagged(word) if not _CONCERNING.fullmatch(word) else []
    return bool(tags) and all(tag in ("v", "vd", "vi", "d", "p", "c", "u", "ul", "uj") for _, tag in tags)


@lru_cache(maxsize=20_000)
def is_noun(word: str) -> bool:
    """Whether a word names something (汽车, 出口; not 平均, 建成)."""
    tags = tagged(word)
    return bool(tags) and tags[-1][1].startswith(("n", "vn", "j", "eng"))


@lru_cache(maxsize=20_000)
def is_adjective(word: str) -> bool:
    """Whether a word of two characters or more says how something is (轻便, 大型)."""
    tags = tagged(word)
    return len(word) > 1 and len(tags) == 1 and tags[0][1] in ("a", "b")


@lru_cache(maxsize=20_000)
def names(word: str) -> bool:
    """Whether a word is a plain noun, not what is done as well (汽车, 新能源; not 培育, 出口)."""
    tags = tagged(word)
    return bool(tags) and (_CONCERNING.fullmatch(word) is not None or tags[-1][1].startswith(("n", "j", "eng", "b")))


@lru_cache(maxsize=20_000)
def is_place(word: str) -> bool:
    """Whether a word names a place (山东, 上海市; not 惠及, which the tagger takes for one)."""
    tags = tagged(word) if word not in NO_PLACES else []
    return bool(tags) and tags[0][1] == "ns"


@lru_cache(maxsize=20_000)
def is_particle(word: str) -> bool:
    """Whether a word only points or joins (那个, 跟, 以后): it names nothing and says nothing of what is named."""
    if len(word) > 1:
        return _POINTS.fullmatch(word) is not None
    return word not in "每各" and all(tag in ("r", "p", "c", "y") or tag.startswith("u") for _, tag in tagged(word))


@lru_cache(maxsize=20_000)
def is_name(word: str) -> bool:
    """Whether a word is the name of a place, person, body or make (雄安, 英伟达, PMI)."""
    tags = tagged(word)
    return bool(tags) and tags[0][1] in ("ns", "nr", "nt", "nz", "nrt", "nrfg", "eng")


@lru_cache(maxsize=20_000)
def is_strange(word: str) -> bool:
    """Whether the dictionary knows no word of a noun of two characters or more: most are names (栖州, 恒岚; not 投第)."""
    import rjieba

    known = not _HAN.fullmatch(word) or any(len(part) > 1 for part in rjieba.cut(word, hmm=False))
    return not known and tagged(word)[0][1][:1] in ("n", "j", "x")


@lru_cache(maxsize=20_000)
def is_person(word: str) -> bool:
    """Whether a word is a person's name (王建国)."""
    tags = tagged(word)
    return len(tags) == 1 and tags[0][1] == "nr" and len(word) > 1
