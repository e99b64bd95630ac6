"""When was it published? The day, how it was found, and how sure that is.

Days are read in `days`; `published` chooses among those of a text; `years` and `infer` find the year of one that is said
without it; `stated` reads what stands beside the prose.
"""

from index.dates.articles import date_article, date_articles

__all__ = ["date_article", "date_articles"]
