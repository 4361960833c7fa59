"""The closing report: the figures of the whole round for the 综合性汇报材料, without any case.

Source: 工作方案 六(三).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from casework.rules.cases import Review, State
from casework.rules.dispositions import Disposition
from casework.rules.figures import STEPS, Figures
from casework.rules.handling import Handling
from casework.rules.verification import Verified
from handlers.papers.clerk import Clerk
from handlers.papers.page import Page, Row

WIDTHS = (96, 30, 30)
"""Of what, how many, and how much of the whole."""

LOW = 7
"""How high a row is, in millimetres."""

Counted = Sequence[tuple[str, int]]


def make_closing_report(clerk: Clerk, found: Figures) -> bytes:
    """Return the report as a document."""
    page = Page(clerk, clerk.label("paper-secret"))
    names, say = clerk.names, clerk.say
    page.title(names.body("team", say), clerk.label("closing-title"))
    page.number(names.body("round", say))
    first, last = (clerk.full_date(day) for day in (found.first, found.last))
    page.paragraph(clerk.label("closing-begins", first=first, last=last, count=found.received))
    for title, rows in _tables(clerk, found):
        _counts(page, clerk, title, rows, found.received)
    _times(page, clerk, found)
    _now(page, clerk, found)
    page.line(clerk.label("closing-ends"))
    page.closing(names.body("team", say), clerk.full_date(clerk.today()))
    return page.finished()


def _tables(clerk: Clerk, found: Figures) -> Iterable[tuple[str, Counted]]:
    """Yield what was received in one way of looking at it after the other."""
    names, say = clerk.names, clerk.say
    yield "closing-by-channel", _most(found.channels, lambda c: clerk.known(f"source-{c}", c))
    categories = sorted(found.categories.items())
    yield "closing-by-category", [(names.category(c, say), n) for c, n in categories]
    yield "closing-by-unit", _most(found.units, lambda unit: names.unit(unit, say))
    yield "closing-by-name", _names(clerk, found)
    yield "closing-by-handling", _chosen(clerk, found, "handling", Handling, found.handling)
    dispositions = found.dispositions
    yield (
        "closing-by-disposition",
        _chosen(clerk, found, "disposition", Disposition, dispositions),
    )


def _names(clerk: Clerk, found: Figures) -> Counted:
    confirmed, not_confirmed = (found.verified.get(each, 0) for each in Verified)
    return [
        (clerk.label("closing-named"), found.named),
        (clerk.label("closing-named-confirmed"), confirmed),
        (clerk.label("closing-anonymous"), found.received - found.named),
        (clerk.label("closing-not-confirmed"), not_confirmed),
    ]


def _chosen(
    clerk: Clerk, found: Figures, record: str, kinds: Iterable[str], counts: Mapping[str, int]
) -> Counted:
    rows = [(clerk.label(f"desk-choice-{record}-{each}"), counts.get(each, 0)) for each in kinds]
    return [*rows, (clerk.label("closing-none-yet"), found.received - sum(counts.values()))]


def _most(counts: Mapping[str, int], named: Callable[[str], str]) -> Counted:
    """Return the most frequent first; what has one name is counted together."""
    together = Counter[str]()
    for each, count in counts.items():
        together[named(each)] += count
    return sorted(together.items(), key=lambda each: (-each[1], each[0]))


def _counts(page: Page, clerk: Clerk, title: str, rows: Counted, whole: int) -> None:
    head = Row(
        (clerk.label(title), clerk.label("closing-count"), clerk.label("closing-share")),
        range(3),
        LOW,
    )
    lines = [Row((name, str(n), _share(n, whole)), (), LOW) for name, n in rows]
    page.table([head, *lines], WIDTHS)
    page.line("")


def _times(page: Page, clerk: Clerk, found: Figures) -> None:
    """Write how many came how far, and how many working days that took on average."""
    columns = ("closing-steps", "closing-count", "closing-workdays")
    head = Row([clerk.label(each) for each in columns], range(3), LOW)
    rows = [
        Row(
            (clerk.label(f"closing-{step}"), str(found.happened[step]), _average(found, step)),
            (),
            LOW,
        )
        for step in STEPS
    ]
    page.table([head, *rows], WIDTHS)
    page.line("")


def _now(page: Page, clerk: Clerk, found: Figures) -> None:
    """Write how things stand on the day of the report."""
    overdue = {clerk.known(f"term-{rule}", rule): n for rule, n in found.overdue.items()}
    there = [each for each in State if found.states.get(each)]
    states = [(clerk.label(f"desk-state-{each}"), found.states[each]) for each in there]
    reviews = [(clerk.label(f"desk-review-{each}"), found.reviews.get(each, 0)) for each in Review]
    rows = [
        (clerk.label("closing-urgent"), str(found.reported)),
        (clerk.label("closing-states"), _listed(clerk, states)),
        (clerk.label("closing-reviews"), _listed(clerk, reviews)),
        (clerk.label("closing-overdue"), _listed(clerk, _most(overdue, str))),
    ]
    page.table([Row(each, (0,)) for each in rows], (50, 106))
    page.line("")


def _listed(clerk: Clerk, rows: Counted) -> str:
    parts = (clerk.say.label("desk-figures-part", name=name, count=n) for name, n in rows if n)
    return "\n".join(parts) or clerk.label("desk-figures-none")


def _share(count: int, whole: int) -> str:
    return f"{100 * count / whole:.1f} %" if whole else "–"


def _average(found: Figures, step: str) -> str:
    days = found.workdays[step]
    return "–" if days is None else f"{days:.1f}"
