"""What the period grammar must find, resolve, print and leave alone. All sentences are invented."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.periods import (
    describe,
    find_periods,
    governing_period,
    is_comparison,
    lasting_periods,
    lasts,
    period_key,
    same_but_year,
    same_interval,
    year_stated,
)
from index.periods.triggers import TRIGGER
from index.records import Period, PeriodMention

APRIL = date(2026, 4, 21)
DECEMBER = date(2025, 12, 20)

# expression, interval, kind, source; anchor 2026-04-21
SINGLE = """
2026年一季度|2026-01-01/2026-03-31|quarter|stated
一季度|2026-01-01/2026-03-31|quarter|assumed
第三季度|2025-07-01/2025-09-30|quarter|assumed
四季度|2025-10-01/2025-12-31|quarter|assumed
首季|2026-01-01/2026-03-31|quarter|assumed
2026一季报|2026-01-01/2026-03-31|quarter|stated
三季报|2025-01-01/2025-09-30|cumulative|assumed
2025年半年报|2025-01-01/2025-06-30|half|stated
2025年中报|2025-01-01/2025-06-30|half|stated
今年一季度|2026-01-01/2026-03-31|quarter|relative
去年四季度|2025-10-01/2025-12-31|quarter|relative
2025年的第四季度|2025-10-01/2025-12-31|quarter|stated
2025年上半年|2025-01-01/2025-06-30|half|stated
上半年|2026-01-01/2026-06-30|half|assumed
下半年|2025-07-01/2025-12-31|half|assumed
去年下半年|2025-07-01/2025-12-31|half|relative
前三季度|2025-01-01/2025-09-30|cumulative|assumed
前3季度|2025-01-01/2025-09-30|cumulative|assumed
2024年前三个季度|2024-01-01/2024-09-30|cumulative|stated
一至三季度|2025-01-01/2025-09-30|cumulative|assumed
前7个月|2025-01-01/2025-07-31|cumulative|assumed
前两个月|2026-01-01/2026-02-28|cumulative|assumed
头两个月|2026-01-01/2026-02-28|cumulative|assumed
前十一个月|2025-01-01/2025-11-30|cumulative|assumed
2023年前7月|2023-01-01/2023-07-31|cumulative|stated
1—5月|2025-01-01/2025-05-31|cumulative|assumed
1至4月份|2025-01-01/2025-04-30|cumulative|assumed
1-2月|2026-01-01/2026-02-28|cumulative|assumed
1～3月|2026-01-01/2026-03-31|cumulative|assumed
1~3月|2026-01-01/2026-03-31|cumulative|assumed
1－3月|2026-01-01/2026-03-31|cumulative|assumed
1–3月|2026-01-01/2026-03-31|cumulative|assumed
1月到3月|2026-01-01/2026-03-31|cumulative|assumed
1月—3月|2026-01-01/2026-03-31|cumulative|assumed
一至三月|2026-01-01/2026-03-31|cumulative|assumed
4—9月|2025-04-01/2025-09-30|range|assumed
2025年1—11月|2025-01-01/2025-11-30|cumulative|stated
2025 年 1 — 11 月|2025-01-01/2025-11-30|cumulative|stated
２０２５年１—１１月|2025-01-01/2025-11-30|cumulative|stated
今年1至10月|2026-01-01/2026-10-31|cumulative|relative
3月份|2026-03-01/2026-03-31|month|assumed
3月|2026-03-01/2026-03-31|month|assumed
三月|2026-03-01/2026-03-31|month|assumed
十二月份|2025-12-01/2025-12-31|month|assumed
5月|2025-05-01/2025-05-31|month|assumed
4月|2026-04-01/2026-04-30|month|assumed
2026年3月|2026-03-01/2026-03-31|month|stated
2026年03月|2026-03-01/2026-03-31|month|stated
二〇二六年三月|2026-03-01/2026-03-31|month|stated
二○二五年|2025-01-01/2025-12-31|year|stated
去年12月份|2025-12-01/2025-12-31|month|relative
截至3月底|2026-03-31/2026-03-31|as-of|assumed
截至2026年3月底|2026-03-31/2026-03-31|as-of|stated
截止2026年3月底|2026-03-31/2026-03-31|as-of|stated
截至今年6月底|2026-06-30/2026-06-30|as-of|relative
截至去年年底|2025-12-31/2025-12-31|as-of|relative
截至去年底|2025-12-31/2025-12-31|as-of|relative
截至2023年年底|2023-12-31/2023-12-31|as-of|stated
截至2025年|2025-12-31/2025-12-31|as-of|stated
截至上半年|2025-06-30/2025-06-30|as-of|assumed
截至一季度末|2026-03-31/2026-03-31|as-of|assumed
截至4月20日|2026-04-20/2026-04-20|as-of|assumed
截至4月21日|2026-04-21/2026-04-21|as-of|assumed
截至昨天|2026-04-20/2026-04-20|as-of|relative
截至上月末|2026-03-31/2026-03-31|as-of|relative
截至目前|2026-04-21/2026-04-21|as-of|relative
到目前为止|2026-04-21/2026-04-21|as-of|relative
目前|2026-04-21/2026-04-21|as-of|relative
到3月末|2026-03-31/2026-03-31|as-of|assumed
7月末|2025-07-31/2025-07-31|as-of|assumed
6月底|2025-06-30/2025-06-30|as-of|assumed
2024年2月末|2024-02-29/2024-02-29|as-of|stated
2025年6月底|2025-06-30/2025-06-30|as-of|stated
三季度末|2025-09-30/2025-09-30|as-of|assumed
年底|2026-12-31/2026-12-31|as-of|assumed
截至年末|2025-12-31/2025-12-31|as-of|assumed
2025年末|2025-12-31/2025-12-31|as-of|stated
今年年底|2026-12-31/2026-12-31|as-of|relative
年初|2026-01-01/2026-01-31|range|assumed
2025年初|2025-01-01/2025-01-31|range|stated
4月21日|2026-04-21/2026-04-21|day|assumed
4月5日|2026-04-05/2026-04-05|day|assumed
5月3日|2026-05-03/2026-05-03|day|assumed
11月3日|2025-11-03/2025-11-03|day|assumed
2月29日|2024-02-29/2024-02-29|day|assumed
2026年9月1日|2026-09-01/2026-09-01|day|stated
2026年9月1号|2026-09-01/2026-09-01|day|stated
2026-09-01|2026-09-01/2026-09-01|day|stated
2026/9/1|2026-09-01/2026-09-01|day|stated
2026-03|2026-03-01/2026-03-31|month|stated
21日|2026-04-21/2026-04-21|day|assumed
22日|2026-03-22/2026-03-22|day|assumed
18日至20日|2026-04-18/2026-04-20|range|assumed
4月1日至5日|2026-04-01/2026-04-05|range|assumed
2025年12月30日至2026年1月2日|2025-12-30/2026-01-02|range|stated
3月28日-4月2日|2026-03-28/2026-04-02|range|assumed
6月初|2025-06-01/2025-06-10|range|assumed
4月上旬|2026-04-01/2026-04-10|range|assumed
6月中旬|2025-06-11/2025-06-20|range|assumed
2024年2月下旬|2024-02-21/2024-02-29|range|stated
上旬|2026-04-01/2026-04-10|range|assumed
下旬|2026-04-21/2026-04-30|range|assumed
本月中旬|2026-04-11/2026-04-20|range|relative
2025年|2025-01-01/2025-12-31|year|stated
2025年度|2025-01-01/2025-12-31|year|stated
2025年半年度|2025-01-01/2025-06-30|half|stated
2025年全年|2025-01-01/2025-12-31|year|stated
1994年|1994-01-01/1994-12-31|year|stated
全年|2026-01-01/2026-12-31|year|assumed
今年|2026-01-01/2026-12-31|year|relative
去年|2025-01-01/2025-12-31|year|relative
前年|2024-01-01/2024-12-31|year|relative
大前年|2023-01-01/2023-12-31|year|relative
上年|2025-01-01/2025-12-31|year|relative
明年|2027-01-01/2027-12-31|year|relative
国庆以来|2025-10-01/2026-04-21|cumulative|assumed
春运启动以来|2026-02-02/2026-04-21|cumulative|assumed
3月1日夏运开始以来至4月11日|2026-03-01/2026-04-11|range|assumed
今年以来|2026-01-01/2026-04-21|cumulative|relative
年初以来|2026-01-01/2026-04-21|cumulative|relative
2026年以来|2026-01-01/2026-04-21|cumulative|stated
2012年以来|2012-01-01/2026-04-21|cumulative|stated
3月以来|2026-03-01/2026-04-21|cumulative|assumed
2019年至今|2019-01-01/2026-04-21|cumulative|stated
四季度以来|2025-10-01/2026-04-21|cumulative|assumed
二季度以来|2026-04-01/2026-04-21|cumulative|assumed
上半年以来|2026-01-01/2026-04-21|cumulative|assumed
今年1月21日起|2026-01-21/2026-04-21|cumulative|relative
党的十八大以来|2012-11-08/2026-04-21|cumulative|stated
中共二十大以来|2022-10-16/2026-04-21|cumulative|stated
党的二十届三中全会以来|2024-07-15/2026-04-21|cumulative|stated
中国共产党第十九次全国代表大会以来|2017-10-18/2026-04-21|cumulative|stated
新中国成立以来|1949-10-01/2026-04-21|cumulative|stated
改革开放40多年来|1978-12-18/2026-04-21|cumulative|stated
加入世贸组织以来|2001-12-11/2026-04-21|cumulative|stated
澳门回归祖国以来|1999-12-20/2026-04-21|cumulative|stated
上月|2026-03-01/2026-03-31|month|relative
上个月|2026-03-01/2026-03-31|month|relative
本月|2026-04-01/2026-04-30|month|relative
下月|2026-05-01/2026-05-31|month|relative
本月12日|2026-04-12/2026-04-12|day|relative
上周|2026-04-13/2026-04-19|range|relative
本周|2026-04-20/2026-04-26|range|relative
上周五|2026-04-17/2026-04-17|day|relative
上季度|2026-01-01/2026-03-31|quarter|relative
本季度|2026-04-01/2026-06-30|quarter|relative
下一季度|2026-07-01/2026-09-30|quarter|relative
昨天|2026-04-20/2026-04-20|day|relative
昨晚|2026-04-20/2026-04-20|day|relative
今晚|2026-04-21/2026-04-21|day|relative
明天|2026-04-22/2026-04-22|day|relative
后天|2026-04-23/2026-04-23|day|relative
今明两天|2026-04-21/2026-04-22|range|relative
去今两年|2025-01-01/2026-12-31|range|relative
今明后三年|2026-01-01/2028-12-31|range|relative
明后两年|2027-01-01/2028-12-31|range|relative
过去24小时|2026-04-20/2026-04-21|range|relative
月底|2026-04-30/2026-04-30|as-of|assumed
截至月末|2026-03-31/2026-03-31|as-of|assumed
今日|2026-04-21/2026-04-21|day|relative
近两年|2024-04-21/2026-04-21|range|relative
近五年|2021-04-21/2026-04-21|range|relative
过去三年|2023-04-21/2026-04-21|range|relative
近6个月|2025-10-21/2026-04-21|range|relative
两年多来|2024-04-21/2026-04-21|range|relative
未来五年|2026-04-21/2031-04-21|range|relative
“十四五”|2021-01-01/2025-12-31|plan|stated
“十五五”时期|2026-01-01/2030-12-31|plan|stated
十三五期间|2016-01-01/2020-12-31|plan|stated
“一五”时期|1953-01-01/1957-12-31|plan|stated
“十四五”前两年|2021-01-01/2022-12-31|range|stated
“十四五”后两年|2024-01-01/2025-12-31|range|stated
“十四五”第三年|2023-01-01/2023-12-31|year|stated
“十四五”初|2021-01-01/2021-01-01|day|stated
"十四五"时期|2021-01-01/2025-12-31|plan|stated
‘十四五’时期|2021-01-01/2025-12-31|plan|stated
十四五后两年|2024-01-01/2025-12-31|range|stated
“十四五”末|2025-12-31/2025-12-31|as-of|stated
“十五五”开局之年|2026-01-01/2026-12-31|year|stated
“十四五”以来|2021-01-01/2026-04-21|cumulative|stated
2025年春节假期|2025-01-28/2025-02-04|range|stated
2025年春节假期头两天|2025-01-28/2025-01-29|range|stated
2025年除夕|2025-01-28/2025-01-28|day|stated
大年三十|2026-02-16/2026-02-16|day|assumed
2025年大年初四|2025-02-01/2025-02-01|day|stated
2025年2月上半月|2025-02-01/2025-02-15|range|stated
2025年2月下半月|2025-02-16/2025-02-28|range|stated
2025年夏天|2025-06-01/2025-08-31|range|stated
去年秋季|2025-09-01/2025-11-30|range|relative
2025年除夕至大年初三|2025-01-28/2025-01-31|range|stated
今年“五一”假期|2026-05-01/2026-05-05|range|relative
国庆节假期|2025-10-01/2025-10-08|range|assumed
2024年国庆假期|2024-10-01/2024-10-07|range|stated
2026年冬春航季|2026-10-25/2027-03-27|range|stated
2023年夏秋航季|2023-03-26/2023-10-28|range|stated
2025年春节档|2025-01-28/2025-02-04|range|stated
2025年暑期档|2025-06-01/2025-08-31|range|stated
2025年国庆8天|2025-10-01/2025-10-08|range|stated
2024年春节8天假期|2024-02-10/2024-02-17|range|stated
2025年国庆假期首日|2025-10-01/2025-10-01|day|stated
2024年“五一”假期的第三天|2024-05-03/2024-05-03|day|stated
2024年端午假期最后一天|2024-06-10/2024-06-10|day|stated
春运首日|2026-02-02/2026-02-02|day|assumed
春运前33天|2026-02-02/2026-03-06|range|assumed
除夕至初二|2026-02-16/2026-02-18|range|assumed
今年到3月|2026-01-01/2026-03-31|cumulative|relative
今年截至3月底|2026-01-01/2026-03-31|cumulative|relative
假期首日|2026-04-04/2026-04-04|day|assumed
24年|2024-01-01/2024-12-31|year|stated
24年度|2024-01-01/2024-12-31|year|stated
24年一季度|2024-01-01/2024-03-31|quarter|stated
25年上半年|2025-01-01/2025-06-30|half|stated
25年前三季度|2025-01-01/2025-09-30|cumulative|stated
24年全年|2024-01-01/2024-12-31|year|stated
25年底|2025-12-31/2025-12-31|as-of|stated
24Q1|2024-01-01/2024-03-31|quarter|stated
24年以来|2024-01-01/2026-04-21|cumulative|stated
20242024年上半年|2024-01-01/2024-06-30|half|stated
年中|2025-06-30/2025-06-30|as-of|assumed
去年年中|2025-06-30/2025-06-30|as-of|relative
前11月|2025-01-01/2025-11-30|cumulative|assumed
1到10月|2025-01-01/2025-10-31|cumulative|assumed
1~10月|2025-01-01/2025-10-31|cumulative|assumed
十年间|2016-04-21/2026-04-21|range|relative
Jan-Nov 2024|2024-01-01/2024-11-30|cumulative|stated
2025年国庆中秋假期|2025-10-01/2025-10-08|range|stated
2023年中秋、国庆假期|2023-09-29/2023-10-06|range|stated
2025年中秋节假期|2025-10-01/2025-10-08|range|stated
2024年中秋节假期|2024-09-15/2024-09-17|range|stated
2023年元旦假期|2022-12-31/2023-01-02|range|stated
2023年清明节假期|2023-04-05/2023-04-05|range|stated
2019年“五一”小长假|2019-05-01/2019-05-04|range|stated
2020年春节假期|2020-01-24/2020-02-02|range|stated
2027年春节假期|2027-02-05/2027-02-12|range|stated
2030年端午假期|2030-06-05/2030-06-07|range|stated
今年春节假日|2026-02-15/2026-02-23|range|relative
2024年春运|2024-01-26/2024-03-05|range|stated
春运期间|2026-02-02/2026-03-13|range|assumed
春运以来|2026-02-02/2026-04-21|cumulative|assumed
去年暑期|2025-07-01/2025-08-31|range|relative
去年春节|2025-01-28/2025-02-04|range|relative
去年“618”期间|2025-06-01/2025-06-18|range|relative
2025—2027年|2025-01-01/2027-12-31|range|stated
2012年至2022年|2012-01-01/2022-12-31|range|stated
2023、2024两年|2023-01-01/2024-12-31|range|stated
2022年、2023年和2024年三年|2022-01-01/2024-12-31|range|stated
2021-2025|2021-01-01/2025-12-31|range|stated
2024年11月至2025年2月|2024-11-01/2025-02-28|range|stated
2024年11月至次年3月|2024-11-01/2025-03-31|range|stated
到2027年|2027-01-01/2027-12-31|year|stated
到 2027 年|2027-01-01/2027-12-31|year|stated
25年一季度|2025-01-01/2025-03-31|quarter|stated
2025上半年|2025-01-01/2025-06-30|half|stated
2026Q1|2026-01-01/2026-03-31|quarter|stated
Q1 2026|2026-01-01/2026-03-31|quarter|stated
3Q 2025|2025-07-01/2025-09-30|quarter|stated
first quarter of 2026|2026-01-01/2026-03-31|quarter|stated
first quarter of this year|2026-01-01/2026-03-31|quarter|relative
first quarter|2026-01-01/2026-03-31|quarter|assumed
H1 2025|2025-01-01/2025-06-30|half|stated
first half of 2025|2025-01-01/2025-06-30|half|stated
1Q25|2025-01-01/2025-03-31|quarter|stated
Q3 '24|2024-07-01/2024-09-30|quarter|stated
2H24|2024-07-01/2024-12-31|half|stated
second and third quarters of 2024|2024-04-01/2024-09-30|range|stated
first to the third quarter|2025-01-01/2025-09-30|cumulative|assumed
between January and April 2024|2024-01-01/2024-04-30|cumulative|stated
between November 2024 and February 2025|2024-11-01/2025-02-28|range|stated
between 2013 and 2021|2013-01-01/2021-12-31|range|stated
November 2024 to February 2025|2024-11-01/2025-02-28|range|stated
year to June 2024|2023-07-01/2024-06-30|range|stated
six months ended March 31, 2024|2023-10-01/2024-03-31|range|stated
March|2026-03-01/2026-03-31|month|assumed
year-end 2023|2023-12-31/2023-12-31|as-of|stated
first seven months of 2026|2026-01-01/2026-07-31|cumulative|stated
first three quarters of 2025|2025-01-01/2025-09-30|cumulative|stated
January–February 2026|2026-01-01/2026-02-28|cumulative|stated
March 2026|2026-03-01/2026-03-31|month|stated
September|2025-09-01/2025-09-30|month|assumed
March 31, 2026|2026-03-31/2026-03-31|day|stated
31 March 2026|2026-03-31/2026-03-31|day|stated
end of June 2025|2025-06-30/2025-06-30|as-of|stated
the end of March|2026-03-31/2026-03-31|as-of|assumed
the end of last year|2025-12-31/2025-12-31|as-of|relative
as of March 31, 2026|2026-03-31/2026-03-31|as-of|stated
last year|2025-01-01/2025-12-31|year|relative
this year|2026-01-01/2026-12-31|year|relative
last month|2026-03-01/2026-03-31|month|relative
last quarter|2026-01-01/2026-03-31|quarter|relative
last quarter of 2024|2024-10-01/2024-12-31|quarter|stated
Q1-Q3 2024|2024-01-01/2024-09-30|cumulative|stated
Q1 FY2025|2025-01-01/2025-03-31|quarter|stated
FY2025|2025-01-01/2025-12-31|year|stated
2025's first half|2025-01-01/2025-06-30|half|stated
January and February|2026-01-01/2026-02-28|cumulative|assumed
January-May period of 2024|2024-01-01/2024-05-31|cumulative|stated
opening two months of 2026|2026-01-01/2026-02-28|cumulative|stated
at year-end 2025|2025-12-31/2025-12-31|as-of|stated
first two years of the 14th Five-Year Plan period|2021-01-01/2022-12-31|range|stated
last year of the 14th Five-Year Plan|2025-01-01/2025-12-31|year|stated
final two years of the 13th FYP|2019-01-01/2020-12-31|range|stated
first year of the 15th Five-Year Plan|2026-01-01/2026-12-31|year|stated
21st of April 2024|2024-04-21/2024-04-21|day|stated
21-25 April 2024|2024-04-21/2024-04-25|range|stated
the previous year|2025-01-01/2025-12-31|year|relative
so far this year|2026-01-01/2026-04-21|cumulative|relative
past five years|2021-04-21/2026-04-21|range|relative
past decade|2016-04-21/2026-04-21|range|relative
past two decades|2006-04-21/2026-04-21|range|relative
past week|2026-04-15/2026-04-21|range|relative
this week|2026-04-20/2026-04-26|range|relative
yesterday|2026-04-20/2026-04-20|day|relative
since January|2026-01-01/2026-04-21|cumulative|assumed
since the end of June 2025|2025-06-30/2026-04-21|cumulative|stated
since the start of this year|2026-01-01/2026-04-21|cumulative|relative
since last year|2025-01-01/2026-04-21|cumulative|relative
since the 18th CPC National Congress|2012-11-08/2026-04-21|cumulative|stated
since China joined the WTO|2001-12-11/2026-04-21|cumulative|stated
National Day holiday|2025-10-01/2025-10-08|range|assumed
the 2024 Spring Festival holiday|2024-02-10/2024-02-17|range|stated
Spring Festival travel rush of 2024|2024-01-26/2024-03-05|range|stated
Mid-Autumn Festival and National Day holiday of 2023|2023-09-29/2023-10-06|range|stated
since 2012|2012-01-01/2026-04-21|cumulative|stated
14th Five-Year Plan period|2021-01-01/2025-12-31|plan|stated
"""
NO_PERIODS = """
6G网络|5年期国债|3个月期存款|10年时间|保修5年|24小时|“618”大促|14亿人
3月龄羔羊|1月球|第5版|拨打12306|2.4月|产品2030|1990年代|上世纪90年代
5年级|30日元|3日游|5日内|每月|多年来|近年来|近百年|近三成|第三名|三分之一|十五个
五年级|一个月|两个季度|三个月|比上年纪大的人|过去年均增长|网上月票|日本周边|成本月度
三月三歌会|“十四五”规划|增速24.3%|2,025台|12024台|1—5级|3-5人
3—5年|一季度假|同期相比|历史同期|You may march on
sold 2025 units|30 mayors|decade|secondary|Q5
历时24年|28年|24年的坚守|青年中|一年中|十一档|假期经济|当年|当月|节日气氛|本次年会
iPhone 15|2月30日|13月|0月|32日|第1季节|2025-13-01|上半场|前5名
头3个|本周期|上周期
越共十三大以来|共青团十八大以来|党的十九届五中全会公报|党的十八大报告|更加美好的明天|光明日报|后天努力
岁月末班车|GB/T 2021-2025|Today we met|year-end bonus|between us and them|a year earlier
"""
CASES = [tuple(line.split("|")) for line in SINGLE.strip().splitlines()]


def keys(text: str, anchor: date | None = APRIL, known: tuple[Period, ...] = ()) -> list[tuple[str, str, str]]:
    return [(m.period.text, period_key(m.period), m.period.source) for m in find_periods(text, anchor, known=known)]


@pytest.mark.parametrize(("text", "key", "kind", "source"), CASES)
def test_an_expression_resolves(text: str, key: str, kind: str, source: str) -> None:
    (mention,) = find_periods(text, APRIL)
    assert (mention.start, mention.end, mention.period.text) == (0, len(text), text)
    assert (period_key(mention.period), mention.period.kind, mention.period.source) == (key, kind, source)


@pytest.mark.parametrize(
    "text",
    [case[0] for case in CASES if case[3] == "stated" and not set(case[0]) & set("来今") and "since" not in case[0]],
)
def test_a_stated_year_needs_no_anchor(text: str) -> None:
    assert [period_key(m.period) for m in find_periods(text, None)] == [
        period_key(m.period) for m in find_periods(text, APRIL)
    ]


@pytest.mark.parametrize("text", [case[0] for case in CASES if case[3] in ("assumed", "relative")])
def test_an_unstated_year_needs_an_anchor(text: str) -> None:
    assert find_periods(text, None) == []


@pytest.mark.parametrize(
    "text",
    [word for line in NO_PERIODS.strip().splitlines() for word in line.split("|")],
)
def test_what_is_no_period(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2025年，产量稳步增长，其中一季度较快。",
            [("2025年", "2025-01-01/2025-12-31", "stated"), ("一季度", "2025-01-01/2025-03-31", "carried")],
        ),
        (
            "2024年1—10月，销量增长；10月份增速回落。",
            [("2024年1—10月", "2024-01-01/2024-10-31", "stated"), ("10月份", "2024-10-01/2024-10-31", "carried")],
        ),
        (
            "2024年1—10月销量增长。10月份增速回落。",
            [("2024年1—10月", "2024-01-01/2024-10-31", "stated"), ("10月份", "2024-10-01/2024-10-31", "carried")],
        ),
        (
            "2024年一季度和二季度",
            [("2024年一季度", "2024-01-01/2024-03-31", "stated"), ("二季度", "2024-04-01/2024-06-30", "carried")],
        ),
        (
            "一季度和二季度",
            [("一季度", "2026-01-01/2026-03-31", "assumed"), ("二季度", "2026-04-01/2026-06-30", "assumed")],
        ),
        (
            "到2027年建成示范区，一季度开工3个。",
            [("到2027年", "2027-01-01/2027-12-31", "stated"), ("一季度", "2026-01-01/2026-03-31", "assumed")],
        ),
        (
            "比2023年加快，一季度开工3个。",
            [("2023年", "2023-01-01/2023-12-31", "stated"), ("一季度", "2026-01-01/2026-03-31", "assumed")],
        ),
        (
            "《行动方案（2024—2025年）》提出，三季度",
            [("2024—2025年", "2024-01-01/2025-12-31", "stated"), ("三季度", "2025-07-01/2025-09-30", "assumed")],
        ),
        (
            "2026年一季度，增速比去年同期高2个点",
            [("2026年一季度", "2026-01-01/2026-03-31", "stated"), ("去年同期", "2025-01-01/2025-03-31", "relative")],
        ),
        (
            "截至2024年2月末，高于上年同期",
            [("截至2024年2月末", "2024-02-29/2024-02-29", "stated"), ("上年同期", "2023-02-28/2023-02-28", "relative")],
        ),
        (
            "2024年10月恢复至2019年同期九成",
            [("2024年10月", "2024-10-01/2024-10-31", "stated"), ("2019年同期", "2019-10-01/2019-10-31", "stated")],
        ),
        (
            "2023年出口增长，比上年提高",
            [("2023年", "2023-01-01/2023-12-31", "stated"), ("上年", "2022-01-01/2022-12-31", "relative")],
        ),
        ("去年同期", []),
        (
            "2024年前两月高开，全年走稳",
            [("2024年前两月", "2024-01-01/2024-02-29", "stated"), ("全年", "2024-01-01/2024-12-31", "carried")],
        ),
        (
            "2025年1—10月增长5%；当月增长3%",
            [("2025年1—10月", "2025-01-01/2025-10-31", "stated"), ("当月", "2025-10-01/2025-10-31", "carried")],
        ),
        (
            "4月8日开幕，10日闭幕",
            [("4月8日", "2026-04-08/2026-04-08", "assumed"), ("10日", "2026-04-10/2026-04-10", "carried")],
        ),
        ("大会将于9月10日举行", [("9月10日", "2026-09-10/2026-09-10", "assumed")]),
        ("力争6月底前完工", [("6月底", "2026-06-30/2026-06-30", "assumed")]),
        ("办法自9月1日起施行", [("9月1日", "2026-09-01/2026-09-01", "assumed")]),
        ("办法自4月1日起施行", [("4月1日", "2026-04-01/2026-04-01", "assumed")]),
        ("我市7、8月份", [("7", "2025-07-01/2025-07-31", "assumed"), ("8月份", "2025-08-01/2025-08-31", "assumed")]),
        (
            "全市一、二季度",
            [("一", "2026-01-01/2026-03-31", "assumed"), ("二季度", "2026-04-01/2026-06-30", "assumed")],
        ),
        (
            "二、三季度，产销两旺",
            [("二", "2025-04-01/2025-06-30", "assumed"), ("三季度", "2025-07-01/2025-09-30", "assumed")],
        ),
        (
            "今年三、四季度",
            [("今年三", "2026-07-01/2026-09-30", "relative"), ("四季度", "2026-10-01/2026-12-31", "carried")],
        ),
        ("二、三季度经济形势", [("三季度", "2025-07-01/2025-09-30", "assumed")]),
        (
            "今年第一、第二季度",
            [("今年第一", "2026-01-01/2026-03-31", "relative"), ("第二季度", "2026-04-01/2026-06-30", "carried")],
        ),
        (
            "7、8月，全市降水偏多",
            [("7", "2025-07-01/2025-07-31", "assumed"), ("8月", "2025-08-01/2025-08-31", "assumed")],
        ),
        (
            "2025年10月，新开户增多，月末共9万户",
            [("2025年10月", "2025-10-01/2025-10-31", "stated"), ("月末", "2025-10-31/2025-10-31", "carried")],
        ),
        (
            "2024年新建车站三座，年底通车",
            [("2024年", "2024-01-01/2024-12-31", "stated"), ("年底", "2024-12-31/2024-12-31", "carried")],
        ),
        ("自3月1日起，热线累计接听5万次", [("3月1日起", "2026-03-01/2026-04-21", "assumed")]),
        ("3月1日起，新时刻表启用", [("3月1日", "2026-03-01/2026-03-01", "assumed")]),
        ("自5月1日起施行", [("5月1日", "2026-05-01/2026-05-01", "assumed")]),
        (
            "last year's National Day holiday",
            [
                ("last year", "2025-01-01/2025-12-31", "relative"),
                ("National Day holiday", "2025-10-01/2025-10-08", "carried"),
            ],
        ),
        ("2023、2024年", [("2023", "2023-01-01/2023-12-31", "stated"), ("2024年", "2024-01-01/2024-12-31", "stated")]),
        ("自2020年5月挂牌以来", [("2020年5月挂牌以来", "2020-05-01/2026-04-21", "stated")]),
        ("2019年开园以来累计吸引船厂9家", [("2019年开园以来", "2019-01-01/2026-04-21", "stated")]),
        ("2020年老年渔民食堂开张以来", [("2020年老年渔民食堂开张以来", "2020-01-01/2026-04-21", "stated")]),
        ("2024年产量达到有记录以来最高", [("2024年", "2024-01-01/2024-12-31", "stated")]),
        ("2024年产量为投产以来最高", [("2024年", "2024-01-01/2024-12-31", "stated")]),
        ("2025年一季度延续入冬以来的势头", [("2025年一季度", "2025-01-01/2025-03-31", "stated")]),
        (
            "由2012年的3万台增长到2022年的9万台",
            [("2012年", "2012-01-01/2012-12-31", "stated"), ("2022年", "2022-01-01/2022-12-31", "stated")],
        ),
        ("力争到2030年翻番", [("到2030年", "2030-01-01/2030-12-31", "stated")]),
        ("2025年中国", [("2025年", "2025-01-01/2025-12-31", "stated")]),
        (
            "In 2025, output rose, and in the first quarter it slowed.",
            [("2025", "2025-01-01/2025-12-31", "stated"), ("first quarter", "2025-01-01/2025-03-31", "carried")],
        ),
    ],
)
def test_years_are_carried_and_assumed(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "anchor", "key"),
    [
        ("12月", DECEMBER, "2025-12-01/2025-12-31"),
        ("四季度", DECEMBER, "2025-10-01/2025-12-31"),
        ("四季度", date(2025, 12, 31), "2025-10-01/2025-12-31"),
        ("下半年", date(2025, 9, 15), "2025-07-01/2025-12-31"),
        ("下半年", date(2026, 1, 20), "2025-07-01/2025-12-31"),
        ("下半年以来", date(2025, 10, 8), "2025-07-01/2025-10-08"),
        ("年末", date(2026, 2, 20), "2025-12-31/2025-12-31"),
        ("年末", date(2026, 5, 20), "2026-12-31/2026-12-31"),
        ("国庆假期", date(2024, 9, 27), "2024-10-01/2024-10-07"),
        ("元旦假期", date(2022, 12, 31), "2022-12-31/2023-01-02"),
        ("全年", date(2026, 1, 21), "2025-01-01/2025-12-31"),
        ("全年", DECEMBER, "2025-01-01/2025-12-31"),
        ("截至3月底", date(2026, 3, 31), "2026-03-31/2026-03-31"),
        ("21日", date(2026, 3, 1), "2026-02-21/2026-02-21"),
        ("31日", date(2026, 4, 21), "2026-03-31/2026-03-31"),
        ("上月", date(2026, 1, 5), "2025-12-01/2025-12-31"),
        ("上季度", date(2026, 1, 5), "2025-10-01/2025-12-31"),
        ("过去一年", date(2026, 1, 27), "2025-01-01/2025-12-31"),
        ("过去的一年", date(2026, 3, 5), "2025-01-01/2025-12-31"),
        ("近一年", date(2026, 1, 27), "2025-01-27/2026-01-27"),
        ("近两年", date(2024, 2, 29), "2022-02-28/2024-02-29"),
        ("11月至次年3月", date(2026, 4, 21), "2025-11-01/2026-03-31"),
        # a month up to its last day runs; what somebody thinks or expects may be over
        ("截至10月末", date(2026, 10, 28), "2026-10-31/2026-10-31"),
        ("截至10月末", date(2026, 9, 28), "2025-10-31/2025-10-31"),
        ("专家认为三季度", date(2026, 10, 25), "2026-07-01/2026-09-30"),
        ("机构预测9月", date(2026, 10, 25), "2026-09-01/2026-09-30"),
        ("公司预计上半年", date(2026, 7, 10), "2026-01-01/2026-06-30"),
        ("公司预计四季度", date(2026, 10, 25), "2026-10-01/2026-12-31"),
        ("暑期里，渔村接待游客", date(2026, 9, 1), "2026-07-01/2026-08-31"),
        ("假期全国铁路客流", date(2026, 10, 8), "2026-10-01/2026-10-07"),
        ("这个假期，渔歌会超300场", date(2026, 5, 6), "2026-05-01/2026-05-05"),
    ],
)
def test_the_anchor_decides(text: str, anchor: date, key: str) -> None:
    assert [period_key(m.period) for m in find_periods(text, anchor)] == [key]


def test_known_periods_are_looked_back_on() -> None:
    known = (only("2024年一季度"),)
    assert keys("增速比去年同期高", known=known) == [("去年同期", "2023-01-01/2023-03-31", "relative")]
    whole = (only("2025年"),)
    assert keys("年末渔船50艘", known=whole) == [("年末", "2025-12-31/2025-12-31", "carried")]
    assert keys("力争年末建成", known=whole) == [("年末", "2026-12-31/2026-12-31", "assumed")]
    assert keys("全年走稳", known=known) == [("全年", "2024-01-01/2024-12-31", "carried")]
    assert keys("二季度回升", known=known) == [("二季度", "2024-04-01/2024-06-30", "carried")]
    assert keys("二季度回升", None, known) == [("二季度", "2024-04-01/2024-06-30", "carried")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025 telecom revenue", ["2025"]),
        ("telecom revenue, 2025?", ["2025"]),
        ("revenue throughout 2025", ["2025"]),
        ("output during the 2021-2025 period", ["2021-2025"]),
        ("What is Made in China 2025?", []),
        ("the 2025 rules", []),
    ],
)
def test_a_year_of_an_english_text_stands_where_a_year_may(text: str, found: list[str]) -> None:
    assert [m.period.text for m in find_periods(text, APRIL)] == found


def only(text: str) -> Period:
    (mention,) = find_periods(text, APRIL)
    return mention.period


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("增速比2023年加快", [True]),
        ("3月较去年同月高", [False, True]),
        ("与2019年同期相比", []),
        ("一季度与2019年同期相比", [False, True]),
        ("与2019年相比", [True]),
        ("相比2012年", [True]),
        ("客运量与去年同比增长", [True]),
        ("高于2024年", [True]),
        ("是2012年的1.5倍", [True]),
        ("恢复到2019年水平", [True]),
        ("up from the previous year", [True]),
        ("compared with the first quarter of 2024", [True]),
        ("revenue from January to May 2025", [False]),
        ("占比2025年提高", [False]),
        ("同比2025年", [False]),
        ("2025年增长5%", [False]),
        ("2025年比2023年、2024年都快", [False, True, True]),
        ("一季度工信部与企业签约", [False]),
        ("是2025年全年总量的1.1倍", [True]),
        ("占比较2025年提高", [True]),
        ("去年一季度基数较高", [False]),
        ("为2017年以来最低", [True]),
        ("自去年12月以来首次跌破", [True]),
        ("从6月低点的618元", [True]),
    ],
)
def test_comparisons(text: str, compared: list[bool]) -> None:
    assert [is_comparison(text, m) for m in find_periods(text, APRIL)] == compared


@pytest.mark.parametrize(
    ("text", "figure", "described"),
    [
        ("2026年一季度，产量增长7.7%。", "7.7%", "2026年一季度"),
        ("2025年产量增长6%，其中四季度增长8%。", "8%", "2025年四季度"),
        ("2025年产量增长6%，比2024年快1个百分点。", "1个", "2025年"),
        ("4月21日，发布会在北京举行，一季度产量增长7.7%。", "7.7%", "2026年一季度"),
        ("一季度产值达5亿元，2003年成立的老厂占3%。", "3%", "2026年一季度"),
        ("由2012年的3万台增长到2022年的9万台。", "3万", "2012年"),
        ("由2012年的3万台增长到2022年的9万台。", "9万", "2022年"),
        ("2023年，利用率由2018年的15%提升到50%。", "15%", "2018年"),
        ("2023年，利用率由2018年的15%提升到50%。", "50%", "2023年"),
        ("利用率由2018年的15%提升到50%，产能提高到9万台。", "50%", None),
        ("利用率由2018年的15%提升到50%，产能提高到9万台。", "9万", None),
        ("一季度，与2018年的15万台相比，产量增加3万台。", "3万", "2026年一季度"),
        ("上半年，行业延续去年四季度以来的势头，产值增长7%。", "7%", "2026年上半年"),
        ("In 2025, output rose, and exports grew 3% in the first quarter.", "3%", "2025年一季度"),
        ("产量增长7.7%（2025年）。", "7.7%", "2025年"),
        ("上半年增长5%。产量增长9%。", "9%", None),
        ("与2018年的15万台相比，产量增加3万台。", "15万", "2018年"),
        ("今年，产量比2018年的15万台多3万台。", "15万", "2018年"),
        ("今年，产量比2018年的15万台多3万台。", "3万", "2026年"),
        ("今年，产量相当于2018年的80%。", "80%", "2026年"),
        ("今年，产量超过2018年的两成。", "两成", "2026年"),
        ("一季度，2024年渔民读书节在青州启动，读者9万人。", "9万", "2026年一季度"),
    ],
)
def test_the_period_of_a_figure(text: str, figure: str, described: str | None) -> None:
    period = governing_period(text, find_periods(text, APRIL), text.index(figure))
    assert (period and describe(period)) == described


@pytest.mark.parametrize(
    ("text", "figure", "start", "end"),
    [
        ("去年第二、第三季度，船厂接单30艘。", "30艘", date(2025, 4, 1), date(2025, 9, 30)),
        ("去年7月、8月，船厂接单30艘。", "30艘", date(2025, 7, 1), date(2025, 8, 31)),
        ("去年7月、8月，船厂各接单30艘。", "30艘", date(2025, 8, 1), date(2025, 8, 31)),
        ("去年7月、9月，船厂接单30艘。", "30艘", date(2025, 9, 1), date(2025, 9, 30)),
        ("自3月2日灯会启动至18日，共接待9万人。", "9万", date(2026, 3, 2), date(2026, 3, 18)),
        ("自2019年5月1日两条航线开通以来，至2022年3月5日，共运货7万吨。", "7万", date(2019, 5, 1), date(2022, 3, 5)),
        ("灯会3月2日启动，至3月18日结束，共接待9万人。", "9万", date(2026, 3, 2), date(2026, 3, 18)),
        ("产量由2019年的5万吨提高到2024年的7万吨。", "7万", date(2024, 1, 1), date(2024, 12, 31)),
        ("截至目前，粮库累计收购2024年秋粮3万吨。", "3万", APRIL, APRIL),
        ("截至4月10日，2025年小麦收购进度过半，入库2万吨。", "2万", date(2026, 4, 10), date(2026, 4, 10)),
        ("2024年，收购2023年秋粮3万吨。", "3万", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年秋粮产量3万吨。", "3万", date(2024, 1, 1), date(2024, 12, 31)),
        ("截至3月底，已开工4万套，占年度计划8万套的一半。", "8万", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_mentions_together_are_one_period(text: str, figure: str, start: date, end: date) -> None:
    period = governing_period(text, find_periods(text, APRIL), text.index(figure))
    assert period is not None
    assert (period.start, period.end, period.text in text) == (start, end, True)


def test_what_is_only_compared_with_governs_no_later_sentence() -> None:
    known = (only("2025年一季度"), Period(date(2024, 1, 1), date(2024, 3, 31), "quarter", "去年同期", "relative"))
    assert governing_period("产量增长9%。", [], 4, known) == known[0]
    planned = "新增就业2万人，完成全年目标的62%；失业率为5.1%。"
    assert governing_period(planned, find_periods(planned, APRIL, known=known), planned.index("5.1"), known) == known[0]
    assert keys("前三季度走稳", date(2025, 10, 21), known[1:]) == [("前三季度", "2025-01-01/2025-09-30", "assumed")]


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("一季度，产量增长6%，比去年同期快，其中3月增长9%。", ["2026年一季度"]),
        ("4月21日，到2030年建成9座。", []),
        ("今年，产量增长6%。", []),
        ("2026年，产量增长6%。", ["2026年"]),
        ("2026年，产量将增长6%。", []),
        ("端午假期里客流增长6%。", ["2025年5月31日至6月2日"]),
        ("今年以来，产量增长6%。", []),
        ("《2025年报告》说，累计收购2024年小麦9万吨。", []),
        ("2011年成立的船厂，产值增长6%。", []),
        ("4月19日，渡轮客流增长6%。", ["2026年4月19日"]),
        ("2026年第1号洪水来临。", []),
        ("渡口是“十四五”重点项目。", []),
        ("2026年全国渡轮设计大会在青州开幕。", []),
        ("客流增速从2月的3%升至6%。", []),
    ],
)
def test_which_periods_last(text: str, described: list[str]) -> None:
    assert [describe(period) for period in lasting_periods(text, APRIL)] == described
    found = find_periods(text, APRIL)
    assert [m.period for m in found if lasts(text, m, APRIL)] == lasting_periods(text, APRIL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("端午假期，客流增多。假期首日开行9趟", ["2025-05-31/2025-06-02", "2025-05-31/2025-05-31"]),
        ("24年的产量是多少", ["2024-01-01/2024-12-31"]),
        ("从24年到25年", ["2024-01-01/2025-12-31"]),
        ("比24年高", ["2024-01-01/2024-12-31"]),
    ],
)
def test_briefly_said(text: str, expected: list[str]) -> None:
    assert [period_key(m.period) for m in find_periods(text, APRIL)] == expected


@pytest.mark.parametrize("anchor", [date.min, date(1, 1, 3), date(2, 2, 1), date(9998, 12, 31), date.max])
def test_no_anchor_is_too_far_off(anchor: date) -> None:
    for text in (case[0] for case in CASES):
        for mention in find_periods(text, anchor):
            assert mention.period.start <= mention.period.end
            assert describe(mention.period) != ""


def test_half_expressions_are_passed_over_without_trying_the_grammar() -> None:
    for seed in (
        "1年",
        "到2",
        "1个",
        "1至",
        "十年",
        "2024、",
        "最近",
        "春节",
        "第一",
        "between ",
        "May ",
        "1月球",
        "5日内",
    ):
        assert sum(1 for _ in TRIGGER.finditer(seed * 100)) <= 1, seed


def test_a_text_of_mere_expressions_is_read_whole() -> None:
    for seed, count in (("1月", 1), ("一季度，", 1), ("全年", 1), ("今年", 1)):
        assert len(find_periods(seed * 500, APRIL)) == 500 * count


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("2024年春季渔民读书节在青州举办，读者9万人。", "9万"),
        ("2024年渔民读书活动在各乡举办300场，读者9万人。", "300场"),
        ("2024年渔民读书活动在各乡举办3场，读者9万人。", "3场"),
        ("2024年渔民读书活动在各乡举办300场，读者9万人。", "9万"),
    ],
)
def test_a_year_in_an_events_name_governs_before_one_from_another_sentence(text: str, figure: str) -> None:
    known = (only("2025年"),)
    period = governing_period(text, find_periods(text, APRIL, known=known), text.index(figure), known)
    assert period is not None
    assert describe(period) == "2024年"


def test_known_periods_govern_where_the_sentence_names_none() -> None:
    known = (only("2026年一季度"),)
    assert governing_period("产量增长9%。", [], 4, known) == known[0]
    dated = "4月21日召开的会议透露，产量增长9%。"
    assert governing_period(dated, find_periods(dated, APRIL), dated.index("9%"), known) == known[0]
    assert governing_period(dated, find_periods(dated, APRIL), dated.index("9%")) is None


def test_the_day_somebody_says_how_things_stand_is_that_up_to_which_they_did() -> None:
    told = "市长10日称，已建成泵站9座。"
    period = governing_period(told, find_periods(told, APRIL), told.index("9座"))
    assert period is not None
    assert (period.start, period.kind) == (date(2026, 4, 10), "as-of")


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("今年一季度", "2026年一季度"),
        ("2025年上半年", "2025年上半年"),
        ("1—2月", "2026年1—2月"),
        ("前三季度", "2025年前三季度"),
        ("1—9月", "2025年1—9月"),
        ("到3月末", "截至2026年3月底"),
        ("截至4月20日", "截至2026年4月20日"),
        ("去年", "2025年"),
        ("9月1日起施行", "2026年9月1日"),
        ("十四五期间", "“十四五”时期"),
        ("“二十五”时期", "“二十五”时期"),
        ("3月", "2026年3月"),
        ("2025-2027年", "2025—2027年"),
        ("今年以来", "2026年1月1日至4月21日"),
        ("2024年11月至2025年2月", "2024年11月—2025年2月"),
        ("4月上旬", "2026年4月上旬"),
    ],
)
def test_describe(text: str, described: str) -> None:
    assert describe(find_periods(text, APRIL)[0].period) == described


def test_same_but_year() -> None:
    assert same_but_year(only("2025年一季度"), only("2026年1—3月"))
    assert same_but_year(only("2024年2月"), only("2025年2月"))
    assert same_but_year(only("2024年2月末"), only("2025年2月末"))
    assert not same_but_year(only("2025年一季度"), only("2025年前两个月"))
    assert not same_but_year(only("2025年3月31日"), only("2025年3月底"))
    assert not same_but_year(only("2012—2022年"), only("2022年"))


def test_same_interval_and_year_stated() -> None:
    assert same_interval(only("2026年一季度"), only("1—3月"))
    assert not same_interval(only("2026年一季度"), only("2025年一季度"))
    stated = [
        year_stated(m) for m in find_periods("2025年，一季度；上月。一季度", None) + find_periods("一季度", APRIL)
    ]
    assert stated == [True, True, True, False]


DAYS = st.dates(date(1953, 1, 1), date(2060, 12, 31))
PIECES = st.lists(st.sampled_from([case[0] for case in CASES] + list("，。、至到—和的底月日年5 一")), max_size=12)


def month_period(kind: str) -> Callable[[date, int], Period]:
    """Periods of whole months as the grammar makes them."""

    def build(day: date, months: int) -> Period:
        start, last = day.replace(day=1), min(12, day.month + months)
        end = (date(day.year, last, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return Period(end if kind == "as-of" else start, end, "as-of" if kind == "as-of" else "range", "")

    return build


PERIODS = st.one_of(
    st.builds(lambda a, b: Period(min(a, b), max(a, b), "range", ""), DAYS, DAYS),
    st.builds(lambda a: Period(a, a, "day", ""), DAYS),
    st.builds(lambda a: Period(a, a, "as-of", ""), DAYS),
    st.builds(month_period("as-of"), DAYS, st.integers(0, 11)),
    st.builds(month_period("range"), DAYS, st.integers(0, 11)),
    st.builds(
        lambda y, n: Period(date(y, 1, 1), date(y + n, 12, 31), "range", ""), st.integers(1953, 2050), st.integers(0, 9)
    ),
    st.builds(lambda n: only(f"“{n}五”时期"), st.sampled_from("一二三四五六七八九十") | st.just("十一")),
)


@given(st.one_of(st.text(max_size=60), PIECES.map("".join)), st.one_of(st.none(), DAYS))
def test_mentions_are_slices_in_order(text: str, anchor: date | None) -> None:
    end = 0
    mentions: list[PeriodMention] = find_periods(text, anchor)
    for mention in mentions:
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.period.text
        assert mention.period.start <= mention.period.end
        end = mention.end


@given(PERIODS, DAYS)
def test_what_is_described_is_found_again(period: Period, anchor: date) -> None:
    described = describe(period)
    (found,) = find_periods(described, anchor)
    assert (found.start, found.end) == (0, len(described))
    assert same_interval(found.period, period)


@pytest.mark.parametrize("text", ["近二三十年来", "近十五六周", "二三十年前"])
def test_approximate_numbers_are_no_error(text: str) -> None:
    for mention in find_periods(text, date(2025, 7, 18)):
        assert mention.period.text == text[mention.start : mention.end]


@pytest.mark.parametrize("text", ["5月一般公共预算收入", "5月三产增加值", "5月二手房价格"])
def test_a_number_behind_a_month_is_no_day_of_it(text: str) -> None:
    (found,) = find_periods(text, date(2026, 7, 1))
    assert (found.period.text, found.period.start, found.period.kind) == ("5月", date(2026, 5, 1), "month")


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("2026年一季度", "2026年3月", True),
        ("2026年一季度", "2026年3月31日", True),
        ("2026年一季度", "2026年4月1日", False),
        ("2025年", "2026年一季度", False),
        ("2026年1—5月", "2026年二季度", True),
    ],
)
def test_periods_overlap_that_have_a_day_in_common(one: str, other: str, overlap: bool) -> None:
    assert only(one).overlaps(only(other)) is only(other).overlaps(only(one)) is overlap


@pytest.mark.parametrize("text", ["国庆以来至10月20日", "双11以来至11月底", "一季度以来至4月"])
def test_what_ends_a_time_since_a_feast_or_quarter_does_not_move_its_start(text: str) -> None:
    since, *_ = find_periods(text, APRIL)
    (alone,) = find_periods(text.partition("至")[0], APRIL)
    assert since.period == alone.period


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("一季度增长5%，二季度增长6%，三季度增长7%，四季度增长8%", [2025] * 4),
        ("一季度增长5%，高于四季度的4%", [2026, 2025]),
        ("一季度增长5%，四季度增长4%", [2026, 2025]),
        ("一季度增长5%。二季度增长6%", [2026, 2026]),
    ],
)
def test_quarters_told_one_after_the_other_are_of_one_year(text: str, years: list[int]) -> None:
    assert [m.period.end.year for m in find_periods(text, date(2026, 4, 18))] == years


def test_what_runs_is_not_of_a_year_before_that_is_spoken_of() -> None:
    past = Period(date(2025, 1, 1), date(2025, 12, 31), "year", "去年", "relative")
    half = find_periods("上半年出口4亿元", date(2026, 4, 18), known=[past])
    assert [m.period.end for m in half] == [date(2025, 6, 30)]


def test_the_end_of_what_a_report_is_on() -> None:
    quarter = Period(date(2026, 7, 1), date(2026, 9, 30), "quarter", "2026年三季度", "stated")
    found = find_periods("报告期末股东总数2万户，年初至报告期末", date(2026, 10, 28), known=[quarter])
    assert [(m.period.text, str(m.period.start), m.period.kind) for m in found] == [
        ("报告期末", "2026-09-30", "as-of"),
        ("年初至报告期末", "2026-01-01", "cumulative"),
    ]
    assert {m.period.end for m in found} == {date(2026, 9, 30)}
    assert find_periods("报告期末股东总数2万户", date(2026, 10, 28)) == []


def test_a_question_is_of_what_is_over_and_a_document_of_what_runs() -> None:
    (said,), (asked,) = find_periods("二季度", APRIL), find_periods("二季度", APRIL, asked=True)
    assert (said.period.start.year, asked.period.start.year) == (2026, 2025)


@pytest.mark.parametrize(
    ("text", "figure", "said"),
    [
        ("一季度出口9万辆，去年同期为5万辆，增长86%。", "86%", "2026年一季度"),
        ("一季度住院7万人次，2月为下降0.8%，其中职工2万人次。", "2万人次", "2026年一季度"),
        ("3月进口7亿元，规模仅次于2025年12月的9亿元，增长3%。", "3%", "2026年3月"),
        ("一季度，按上年不变价计算的业务总量增长9.2%。", "9.2%", "2026年一季度"),
    ],
)
def test_what_is_told_beside_governs_its_own_clause(text: str, figure: str, said: str) -> None:
    period = governing_period(text, find_periods(text, APRIL), text.index(figure))
    assert period is not None
    assert describe(period) == said
