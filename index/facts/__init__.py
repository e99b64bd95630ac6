"""A paragraph becomes facts: every figure with its indicator, measure, period and place.

The indicator is read from the figure's own clause (`集成电路产量同比增长24.3%`), from the clauses before it where its own
names none (`电信业务总量同比增长8.3%，增速提高0.6个百分点`), or from what is counted after it (`建成1260家5G工厂`).
"""
