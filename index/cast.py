"""Who is meant by a label or a name: the people a document names with their posts, and what they are called."""

import re
from collections import Counter
from collections.abc import Sequence

from index.labels import Label
from index.names import HAN
from index.people import find_people, post_of, posts
from index.records import Person, TurnRole
from index.seams import is_common_word, is_name

_CIVIL = ("先生", "女士", "同志", "老师")
_UNNAMED = re.compile(
    rf"(?P<post>[{HAN}]{{2,30}}(?:部|委|局|司|厅|处|办|院|所|署|中心|公司|协会|会|室|行)(?:[有相]关)?(?:部门)?负责(?:人|同志))[^。]{{0,40}}?"
    r"(?:答记者问|回答了?|接受)"
)
_ASKS = re.compile("记者|编辑|主持")
_STYLE = re.compile(
    "副?(?:[部司局厅处科省市区县镇乡院校所会社行台站厂]|董事|秘书)长$|(?:副?主任|书记|总工程师|总经理)$"
)
_PARTS = re.compile("[、，,]")
_LONGEST_NAME = 12
_MOST_STYLED = 300  # people among whom 王局长 is looked for; with more, nobody is meant for sure
_MOST_LOOKED_FOR = 50  # names of labels for which a post is looked for in the text; no talk has more speakers


class Cast:
    """The people of an article, by name, and how they may be called.

    Args:
        people: everybody named with a post.
        text: the title and text of the article, in which the posts of others are looked for whom labels name.
        lead: the title, and what is said before the first label.
        labels: the labels of the article.
        host: who presides, where that is said.
    """

    def __init__(self, people: Sequence[Person], text: str, lead: str, labels: Sequence[Label], host: str = ""):
        self.posts = dict(posts(people))
        self._lead, self._text = lead, text
        self._looked_for: dict[tuple[str, str], str] = {}
        self._times = Counter((label.kind, label.name) for label in labels)
        for label in labels:
            if label.kind in ("person", "host") and len(label.post) > len(self.posts.get(label.name, "")):
                self.posts[label.name] = label.post
        unknown = [name for kind, name in self._times if kind == "person" and name not in self.posts]
        self.posts.update((name, found) for name in unknown[:_MOST_LOOKED_FOR] if (found := post_of(text, name)))
        self.host = host or next((label.name for label in labels if label.kind == "host" and label.name), "")
        self._sole: tuple[str, str] | None = None

    def sole(self) -> tuple[str, str]:
        """Name and post of the only one who can be answering 问: alone in the document, or in its lead."""
        if self._sole is None:
            here = posts(find_people(self._lead)) if len(self.posts) > 1 else self.posts
            unnamed = _UNNAMED.search(self._lead)
            if len(here) == 1:
                name = next(iter(here))
                self._sole = name, self.posts.get(name, here[name])
            else:
                self._sole = "", unnamed["post"] if unnamed and not here else ""
        return self._sole

    def called(self, surname: str, style: str) -> str:
        """The name of the only one of that surname whose post ends like that; 王部长 may be a 副部长."""
        if len(self.posts) > _MOST_STYLED:
            return ""
        named = {name: post for name, post in self.posts.items() if name.startswith(surname)}
        if style in _CIVIL:
            return next(iter(named)) if len(named) == 1 else ""
        exact = [name for name, post in named.items() if _holds(post, style)]
        loose = exact or [name for name, post in named.items() if _holds(post, style, deputy=True)]
        return loose[0] if len(loose) == 1 else "" if loose else self._behind(surname, style)

    def _behind(self, surname: str, style: str) -> str:
        """The only name of that surname right behind the post, be it a common word: 卫健委主任方岩、 for 方主任."""
        if (surname, style) not in self._looked_for and len(self._looked_for) < _MOST_LOOKED_FOR:
            names = re.compile(rf"{re.escape(style)}[ ]?({surname}[{HAN}]{{1,2}}?)(?=[、，,。；;）)和等\s]|$)")
            found = set(names.findall(self._text))
            name = found.pop() if len(found) == 1 else ""
            self._looked_for[surname, style] = name
            if name:
                self.posts[name] = post_of(self._text, name)
        return self._looked_for.get((surname, style), "")

    def aliases(self) -> dict[str, str]:
        """What people are called by surname and post, where only one fits: 王局长 -> 王小渠."""
        found: dict[str, str] = {}
        for name, post in self.posts.items() if len(self.posts) <= _MOST_STYLED else ():
            for part in _PARTS.split(post):
                ending = _STYLE.search(part)
                if ending and self.called(name[:1], ending.group()) == name:
                    found[name[:1] + ending.group()] = name
        return found

    def named_at(self, text: str, start: int, end: int) -> Label | None:
        """The label of somebody known whose name has no shape by which one would know it: 博尔特：."""
        colon = re.compile("[：:]").search(text, start, min(end, start + _LONGEST_NAME))
        if colon is None or text[start : colon.start()] not in self.posts:
            return None
        return Label("person", start, colon.end(), text[start : colon.start()])

    def speaker(self, label: Label, *, awaited: bool) -> tuple[TurnRole, str, str] | None:
        """Role (`answer` for anybody who neither asks nor presides), name and post; None when this is no label.

        Args:
            label: the label.
            awaited: whether a question has been asked that nobody has begun to answer.

        Returns:
            The three, or None when the name is nobody's.
        """
        if label.kind in ("asks", "question"):
            return "question", label.name, ""
        if label.kind == "host":
            name = label.name or self.host
            return "speech", name or "主持人", self.posts.get(name, "主持人" if name else "")
        if label.kind == "answer":
            return "answer", *self.sole()
        name = self.called(label.name, label.style) if label.kind == "styled" else label.name
        if label.kind == "styled" and not name:
            full = label.name + label.style
            return ("answer", full, "") if awaited or self._times[label.kind, label.name] > 1 else None
        if not self._is_somebody(label, name, awaited=awaited):
            return None
        post = max(label.post, self.posts.get(name, ""), label.style if label.style not in _CIVIL else "", key=len)
        return ("question" if _ASKS.search(label.post[-4:]) else "answer"), name, post

    def _is_somebody(self, label: Label, name: str, *, awaited: bool) -> bool:
        if name in self.posts or label.post or label.style:
            return True
        often = self._times[label.kind, name] > 1
        if is_common_word(name):
            return awaited and (label.firm or often)
        return awaited or often or is_name(name)


def _holds(post: str, style: str, *, deputy: bool = False) -> bool:
    """Whether one of the posts joined by 、 is that of the style: 总工 is 总工程师, 总 whatever begins with 总."""
    ends = {"总工": "总工程师"}.get(style, style)
    for part in _PARTS.split(post):
        if style == "总":
            if re.search("总(?:经理|裁|工程师|监|设计师)$", part):
                return True
        elif part.endswith(ends) and (deputy or style.startswith("副") or not part.endswith("副" + ends)):
            return True
    return False
