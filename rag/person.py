"""Who holds a post, which post somebody holds, and who said something."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from index.protocol import Store
from index.records import Passage, Person, Span
from index.sentences import sentences
from rag.cite import Citations
from rag.quote import spoken
from rag.records import Answer, Candidate, Question
from rag.rerank.answers import AnswerModel
from rag.rerank.features import ASKERS
from rag.vocabulary import UNSURE, contains, plain, spellings, weight

PERSON_ENOUGH = 0.7
_OF_A_POST = re.compile(
    r"职务|职位|身份|什么官|是谁[?？]?$|是什么人|^谁(?:担?任|是[^，,]{2,}(?:长|主任|书记|主席|总裁|经理)[?？]?$)"
)
_FORMER = re.compile(r"原(?![子平阳州])|前(?![海线沿进台门锋])|时任")
POSSIBLE = 0.001  # of the probability that the sentence answers: who asks who said it asks for no sentence
COVERED = 0.6  # of the question's words, by what they say, where who said it is asked: all else is in the passage
_SAYS = "介绍|回答|回应|表示|说|谈|讲|提到|提出|指出|透露|强调|解读|发言"
_WHO_SAID = re.compile(
    rf"(?:谁|哪位[^，,]{{0,6}}?|何人)[^，,]{{0,10}}?(?:{_SAYS})|(?:{_SAYS})[^，,]{{0,8}}的?(?:是谁|是哪位)"
)


def person_answer(
    folder: Store,
    question: Question,
    candidates: Sequence[Candidate],
    readers: Collection[str] | None,
    model: AnswerModel,
) -> Answer | None:
    """Answer who holds a post, or which post somebody holds; None where no document says.

    Args:
        folder: The index.
        question: The question.
        candidates: What was retrieved.
        readers: The groups of the one who asks.
        model: Says how likely each sentence answers.

    Returns:
        The answer, citing the words that name post and person together.
    """
    asked = plain(question.text)
    named = [(d, p) for d, p in folder.people(named_in=asked, readers=readers) if p.post]
    if named:
        longest = max(len(p.name) for _, p in named)
        return _introduced(folder, question, [(d, p) for d, p in named if len(p.name) == longest])
    posts = [post for post in folder.posts(_sought(question.words)) if not _is_former(post, asked)]
    titles = {"": "", **{c.document.id: plain(c.document.title) for c in candidates}}
    for titled in (False, True):  # a post is of the company of whose report it is, where no post names that itself
        scores = {
            (name if titled else "", post): _post_score(question.words, post, asked, title)
            for post in posts
            for name, title in (titles.items() if titled else [("", "")])
        }
        least = 1.0 if titled else PERSON_ENOUGH  # the finance chief of a company of another name is another
        enough = {post for (_, post), score in scores.items() if score >= least}
        found = folder.people(posts=sorted(enough), readers=readers)
        scored = [(scores.get((name if titled else "", person.post), 0.0), name, person) for name, person in found]
        best = max((score for score, *_ in scored), default=0.0)
        if best >= least:
            return _introduced(folder, question, [(name, person) for score, name, person in scored if score == best])
    return _speaker(question, candidates, model)


def _is_former(post: str, asked: str) -> bool:
    """Whether a post is one that somebody held, and not that is asked: 原财务总监."""
    former = _FORMER.match(post)
    return former is not None and former[0] not in asked


def asks_for_post(question: Question) -> bool:
    """Whether who holds a post is asked, or which post somebody holds: what nobody is said to hold is not told otherwise."""
    return _OF_A_POST.search(question.text) is not None


def _sought(wanted: Sequence[str]) -> list[str]:
    """What a post has to contain one of, to be the one asked for: its last word as it may be written."""
    if not wanted:
        return []
    those = (
        [wanted[-1]] if "|" not in wanted[-1] else [one for w in wanted for one in w.removeprefix(UNSURE).split("|")]
    )
    return sorted({written for one in those for written in spellings(plain(one))})


def _post_score(wanted: Sequence[str], held: str, asked: str, title: str = "") -> float:
    """How far a post is the one asked for: all its words there, or in its document's title, and its last word the same."""
    post, last = plain(held), wanted[-1] if wanted else ""
    if not last or ("|" not in last and last not in post):  # most posts are others
        return 0.0
    got = sum(weight(w) for w in wanted if contains(post, w) or contains(title, w))
    deputy = "副" + last
    same = deputy in post if deputy in asked else re.search(rf"(?<!副){re.escape(last)}", post) is not None
    return got / sum(map(weight, wanted)) if same or "|" in last else 0.0


def _introduced(folder: Store, question: Question, named: Sequence[tuple[str, Person]]) -> Answer | None:
    """The fullest statement of the newest document."""
    options = []
    days = folder.published({name for name, _ in named})
    for name, person in named:
        if name in days:
            day = str(days[name] or "")
            options.append((_spoken_in(question, days[name]), day[:7], len(person.post), day, name, person))
    if not options:
        return None
    *_, name, person = max(options, key=lambda o: o[:4])
    document = folder.document(name)
    if document is None:  # it went meanwhile
        return None
    line = document.text.rfind("\n", 0, person.start) + 1
    stop = document.text.find("\n", person.end)
    stop = len(document.text) if stop < 0 else stop
    inside = next(
        (s for s in sentences(document.text[line:stop]) if line + s.start <= person.start < line + s.end),
        Span(0, stop - line),
    )
    citations = Citations()
    passage = Passage(document.id, line, stop, document.text[line:stop], "", person.name, person.post)
    citation = citations.cite(
        Candidate(passage, document, (), 1.0), Span(line + inside.start, max(person.end, line + inside.end)), speaker=""
    )
    known = document.dating.day
    return Answer(
        question.text,
        "person",
        f"{person.name}：{person.post}。[{citation.n}]",
        citations=tuple(citations.made),
        assumed=(f"职务以{known}的文档为准" if known else "职务以一份日期不详的文档为准",),
    )


def _spoken_in(question: Question, day: date | None) -> bool:
    """Whether a document is of the time that the question names."""
    return day is not None and any(m.period.start <= day <= m.period.end for m in question.periods)


def _speaker(question: Question, candidates: Sequence[Candidate], model: AnswerModel) -> Answer | None:
    """Who said it: the speaker of what most likely answers, in the period that is named before others."""
    if not _WHO_SAID.search(question.text):
        return None
    answered = [c for c in candidates if c.passage.speaker and c.passage.speaker not in ASKERS]
    scored = model.scored(question, answered)
    told = [s.sentence for s in scored if s.offer.coverage >= COVERED and s.probability >= POSSIBLE]
    if not told:
        return None
    best = next((s for s in told if _spoken_in(question, s.candidate.document.dating.day)), told[0])
    citations = Citations()
    citation = citations.cite(best.candidate, spoken(best.candidate, best.span))
    passage = best.candidate.passage
    return Answer(
        question.text,
        "person",
        f"{passage.post}{passage.speaker}：{citation.quote}[{citation.n}]",
        citations=tuple(citations.made),
    )
