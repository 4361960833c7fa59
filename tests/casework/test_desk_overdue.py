"""The list of overdue cases: made when the day turns and when one of them changes, never else."""

from datetime import date

import pytest

from bot.figure_keeping import FigureKeeping
from bot.indexing import index_over
from casework.desk.figures import publish_totals, read_figures
from casework.desk.overdue import list_overdue
from casework.desk.review import mark_reviewed
from casework.rules.standing import LISTED
from storage.ledger.age import open_sealed
from storage.sql.desk_book import SqlDeskBook
from storage.sql.tables import log_entries
from storage.sql.work import Work


@pytest.fixture
async def fifth(world):
    """Somebody of the Fifth group; the team and the office have people, too."""
    for name in ("member", "office"):
        await world.joins(name)
    return await world.unlocked(await world.joins("fifth"))


@pytest.fixture
async def late(world, registrar, fifth):
    """Three cases whose review is overdue; the second is about the Fifth group itself."""
    ids = [await world.petition(concerns="fifth" if n == 1 else "none") for n in range(3)]
    await registrar.take_all()
    world.clock.passes(days=7)
    return ids


async def listed(world):
    await world.does(list_overdue)
    return await kept(world)


async def kept(world):
    found = (await read_figures(world.scope())).overdue
    return [number for number, _due in found.terms]


async def entries(world):
    return len(await world.database.read(lambda c: c.execute(log_entries.select()).all()))


async def test_it_has_the_oldest_first_and_no_case_that_is_in_no_figure(world, late):
    assert await listed(world) == ["礼巡信〔2026〕001号", "礼巡信〔2026〕002号"]
    figures = await read_figures(world.scope())
    assert figures.overdue.on == figures.totals.today == date(2026, 11, 30)
    assert figures.totals.summary(date(2026, 11, 30)).overdue == 2
    row = await SqlDeskBook(Work(world.database)).totals()
    told = open_sealed(row.for_courier, [world.courier]).decode()
    assert "礼巡信〔2026〕002号" in told
    assert "礼巡密信" not in told


async def test_who_was_late_and_is_not_any_more_leaves_it(world, late, fifth):
    assert len(await listed(world)) == 2
    before = await entries(world)
    assert len(await listed(world)) == 2
    assert await entries(world) == before  # nothing had changed, so nothing was written
    await world.does(mark_reviewed, fifth, late[0])
    assert (await read_figures(world.scope())).overdue.stale
    assert await kept(world) == ["礼巡信〔2026〕002号"]  # a summary that leaves now names it alone
    assert await listed(world) == ["礼巡信〔2026〕002号"]
    world.clock.passes(days=1)
    assert await listed(world) == ["礼巡信〔2026〕002号"]
    figures = await read_figures(world.scope())
    assert figures.overdue.on == date(2026, 12, 1)
    assert figures.totals.stood[date(2026, 11, 30)].overdue == 1


async def test_it_is_no_longer_than_a_line_however_many_are_late(world, registrar, fifth):
    for _ in range(LISTED + 2):
        await world.petition()
    await registrar.take_all()
    world.clock.passes(days=7)
    index = index_over(world.database, world.keys)
    await FigureKeeping(world.database, world.scope, index, date(2030, 1, 1)).round()
    assert len(await kept(world)) == LISTED
    assert await kept(world) == sorted(await kept(world))  # all are due on the same day


async def test_without_figures_there_is_nothing_to_keep(world):
    await world.does(list_overdue)
    assert await read_figures(world.scope()) is None
    await world.does(publish_totals)
    assert await listed(world) == []


async def test_the_oldest_open_terms_are_found_by_the_index(world):
    asked = []

    def explain(connection):
        real = connection.execute

        def spy(statement, *args, **named):
            compiled = statement.compile(connection.engine, compile_kwargs={"literal_binds": True})
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()
            asked.extend(row.detail for row in plan)
            return real(statement, *args, **named)

        connection.execute = spy
        return connection

    class Explaining:
        async def read(self, question):
            return await world.database.read(lambda c: question(explain(c)))

    await SqlDeskBook(Explaining()).overdue_terms(date(2026, 12, 1), None, 15)
    assert asked == ["SEARCH terms USING INDEX terms_open (due_on<?)"]
