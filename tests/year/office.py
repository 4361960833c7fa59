"""The office of the year: its people, its cases, and the desk that reminds of them."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, select

from bot.desk import office_of
from bot.indexing import index_over
from bot.keys import make_keys
from bot.leavers import Leavers
from bot.registrar import Registrar
from bot.reminding import Reminding
from casework.desk.enroll import code_hash
from casework.desk.facts import open_facts
from casework.desk.people import who_is
from casework.desk.sessions import Sessions
from casework.ports import Reader
from storage.ledger.age import Profile
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.files import write_durably
from storage.ledger.identity_files import save_identity
from storage.sql.tables import outbox
from storage.sql.work import open_database
from tests.casework.office import World
from tests.scribe import SCRIBE

CONFIG = Path(__file__).parents[2] / "config.toml"
TERMS = """
[[terms]]
id = "register"
starts_on = "received"
term = "1 workday"
roll = false
who = "team"
applies = "all"
met_by = "registered"
remind = ["same day"]
source = "test"

[[terms]]
id = "fifth-review"
starts_on = "registered"
term = "3 workdays"
roll = false
who = "fifth"
applies = "all"
met_by = "reviewed"
remind = ["1 workday", "same day"]
escalate = { leader = 1 }
source = "test"

[[terms]]
id = "acceptance-notice"
starts_on = "received"
term = "15 workdays"
roll = false
who = "assignee"
applies = "real-name"
met_by = "notice-sent"
remind = ["3 workdays", "1 workday", "same day", "4 hours"]
source = "test"

[[terms]]
id = "feedback"
starts_on = "closed"
term = "15 workdays"
roll = false
who = "assignee"
applies = "real-name"
met_by = "feedback-sent"
remind = ["3 workdays", "1 workday", "same day"]
source = "test"

"""


class MovedClock:
    """The system's clock, moved: by as much as the file says that the couriers read, too."""

    def __init__(self, path):
        self._path, self._shift = path, None

    def __call__(self):
        return datetime.now(UTC) + self._shift

    def stands_at(self, moment):
        self._shift = moment - datetime.now(UTC)
        new = self._path.with_suffix(".new")
        new.write_text(f"{self._shift.total_seconds():.6f}", "ascii")
        new.replace(self._path)


def config_file(folder):
    """Write a configuration that has the terms of the year and no others."""
    text = CONFIG.read_text("utf-8")
    before, _, rest = text.partition("[[terms]]")
    after = rest[rest.index("\n# --- Working days") :]
    path = folder / "config.toml"
    path.write_text(before + TERMS + after, "utf-8")
    return path


class YearOffice(World):
    """A world whose couriers are processes of their own, and whose desk stands here."""

    def __init__(self, folder, url, config, clock):
        super().__init__(folder, open_database(url, SCRIBE), Profile.X25519)
        self.url, self.clock = url, clock
        self.office = office_of(config)
        self.sessions = Sessions(clock, self.office.unlock_for)
        self.roster.people.clear()
        self.roster.kind = Profile.X25519
        self.registrar = Registrar(self.database, self.scope, 0.01)
        self.index = index_over(self.database, self.keys)
        self.leavers = Leavers(self.database, self.scope, self.index, self.keys.local, 1)
        self.courier_keys = CourierKeys(self.courier, self.keys.identity.recipient)
        self.members = {}
        keys = folder / "keys"
        make_keys(keys, Profile.X25519)
        (keys / "courier.age").unlink()
        save_identity(keys / "courier.age", self.courier)
        write_durably(keys / "desk.pub", f"{self.keys.identity.recipient.encode()}\n".encode())

    async def hires(self, who, role, number):
        """Enter somebody into the roster, and let them enrol."""
        self.roster.people[who] = Reader(who, role, frozenset(), None, code_hash(f"code-{who}"))
        self.roster.serial += 1
        self.members[who] = await self.joins(who, user_id=number)

    async def member(self, who):
        return await who_is(self.scope(), self.members[who].user_id)

    async def case_as_it_is(self, case_id):
        scope = self.scope()
        return open_facts(scope, await scope.book.case(case_id))

    def another_desk(self):
        """Return what sweeps as a desk of its own does: over connections of its own."""
        database = open_database(self.url, SCRIBE)
        return database, Reminding(database, self.scope)

    async def drops_notices(self, keep):
        """Take what is no reminder out of the outbox, but for a few: they are not counted here."""
        found = await self.database.read(
            lambda c: c.scalars(select(outbox.c.id).where(outbox.c.together.is_(None))).all()
        )
        gone = [each for each in found if not keep(each)]
        for start in range(0, len(gone), 500):
            some = delete(outbox).where(outbox.c.id.in_(gone[start : start + 500]))
            await self.database.write([lambda c, some=some: c.execute(some)])

    async def due_items(self):
        """Return until when each item that is due by now is in somebody's hands, or rests."""
        now = int(self.clock().timestamp())
        due = select(outbox.c.leased_until).where(outbox.c.due_at <= now)
        return await self.database.read(lambda c: c.scalars(due).all())

    async def lines_in_hand(self):
        """Return the lines that somebody took and never gave back: (chat, number, rule)."""
        now = int(self.clock().timestamp())
        taken = select(outbox.c.sealed).where(
            outbox.c.leased_until > now, outbox.c.together.is_not(None)
        )
        rows = await self.database.read(lambda c: c.scalars(taken).all())
        items = [self.courier_keys.open_item(sealed) for sealed in rows]
        return {(item["chat_id"], item["line"]["number"], item["line"]["rule"]) for item in items}
