"""The update loop's side of the database: what was seen and is to be answered, dialogues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select, update

from casework.ports import OutboxRow, StaleError
from storage.sql.rows import change_one, insert_outbox, seconds
from storage.sql.tables import dialogues, quarantine, seen
from storage.sql.work import Database, Work


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An update that could not be handled; `sealed` opens for the leader and the Fifth group."""

    id: int
    bot: str
    update_id: int
    kind: str
    at: int
    sealed: bytes | None


class SqlJournal:
    """What one bot has seen and still has to say."""

    def __init__(self, database: Database, bot: str) -> None:
        self._database = database
        self._bot = bot

    def note_seen(self, work: Work, update_id: int, answers: bytes | None, now: datetime) -> None:
        """Let the commit of `work` say that the update was handled and what is to be answered."""
        work.write(
            lambda c: c.execute(
                insert(seen).values(
                    bot=self._bot, update_id=update_id, seen_at=seconds(now), answers=answers
                )
            )
        )

    async def was_seen(self, update_id: int) -> bool:
        """Say whether the update was handled."""
        found = await self._database.read(
            lambda c: c.scalar(
                select(seen.c.update_id).where(
                    seen.c.bot == self._bot, seen.c.update_id == update_id
                )
            )
        )
        return found is not None

    async def unsent(self) -> Sequence[tuple[int, bytes]]:
        """Return (update id, sealed answers) of everything that was handled but not answered."""
        rows = await self._database.read(
            lambda c: c.execute(
                select(seen.c.update_id, seen.c.answers)
                .where(seen.c.bot == self._bot, seen.c.answers.is_not(None))
                .order_by(seen.c.update_id)
            ).all()
        )
        return [(row.update_id, row.answers) for row in rows]

    async def answers_of(self, update_id: int) -> bytes | None:
        """Return the sealed answers of an update that are not sent yet."""
        return await self._database.read(
            lambda c: c.scalar(
                select(seen.c.answers).where(seen.c.bot == self._bot, seen.c.update_id == update_id)
            )
        )

    async def settle(self, update_id: int, later: Sequence[OutboxRow]) -> None:
        """Erase the answers of an update; what Telegram refused for now goes to the outbox."""

        def operation(connection: Connection) -> None:
            connection.execute(
                update(seen)
                .where(seen.c.bot == self._bot, seen.c.update_id == update_id)
                .values(answers=None)
            )
            for item in later:
                insert_outbox(connection, item)

        await self._database.write([operation])

    async def forget_before(self, moment: datetime) -> None:
        """Forget updates that Telegram cannot send again any more."""
        await self._database.write(
            [
                lambda c: c.execute(
                    delete(seen).where(
                        seen.c.bot == self._bot,
                        seen.c.seen_at < seconds(moment),
                        seen.c.answers.is_(None),
                    )
                )
            ]
        )

    def note_quarantined(
        self, work: Work, update_id: int, kind: str, sealed: bytes | None, now: datetime
    ) -> None:
        """Let the commit of `work` put an update aside; that it did stands in the log."""
        work.log({"event": "quarantined", "at": now.isoformat(), "bot": self._bot})
        work.write(
            lambda c: c.execute(
                insert(quarantine).values(
                    bot=self._bot, update_id=update_id, kind=kind, at=seconds(now), sealed=sealed
                )
            )
        )


async def quarantined(database: Database) -> Sequence[Quarantined]:
    """Return everything in quarantine, oldest first."""
    rows = await database.read(lambda c: c.execute(select(quarantine)).all())
    return [Quarantined(*row) for row in rows]


class SqlDialogues:
    """Where a conversation stands, sealed; reads at once, writes with the commit of `work`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, key: bytes) -> bytes | None:
        """Return the sealed state of the conversation, or None."""
        return await self._work.read(
            lambda c: c.scalar(select(dialogues.c.sealed).where(dialogues.c.key == key))
        )

    def put(self, key: bytes, sealed: bytes, kept_until: date) -> None:
        """Keep `sealed` for the conversation, at least until the end of that day."""
        self.forget(key)
        row = {"key": key, "sealed": sealed, "kept_until": kept_until}
        self._work.write(lambda c: c.execute(insert(dialogues).values(row)))

    def expect(self, key: bytes, before: bytes | None) -> None:
        """Let the commit fail with a StaleError if the conversation is not `before` any more."""
        same = select(dialogues.c.sealed).where(dialogues.c.key == key)

        def check(connection: Connection) -> None:
            if connection.scalar(same) != before:
                raise StaleError("dialogues")

        self._work.write(check)

    def forget(self, key: bytes) -> None:
        """Forget the conversation."""
        self._work.write(lambda c: c.execute(delete(dialogues).where(dialogues.c.key == key)))

    def replace(self, key: bytes, before: bytes, after: bytes, kept_until: date) -> None:
        """Keep `after` instead of `before`; StaleError when the conversation has gone on."""
        change = (
            update(dialogues)
            .where(dialogues.c.key == key, dialogues.c.sealed == before)
            .values(sealed=after, kept_until=kept_until)
        )
        self._work.write(lambda c: change_one(c, change))

    async def page(self, after: bytes, limit: int) -> Sequence[tuple[bytes, bytes]]:
        """Return (key, sealed) of conversations in the order of their keys, from `after` on."""
        rows = await self._work.read(
            lambda c: c.execute(
                select(dialogues.c.key, dialogues.c.sealed)
                .where(dialogues.c.key > after)
                .order_by(dialogues.c.key)
                .limit(limit)
            ).all()
        )
        return [(row.key, row.sealed) for row in rows]

    def forget_over(self, today: date) -> None:
        """Forget every conversation that was to be kept until before `today`."""
        self._work.write(
            lambda c: c.execute(delete(dialogues).where(dialogues.c.kept_until < today))
        )
