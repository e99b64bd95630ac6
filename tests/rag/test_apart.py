from collections.abc import Callable
from datetime import date

import pytest

from index.words import Words
from rag.apart import is_apart
from rag.records import Candidate
from rag.understand import understand

TODAY = date(2026, 5, 1)
Make = Callable[..., Candidate]


@pytest.mark.parametrize(
    ("question", "text", "missing", "announced", "other"),
    [
        # a place that neither the figure nor its document names
        ("江苏有多少座换电站", "换电站有301座。", ("江苏",), "山东的换电站", True),
        ("江苏有多少座换电站", "换电站有301座。", ("江苏",), "江苏的换电站", False),
        ("展会江苏来了多少人", "江苏客商来了301人。", ("展会",), "", False),
        ("换电站惠及多少人", "换电站服务301人。", ("惠及",), "", False),
        ("换电站日活用户多少", "换电站日均活跃用户301人。", (), "", False),
        ("高新区有多少座换电站", "换电站有301座。", ("高新区",), "云溪市的换电站", True),
        ("高新区有多少座换电站", "换电站有301座。", ("高新区",), "云溪高新区的换电站", False),
        ("深圳市有多少座换电站", "换电站有301座。", ("深圳市",), "深圳的换电站", False),
        ("临沄市有多少座换电站", "换电站有301座。", ("临沄",), "栖州市的换电站", True),
        ("临沄市有多少座换电站", "换电站有301座。", ("临沄",), "临沄市的换电站", False),
        ("江苏有多少座换电站", "全国换电站有301座。", ("江苏",), "江苏的换电站", True),
        ("换电站单日服务多少辆", "换电站服务301万辆。", (), "", True),
        ("换电站单日服务多少辆", "换电站单日服务301万辆。", (), "", False),
        ("换电站单日最高服务多少辆", "换电站日最高服务量301万辆。", (), "", False),
        ("接轴承订单多少", "接订单301万套。", ("轴承",), "接轴承订单增长", False),
        ("汽车类商品零售额是多少", "商品零售额达到5亿元。", ("汽车",), "", True),
        # what narrows the thing asked for
        ("城镇居民支出是多少", "居民支出为3万元。", (), "", True),
        ("城镇居民支出是多少", "城镇居民支出为3万元。", (), "", False),
        ("电动汽车销量是多少", "汽车销量达到5万辆。", ("电动",), "", True),
        ("电动汽车销量是多少", "汽车销量达到5万辆。", ("电动",), "电动车", False),
        ("汽车销量是多少", "汽车销量达到5万辆。", (), "", False),
        ("装备制造业投资是多少", "制造业投资达到5万元。", ("装备",), "装备工业的情况", True),
        ("装备制造业投资是多少", "制造业投资达到5万元。", ("装备",), "装备制造业的情况", False),
        # the company that the document is of
        ("松河渔业远洋渔船产值是多少", "远洋渔船产值达到5万元。", ("渔业",), "松河渔业股份有限公司年报", False),
        ("松河渔业远洋渔船产值是多少", "远洋渔船产值达到5万元。", ("渔业",), "远洋渔业机械年报", True),
        # a name that the dictionary does not know, of which the title is
        ("霁川轴承产量是多少", "轴承产量达到5万套。", ("霁川",), "霁川市统计局", False),
        # another phase
        ("恒岚三期投资是多少", "恒岚二期投资达到5亿元。", ("三期",), "", True),
        ("恒岚三期投资是多少", "投资达到5亿元。", ("三期",), "恒岚二期投产", True),
        ("恒岚二期投资是多少", "投资达到5亿元。", (), "恒岚二期投产", False),
        ("近三期报表的投资是多少", "二期投资达到5亿元。", (), "", False),
        ("恒岚二期投资是多少", "投资达到5亿元。", (), "恒岚工作简报第二十六期", False),
        # another thing before the statistic
        ("棉花收入是多少", "公司收入达到5亿元。", ("棉花",), "", False),
        ("棉花产量是多少", "皮棉产量达到5万吨。", ("棉花",), "棉花产业通报", False),
        ("棉花产量是多少", "纱产量达到5万吨。", ("棉花",), "", True),
        ("原油吞吐是多少", "货物吞吐量达到5万吨。", ("原油",), "", True),
        ("长沙市轴承产量是多少", "长沙县轴承产量达到5万套。", (), "", True),
        ("上海市场轴承销量是多少", "上海区域轴承销量达到5万套。", (), "", False),
        ("长沙市轴承产量是多少", "长沙轴承产量达到5万套。", (), "", False),
        ("长沙市轴承产量是多少", "长沙县等长沙市各县轴承产量达到5万套。", (), "", False),
        # a statistic that is another
        ("轴承行业收入是多少", "轴承行业总量达到5万元。", ("收入",), "", True),
        ("轴承行业景气是多少", "轴承行业总量达到5万元。", ("景气",), "", False),
        ("轴承行业投资增长多少", "轴承行业增长5.2%。", ("投资",), "", False),
        # a part of what is asked for
        ("全国轴承产量是多少", "全省轴承产量达到5万套。", (), "", True),
        ("全国轴承产量是多少", "山东轴承产量达到5万套。", (), "", True),
        ("全国轴承产量是多少", "云溪新区轴承产量达到5万套。", (), "", True),
        ("云溪全社会用电量是多少", "全省全社会用电量达到5万度。", (), "", False),
        ("我国山东轴承产量是多少", "山东轴承产量达到5万套。", (), "", False),
        ("全国轴承产量是多少", "我国轴承产量达到5万套。", (), "", False),
        ("轴承企业有多少家", "新增轴承企业达到50家。", (), "", True),
        ("制造业增加值是多少", "轴承、齿轮等制造业增加值达到5亿元。", (), "", True),
        ("新兴业务收入是多少", "云计算、大数据等新兴业务收入达到5亿元。", (), "", False),
        ("轴承企业多了几家", "新增轴承企业达到50家。", (), "", False),
        ("新增多少家轴承企业", "新增轴承企业达到50家。", (), "", False),
        ("可支配收入是多少", "人均可支配收入为3万元。", (), "", True),
        ("人均可支配收入是多少", "人均可支配收入为3万元。", (), "", False),
        ("居民人均可支配收入是多少", "城镇居民人均可支配收入为3万元。", (), "", True),
        ("城里人均可支配收入是多少", "城镇居民人均可支配收入为3万元。", (), "", False),
        ("全球灯塔有多少座", "全球灯塔3座，其中有2座在中国。", (), "", True),
        ("全球灯塔有多少座在中国", "全球灯塔3座，其中有2座在中国。", (), "", False),
        ("智能工厂有多少家", "智能工厂在装备工业建成50家。", (), "", True),
        ("装备工业的智能工厂有多少家", "智能工厂在装备工业建成50家。", (), "", False),
        ("专项资金是多少", "第四批专项资金为3亿元。", (), "", True),
        ("第四批专项资金是多少", "第四批专项资金为3亿元。", (), "", False),
        ("我国自贸试验区轴承产量是多少", "我国自由贸易试验区轴承产量达到5万套。", (), "", False),
        # two things that exclude each other
        ("新开国际航线多少条", "新开国内航线达到5条。", (), "", True),
        ("新开国际航线多少条", "新开国际航线达到5条。", (), "", False),
        ("轴承进口额是多少", "轴承进出口额达到5万元。", (), "", False),
        ("铁路货运量是多少", "公路货运量达到5万吨。", (), "", True),
        ("铁路货运量是多少", "公路、铁路货运量达到5万吨。", (), "", False),
        # another noun before the statistic, things of another size, some of them only
        ("棉花产量是多少", "大豆产量达到5万吨。", ("棉花",), "", True),
        ("大豆产量是多少", "大豆产量达到5万吨。", (), "", False),
        ("65岁以上老人有多少", "60岁以上老人达到5万人。", (), "", True),
        ("60岁以上老人有多少", "60岁以上老人达到5万人。", (), "", False),
        ("制造业投资增长多少", "汽车、船舶等制造业投资增长5.2%。", (), "", True),
        ("汽车制造业投资增长多少", "汽车、船舶等制造业投资增长5.2%。", (), "", False),
        ("轴承贷款是多少", "银行通过债券、股票等方式提供轴承贷款5亿元。", (), "", False),
        ("科技保险是多少", "行业为轴承研发、齿轮研发等科技创新提供科技保险5亿元。", (), "", False),
        ("制造业贷款是多少", "银行向汽车、船舶等制造业贷款5亿元。", (), "", True),
        ("陶瓷轴承销量是多少", "轴承总销量达到5万套。", ("陶瓷",), "陶瓷轴承走俏", True),
        ("第140届轴承展签约额是多少", "第139届轴承展签约额达到5亿元。", (), "", True),
        ("第140届轴承展签约额是多少", "第一百届轴承展签约额达到5亿元。", (), "", False),
        ("第五次轴承普查企业有多少", "第5次轴承普查企业达到50家。", (), "", False),
        ("第五次普查的轴承企业有多少", "轴承企业达到50家。", (), "第3次发布会", False),
        ("第五次普查的轴承企业有多少", "轴承企业达到50家。", (), "第四次普查公报", True),
        ("轨道3号线投资是多少", "轨道4号线投资达到5亿元。", (), "", True),
        ("8月3号轴承产量是多少", "第5号公告说轴承产量达到5万套。", (), "", False),
        # a noun between two words makes another thing of them
        ("轴承设备产量是多少", "轴承产量达到5万套。", ("设备",), "设备", True),
        ("轴承产量占全省比重是多少", "轴承产量占全国比重为5%。", (), "", True),
        ("轴承产量占全国比重是多少", "轴承产量占全国比重为5%。", (), "", False),
    ],
)
def test_a_figure_of_something_else(
    candidate: Make, words: Words, question: str, text: str, missing: tuple[str, ...], announced: str, other: bool
) -> None:
    fact = candidate(text).facts[-1]
    assert is_apart(understand(question, TODAY, words), fact, missing, ("", ""), announced, announced) is other


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("民航共运送旅客5万人次。国际客运量达到3万人次。", False),
        ("民航客运量5万人次，国际客运量达到3万人次。", True),
        ("国际客运量达到3万人次。", True),
    ],
)
def test_what_the_sentence_before_speaks_of_is_of_it(candidate: Make, words: Words, text: str, other: bool) -> None:
    fact = candidate(text).facts[-1]
    assert is_apart(understand("民航国际客运量是多少", TODAY, words), fact, ("民航",), ("", ""), "", "") is other


def test_a_mean_is_not_the_whole(candidate: Make, words: Words) -> None:
    (fact,) = candidate("轴承企业达到50家。").facts
    for asked, clause, other in (
        ("有多少家轴承企业", "平均每天新增", True),
        ("平均每天有多少家轴承企业", "平均每天", False),
    ):
        assert is_apart(understand(asked, TODAY, words), fact, (), (clause, ""), "", "") is other


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("多少家轴承厂没有完成改造", "87家轴承厂完成改造。", True),
        ("多少家轴承厂未完成改造", "12家轴承厂尚未完成改造。", False),
        ("多少家轴承厂完成了改造", "12家轴承厂没有完成改造，87家轴承厂完成改造。", True),
        ("有没有多少家轴承厂完成改造", "87家轴承厂完成改造。", False),
        ("未来五年建多少家轴承厂", "未来五年建87家轴承厂。", False),
    ],
)
def test_what_was_not_done_is_not_what_was(
    candidate: Make, words: Words, question: str, text: str, other: bool
) -> None:
    fact = candidate(text).facts[0]
    clause = text[: fact.start], text[fact.end :].partition("，")[0]
    assert is_apart(understand(question, TODAY, words), fact, (), clause, "", "") is other
