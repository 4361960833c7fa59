"""Counts the figures again from every case, and puts right what is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from bot.access import desk_at_hand
from bot.config import Config
from bot.own_work import in_own_work
from casework.desk.index import PAGE, IndexRow
from casework.desk.recounting import mend_figures
from casework.desk.scope import DeskScope
from casework.rules.recount import Difference
from storage.sql.index_book import SqlIndexBook
from storage.sql.work import Database


async def figures_mended(config: Config) -> Sequence[Difference]:
    """Return what was wrong with the figures, and is right now.

    Raises:
        StaleError: Something was counted meanwhile, each time.
    """
    async with desk_at_hand(config) as (database, scope):

        async def mend(of_desk: DeskScope) -> Sequence[Difference]:
            return await mend_figures(of_desk, every_case(database))

        return await in_own_work(database, scope, mend)


async def every_case(database: Database) -> AsyncIterator[Sequence[IndexRow]]:
    """Yield all cases with their open terms, a page at a time."""
    book, last = SqlIndexBook(database), 0
    while page := await book.rows_after(last, PAGE):
        yield page
        last = page[-1].position
