"""After a restore: what is known of the time since the backup, and that the processes may start.

Specified in docs/backup.md, "After a restore". Until this was done no process starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection

from bot.access import desk_at_hand
from bot.config import Config
from casework.desk.register import series_tag
from casework.rules.registration import RegistrationNumber
from storage.backup.hold import Hold, release
from storage.sql.settling import mark_as_repeated, pass_over_summaries, skip_numbers
from storage.sql.work import Work


class NotRestoredError(Exception):
    """There is nothing to settle."""


class BrokenOffError(Exception):
    """The restore was broken off; there is no whole installation yet."""


class UnknownSeriesError(Exception):
    """A number is of no series of this office."""


@dataclass(slots=True)
class Settled:
    """What was put right.

    Attributes:
        passed_over: How many registration numbers of each series are never given.
        repeated: How many messages go out marked as perhaps repeated.
    """

    passed_over: dict[str, int] = field(default_factory=dict)
    repeated: int = 0


async def settle(config: Config, last: Sequence[RegistrationNumber]) -> Settled:
    """Put right what a restore has set back, and let the processes start.

    Done again after a kill, it changes nothing more.

    Args:
        config: Of the restored installation.
        last: The newest number known of each series that went on after the backup.

    Raises:
        NotRestoredError, BrokenOffError, UnknownSeriesError: See there.
        StorageUnavailableError: The database does not answer.
    """
    hold = Hold.read(config.storage.data)
    if hold is None:
        raise NotRestoredError
    if not hold.whole:
        raise BrokenOffError(hold.sentence())
    settled = Settled()
    async with desk_at_hand(config) as (database, scope):
        desk, work = scope(Work(database)), Work(database)
        now, today = desk.clock(), desk.today()
        tags = {}
        for number in last:
            if number.series not in {desk.office.series, desk.office.bypass_series}:
                raise UnknownSeriesError(number.series)
            tags[str(number)] = series_tag(desk, number.series, number.year), number.serial

        def put_right(connection: Connection) -> None:
            for name, (tag, serial) in tags.items():
                settled.passed_over[name] = skip_numbers(connection, tag, serial)
            settled.repeated = mark_as_repeated(connection, now)
            pass_over_summaries(connection, today - timedelta(days=1))

        work.write(put_right)
        work.log(
            {
                "event": "restored",
                "at": now.isoformat(),
                "backup": hold.made_at,
                "entries": hold.log_size,
                "last": [*tags],
            }
        )
        await work.commit()
    release(config.storage.data)
    return settled
