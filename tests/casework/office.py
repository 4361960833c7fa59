"""An office for tests: real keys, a real database, a roster in memory, and a clock that stands."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.reminding import Reminding
from casework.blanks import fill_up_blanks
from casework.desk.enroll import Account, bind, code_hash, enroll
from casework.desk.people import members, who_is
from casework.desk.reminding import decide
from casework.desk.scope import DeskScope, Office
from casework.desk.sessions import Sessions
from casework.desk.unlock import unlock
from casework.intake_scope import IntakeScope
from casework.keeping import begin_draft, keep_text
from casework.petitions import Petition, submit_petition
from casework.ports import Reader, RosterRefusedError
from casework.rules.calendar import WorkCalendar
from casework.rules.offsets import Offset
from casework.rules.roles import Group
from casework.rules.terms import Term, TermRule
from storage.blobs import FolderBlobs
from storage.ledger.age import Profile, generate_identity, open_sealed
from storage.ledger.day_keys import DayKeys
from storage.ledger.desk_seals import DeskKeys
from storage.ledger.intake_seals import IntakeKeys
from storage.ledger.letter_seals import LetterKeys
from storage.ledger.local import LocalKey
from storage.ledger.note import NoteSigner
from storage.sql.desk_book import SqlDeskBook
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.tables import handles, outbox
from storage.sql.tables import terms as terms_table
from storage.sql.work import Work

PASSPHRASE = "a drum at the gate"
TEAM_CHAT, FIFTH_CHAT = -100, -200
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


def rule(id_, starts_on, term, who, met_by, *, applies="all", remind=("1 workday", "same day")):
    return TermRule(
        id=id_,
        starts_on=starts_on,
        term=Term.parse(term),
        roll=False,
        who=who,
        applies=applies,
        met_by=met_by,
        remind=tuple(map(Offset.parse, remind)),
        source="test",
    )


RULES = (
    rule("register", "received", "1 workday", "team", "registered", remind=("same day",)),
    rule("fifth-review", "registered", "3 workdays", "fifth", "reviewed"),
    rule(
        "acceptance-notice",
        "received",
        "15 workdays",
        "assignee",
        "notice-sent",
        applies="real-name",
        remind=("3 workdays", "1 workday", "same day"),
    ),
    rule("forwarded-in", "forwarded-in", "5 workdays", "team", "triaged"),
    rule("feedback", "closed", "15 workdays", "assignee", "feedback-sent", applies="real-name"),
    rule("assigned-out", "assigned-out", "3 months", "assignee", "result-returned"),
)
PROFILE = Profile.MLKEM768X25519
STAFF = {
    "leader": "leader",
    "member": "member",
    "other": "member",
    "fifth": "fifth",
    "office": "office",
    "liaison": "liaison",
}


def without_row(item):
    """Return an outbox item without what it says of its row, which only fsck looks at."""
    return {
        name: value for name, value in item.items() if name not in {"id", "at", "term", "together"}
    }


class Roster:
    def __init__(self):
        self.people = {
            id_: Reader(id_, role, frozenset(), None, code_hash(f"code-{id_}"))
            for id_, role in STAFF.items()
        }
        self.refused = False
        self.kind = PROFILE
        self.serial = 1

    def profile(self):
        return self.kind

    def recovery(self):
        return None

    def edition(self):
        if self.refused:
            raise RosterRefusedError
        return self.serial, ""

    def removes(self, reader_id):
        """Take somebody off, in a new edition."""
        self.serial += 1
        return self.people.pop(reader_id)

    def readers(self):
        if self.refused:
            raise RosterRefusedError
        return list(self.people.values())

    def reader(self, reader_id):
        if self.refused:
            raise RosterRefusedError
        return self.people.get(reader_id)

    def change(self, reader_id, **changes):
        old = self.people[reader_id]
        fields = {name: getattr(old, name) for name in Reader.__slots__}
        self.people[reader_id] = Reader(**(fields | changes))


class Clock:
    def __init__(self, at=MONDAY):
        self.at = at

    def __call__(self):
        return self.at

    def passes(self, **by):
        self.at += timedelta(**by)


class World:
    """Everything that the desk stands on, and what a test wants to see of it."""

    def __init__(self, folder, database, profile=PROFILE):
        self.clock = Clock()
        self.folder = folder
        self.database = database
        self.roster = Roster()
        self.blobs = FolderBlobs(folder / "blobs")
        self.courier, desk = generate_identity(profile), generate_identity(profile)
        self.signer = NoteSigner.generate("log")
        self.intake_signer = NoteSigner.generate("intake")
        self.keys = DeskKeys(
            identity=desk,
            local=LocalKey.generate(),
            log_signer=self.signer,
            courier=self.courier.recipient,
            intake=self.intake_signer.verifier,
            blob_path=self.blobs.path,
            profile=profile,
            work_factor=4,
        )
        self.intake_keys = IntakeKeys(
            LocalKey.generate(),
            DayKeys(folder / "days"),
            desk.recipient,
            self.courier.recipient,
            self.signer.verifier,
            profile,
            self.intake_signer,
        )
        self.letter_days = DayKeys(folder / "letter-days")
        self.office = Office(
            chats={Group.TEAM: TEAM_CHAT, Group.FIFTH: FIFTH_CHAT},
            languages=("zh-CN", "zh-Hant", "en"),
            calendar=WorkCalendar({}),
            rules=RULES,
            zone="Asia/Shanghai",
            remind_at=time(9, 0),
            series="礼巡信",
            bypass_series="礼巡密信",
            unlock_for=timedelta(minutes=15),
            wipe_after=timedelta(minutes=10),
            units=("office", "leading-group"),
            categories=("B", "C", "C2", "F", "F1", "G", "G3"),
            first=frozenset({"F", "F1"}),
            escalate={"deputy": 2, "leader": 3, "fifth": 5},
        )
        self.sessions = Sessions(self.clock, self.office.unlock_for)

    @property
    def letters(self):
        return LetterKeys(self.letter_days, self.signer, self.keys.profile, self.blobs.path)

    def scope(self, work=None):
        return DeskScope(
            book=SqlDeskBook(work or Work(self.database)),
            seals=self.keys,
            letters=self.letters,
            roster=self.roster,
            clock=self.clock,
            new_id=lambda: secrets.token_hex(16),
            office=self.office,
            sessions=self.sessions,
        )

    async def does(self, use_case, *args, **named):
        """Run a use case in a unit of work of its own and commit it."""
        work = Work(self.database)
        result = await use_case(self.scope(work), *args, **named)
        await work.commit()
        return result

    async def joins(self, reader_id, *, sign=True, user_id=None):
        """Enrol a reader, sign the roster, and return them as a member."""
        number = user_id or 1000 + list(STAFF).index(reader_id)
        account = Account(number, number, "en")
        reader = self.roster.reader(reader_id)
        if reader.role == "liaison":
            return await self.does(bind, reader, account)
        await self.does(enroll, reader_id, PASSPHRASE, account)
        if sign:
            await self.sign(reader_id)
        return await who_is(self.scope(), number)

    async def sign(self, reader_id):
        """Enter the key for which the desk asked, as the keeper of the root key does."""
        asked = (await self.requests())[reader_id]
        custody = "device" if asked[1:] == ["device"] else "desk"
        recipient = (await self.enrolments())[reader_id]
        self.roster.change(reader_id, recipient=recipient, custody=custody)

    async def requests(self):
        """Return what the desk's notes say after the key: the code's hash, and the custody."""
        notes = await SqlDeskBook(Work(self.database)).enrolments()
        texts = [self.signer.verifier.open(note).splitlines() for note in notes]
        return {reader_id: rest for _, reader_id, _, *rest in texts}

    async def enrolments(self):
        notes = await SqlDeskBook(Work(self.database)).enrolments()
        texts = [self.signer.verifier.open(note).splitlines() for note in notes]
        return {reader_id: recipient for _, reader_id, recipient, *_ in texts}

    async def unlocked(self, member):
        await unlock(self.scope(), member, PASSPHRASE)
        return member

    def intake(self, work):
        return IntakeScope(
            book=SqlIntakeBook(work),
            seals=self.intake_keys,
            roster=self.roster,
            clock=self.clock,
            new_id=lambda: secrets.token_hex(16),
            random_bits=secrets.randbits,
            receipt_prefix="LX",
            calendar=self.office.calendar,
            term_rules=RULES,
            max_attachments=50,
            unlink=self.blobs.remove,
        )

    async def petition(self, text="The fee was waived.", *, reply_to=77, **answers):
        """Submit a petition as a citizen would; returns the case's id."""
        work = Work(self.database)
        draft = await begin_draft(self.intake(work))
        await work.commit()
        work = Work(self.database)
        await keep_text(self.intake(work), draft, text, self.clock())
        await work.commit()
        given = {
            "real_name": False,
            "contact": None,
            "unit": "office",
            "concerns": "none",
            "category": "C",
            "language": "en",
            "may_write": True,
        }
        work = Work(self.database)
        petition = Petition(**(given | answers))
        await submit_petition(self.intake(work), draft.id, petition, reply_to=reply_to)
        await work.commit()
        return draft.id

    async def draws_blanks(self):
        """Draw receipt numbers for the desk, as the intake does."""
        work = Work(self.database)
        await fill_up_blanks(self.intake(work))
        await work.commit()

    async def mails(self, case_id, value):
        """Tell the desk of a case as the intake does."""
        work = Work(self.database)
        sealed = self.intake_keys.seal_mail(case_id, value)
        self.intake(work).book.add_mail(case_id, sealed, self.clock())
        await work.commit()

    async def outbox(self, text=None):
        """Return the outbox as the courier opens it: (due, item, term id), soonest first."""
        rows = await self.database.read(
            lambda c: c.execute(outbox.select().order_by(outbox.c.due_at)).all()
        )
        opened = [
            (
                datetime.fromtimestamp(row.due_at, UTC),
                without_row(json.loads(open_sealed(row.sealed, [self.courier]))),
                row.term_id,
            )
            for row in rows
        ]
        return [each for each in opened if text in (None, each[1].get("text", {}).get("id"))]

    async def reminds(self, at=None):
        """Let the desk sweep, at a moment if one is given; returns the lines that wait then."""
        if at is not None:
            self.clock.at = at
        await Reminding(self.database, self.scope).sweep()
        return await self.lines()

    async def lines(self):
        """Return the lines of reminders that wait for the courier."""
        return [item for _, item, _ in await self.outbox() if "line" in item]

    async def reminders(self, overdue=1):
        """Return the reminders that would come if nothing changed: (when, line), soonest first.

        Those that are overdue are shown for so many working days.
        """
        now, scope, found = self.clock.at, self.scope(), []
        people = await members(scope)
        for due in await scope.book.due_reminders(now + timedelta(days=3660), 1000):
            at = due.at
            while at is not None:
                self.clock.at = max(at, now).astimezone(UTC)
                decided = decide(scope, replace(due, at=at), people)
                items = [without_row(json.loads(self.opened(row))) for row in decided.rows]
                found += [(self.clock.at, item) for item in items]
                keys = [key.split(maxsplit=1) for item in items for key in item["line"]["stages"]]
                late = [int(number) for kind, number in keys if kind == "overdue"]
                at = None if not items or max(late, default=0) >= overdue else decided.following
        self.clock.at = now
        return sorted(found, key=lambda each: each[0])

    def opened(self, row):
        return open_sealed(row.sealed, [self.courier])

    async def handles(self):
        return await self.database.read(lambda c: c.scalars(handles.select()).all())

    async def terms(self):
        """Return the terms as {rule: (due, met)}."""
        rows = await self.database.read(lambda c: c.execute(terms_table.select()).all())
        return {
            self.keys.open_own("term", row.sealed, row.id)["rule"]: (row.due_on, row.met)
            for row in rows
        }

    @staticmethod
    def day(text):
        return date.fromisoformat(text)
