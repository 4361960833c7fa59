"""The citizen's use cases, over the real book and the real seals."""

import itertools
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.config import load
from bot.keys import load_intake_keys, load_verifier, make_keys
from bot.rules import calendar_of, term_rules_of
from casework.entering import NobodyCanReadError
from casework.intake_scope import IntakeScope
from casework.keeping import (
    Attachment,
    Contents,
    TooMuchError,
    begin_draft,
    count_contents,
    discard_draft,
    drop_missing,
    keep_attachment,
    keep_text,
)
from casework.petitions import (
    AttachmentsMissingError,
    AttachmentsPendingError,
    DraftNotFoundError,
    NothingWrittenError,
    Petition,
    find_by_handle,
    find_by_receipt,
    plan_submission,
    submit_petition,
)
from casework.ports import DuplicateError, Reader, StaleError
from casework.rules.receipts import check_receipt_number
from storage.ledger.age import X25519Identity, open_sealed, parse_identity
from storage.ledger.identity_files import load_identity
from storage.ledger.mail import verify_mail
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.tables import (
    cases,
    desk_mail,
    downloads,
    drafts,
    epochs,
    handles,
    pieces,
    routes,
    wraps,
)
from storage.sql.work import Work, open_database
from tests.scribe import SCRIBE

EXAMPLE = Path(__file__).parents[2] / "config.toml"
PEOPLE = ("leader", "member-2", "fifth-1", "office-1")
SENT = datetime(2019, 7, 10, 1, 0, tzinfo=UTC)
PHOTO = Attachment("photo", "file-1", "a.jpg", "image/jpeg", 700, "the gate")
TELL = {"chat_id": 7, "language": "en"}
ANONYMOUS = Petition(
    real_name=False,
    contact=None,
    unit="office",
    concerns="none",
    category="C",
    language="en",
    may_write=False,
)


@dataclass
class Roster:
    """Whoever a test puts on it."""

    people: list
    recovers: str | None = None

    def profile(self):
        return "x25519"

    def recovery(self):
        return self.recovers

    def readers(self):
        return self.people

    def reader(self, reader_id):
        return next((person for person in self.people if person.id == reader_id), None)


class Desk:
    """The office's side of a test: an intake's scope for each unit of work, and what it wrote."""

    def __init__(self, database, keys, folder):
        self.database, self.keys, self.folder = database, keys, folder
        self.identities = {
            name: X25519Identity.generate()
            for name in ("leader", "member-2", "fifth-1", "office-1")
        }
        self.roster = Roster([self._reader(name) for name in self.identities])
        self.now = SENT
        self._ids = (f"{number:032x}" for number in itertools.count())
        config = load(EXAMPLE)
        self._calendar = calendar_of(config)
        self._rules = term_rules_of(config)
        self._bits = itertools.count(2**40 + 12345, 7919)
        self.unlinked = []

    def _reader(self, name):
        home = frozenset({"office"}) if name == "member-2" else frozenset()
        key = self.identities[name].recipient.encode()
        return Reader(name, name.split("-")[0], home, key, None)

    def scope(self, work=None):
        self.work = work or Work(self.database)
        return IntakeScope(
            book=SqlIntakeBook(self.work),
            seals=self.keys,
            roster=self.roster,
            clock=lambda: self.now,
            new_id=lambda: next(self._ids),
            random_bits=lambda _bits: next(self._bits),
            receipt_prefix="LX",
            calendar=self._calendar,
            term_rules=self._rules,
            max_attachments=2,
            unlink=self.unlinked.append,
        )

    async def commit(self):
        await self.work.commit()

    async def draft(self, *texts):
        """Return the id of a committed draft that holds `texts`."""
        draft = await begin_draft(self.scope())
        await self.commit()
        for text in texts:
            await keep_text(self.scope(), draft, text, SENT)
            await self.commit()
        return draft

    async def attach(self, case, attachment=PHOTO):
        await keep_attachment(self.scope(), case, attachment, SENT, tell=TELL)
        await self.commit()

    async def submit(self, draft, petition=ANONYMOUS):
        receipt = await submit_petition(self.scope(), draft.id, petition, reply_to=7)
        await self.commit()
        return receipt

    async def rows(self, table):
        return await self.database.read(lambda c: c.execute(select(table)).all())

    async def facts(self):
        (case,) = await self.rows(cases)
        desk = load_identity(self.folder / "desk.age")
        plain = json.loads(open_sealed(case.facts, [desk]))
        return verify_mail(plain, case.id, load_verifier(self.folder, "intake"))


@pytest.fixture
async def desk(tmp_path):
    make_keys(tmp_path / "keys")
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/data/dengwen.db", SCRIBE)
    await database.create_tables()
    yield Desk(database, load_intake_keys(tmp_path / "keys"), tmp_path / "keys")
    await database.close()


async def test_a_draft_becomes_a_case_and_a_receipt(desk):
    draft = await desk.draft("one", "two")
    receipt = await desk.submit(draft)
    assert receipt.number == check_receipt_number(receipt.number, "LX")
    assert receipt.promises.register_by == date(2019, 7, 11)
    (case,) = await desk.rows(cases)
    (epoch,) = await desk.rows(epochs)
    assert (case.id, epoch.epoch, epoch.recipient) == (draft.id, 1, draft.recipient)
    assert (case.state, case.review, case.version) == ("received", "due", 1)
    assert case.received_on == date(2019, 7, 10)
    assert await desk.rows(drafts) == []
    assert len(await desk.rows(pieces)) == 2
    assert (await find_by_receipt(desk.scope(), receipt.number)).id == draft.id


async def test_nothing_is_there_before_the_commit(desk):
    draft = await desk.draft("one")
    await submit_petition(desk.scope(), draft.id, ANONYMOUS, reply_to=7)
    assert await desk.rows(cases) == []
    assert len(await desk.rows(drafts)) == 1


async def test_the_facts_say_who_reads_and_who_was_left_out(desk):
    await desk.submit(await desk.draft("one"))
    facts = await desk.facts()
    assert facts["readers"] == ["fifth-1", "leader"]
    assert facts["recused"] == ["member-2"]
    assert facts["bypassed"] == []
    assert sorted(row.reader_id for row in await desk.rows(wraps)) == ["fifth-1", "leader"]


@pytest.mark.parametrize(
    ("changes", "readers"),
    [
        ({"unit": "unsure"}, ["fifth-1", "leader", "member-2"]),
        ({"concerns": "team"}, ["fifth-1", "office-1"]),
        ({"category": "G", "concerns": "fifth"}, ["leader", "office-1"]),
    ],
)
async def test_the_answers_decide_who_reads(desk, changes, readers):
    await desk.submit(await desk.draft("one"), replace(ANONYMOUS, **changes))
    assert (await desk.facts())["readers"] == readers


async def test_a_case_is_wrapped_to_the_recovery_key_which_is_nobody_on_the_roster(desk):
    identity = X25519Identity.generate()
    desk.roster.recovers = identity.recipient.encode()
    draft = await desk.draft("one")
    await desk.submit(draft)
    by_reader = {row.reader_id: row.wrap for row in await desk.rows(wraps)}
    assert sorted(by_reader) == ["fifth-1", "leader", "recovery"]
    key = parse_identity(open_sealed(by_reader["recovery"], [identity]).decode().strip())
    assert key.recipient.encode() == draft.recipient
    assert (await desk.facts())["readers"] == ["fifth-1", "leader"]


async def test_who_has_no_key_yet_is_not_counted_on(desk):
    desk.roster.people = [replace(person, recipient=None) for person in desk.roster.people]
    draft = await desk.draft("one")
    with pytest.raises(NobodyCanReadError):
        await desk.submit(draft)


async def test_a_route_is_kept_for_who_agreed_to_be_written_to(desk):
    await desk.submit(await desk.draft("one"))
    assert await desk.rows(routes) == []
    receipt = await desk.submit(await desk.draft("two"), replace(ANONYMOUS, may_write=True))
    ((_, sealed),) = await desk.rows(routes)
    courier = load_identity(desk.folder / "courier.age")
    route = json.loads(open_sealed(sealed, [courier]))
    assert route == {"chat_id": 7, "language": "en", "receipt": receipt.number}


async def test_a_contact_becomes_the_last_piece(desk):
    named = replace(ANONYMOUS, real_name=True, contact="Lin 138")
    await desk.submit(await desk.draft("one"), named)
    assert [row.sequence for row in await desk.rows(pieces)] == [1, 2]
    facts = await desk.facts()
    assert (facts["identity"], facts["messages"]) == ("real-name", 1)


async def test_an_empty_draft_is_not_submitted(desk):
    with pytest.raises(NothingWrittenError):
        await desk.submit(await desk.draft())


async def test_a_draft_is_submitted_once(desk):
    draft = await desk.draft("one")
    await desk.submit(draft)
    with pytest.raises(DraftNotFoundError):
        await desk.submit(draft)


async def test_of_two_submissions_at_once_one_is_committed(desk):
    draft = await desk.draft("one")
    first, second = Work(desk.database), Work(desk.database)
    for work in (first, second):
        await submit_petition(desk.scope(work), draft.id, ANONYMOUS, reply_to=7)
    await first.commit()
    with pytest.raises(DuplicateError):
        await second.commit()
    assert len(await desk.rows(cases)) == 1
    assert len(await desk.rows(desk_mail)) == 1


async def test_attachments_on_their_way_and_lost_ones_hold_a_petition_up(desk):
    draft = await desk.draft("one")
    await desk.attach(draft)
    await desk.attach(draft)
    first, second = await desk.rows(downloads)
    scope = desk.scope()
    scope.book.piece_stored(first.piece_id, first.piece_id, b"d" * 32)
    await desk.commit()
    with pytest.raises(AttachmentsPendingError) as pending:
        await desk.submit(draft)
    assert (pending.value.stored, pending.value.total) == (1, 2)

    desk.scope().book.retry_download(second.piece_id, SENT, failed=True)
    await desk.commit()
    assert await count_contents(desk.scope(), draft.id) == Contents(1, 2, waiting=0, missing=1)
    with pytest.raises(AttachmentsMissingError) as missing:
        await desk.submit(draft)
    assert missing.value.count == 1

    await drop_missing(desk.scope(), draft.id)
    await desk.commit()
    await desk.submit(draft)
    assert (await desk.facts())["attachments"] == 1


async def test_a_petition_holds_so_many_attachments_and_no_more(desk):
    draft = await desk.draft()
    for _ in range(2):
        await desk.attach(draft)
    with pytest.raises(TooMuchError) as refused:
        await desk.attach(draft)
    assert refused.value.limit == 2
    assert len(await desk.rows(pieces)) == 2


async def test_a_pointer_rests_sealed_and_tells_where_to_complain(desk):
    draft = await desk.draft()
    await desk.attach(draft)
    (row,) = await desk.rows(downloads)
    pointer = desk.keys.open_own("download", row.pointer, row.piece_id)
    meta = pointer.pop("meta")
    assert pointer == {"file_id": "file-1", "size": 700, "tell": TELL, "as_is": False}
    assert meta["size"] == 700


async def test_what_is_added_to_a_case_is_announced_and_to_a_draft_is_not(desk):
    draft = await desk.draft("one")
    await desk.submit(draft)
    assert len(await desk.rows(desk_mail)) == 1
    case = await desk.scope().book.case(draft.id)
    await keep_text(desk.scope(), case, "two", SENT)
    await desk.commit()
    await desk.attach(case)
    assert len(await desk.rows(desk_mail)) == 3
    assert [row.sequence for row in await desk.rows(pieces)] == [1, 2, 3]


async def test_two_additions_at_once_take_no_number_twice(desk):
    draft = await desk.draft("one")
    first, second = Work(desk.database), Work(desk.database)
    await keep_text(desk.scope(first), draft, "two", SENT)
    await keep_text(desk.scope(second), draft, "also two", SENT)
    await first.commit()
    with pytest.raises(DuplicateError):
        await second.commit()


async def test_discarding_forgets_everything_and_names_the_blobs(desk):
    draft = await desk.draft("one")
    await desk.attach(draft)
    (row,) = await desk.rows(downloads)
    desk.scope().book.piece_stored(row.piece_id, row.piece_id, b"d" * 32)
    await desk.commit()
    await desk.attach(draft)
    assert await discard_draft(desk.scope(), draft.id) == [row.piece_id]
    await desk.commit()
    for table in (drafts, pieces, downloads):
        assert await desk.rows(table) == []


async def test_a_planned_submission_rests_sealed_with_its_draft(desk):
    draft = await desk.draft("one")
    plan_submission(desk.scope(), draft.id, ANONYMOUS, reply_to=7, dialogue="ab")
    await desk.commit()
    (row,) = await desk.rows(drafts)
    plan = desk.keys.open_own("submission", row.submission, draft.id)
    assert Petition(**plan["petition"]) == ANONYMOUS
    assert (plan["reply_to"], plan["dialogue"]) == (7, "ab")


async def test_a_handle_leads_to_its_case_and_nothing_else_does(desk):
    draft = await desk.draft("one")
    await desk.submit(draft)
    row = {"handle": "h", "case_id": draft.id}
    await desk.database.write([lambda c: c.execute(handles.insert().values(row))])
    assert (await find_by_handle(desk.scope(), "h")).id == draft.id
    assert await find_by_handle(desk.scope(), draft.id) is None
    assert await find_by_receipt(desk.scope(), "LX-7K3M9-Q2TXA-W") is None


@pytest.mark.parametrize(
    ("received", "by"),
    [
        (datetime(2019, 7, 10, 1, tzinfo=UTC), date(2019, 7, 11)),
        (datetime(2019, 7, 10, 16, 30, tzinfo=UTC), date(2019, 7, 12)),  # past midnight there
        (datetime(2019, 7, 12, 1, tzinfo=UTC), date(2019, 7, 15)),  # a Friday
    ],
)
async def test_registration_is_promised_by_the_calendar_of_the_office(desk, received, by):
    desk.now = received
    receipt = await desk.submit(await desk.draft("one"))
    assert receipt.promises.register_by == by


async def test_a_draft_that_was_submitted_meanwhile_cannot_be_discarded(desk):
    draft = await desk.draft("one")
    late = Work(desk.database)
    await discard_draft(desk.scope(late), draft.id)
    await submit_petition(desk.scope(), draft.id, ANONYMOUS, reply_to=7)
    await desk.commit()
    with pytest.raises(StaleError):
        await late.commit()
    assert len(await desk.rows(cases)) == len(await desk.rows(pieces)) == 1


async def test_a_draft_that_was_held_back_meanwhile_is_not_submitted(desk):
    draft = await desk.draft("one")
    plan_submission(desk.scope(), draft.id, ANONYMOUS, reply_to=7, dialogue="ab")
    await desk.commit()
    late = Work(desk.database)
    await submit_petition(desk.scope(late), draft.id, ANONYMOUS, reply_to=7)
    desk.scope().book.set_submission(draft.id, None)
    await desk.commit()
    with pytest.raises(StaleError):
        await late.commit()
    assert await desk.rows(cases) == []
