"""What an article is called: its headline, what the file says of itself, or the subject of an official document."""

import pytest

from index.article import headline_in, make_article
from index.read.text import text_lines
from index.repair import repair
from index.shapes import note_kind


@pytest.mark.parametrize(
    "head",
    [
        "春水市水务局　春水市财政局文件\n\n春水发〔2026〕14号\n\n关于做好2026年渡口维修补贴工作的通知",
        "春水市人民政府公报\n\n关于做好2026年渡口维修补贴工作的通知",
    ],
)
def test_an_official_document_is_called_by_its_subject(head: str) -> None:
    article = make_article(repair(text_lines(f"{head}\n\n各区县水务局：\n\n现将有关事项通知如下，请认真执行。")))
    assert article.title == "关于做好2026年渡口维修补贴工作的通知"
    assert "现将有关事项通知如下" in article.text
    assert article.title not in article.text


def test_without_an_issuer_the_first_headline_names_the_article() -> None:
    text = "今年渡口维修工作已经全部完成\n\n关于渡口维修补贴发放标准的补充通知\n\n渡口维修补贴已经发放到位，全市共有十二个渡口受益。"
    assert make_article(repair(text_lines(text))).title == "今年渡口维修工作已经全部完成"


def test_who_a_document_is_by_is_named_with_what_it_is() -> None:
    said = "全市渡口恢复通航，上半年共运送旅客十二万人次。"
    report = "春水渔业股份有限公司\n\n2026年半年度报告（节选）\n\n" + said
    assert make_article(repair(text_lines(report))).title == "春水渔业股份有限公司 2026年半年度报告（节选）"
    section = "春水渔业股份有限公司\n\n一、经营情况\n\n" + said
    assert make_article(repair(text_lines(section))).title == "春水渔业股份有限公司"


def test_the_number_of_a_document_is_no_part_of_its_title() -> None:
    lines = "春水市水务局\n关于2026年渡口维修与渡轮检验补贴工作情况的通报\n春水发〔2026〕47号\n\n各县（区）水务局，市直各渡口：\n"
    body = "  现将全市渡口维修补贴发放情况通报如下，请各单位对照检查，\n认真整改，并于月底前报送整改情况和下一步的工作打算，\n逾期不报的将予以通报。\n"
    article = make_article(repair(text_lines(lines + body * 3)))
    assert article.title == "春水市水务局关于2026年渡口维修与渡轮检验补贴工作情况的通报"


def test_a_title_torn_in_two_is_one() -> None:
    head = "春水市水务局  政府信息公开\n发文字号：春水发〔2026〕47号\n――――――――――――\n\n春水市水务局关于2026年上半年\n渡口维修补贴发放情况的通报\n\n各县（区）水务局，市直各渡口：\n"
    body = "　　现将全市渡口维修补贴发放情况通报如下，请各单位对照检查，认真整改，并于月底前报送整改情况和下一步的工作打算。\n"
    article = make_article(repair(text_lines(head + body * 3)))
    assert article.title == "春水市水务局关于2026年上半年渡口维修补贴发放情况的通报"


@pytest.mark.parametrize(
    "masthead",
    ["春水渡运协会  月度快报  2026年第9期（总第117期）\n内部资料  注意保存   2026年10月20日", "渡运简报　第3期"],
)
def test_a_bulletin_s_own_name_is_no_title(masthead: str) -> None:
    body = "一、运量\n　　９月份，全市渡口运送旅客5万人次，同比增长3%。\n"
    assert make_article(repair(text_lines(f"{masthead}\n\n2026年9月渡运情况\n\n{body}"))).title == "2026年9月渡运情况"
    alone = make_article(repair(text_lines(f"{masthead}\n\n{body}")))
    assert alone.title == masthead.partition("\n")[0].replace("　", " ") or alone.title in masthead


def test_where_a_page_stands_and_its_front_matter_are_no_title() -> None:
    head = "您当前的位置：首页 >> 政务公开 >> 统计信息\n索 引 号：CS-2026-0087    成文日期：2026年8月11日\n标　　题：渡运公报\n\n2025年春水市渡运事业统计公报\n\n"
    body = "　　2025年，全市渡口运送旅客5万人次，同比增长3%，其中渡轮运送旅客4万人次，快艇运送旅客1万人次，创下历史新高。\n"
    assert make_article(repair(text_lines(head + body))).title == "2025年春水市渡运事业统计公报"


def test_a_title_set_in_single_letters_is_closed_up_and_has_its_subtitle() -> None:
    head = "        政 府 工 作 报 告\n——2026年1月16日在春水县第十八届人民代表大会第六次会议上\n\n各位代表：\n\n现在向大会报告工作，请予审议。"
    subtitle = "——2026年1月16日在春水县第十八届人民代表大会第六次会议上"
    assert make_article(repair(text_lines(head))).title == f"政府工作报告 {subtitle}"


def test_a_title_from_the_metadata_names_the_headline_it_repeats() -> None:
    blocks = repair(text_lines("# 首页 导航 联系我们\n\n# 2026年春水市夏粮增产两成\n\n夏粮收割已经结束。"))
    assert headline_in(blocks, "2026年春水市夏粮增产两成_春水市农业农村局") == "2026年春水市夏粮增产两成"
    assert headline_in(blocks, "春水市农业农村局") == "春水市农业农村局"
    assert headline_in(blocks, "") == ""


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("春水日报    2026年4月21日  星期二", "furniture"),
        ("春水日报    要闻    2026年4月21日  星期二    第2版", "furniture"),
        ("A1 要闻 2026年4月21日 农历三月初五 责编张三 美编李四", "furniture"),
        ("农历丙午年五月初四   02版 要闻", "furniture"),
        ("第2版  要闻    编辑：张航  组版：李玉", "furniture"),
        ("责编 张一鸣  美编 李满  校对 王云", "furniture"),
        ("证券简称:春水渔业        公告编号:2026-047", "furniture"),
        ("春 水 日 报", "furniture"),
        ("CHUNSHUI DAILY    中共春水市委机关报", "furniture"),
        ("今日天气：多云转小雨 9℃～16℃", "furniture"),
        ("【本版导读】▶渡口通航 3版  ▶茶农开园 6版", "furniture"),
        ("01版 要闻  责任编辑：张和   版式：祝满   新闻热线：见报眼", "furniture"),
        ("（三）", "furniture"),
        ("春水县人民政府门户网站 > 政务公开 > 政府工作报告", "furniture"),
        ("春水市水务局办公室  2026年8月27日印发", "furniture"),
        ("新闻热线：0773-1234567", "furniture"),
        ("零售价：1.50元", "furniture"),
        ("2026年4月21日星期二，全市渡口恢复通航。", None),
        ("2026年4月21日春水渡口恢复通航", None),
        ("农历五月初四赛龙舟，全市渡口停航半天", None),
        ("编辑 张航谈渡口报道", None),
        ("政 府 工 作 报 告", None),
        ("导读：渡口通航三年", None),
        ("产量排名：苍水县>平山县>泰川县", None),
        ("流程：申请 > 受理 > 审批", None),
        ("今天天气：晴，最高气温35℃，预计本周降雨量达120毫米", None),
        ("本次展会由春水市农业农村局主管主办", None),
        ("【导读】本报告2025版", None),
        ("编辑能力、校对能力", None),
        ("农历正月十五 元宵节 灯会", None),
        ("新闻热线开通三年，接听来电两万个。", None),
    ],
)
def test_the_head_and_the_imprint_of_a_page_are_furniture(line: str, kind: str | None) -> None:
    assert note_kind(line) == kind


def test_a_listed_company_is_known_by_the_name_of_its_shares() -> None:
    head = "证券代码：600000    证券简称：春水精工    公告编号：2026-071\n\n# 苍屿春水渔业发展股份有限公司2026年一季度报告\n\n"
    body = "本公司董事会保证本公告内容真实、准确、完整。\n"
    assert make_article(repair(text_lines(head + body))).title.endswith("2026年一季度报告（春水精工）")
    named = head.replace("苍屿春水渔业发展", "春水精工")
    assert make_article(repair(text_lines(named + body))).title == "春水精工股份有限公司2026年一季度报告"


@pytest.mark.parametrize(
    "line",
    [
        "春水市水务局 >> 政务公开 >> 统计信息 >> 正文",
        "春水日报\n热线：0998-3366110",
        "春水市第八届人民代表大会常务委员会\n第三十七次会议文件（十二）",
    ],
)
def test_what_stands_above_a_report_is_no_title(line: str) -> None:
    title = "关于春水市2026年一季度渡运计划执行情况的报告"
    body = "　　一季度，全市渡口运送旅客5万人次，同比增长3%，其中渡轮运送旅客4万人次，快艇运送旅客1万人次，创下历史新高。\n"
    assert make_article(repair(text_lines(f"{line}\n\n{title}\n\n{body * 2}"))).title == title
