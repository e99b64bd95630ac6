import re
from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UsageError
from rag.vocabulary import (
    _SAME,
    _SPACE,
    GENERIC,
    Vocabulary,
    base,
    contains,
    everyday,
    plain,
    reading_with,
    spellings,
    synonyms,
    variants,
    weight,
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("规上工业", "规模以上工业"),
        ("中欧双边货物贸易", "中国欧盟双边进出口"),
        ("云溪外贸出口", "云溪出口"),
        ("1000Mbps及以上接入速率的用户", "千兆用户"),
        ("云溪对甲国双边贸易总值", "云溪对甲国进出口"),
        ("服务贸易总额", "服务贸易额"),
        ("渔保要交多少钱", "渔保缴费多少钱"),
        ("向会员社交多少", "向会员社交多少"),
        ("扣除食品和能源价格后的居民消费价格", "核心消费价格"),
        ("云溪外贸进出口总值", "云溪进出口"),
        ("初中德育", "初中德育"),
        ("中巴双边贸易", "中巴双边贸易"),
        ("盈利多少家企业", "盈利多少家企业"),
        ("归母净利", "归属于母公司股东的净利润"),
        ("归属于上市公司股东的净利润", "归属于母公司股东的净利润"),
        ("扣除非经常性损益后的净利润", "扣非净利润"),
        ("轴承往国外卖了多少钱", "轴承出口多少钱"),
        ("轴承厂总共盈利多少", "轴承厂总共利润多少"),
        ("平均日薪", "平均日均工资"),
        ("工信部", "工业和信息化部"),
        ("工信部门", "工信部门"),
        ("轴承卖了多少", "轴承卖出多少"),
        ("扣除食品和能源价格后的核心CPI", "核心消费价格"),
        ("我国服务进出口", "我国服务贸易"),
        ("轴承卖出去多少万平", "轴承销售面积多少万平方米"),
        ("轴承销售量", "轴承销量"),
        ("出口金额", "出口额"),
        ("出口总额", "出口额"),
        ("进口总值", "进口额"),
        ("企业营收", "企业营业收入"),
        ("国内生产总值", "gdp"),
        ("云溪经济总量", "云溪gdp"),
        ("数字经济总量", "数字经济总量"),
        ("计算机通信电子这个行业", "电子信息制造业"),
        ("AGDP", "agdp"),
        ("制造业PMI", "制造业采购经理指数"),
        ("ＧＤＰ２０２５", "gdp2025"),
        ("“小巨人” 企业", "小巨人企业"),
        ("5G 基站", "5g基站"),
        ("Base Stations", "base stations"),
        ("扩大再生产多少", "扩大再生产多少"),
        ("轴承卖了多少万平米", "轴承销售面积多少万平方米"),
        ("轴承卖了多少钱", "轴承营业额多少钱"),
        ("坐地铁的有多少人", "轨道交通客运量多少人"),
        ("利用了多少度电", "利用了多少度电"),
        ("光伏发了多少电", "光伏发电量多少"),
        ("乡村居民", "农村居民"),
        ("通过公共网络实现的零售额", "网络零售额"),
        ("网上零售额", "网络零售额"),
        ("一个税种", "一个税种"),
        ("个税收入", "个人所得税收入"),
        ("上限上调", "上限上调"),
        ("细颗粒物（PM2.5）", "pm2.5"),
        ("人均消费支出", "人均消费支出"),
        ("亩产论英雄", "亩产论英雄"),
        ("央企和中央企业", "中央企业和中央企业"),
        ("国企改革", "国有企业改革"),
        ("中国企业", "中国企业"),
        ("中国企稳", "中国企稳"),
        ("民企", "民营企业"),
        ("居民企业", "居民企业"),
        ("社融规模和社融增量", "社会融资规模和社会融资规模增量"),
        ("社零总额", "社会消费品零售额"),
        ("期货成交金额", "期货成交额"),
        ("固投和固定资产投资", "固定资产投资和固定资产投资"),
        ("专精特新“小巨人”企业", "小巨人企业"),
        ("专精特新企业", "专精特新企业"),
        ("cpi", "消费价格"),
        ("居民消费价格指数", "消费价格"),
        ("ACPI", "acpi"),
        ("R&D经费", "研发经费"),
        ("新能源车销量", "新能源汽车销量"),
        ("新能源车辆", "新能源车辆"),
        ("跨境电商", "跨境电子商务"),
        ("水电商品", "水电商品"),
        ("自由贸易试验区", "自贸试验区"),
        ("LPR", "贷款市场报价利率"),
        ("国铁集团和我国铁矿石", "国家铁路集团和我国铁矿石"),
        ("国开行贷款，全国开行班列", "国家开发银行贷款,全国开行班列"),
        ("专项债、专项债券、专项债务", "专项债券、专项债券、专项债务"),
        ("地方债和地方债务", "地方政府债券和地方债务"),
        ("城市医保、中医保健、医保局", "城市医疗保险、中医保健、医保局"),
        ("高铁和提高铁路运力", "高速铁路和提高铁路运力"),
        ("低保和最低保障", "最低生活保障和最低保障"),
        ("农发行贷款", "中国农业发展银行贷款"),
        ("专项资金额度", "专项资金额度"),
        ("外卖骑手，拍卖，卖得", "外卖骑手,拍卖,销量"),
        ("内销量和外销量，国内销量", "内销和外销,国内销量"),
    ],
)
def test_what_is_typed_and_what_is_written_fold_alike(typed: str, written: str) -> None:
    assert plain(typed) == written


@pytest.mark.parametrize(
    ("text", "word", "there"),
    [
        ("轴承出口额", "出口", True),
        ("轴承进出口", "出口", False),
        ("进出口和出口", "出口", True),
        ("货物进出口", "进出口", True),
        ("有15家", "5", False),
        ("有5家", "5", True),
        ("2.5级", "5", False),
        ("5g基站", "5g", True),
        ("15g基站", "5g", False),
        ("5g基站", "6g", False),
        ("bearings", "bearing", False),
        ("装备制造业", "装备工业", False),
    ],
)
def test_whether_a_text_has_a_word(text: str, word: str, there: bool) -> None:
    assert contains(text, word) is there


def test_how_a_word_may_be_written() -> None:
    assert {"工业和信息化部", "工信部"} <= set(spellings("工业和信息化部"))
    assert "发改委" not in spellings("工业和信息化部")
    with reading_with(Vocabulary({"渠管局": "水渠管理局"})):
        assert "渠管局" in spellings("管理局")
    assert "渠管局" not in spellings("管理局")


def test_longer_words_say_more() -> None:
    assert [weight(w) for w in ("量", "轴承", "轴承钢", "轴承产量", "云溪轴承厂")] == [0.6, 1.0, 1.5, 2.0, 2.0]


@pytest.mark.parametrize("word", ["多少", "全国", "是", "的", "目前"])
def test_words_that_carry_nothing(word: str) -> None:
    assert word in GENERIC


@pytest.mark.parametrize("word", ["产量", "出口", "轴承", "利润"])
def test_words_that_carry_something(word: str) -> None:
    assert word not in GENERIC


def test_a_user_adds_abbreviations() -> None:
    ours = Vocabulary({"轴协": "轴承行业协会", "小巨人": "专精特新小巨人企业", "云报": "云溪CPI"})
    assert ours.plain("轴协说规上企业") == "轴承行业协会说规模以上企业"
    assert ours.plain("小巨人和专精特新“小巨人”企业") == "专精特新小巨人企业和专精特新小巨人企业"
    assert ours.plain("云报") == plain("云溪CPI")  # what it is read as may be an abbreviation itself
    assert ours.contains(ours.plain("轴协的规定"), ours.plain("轴承行业协会"))
    assert plain("轴协") == "轴协"  # the table of the language stays as it is


@pytest.mark.parametrize(
    ("abbreviations", "said"),
    [
        ({"轴": "轴承"}, "write two characters or more"),
        ({"": "轴承"}, "write two characters or more"),
        ({"轴协": " "}, "write two characters or more"),
        ({"甲乙": "丙丁", "丙丁": "甲乙"}, "without end"),
    ],
)
def test_abbreviations_that_make_no_sense(abbreviations: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Vocabulary(abbreviations)


@given(st.text(alphabet="中央国企民业社融资规模零总额固定投专精特新小巨人电商子务“”CPI", max_size=24))
def test_folding_names_twice_is_folding_once(text: str) -> None:
    once = plain(text)
    assert plain(once) == once


@given(st.text(alphabet="规上工信部出口金额GDP５g卖了多少进口总值%.,9", max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = plain(text)
    assert plain(once) == once


PARTS = [
    *(
        "居民消费价格总指数",
        "消费者物价指数",
        "工业生产者出厂价格指数",
        "GDP(gdp)",
        "新设立",
        "农民人均",
        "外商投资企业",
        "服贸",
    ),
    *(
        "比重要提",
        "卖出了",
        "生产了",
        "造了",
        "产了",
        "多少",
        "几",
        "营收",
        "计算机、通信和其他电子设备制造业",
        "服务",
        "进出口",
    ),
    *(
        "实际利用",
        "吸收",
        "外资",
        "货物贸易",
        "外贸",
        "总额",
        "经济",
        "同比",
        "出口",
        "进口",
        "金额",
        "成交",
        "再",
        "扩大",
        "转",
    ),
]


@given(st.lists(st.sampled_from(PARTS), max_size=6).map("".join))
def test_what_a_text_has_to_have_is_in_all_that_is_found(text: str) -> None:
    assert all(has in found[0] for has, pattern, _ in _SAME for found in pattern.finditer(text))


@given(st.text(alphabet="aZ中\u3000\n ", max_size=12))
def test_one_space_between_letters_stays(text: str) -> None:
    assert _SPACE.sub("", text) == re.sub(r"(?<![a-zA-Z])\s+|\s+(?![a-zA-Z])", "", text)


def test_how_else_a_text_may_be_written() -> None:
    assert "地铁" in variants(plain("地铁客运量"))
    assert variants("轴承产量") == []


def test_an_everyday_word_for_several_official_ones() -> None:
    assert everyday()["花"] == "支出|费用|花费|投入|经费|花"
    assert contains(plain("教育支出"), everyday()["花"])
    assert contains(plain("轴承销售额"), everyday()["卖出"]) and contains(plain("轴承销量"), everyday()["卖出"])


def test_a_part_of_all_services_is_not_all_of_them() -> None:
    assert "运输服务" in plain("运输服务进出口") and plain("运输服务进出口") != plain("运输服务贸易")


def test_words_that_say_the_same_fold_to_themselves_and_stand_in_two_groups_at_most() -> None:
    lines = files("rag").joinpath("synonyms.txt").read_text(encoding="utf-8").splitlines()
    groups = [line.split() for line in lines if not line.startswith("#")]
    assert all(len(group) > 1 and len(set(group)) == len(group) for group in groups)
    times = Counter(word for group in groups for word in group)
    assert [word for word, n in times.items() if n > 2] == []
    assert [word for word in times if plain(word) != word] == []


def test_what_says_the_same() -> None:
    assert "落成" in synonyms("建成")
    assert synonyms("出口额") == ()
    assert contains("落成泵站3座", "建成|落成")
    assert base("~built|建成") == "built"
