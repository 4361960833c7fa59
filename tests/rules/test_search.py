"""What the filters of the queue hold, and what the words of a search mean."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.rules.cases import Review, State
from casework.rules.search import (
    Filter,
    Known,
    NotUnderstoodError,
    fold,
    of_assignee,
    of_category,
    of_state,
    of_term,
    of_unit,
    passing,
    read_search,
    stands_in_queues,
)

TODAY = date(2026, 11, 23)
RECEIPT = "LX-64ZGG-ZDW0H-7"
CASE = Known(
    position=1,
    id="ab",
    version=2,
    number="礼巡信〔2026〕012号",
    serial=12,
    receipt=RECEIPT,
    unit="office",
    category="C4",
    state=State.REGISTERED,
    review=Review.DUE,
    assignee=None,
    received_on=date(2026, 11, 20),
    marks=("urgent", "priority"),
    news=False,
    terms=(("fifth-review", date(2026, 11, 23)), ("acceptance-notice", date(2026, 12, 1))),
    readers=frozenset({"me"}),
    asks_for_work=True,
)
VOCABULARY = {
    fold("Office of the Civil Air Defence"): of_unit("office"),
    fold("人防办公室"): of_unit("office"),
    fold("财政局"): of_unit("finance"),
    fold("易地建设费违规减免使用"): of_category("C"),
    fold("in progress"): of_state(State.IN_PROGRESS),
    fold("registered"): of_state(State.REGISTERED),
    fold("nobody yet"): of_assignee(None),
}


def finds(text, case=CASE):
    return all(test(case) for test in read_search(text, VOCABULARY, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "礼巡信〔2026〕012号",
            "礼巡信[2026]12",
            "礼巡信 (2026) 12 号",
            "12",
            "012",
            "12号",
            "第12号",
        ),
        *(RECEIPT, "lx64zggzdwOh7", "LX 64ZGG ZDW0H 7"),
        *("2026-11-20", "2026年11月20日", "20261120", "11-20", "11月20日", "2026-11", "2026年11月"),
        *("2026-11-19..2026-11-21", "2026-11-19 至 2026-11-21", "2026-11-20~", "..2026-11-20"),
        *("c", "C4", "C 12", "人防", "civil air", "registered", "nobody yet", "减免使用"),
        *("registered, C4、2026-11 office", "Ｃ４"),
    ],
)
def test_what_fits_is_found(text):
    assert finds(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "礼巡信〔2025〕012号",
            "13",
            "2026-11-19",
            "2026-11-21..",
            "2026-10",
            "B",
            "C5",
            "财政局",
        ),
        *("in progress", "12 B", "11-24"),
    ],
)
def test_what_does_not_fit_is_not_found(text):
    assert not finds(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *(("nonsense", "nonsense"), ("C xyzzy", "xyzzy"), ("", ""), ("1 " * 13, ""), ("..", "..")),
        *((wrong, wrong) for wrong in (f"{RECEIPT[:-1]}8", "2026-13-01", "防")),
    ],
)
def test_a_word_that_means_nothing_is_named(text, word):
    with pytest.raises(NotUnderstoodError) as refused:
        read_search(text, VOCABULARY, TODAY)
    assert refused.value.word == word


def test_a_day_without_a_year_is_the_last_one():
    assert finds("12-01", replace(CASE, received_on=date(2025, 12, 1)))


@pytest.mark.parametrize("left", ["unsure", ""])
def test_what_nobody_has_set_is_found_as_such(left):
    assert of_category("unsure")(replace(CASE, category=left))
    assert of_unit("unsure")(replace(CASE, unit=left))
    assert not of_category("unsure")(CASE)


def test_each_filter():
    mine = replace(CASE, assignee="me", state=State.IN_PROGRESS, marks=())
    reviewed = replace(
        mine, assignee="other", review=Review.REVIEWED, terms=(("feedback", date(2026, 11, 22)),)
    )
    heard = replace(reviewed, news=True, terms=(), waits=True)
    shown = {
        chosen: [passing(chosen, "me", TODAY)(case) for case in (CASE, mine, reviewed, heard)]
        for chosen in Filter
    }
    assert passing(Filter.RETURNED, "me", TODAY)(replace(CASE, review=Review.RETURNED))
    assert shown == {
        Filter.ALL: [True, True, True, True],
        Filter.RETURNED: [False, False, False, False],
        Filter.NEW: [True, False, False, True],
        Filter.MINE: [False, True, False, False],
        Filter.UNASSIGNED: [True, False, False, False],
        Filter.REVIEW: [True, True, False, False],
        Filter.OVERDUE: [False, False, True, False],
        Filter.URGENT: [True, False, False, False],
        Filter.WAITING: [False, False, False, True],
        Filter.PRIORITY: [True, False, False, False],
    }


def test_a_term_is_found_by_its_rule_and_its_day():
    assert of_term("fifth-review")(CASE)
    assert not of_term("feedback")(CASE)
    assert of_term("fifth-review", TODAY, TODAY)(CASE)
    assert not of_term("acceptance-notice", TODAY, TODAY)(CASE)
    assert not of_term("fifth-review", date.min, TODAY - timedelta(days=1))(CASE)


@pytest.mark.parametrize(
    ("state", "due", "asks"),
    [
        (State.REGISTERED, (), True),
        (State.ANSWERED, (), True),
        (State.CLOSED, (), False),
        (State.CLOSED, (TODAY,), True),
        (State.ARCHIVED, (TODAY,), False),
        (State.SHREDDED, (), False),
    ],
)
def test_what_stands_in_queues(state, due, asks):
    assert stands_in_queues(state, owes=bool(due)) is asks
