"""The list of what is overdue says itself when it may be wrong."""

from datetime import date, timedelta

import pytest

from casework.rules.standing import LISTED, Overdue, Posted, Standing

TODAY = date(2026, 11, 26)


def ago(n):
    return TODAY - timedelta(days=n)


FEW = Overdue(TODAY, (("1", ago(9)), ("2", ago(5))))
FULL = Overdue(TODAY, tuple((str(n), ago(40 - n)) for n in range(LISTED)))


@pytest.mark.parametrize(
    ("listed", "day", "stale"),
    [
        (FEW, ago(9), True),
        (FEW, ago(2), True),  # there is room for one more
        (FEW, TODAY, False),  # due today is not late
        (FEW, ago(-3), False),
        (FULL, ago(40), True),
        (FULL, ago(26), True),  # the newest of the list
        (FULL, ago(25), False),  # later than all of a full list
        (Overdue(), ago(5), False),  # it was never made, and will be
    ],
)
def test_it_is_made_anew_when_a_term_changes_that_might_stand_in_it(listed, day, stale):
    assert listed.after({day: 1}, {}, "9").stale is stale
    assert listed.after({}, {day: 1}, "9").stale is stale
    assert not listed.after({day: 1}, {day: 1}, "9").stale


def test_what_is_not_owed_any_more_leaves_it_at_once():
    twice = Overdue(TODAY, (("1", ago(9)), ("2", ago(9)), ("2", ago(9)), ("2", ago(5))))
    met = twice.after({ago(9): 3, ago(5): 1}, {ago(9): 2, ago(5): 1}, "2")
    assert met.terms == (("1", ago(9)), ("2", ago(9)), ("2", ago(5)))
    again = met.after({ago(9): 2, ago(5): 1}, {ago(9): 2}, "2")
    assert (again.terms, again.stale) == ((("1", ago(9)), ("2", ago(9))), True)


def test_it_is_the_same_after_it_was_written_down():
    assert Overdue.from_json(FULL.to_json()) == FULL
    assert Overdue.from_json({}) == Overdue()
    posted = Posted(TODAY, 4, "abc")
    assert Posted.from_json(posted.to_json()) == posted
    assert Posted.from_json(None) is None


@pytest.mark.parametrize("value", [[1, 2, 3, None], [1, 2, 3, -4, None], [1, 2, 3, True, None]])
def test_what_is_no_standing_is_not_read(value):
    with pytest.raises(ValueError, match=r"figure|unpack"):
        Standing.from_json(value)
