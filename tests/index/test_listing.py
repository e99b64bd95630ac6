import pytest

from index.listing import head_of, split_items


@pytest.mark.parametrize(
    ("phrase", "items"),
    [
        ("集成电路、液晶面板出口额", ["集成电路出口额", "液晶面板出口额"]),
        ("轴承、齿轮和液压件产量", ["轴承产量", "齿轮产量", "液压件产量"]),
        ("轴承产量和齿轮产量", ["轴承产量", "齿轮产量"]),
        ("船舶工业增加值、出口交货值", ["船舶工业增加值", "船舶工业出口交货值"]),
        ("纺织企业营业收入、利润", ["纺织企业营业收入", "纺织企业利润"]),
        ("第一、二、三产业增加值", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
        ("内、外贸吞吐量", ["内贸吞吐量", "外贸吞吐量"]),
        # a kind that all share stands within the last one's word
        ("养老、工伤保险参保人数", ["养老保险参保人数", "工伤保险参保人数"]),
        ("居民、非居民用电量", ["居民用电量", "非居民用电量"]),
        ("居民、非居民用水量", ["居民用水量", "非居民用水量"]),
        ("物业管理收入、利润", ["物业管理收入", "物业管理利润"]),
        ("船舶、电子信息产品产量", ["船舶产量", "电子信息产品产量"]),
        ("废铜和废铝等再生资源在原料中的比重", ["废铜再生资源在原料中的比重", "废铝再生资源在原料中的比重"]),
        ("其中，轴承、齿轮产量", ["轴承产量", "齿轮产量"]),
        ("轴承、齿轮两项", ["轴承", "齿轮"]),
        ("轴承、齿轮以及液压件产量", ["轴承产量", "齿轮产量", "液压件产量"]),
        ("钢铁和有色、纺织和服装", ["钢铁和有色", "纺织和服装"]),
    ],
)
def test_what_shares_a_predicate_is_told_apart(phrase: str, items: list[str]) -> None:
    assert split_items(phrase, len(items)) == items


@pytest.mark.parametrize(
    ("phrase", "items"),
    [
        ("汽车产销", ["汽车产量", "汽车销量"]),
        ("货物进出口", ["货物进口", "货物出口"]),
        ("城乡居民收入", ["城镇居民收入", "农村居民收入"]),
        ("财政收支", ["财政收入", "财政支出"]),
        ("轴承产销量", ["轴承产量", "轴承销量"]),
    ],
)
def test_a_pair_in_one_word(phrase: str, items: list[str]) -> None:
    assert split_items(phrase, 2) == items


@pytest.mark.parametrize(("phrase", "count"), [("轴承产量", 2), ("轴承、齿轮产量", 3), ("", 2), ("汽车产销", 3)])
def test_a_phrase_that_does_not_fall_into_so_many(phrase: str, count: int) -> None:
    assert split_items(phrase, count) is None


@pytest.mark.parametrize(
    ("phrase", "stem", "head"),
    [
        ("液晶面板显示模组出口金额", "液晶面板显示模组", "出口金额"),
        ("新车渗透率", "新车", "渗透率"),
        ("规模以上工业增加值", "规模以上工业", "增加值"),
        ("用户数", "", "用户数"),
        ("换电站", "换电站", ""),
    ],
)
def test_the_statistic_at_the_end_of_a_phrase(phrase: str, stem: str, head: str) -> None:
    assert head_of(phrase) == (stem, head)
