"""What of a queue somebody looks at, as a button holds it."""

from __future__ import annotations

from aiogram.types import CallbackQuery

from casework.desk.assign import tag_of
from casework.desk.lists import Span, View
from casework.desk.scope import DeskScope
from casework.rules.search import UNSURE, Filter
from handlers.team.context import Names, argument, number_in
from handlers.texts import Say

ANY = "-"


def data_of(view: View, act: str = "q") -> str:
    """Return what a button holds for a view; ids that may be long are tags in it."""
    unit, term = (tag_of(each) if each else ANY for each in (view.unit, view.term))
    return f"{act}:{view.chosen}:{view.category or ANY}:{view.page}:{unit}:{term}:{view.span}"


def view_of(query: CallbackQuery, scope: DeskScope) -> View:
    """Read a button back; `q:3` and shorter ones are of messages that earlier versions sent."""
    first, category = argument(query), argument(query, 2)
    if first.isdecimal():
        return View(page=int(first))
    units = {tag_of(unit): unit for unit in (*scope.office.units, UNSURE)}
    terms = {tag_of(rule.id): rule.id for rule in scope.office.rules}
    span = argument(query, 6)
    return View(
        Filter(first) if first in set(Filter) else Filter.ALL,
        None if category in {"", ANY} else category,
        number_in(query, 3),
        unit=units.get(argument(query, 4)),
        term=terms.get(argument(query, 5)),
        span=Span(span) if span in set(Span) else Span.ANY,
    )


def view_in_words(view: View, names: Names, say: Say) -> str:
    """Return what a view shows, such as `mine, B approval, acceptance notice (overdue)`."""
    parts = [say.label(f"desk-filter-{view.chosen}")]
    if view.category is not None:
        parts.append(names.category(view.category, say))
    if view.unit is not None:
        parts.append(names.unit(view.unit, say))
    if view.term is not None:
        term, span = name_of_term(view.term, say), span_in_words(view.span, say)
        parts.append(say.label("desk-filter-term", term=term, span=span))
    return say.label("list-comma").join(parts)


def span_in_words(span: Span, say: Say) -> str:
    """Return when a term is due, such as `within 3 working days`."""
    if span is Span.ANY:
        return say.label("desk-span-any")
    if span is Span.OVERDUE:
        return say.label("desk-span-overdue")
    return say.label("desk-span-within", days=int(span))


def name_of_term(rule_id: str, say: Say) -> str:
    """Return the name of a deadline; a round may count some that no language has a name for."""
    name = f"term-{rule_id}"
    return say.label(name) if say.knows(name) else rule_id
