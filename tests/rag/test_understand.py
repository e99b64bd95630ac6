from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.script import simplified
from index.words import Words
from rag.records import Asked, Kind, Question
from rag.understand import understand
from rag.vocabulary import base

TODAY = date(2026, 5, 1)


def asked(words: Words, text: str, *history: str) -> Question:
    return understand(text, TODAY, words, history)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("一季度轴承产量增长多少", "figure"),
        ("轴承产量", "figure"),
        ("轴承厂归母净利", "figure"),
        ("2025年轴承出口额", "figure"),
        ("换电站数 2025年6月", "figure"),
        ("有几座换电站", "figure"),
        ("湖里有几只白鹭", "figure"),
        ("GDP增速", "figure"),
        ("3月轴承行业PMI", "figure"),
        ("老管线改造长度，2025年上半年", "figure"),
        ("2025年轴承出口增长情况", "figure"),
        ("3月轴承进口量同比变化", "figure"),
        ("轴承班列开了几趟", "figure"),
        ("修一座泵站要多久", "figure"),
        ("how many bearings", "figure"),
        ("What is the growth of bearing output in 2025?", "figure"),
        ("李四是什么职务？", "person"),
        ("谁是轴承协会会长", "person"),
        ("Who is the director?", "person"),
        ("新规什么时候施行", "date"),
        ("发布会哪天举行的？", "date"),
        ("when does it start", "date"),
        ("有哪些措施", "list"),
        ("主要有哪三个特点", "list"),
        ("轴承行业为什么下滑", "passage"),
        ("什么是智能轴承", "passage"),
        ("怎么推动轴承升级", "passage"),
        ("why did output fall", "passage"),
        ("通过什么方式提升生产效率", "passage"),
        ("以什么方式提高轴承的合格率", "passage"),
        ("靠什么途径扩大轴承出口", "passage"),
        ("怎样提高轴承产量", "passage"),
        ("轴承出口占比为什么提高", "passage"),
        ("“产销率”指什么", "passage"),
        ("合格率提高了多少", "figure"),
        ("轴承出口占比如何", "figure"),
        ("哪些行业增速最快", "list"),
        ("轴承由哪两家企业生产", "list"),
        ("轴承由哪一家企业生产", "passage"),
        ("轴承行业的三大特点是什么", "list"),
        ("通过哪些方式提升效率", "list"),
        ("新场景举几个例子", "list"),
        ("老厂房改造分几个方面", "list"),
        ("哪些行业增长，增长多少", "figure"),
        ("这是轴承厂第几次停产", "passage"),
        ("今年是第几届轴承展，参展企业多少家", "figure"),
        ("轴承行业的发展", "passage"),
    ],
)
def test_what_kind_of_answer_is_wanted(words: Words, text: str, kind: Kind) -> None:
    assert asked(words, text).kind == kind


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("一季度轴承产量增长多少", "growth"),
        ("一季度人口自然增长率是多少", "any"),
        ("一季度利润增长面是多少", "any"),
        ("一季度人均渔网占有量是多少", "any"),
        ("一季度轴承增产多少", "growth"),
        ("一季度比去年同期多挖了多少吨煤", "growth"),
        ("一季度最多挖了多少吨煤", "level"),
        ("全年损耗要控制在多少以内", "any"),
        ("一季度轴承产量跌了多少", "growth"),
        ("一季度轴承掉了多少", "growth"),
        ("一季度轴承用掉了多少", "any"),
        ("一季度轴承产量萎缩多少", "growth"),
        ("轴承价格涨幅升至多少", "growth"),
        ("轴承价格升至多少", "any"),
        ("轴承产量同比", "growth"),
        ("GDP增速", "growth"),
        ("利润提高了几个点", "growth"),
        ("轴承出口环比增长多少", "month-on-month"),
        ("3月轴承出口比2月增长多少", "month-on-month"),
        ("轴承价格比上个月涨了多少", "month-on-month"),
        ("二季度轴承出口比一季度增长多少", "month-on-month"),
        ("2025年轴承出口比上年增长多少", "growth"),
        ("2026年3月轴承出口比2025年2月增长多少", "growth"),
        ("2026年轴承出口比2025年四季度增长多少", "growth"),
        ("3月轴承出口比上个月同期增长多少", "growth"),
        ("3月轴承出口增速比2月加快了多少", "change"),
        ("利润率比去年提高了几个百分点", "change"),
        ("服务业对增长的贡献率是多少", "contribution"),
        ("2025年轴承出口额占比是多少", "share"),
        ("换电站中云溪占几座", "level"),
        ("换电站中云溪占几成", "share"),
        ("轴承产量是涨是跌，多少", "growth"),
        ("轴承产量涨跌多少", "growth"),
        ("轴承价格涨多少", "growth"),
        ("轴承产量增速几个点", "growth"),
        ("轴承毛利率掉了几个点", "change"),
        ("轴承出口占比由多少升到多少", "any"),
        ("轴承增加值比上年快了几个点", "change"),
        ("轴承销量增速比3月快多少", "change"),
        ("4月轴承拉动零售额增长几个点", "change"),
        ("轴承价格变动", "growth"),
        ("新增减税多少", "any"),
        ("出口额是去年的几倍", "multiple"),
        ("有多少家轴承企业", "level"),
        ("有几座换电站", "level"),
        ("轴承产量多少", "any"),
        ("合格率达到多少", "any"),
        ("李四的职务同比", "any"),
        ("6月轴承产量比去年多百分之几", "growth"),
        ("轴承产量跟去年变化多少", "growth"),
    ],
)
def test_what_measure_is_wanted(words: Words, text: str, measure: Asked) -> None:
    assert asked(words, text).measure == measure


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("一季度轴承产量增长多少", "2026-01-01", "2026-03-31"),
        ("上个季度轴承产量增长多少", "2026-01-01", "2026-03-31"),
        ("上半年轴承产量增长多少", "2025-01-01", "2025-06-30"),
        ("去年上半年轴承产量增长多少", "2025-01-01", "2025-06-30"),
        ("去年轴承产量增长多少", "2025-01-01", "2025-12-31"),
        ("2025年全年轴承产量增长多少", "2025-01-01", "2025-12-31"),
        ("今年前两个月轴承产量增长多少", "2026-01-01", "2026-02-28"),
        ("1—2月轴承产量增长多少", "2026-01-01", "2026-02-28"),
        ("上月轴承产量增长多少", "2026-04-01", "2026-04-30"),
        ("截至3月底换电站有多少座", "2026-03-31", "2026-03-31"),
        ("换电站数 2025年6月", "2025-06-01", "2025-06-30"),
        ("What is the growth of bearing output in 2025?", "2025-01-01", "2025-12-31"),
        ("云溪24年轴承产了多少", "2024-01-01", "2024-12-31"),
        ("24年上半年轴承产量", "2024-01-01", "2024-06-30"),
        ("云溪市2025年3月轴承产量", "2025-03-01", "2025-03-31"),
        ("江苏2025年轴承产量", "2025-01-01", "2025-12-31"),
        ("25年1—2月轴承产量", "2025-01-01", "2025-02-28"),
        ("轴承产量2024涨多少", "2024-01-01", "2024-12-31"),
        ("2025轴承产量是多少", "2025-01-01", "2025-12-31"),
        ("今年轴承产量是多少", "2026-01-01", "2026-05-01"),
        ("今年度轴承产量是多少", "2026-01-01", "2026-05-01"),
        ("今年以来轴承产量增长多少", "2026-01-01", "2026-05-01"),
        ("今年全年轴承产量预计多少", "2026-01-01", "2026-12-31"),
        ("今年轴承产量的目标是多少", "2026-01-01", "2026-12-31"),
        ("2026年轴承产量是多少", "2026-01-01", "2026-12-31"),
        # feasts are times by themselves; what something is compared with is none
        ("去年五一渡轮收入多少", "2025-05-01", "2025-05-05"),
        ("2025年春运渡轮发送旅客多少", "2025-01-14", "2025-02-22"),
        ("春运渡轮发送旅客多少", "2026-02-02", "2026-03-13"),
        ("“五一”渡轮收入多少", "2026-05-01", "2026-05-05"),
        ("清明渡轮收入增长多少", "2026-04-04", "2026-04-06"),
        ("2月轴承价格环比1月高多少", "2026-02-01", "2026-02-28"),
        # a month from which something holds may be to come
        ("6月起渡轮票价多少", "2026-06-01", "2026-06-30"),
        ("4月起渡轮票价多少", "2026-04-01", "2026-04-30"),
        ("6月渡轮票价多少", "2025-06-01", "2025-06-30"),
        ("2025年6月起渡轮票价多少", "2025-06-01", "2025-06-30"),
        ("12月开始渡轮票价多少", "2025-12-01", "2025-12-31"),
        ("1月起渡轮票价多少", "2026-01-01", "2026-01-31"),
    ],
)
def test_which_period_is_wanted(words: Words, text: str, start: str, end: str) -> None:
    (mention,) = asked(words, text).periods
    assert (str(mention.period.start), str(mention.period.end)) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "目前换电站有多少",
        "轴承产量多少",
        "五一广场渡轮收入多少",
        "端午粽子销量多少",
        "利润率比去年提高了几个百分点",
        "今年以来有哪些举措",
        "轴承产量连续16年第一吗",
        "制造2025是什么",
        "2024家企业的产量",
        "20年国债收益率是多少",
        "从业20年教师有多少",
        "2024公里有多长",
        "GB2024标准",
        "型号为AB 2024的轴承",
        "轴承产量全年任务完成几成了",
        "轴承产量完成了今年目标的多少",
    ],
)
def test_no_period_is_wanted(words: Words, text: str) -> None:
    assert asked(words, text).periods == ()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("一季度轴承产量增长多少", ("轴承", "产量")),
        ("请问2025年的轴承产量是多少？", ("轴承", "产量")),
        ("轴承卖了多少", ("轴承", "销量")),
        ("轴承份额升到多少", ("轴承", "份额")),
        ("轴承产量调到了多少", ("轴承", "产量")),
        ("轴承屏到2026年出口多少", ("轴承", "屏", "出口")),
        ("轴承出口降了多少（百分比）", ("轴承", "出口")),
        ("轴承产量多少（万吨）", ("轴承", "产量")),
        ("轴承占东澜省出口多少", ("轴承", "东澜", "出口")),
        ("轴承通关要几个小时", ("轴承", "通关")),
        ("轴承工人里80后有多少", ("80后", "轴承", "工人")),
        ("EG.5轴承有多少", ("eg.5", "轴承")),
        ("轴承产了多少", ("轴承", "产量")),
        ("小麦单产多少", ("小麦", "单产")),
        ("全省轴承产量", ("轴承", "产量")),
        ("农民人均可支配收入", ("农村居民", "人均", "可", "支配", "收入")),
        ("合格率达到多少", ("合格率",)),
        ("5G基站数 2025年6月", ("5g", "基站")),
        ("轴承企业就业人数是多少", ("轴承", "企业", "就业")),
        ("轴承价格下跌多少", ("轴承", "价格")),
        # what is remarked before the question, of which the place stays
        ("一季度云南物价总体平稳 轴承价格上涨多少", ("云南", "轴承", "价格")),
        ("轴承产量 2026年一季度 增长多少", ("轴承", "产量")),
        ("一季度轴承出口稳定，进口增长多少", ("轴承", "进口")),
        ("轴承贸易增速转正 一季度轴承进口增长多少", ("轴承", "进口")),
        ("一家协会报告称2026年轴承产量增长多少", ("轴承", "产量")),
        ("轴承销售 2025年是多少", ("轴承", "销售")),
        ("一季度云南经济良好 国内生产总值增长多少", ("云南", "gdp")),
        ("地铁3号线客流多少", ("3号线", "轨道", "交通", "客流")),
        # a place with or without what it is
        ("北京市轴承产量多少", ("北京", "轴承", "产量")),
        ("四川省轴承产量多少", ("四川", "轴承", "产量")),
        ("去栖岚县轴承产量多少", ("栖岚", "轴承", "产量")),
        ("吉林市轴承产量多少", ("吉林市", "轴承", "产量")),
        ("沄溪市民轴承产量多少", ("沄", "溪", "市民", "轴承", "产量")),
        ("澜州城市轴承产量多少", ("澜州", "城市", "轴承", "产量")),
    ],
)
def test_what_it_is_about(words: Words, text: str, topic: tuple[str, ...]) -> None:
    assert tuple(map(base, asked(words, text).words)) == topic


@pytest.mark.parametrize(
    ("text", "kind", "measure", "content"),
    [
        ("How much did exports grow in Q1 2025?", "figure", "growth", ("出口",)),
        ("By how many percentage points did the unemployment rate drop in May 2025?", "figure", "change", ("失业率",)),
        ("What share of exports did services take so far this year?", "figure", "share", ("服务业|服务", "出口")),
        ("What was the output of widgets in 2025?", "figure", "any", ("~widgets", "产量|产值")),
        ("When did the law take effect?", "date", "any", ("法", "施行|生效|实施")),
    ],
)
def test_an_english_question_is_read_in_chinese(
    words: Words, text: str, kind: Kind, measure: Asked, content: tuple[str, ...]
) -> None:
    question = asked(words, text)
    assert (question.kind, question.measure, question.words) == (kind, measure, content)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("有多少家企业", "家"),
        ("利润提高了几个百分点", "个百分点"),
        ("卖了多少万辆", "辆"),
        ("卖了几万辆车", "辆"),
        ("来了几百人", "人"),
        ("有多少股东", ""),
        ("增长多少", ""),
        ("卖了多少平米", "平方米"),
        ("有多少面积", ""),
    ],
)
def test_the_unit_that_is_counted_in(words: Words, text: str, unit: str) -> None:
    assert asked(words, text).unit == unit


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("一季度猪肉便宜了多少", "一季度猪肉价格下降了多少"),
        ("一季度猪肉贵了百分之几", "一季度猪肉价格上涨了百分之几"),
        ("轴承产量同比最新一期", "轴承产量同比"),
        ("一季度单季轴承产量增速", "一季度轴承产量增速"),
        ("今天沪指收盘报多少点", "今天沪指收盘多少点"),
        ("夜校里女的占百分之几", "夜校里女性占百分之几"),
        ("4号线早晚高峰几分钟一趟", "4号线早晚高峰行车间隔几分钟"),
        ("财政资金安排比例实际是多少", "财政资金安排比例是多少"),
        ("一季度轴承产量想涨百分之几", "一季度轴承产量目标涨百分之几"),
        ("一季度轴承产量涨得快不快", "一季度轴承产量增长多少"),
        ("渡口公交有多少人坐", "渡口公交客运量有多少人"),
        ("农民一季度人均可支配收入", "农村居民一季度人均可支配收入"),
        ("早稻一亩地能打多少公斤", "早稻单产多少公斤"),
        ("一季度新增涉农贷款多少", "一季度涉农贷款增加多少"),
        ("2026年三季报净利润单季增幅", "2026年三季度净利润增幅"),
    ],
)
def test_what_is_said_otherwise_is_understood_alike(words: Words, text: str, same_as: str) -> None:
    one, other = asked(words, text), asked(words, same_as)
    assert (one.kind, one.words, one.measure, one.unit) == (other.kind, other.words, other.measure, other.unit)


def test_points_of_an_index_are_no_percentage(words: Words) -> None:
    assert asked(words, "3月末运价指数为多少点").unit == "点"
    assert asked(words, "一季度轴承产量涨了多少点").unit != "点"
    assert asked(words, "一季度轴承价格指数涨了几个点").text == "一季度轴承价格指数涨了百分之几"


@pytest.mark.parametrize(
    ("history", "text", "same_as"),
    [
        (["一季度轴承产量增长多少"], "2025年呢？", "2025年一季度轴承产量增长多少"),
        (["一季度轴承产量增长多少"], "那2025年一季度呢", "2025年一季度轴承产量增长多少"),
        (["2025年一季度轴承产量增长多少"], "上半年呢", "上半年轴承产量增长多少"),
        (["2025年轴承产量增长多少"], "那齿轮呢？", "2025年齿轮产量增长多少"),
        (["2025年轴承产量增长多少", "那齿轮呢？"], "2024年呢？", "2024年齿轮产量增长多少"),
        (["一季度轴承产量增长多少"], "换电站有多少座", "换电站有多少座"),
        ([], "那齿轮呢？", "那齿轮呢？"),
    ],
)
def test_a_follow_up_takes_what_it_leaves_out(words: Words, history: list[str], text: str, same_as: str) -> None:
    followed, plainly = asked(words, text, *history), asked(words, same_as)
    assert (followed.text, followed.words, followed.measure) == (plainly.text, plainly.words, plainly.measure)
    assert [m.period for m in followed.periods] == [m.period for m in plainly.periods]


@given(text=st.text(max_size=80), history=st.lists(st.text(max_size=30), max_size=3))
def test_any_text_is_understood(words: Words, text: str, history: list[str]) -> None:
    question = understand(text, TODAY, words, history)
    assert question.today == TODAY
    assert len(set(question.words)) == len(question.words)
    assert all(0 <= m.start < m.end <= len(question.text) for m in question.periods)


@pytest.mark.parametrize(
    ("before", "text", "same_as"),
    [
        ("示范工厂有多少家", "卓越级呢？", "卓越级示范工厂有多少家"),
        ("2025年上半年电动自行车卖了多少辆", "产量呢", "2025年上半年电动自行车产量是多少"),
        ("截至2026年3月底换电站有多少个", "2024年呢", "截至2024年3月底换电站有多少个"),
        ("王小果是什么职务？", "那李大田呢？", "李大田是什么职务"),
        ("How much did output grow in Q1 2026?", "what about 2025?", "2025年一季度产量增长多少"),
    ],
)
def test_a_follow_up_is_read_as_a_whole_question(words: Words, before: str, text: str, same_as: str) -> None:
    assert understand(text, TODAY, words, [before]).text.rstrip("？?") == same_as.rstrip("？?")


@pytest.mark.parametrize(
    ("traditional", "kind"),
    [
        ("一季度集成電路產量增長多少", "figure"),
        ("誰是雲溪市工業局局長", "person"),
        ("水渠什麼時候通水", "date"),
        ("水渠為什麼提前通水", "passage"),
        ("雲溪有哪些水渠", "list"),
    ],
)
def test_traditional_questions_are_read_as_simplified_ones(traditional: str, kind: str, words: Words) -> None:
    read = understand(traditional, TODAY, words)
    assert read == understand(simplified(traditional), TODAY, words)
    assert (read.kind, read.completed) == (kind, False)


@pytest.mark.parametrize(
    ("mixed", "read"),
    [
        ("Who is 谢存?", "谢存是谁"),
        ("How much did 集成电路产量 grow in Q1 2026?", "2026年一季度集成电路产量增长多少"),
        ("Why 工业经济平稳?", "为什么工业经济平稳"),
        ("DeepSeek是什么", "DeepSeek是什么"),
        ("5G基站 how多少", "5G基站 how多少"),
    ],
)
def test_what_an_english_question_names_in_chinese_stays(mixed: str, read: str, words: Words) -> None:
    assert understand(mixed, TODAY, words).text == read


def test_who_says_it_is_not_what_it_is_of(words: Words) -> None:
    assert asked(words, "交通运输部说铁路投资增长多少").words == asked(words, "铁路投资增长多少").words
    assert asked(words, "交通运输部投资增长多少").words != asked(words, "投资增长多少").words


@pytest.mark.parametrize(
    ("text", "unit"), [("贸易做了多少个亿", ""), ("有多少个亿吨级港口", "个"), ("有多少个万亿城市", "个")]
)
def test_so_many_hundred_millions(words: Words, text: str, unit: str) -> None:
    assert asked(words, text).unit == unit
