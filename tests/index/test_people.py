import pytest

from index.people import find_people, post_of, posts


def found(text: str) -> list[tuple[str, str, str]]:
    return [(person.name, person.post, text[person.start : person.end]) for person in find_people(text)]


@pytest.mark.parametrize(
    ("text", "name", "post"),
    [
        ("农业农村部副部长王小果说，渠修好了。", "王小果", "农业农村部副部长"),
        ("渠修好了，水利部新闻发言人、运行司司长李水表示。", "李水", "水利部新闻发言人、运行司司长"),
        ("并与水利部党组成员、副部长李水清答记者问。", "李水清", "水利部党组成员、副部长"),
        ("“渠修好了。”田园果业总裁高果说，订单多。", "高果", "田园果业总裁"),
        ("果业公司董事会主席博尔特表示：好。", "博尔特", "果业公司董事会主席"),
        ("到场答问的有水利部副部长李水清，一共三人。", "李水清", "水利部副部长"),
        ("会上，县经济信息中心副主任赵田认为，好。", "赵田", "县经济信息中心副主任"),
        ("省发展和改革委员会二级巡视员封田树表示，好。", "封田树", "省发展和改革委员会二级巡视员"),
    ],
)
def test_post_and_name(text: str, name: str, post: str) -> None:
    assert found(text) == [(name, post, post + name)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "董事会聘任何小渠先生为公司财务总监，原财务总监李水女士因个人原因辞职。",
            [("何小渠", "财务总监"), ("李水", "原财务总监")],
        ),
        ("会议任命何小渠为县水利局局长。", [("何小渠", "县水利局局长")]),
        ("前总经理李水表示，渠修好了。", [("李水", "前总经理")]),
        ("总经理李水辞去该职。", []),
        ("会议决定免去县长李水的职务。", []),
        ("目前县长李水表示，渠修好了。", [("李水", "目前县长")]),
    ],
)
def test_who_came_and_who_went(text: str, named: list[tuple[str, str]]) -> None:
    assert [(name, post) for name, post, _ in found(text)] == named


def test_a_bare_post_takes_the_organisation_in_front() -> None:
    text = "在某省果树研究院,党委委员李四向记者介绍。"
    assert found(text) == [("李四", "某省果树研究院党委委员", "某省果树研究院,党委委员李四")]


def test_a_department_takes_the_ministry_named_before() -> None:
    text = "水利部总工程师王小渠，农水司司长李水出席。"
    assert [person.post for person in find_people(text)] == ["水利部总工程师", "水利部农水司司长"]


def test_names_with_the_post_behind() -> None:
    assert found("王小果，水利部总工程师，今天到村里。") == [("王小果", "水利部总工程师", "王小果，水利部总工程师")]
    assert found("到会的有王小果（水利部总工程师）。")[0][:2] == ("王小果", "水利部总工程师")


@pytest.mark.parametrize(
    "text", ["该负责人表示，好。", "负责人在会上说，好。", "书记和主任都来了。", "各位代表高度评价。", "局长对渠满意。"]
)
def test_nobody(text: str) -> None:
    assert found(text) == []


def test_the_fullest_post_is_kept() -> None:
    people = find_people("局长陶小青说好。水利部运行局局长陶小青说好。局长陶小青说好。")
    assert posts(people) == {"陶小青": "水利部运行局局长"}


def test_a_cast_list_with_the_names_in_front() -> None:
    assert [(name, post) for name, post, _ in found("王小渠　县水利局局长\n李 水 县水利局总工程师\n水很清。")] == [
        ("王小渠", "县水利局局长"),
        ("李水", "县水利局总工程师"),
    ]


@pytest.mark.parametrize("lead", ["发布会请来", "今天请来了", "——访"])
def test_a_lead_in_is_no_post(lead: str) -> None:
    assert found(f"{lead}县水利局局长王小渠。")[0][:2] == ("王小渠", "县水利局局长")


def test_posts_of_one_place_do_not_add_up() -> None:
    text = "青山县委常委、副县长王小渠，青山县林业局局长李水出席。"
    assert [post for _, post, _ in found(text)] == ["青山县委常委、副县长", "青山县林业局局长"]


def test_the_post_of_a_name_that_is_a_word() -> None:
    assert post_of("县水利局局长林果、副局长方岩到会。", "林果") == "县水利局局长"
    assert post_of("先请袁青禾处长介绍。", "袁青禾") == "处长"
    assert post_of("古巴外长到访。", "古巴") == ""
    assert post_of("水很清。", "林果") == ""
