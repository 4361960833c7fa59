"""Figures in words: the liaison's summary and the office's week, the same lines each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from bot.config import Category
from bot.courier_picture import Drawing, by_week, points_of
from casework.rules.standing import Overdue, Posted
from casework.rules.summaries import Span
from casework.rules.totals import DayCount, Summary, Totals
from casework.rules.trend import Trend
from handlers.texts import Html, Say, Texts, as_html

CHANNELS = (
    "telegram",
    "letter",
    "call",
    "visit",
    "mailbox",
    "email",
    "passed-down",
    "inquiry",
)
"""How a petition comes in. Source: 工作方案 六(二)6, 六(一)2."""

ROOT_SHOWN = 12
"""So much of a root is enough to compare it with the checkpoint that was posted."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the desk has sealed to the courier: docs/spec/outbox.md, "The daily summary"."""

    totals: Totals
    overdue: Overdue
    posted: Posted | None
    liaisons: Sequence[Mapping[str, Any]]
    offices: Sequence[Mapping[str, Any]]

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read figures that were opened; raises LookupError, TypeError or ValueError."""
        return cls(
            Totals.from_json(value["totals"]),
            Overdue.from_json(value.get("overdue", {})),
            Posted.from_json(value.get("posted")),
            value["liaisons"],
            value.get("offices", ()),
        )


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Puts figures into words, in the language of who gets them."""

    texts: Texts
    categories: Sequence[Category]

    def summary(
        self, language: str | None, span: Span, figures: Figures, told: DayCount | None = None
    ) -> Html:
        """Return the summary of some days: the same lines each day, whatever the figures are.

        `told` is what was said of the day before when it was not over.
        """
        say = self.texts.say(language)
        found = figures.totals.summary(span.first, span.last, told=told)
        return say(
            "summary",
            title=_title(say, span),
            due_day=span.last,
            due_today=found.due_today,
            numbers=_numbers(say, span, found, figures.overdue),
            next_due=found.next_due or say("summary-none"),
            posted=_posted(say, figures.posted),
            **self._shared(say, found),
        )

    def weekly(
        self, language: str | None, span: Span, totals: Totals, told: DayCount | None = None
    ) -> Html:
        """Return the figures of a week for the office: the same lines each week; as above."""
        say, found = self.texts.say(language), totals.summary(span.first, span.last, told=told)
        name = "weekly-days-late" if span.late else "weekly-days"
        title = say(name, first=span.first, last=span.last)
        return say("weekly", title=title, **self._shared(say, found))

    def drawing(self, language: str, opens: date, today: date, trend: Trend) -> tuple[Drawing, str]:
        """Return what the picture of the round shows, and the words that say the same."""
        say, points = self.texts.say(language), points_of(trend, opens, today)
        new, reviewed, closed = (sum(each.counts[which] for each in points) for which in range(3))
        title = say.label("trend-by-week" if by_week(points) else "trend-by-day")
        drawn = Drawing(
            title=title,
            names=[
                say.label("trend-new", count=new),
                say.label("trend-reviewed", count=reviewed),
                say.label("trend-closed", count=closed),
            ],
            first=say.date(points[0].first),
            last=say.date(points[-1].last),
            points=[each.counts for each in points],
            language=say.language,
        )
        first, last = points[0].first, points[-1].last
        counts = {"new": new, "reviewed": reviewed, "closed": closed}
        return drawn, say("trend-caption", title=title, first=first, last=last, **counts)

    def _shared(self, say: Say, found: Summary) -> dict[str, Any]:
        return {
            "new": found.new,
            "channels": _joined(say, "summary-part", " · ", _by_channel(say, found)),
            "categories": _joined(say, "summary-line", "\n", self._by_category(say, found)),
            "reviewed": found.reviewed,
            "replied": found.replied,
            "closed": found.closed,
            "open": found.open,
            "waiting": found.waiting_review,
            "overdue": found.overdue,
        }

    def _by_category(self, say: Say, found: Summary) -> list[tuple[str, int]]:
        letters = {item.code: each.code for each in self.categories for item in each.items}
        letters |= {each.code: each.code for each in self.categories}
        counts: dict[str | None, int] = {}
        for code, count in found.new_by_category.items():
            letter = letters.get(code)
            counts[letter] = counts.get(letter, 0) + count
        rows = [
            (f"{each.code} {say.pick(each.name)}", counts.get(each.code, 0))
            for each in self.categories
        ]
        return [*rows, (say.label("summary-unsorted"), counts.get(None, 0))]


def _title(say: Say, span: Span) -> Html:
    if span.first == span.last:
        return say("summary-day-late" if span.late else "summary-day", day=span.last)
    name = "summary-days-late" if span.late else "summary-days"
    return say(name, first=span.first, last=span.last)


def _numbers(say: Say, span: Span, found: Summary, overdue: Overdue) -> Html:
    """Return the numbers of the cases that are late, in one line.

    Of a day that has passed nobody knows any more which they were.
    """
    if not found.overdue:
        return say("summary-none")
    if span.late:
        return say("summary-numbers-later")
    listed = [number for number, due in overdue.terms if due < span.last][: found.overdue]
    if not listed:
        return say("summary-numbers-later")
    numbers = Html(say("list-comma").join(map(as_html, dict.fromkeys(listed))))
    more = found.overdue - len(listed)
    return say("summary-more", numbers=numbers, more=more) if more else numbers


def _posted(say: Say, posted: Posted | None) -> Html:
    if posted is None:
        return say("summary-none")
    return say("summary-posted", size=posted.size, root=posted.root[:ROOT_SHOWN], day=posted.day)


def _by_channel(say: Say, found: Summary) -> list[tuple[str, int]]:
    counts = found.new_by_channel
    rows = [(say.label(f"source-{name}"), counts.get(name, 0)) for name in CHANNELS]
    other = sum(count for name, count in counts.items() if name not in CHANNELS)
    return [*rows, (say.label("source-other"), other)]


def _joined(say: Say, sentence: str, between: str, rows: Sequence[tuple[str, int]]) -> Html:
    return Html(between.join(say(sentence, name=name, count=count) for name, count in rows))
