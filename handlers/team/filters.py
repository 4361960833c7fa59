"""Choosing what a queue shows: a category, a unit, a term and when it is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery

from casework.desk.index import FactsIndex
from casework.desk.lists import Span, View, terms_there
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.rules.search import UNSURE, Filter
from handlers.answers import Answers, Buttons, in_rows
from handlers.team.context import Names, instead, pressed
from handlers.team.views import data_of, name_of_term, span_in_words, view_of
from handlers.texts import Html, Say

MOST_WANTED = (Filter.ALL, Filter.NEW, Filter.OVERDUE)
FILTERS_IN_A_ROW = 2
CHOICES_IN_A_ROW = 2


def filters() -> Router:
    """Return the dialogue about what a queue shows."""
    router = Router(name="filters")
    router.callback_query(F.data.startswith("qf:"))(choose_filter)
    router.callback_query(F.data.startswith("qc:"))(choose_category)
    router.callback_query(F.data.startswith("qu:"))(choose_unit)
    router.callback_query(F.data.startswith("qt:"))(choose_term)
    router.callback_query(F.data.startswith("qs:"))(choose_span)
    return router


async def choose_filter(query: CallbackQuery, scope: DeskScope, say: Say) -> Answers:
    """Offer every filter, in the place of the page; what else is chosen stays chosen."""
    view = _asked(query, scope)
    cells = [(_name(chosen, say), data_of(replace(view, chosen=chosen))) for chosen in Filter]
    others = [
        (say.label("desk-button-by-category"), data_of(view, "qc")),
        (say.label("desk-button-by-unit"), data_of(view, "qu")),
        (say.label("desk-button-by-term"), data_of(view, "qt")),
    ]
    rows = [
        *in_rows(cells, FILTERS_IN_A_ROW),
        others,
        [(say.label("desk-button-back"), data_of(view))],
    ]
    return pressed(query, instead(query, say("desk-queue-which"), rows))


async def choose_category(
    query: CallbackQuery, scope: DeskScope, names: Names, say: Say
) -> Answers:
    """Offer the categories, in the place of the page; none leads back to the filter."""
    view = _asked(query, scope)
    codes = [*(category.code for category in names.categories), UNSURE]
    cells = [(names.category(code, say), replace(view, category=code)) for code in codes]
    none = (say.label("desk-button-any-category"), replace(view, category=None))
    return pressed(query, _choices(query, say("desk-queue-which-category"), cells, none))


async def choose_unit(query: CallbackQuery, scope: DeskScope, names: Names, say: Say) -> Answers:
    """Offer the units, in the place of the page."""
    view = _asked(query, scope)
    units = [*scope.office.units, UNSURE]
    cells = [(names.unit(unit, say), replace(view, unit=unit)) for unit in units]
    none = (say.label("desk-button-any-unit"), replace(view, unit=None))
    return pressed(query, _choices(query, say("desk-queue-which-unit"), cells, none))


async def choose_term(
    query: CallbackQuery, scope: DeskScope, member: Member, index: FactsIndex | None, say: Say
) -> Answers:
    """Offer the terms that run in the reader's cases; when it is due is asked next."""
    view = _asked(query, scope)
    cells = [
        (name_of_term(term, say), replace(view, term=term))
        for term in await terms_there(scope, index, member)
    ]
    rows = in_rows([(label, data_of(each, "qs")) for label, each in cells], CHOICES_IN_A_ROW)
    none = replace(view, term=None, span=Span.ANY)
    rows.append([(say.label("desk-button-any-term"), data_of(none))])
    return pressed(query, instead(query, say("desk-queue-which-term"), rows))


async def choose_span(query: CallbackQuery, scope: DeskScope, say: Say) -> Answers:
    """Offer when the chosen term is due."""
    view = _asked(query, scope)
    asked = say("desk-queue-when-due", term=name_of_term(view.term or "", say))
    cells = [(span_in_words(span, say), replace(view, span=span)) for span in Span]
    none = (say.label("desk-button-any-term"), replace(view, term=None, span=Span.ANY))
    return pressed(query, _choices(query, asked, cells, none))


def filter_buttons(view: View, say: Say) -> Buttons:
    """Return the filters that are wanted most, and the way to all of them."""
    first = replace(view, page=0)
    cells = [(_name(chosen, say), data_of(replace(first, chosen=chosen))) for chosen in MOST_WANTED]
    return [[*cells, (say.label("desk-button-filters"), data_of(first, "qf"))]]


def _name(chosen: Filter, say: Say) -> str:
    return say.label(f"desk-button-filter-{chosen}")


def _asked(query: CallbackQuery, scope: DeskScope) -> View:
    return replace(view_of(query, scope), page=0)


def _choices(
    query: CallbackQuery, asked: Html, cells: Iterable[tuple[str, View]], none: tuple[str, View]
) -> Answers:
    rows = in_rows([(label, data_of(view)) for label, view in cells], CHOICES_IN_A_ROW)
    rows.append([(none[0], data_of(none[1]))])
    return instead(query, asked, rows)
