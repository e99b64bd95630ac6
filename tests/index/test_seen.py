"""What was seen first, whichever comes again."""

from contextlib import closing

from index.seen import Seen


def test_the_first_number_is_kept() -> None:
    with closing(Seen()) as seen:
        assert [seen.first("甲", 1), seen.first("乙", 2), seen.first("甲", 3), seen.first("", 4)] == [1, 2, 1, 4]
        assert ("甲" in seen, "" in seen, "丙" in seen, seen.count) == (True, True, False, 3)
