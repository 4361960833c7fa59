"""Leave: which days, who is away on them, and who stands in."""

from datetime import date, timedelta

import pytest

from casework.rules.leave import (
    Leave,
    LeaveRefusedError,
    Person,
    choices,
    days_written,
    leave_from,
    stand_in,
)
from casework.rules.roles import Role

TODAY = date(2026, 11, 25)  # a Wednesday
ORDER = (Role.DEPUTY, Role.LEADER)


def day(number):
    return date(2026, 11, number)


def test_both_ends_belong_to_a_leave():
    leave = Leave(day(25), day(27))
    assert [leave.covers(day(n)) for n in range(24, 29)] == [False, True, True, True, False]
    assert [leave.is_over(day(n)) for n in (27, 28)] == [False, True]


def test_who_is_back_early_was_away_until_yesterday():
    leave = Leave(day(23), day(27))
    assert leave.ended(TODAY) == Leave(day(23), day(24))
    assert Leave(day(25), day(27)).ended(TODAY) is None
    assert Leave(day(28), day(29)).ended(TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (day(27), day(26), "backwards"),
        (day(23), day(24), "over"),
        (day(26), day(26) + timedelta(days=367), "too-long"),
    ],
)
def test_a_leave_that_cannot_be_is_refused(first, last, why):
    with pytest.raises(LeaveRefusedError) as refused:
        leave_from(first, last, TODAY)
    assert refused.value.why == why


def test_a_leave_that_has_begun_may_be_recorded():
    assert leave_from(day(20), day(25), TODAY) == Leave(day(20), day(25))


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2026-11-25", (25, 25)),
        ("2026-11-25 2026-11-27", (25, 27)),
        ("2026.11.25..2026.11.27", (25, 27)),
        ("2026-11-25 to 2026-11-27", (25, 27)),
        ("2026年11月25日至2026年11月27日", (25, 27)),
        (" 2026/11/25 – 2026/11/27 ", (25, 27)),
    ],
)
def test_days_are_read_as_people_write_them(words, days):
    assert days_written(words) == tuple(map(day, days))


@pytest.mark.parametrize(
    "words",
    ["", "tomorrow", "2026-11-31", "2026-11-25 2026-11-26 2026-11-27", "on 2026-11-25", "11-25"],
)
def test_what_is_no_day_is_none(words):
    assert days_written(words) is None


def test_the_buttons_offer_days_that_lie_ahead():
    offered = {name: (first, last) for name, first, last in choices(TODAY)}
    assert offered == {
        "today": (day(25), day(25)),
        "tomorrow": (day(26), day(26)),
        "this-week": (day(25), day(29)),
        "next-week": (day(30), date(2026, 12, 6)),
    }
    for _, first, last in choices(day(29)):  # a Sunday
        assert leave_from(first, last, day(29))


AWAY = Leave(day(25), day(27))
LEADER, DEPUTY = Person("leader", Role.LEADER), Person("deputy", Role.DEPUTY)
MEMBER = Person("member", Role.MEMBER, AWAY)


def test_the_deputy_stands_in_and_for_the_deputy_the_leader():
    people = (LEADER, DEPUTY, MEMBER)
    assert stand_in("member", day(25), people, ORDER) == "deputy"
    assert stand_in("deputy", day(25), people, ORDER) == "leader"
    assert stand_in("leader", day(25), people, ORDER) == "deputy"


def test_who_is_away_that_day_stands_in_for_nobody():
    people = (LEADER, Person("deputy", Role.DEPUTY, Leave(day(26), day(26))), MEMBER)
    assert stand_in("member", day(26), people, ORDER) == "leader"
    assert stand_in("member", day(27), people, ORDER) == "deputy"
    assert stand_in("deputy", day(26), (MEMBER,), ORDER) is None


def test_the_order_is_the_configuration_s():
    assert stand_in("member", day(25), (LEADER, DEPUTY), (Role.LEADER,)) == "leader"
    assert stand_in("leader", day(25), (LEADER, DEPUTY), (Role.LEADER,)) is None
