"""A ledger with something of everything, whole and signed, in a folder that can be copied."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import time

from aiogram.fsm.storage.base import StorageKey
from sqlalchemy import select

from bot.dialogues import SealedDialogues
from bot.keys import load_desk_keys, load_intake_keys, load_scribe, make_keys
from bot.sequencer import Sequencer
from bot.witnessing import keep_witnessed
from casework.desk.claim import claim_case
from casework.desk.close import close_case
from casework.desk.enter import submit_letter
from casework.desk.grant import grant
from casework.desk.letters import letter_of
from casework.desk.people import who_is
from casework.desk.recuse import recuse
from casework.desk.register import take_mail
from casework.desk.review import mark_reviewed
from casework.desk.write import add_note, reply_to_reporter
from casework.keeping import (
    Attachment,
    attachment_stored,
    begin_draft,
    keep_attachment,
    keep_text,
    sealed_to,
)
from casework.mailbox import public_half
from casework.petitions import Petition, give_handle, plan_submission, submit_petition
from storage.blobs import FolderBlobs
from storage.fsck import Folders, fsck
from storage.ledger.day_keys import DayKeys
from storage.ledger.local import LocalKey
from storage.ledger.log.cosignature import CosignatureSigner
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.log.witness import AddCheckpoint, Witness
from storage.ledger.note import NoteSigner
from storage.ledger.padding import padded_json
from storage.ledger.roster import SignedRoster, save_roster
from storage.sql.desk_book import SqlDeskBook
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.journal import SqlJournal
from storage.sql.tables import blanks, downloads
from storage.sql.work import Work, open_database
from storage.verify import Keys, Places, verify
from tests.casework.letters import enters
from tests.casework.office import PROFILE, Roster, World

READERS = ("leader", "member", "other", "fifth", "office", "liaison")
WITNESS = "witness.example"
FIRST_UPDATE = 4100


class SignedStaff(Roster):
    """The roster of the tests, which knows its edition and is written as a signed note."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder
        self.signer = NoteSigner.parse((folder / "root.key").read_text().strip())
        self.serial = 1

    def signs(self):
        self.serial += 1
        signed = SignedRoster(self.serial, tuple(self.people.values()), PROFILE)
        save_roster(self.folder / "roster.note", signed, self.signer)

    def edition(self):
        return self.serial, (self.folder / "roster.note").read_text()


class Ledger(World):
    """A `World` on the keys of an installation, with a log."""

    def __init__(self, folder, database):
        super().__init__(folder, database)
        keys = folder / "keys"
        self.folder = folder
        self.roster = SignedStaff(keys)
        self.keys = replace(load_desk_keys(keys, self.blobs.path), work_factor=4)
        self.signer = self.keys.log_signer
        self.intake_keys = load_intake_keys(keys)
        self.letter_days = DayKeys(keys / "letter-days")
        self.local = LocalKey.load(keys / "intake.local")
        self.witness = CosignatureSigner.generate(WITNESS)
        self.sequencer = Sequencer(
            database=database,
            scope=self.scope,
            signed_log=SignedLog.writing(folder / "log", self.signer),
            clock=self.clock,
            zone="Asia/Shanghai",
            pause_seconds=1,
            checkpoint_seconds=600,
            post_at=time(17, 0),
        )

    async def round(self, **passes):
        """Let some time pass and the log be written."""
        self.clock.passes(**(passes or {"seconds": 601}))
        await self.sequencer.round()

    async def writes(self, step):
        """Run a step of the intake in a unit of work of its own."""
        work = Work(self.database)
        result = await step(self.intake(work))
        await work.commit()
        return result

    async def attaches(self, case, content):
        """Add an attachment to a draft or a case, and fetch it."""
        file = Attachment("photo", "file-id", "a.jpg", "image/jpeg", len(content))
        tell = {"chat_id": 77, "language": "en"}
        await self.writes(lambda scope: keep_attachment(scope, case, file, self.clock(), tell=tell))
        row = (await self.database.read(lambda c: c.execute(downloads.select()).all()))[-1]
        return await self.fetches(case, row, content)

    async def fetches(self, case, row, content):
        pointer = self.intake_keys.open_own("download", row.pointer, row.piece_id)

        async def chunks():
            yield content

        async def store(scope):
            key = await sealed_to(scope, case)
            recipient = self.intake_keys.recipient_of(key)
            sealed = await self.blobs.seal(row.piece_id, chunks(), recipient)
            await attachment_stored(scope, case, key, row.piece_id, sealed.digest, pointer)

        await self.writes(store)
        return row.piece_id

    async def waits_for_a_file(self, draft):
        file = Attachment("document", "other-id", "b.pdf", None, 9)
        tell = {"chat_id": 77, "language": "en"}
        await self.writes(
            lambda scope: keep_attachment(scope, draft, file, self.clock(), tell=tell)
        )

    async def submits(self, **answers):
        """Submit a petition of a text and a file; returns the case's row."""
        draft = await self.writes(begin_draft)
        await self.writes(lambda s: keep_text(s, draft, "The fee was waived.", self.clock()))
        await self.attaches(draft, secrets.token_bytes(6000))
        petition = self.petition_of(**answers)
        await self.writes(lambda s: submit_petition(s, draft.id, petition, reply_to=77))
        return await SqlIntakeBook(Work(self.database)).case(draft.id)

    def mailbox(self):
        """Draw words, which are kept, and return what a petition knows of them."""
        self.words = self.intake_keys.phrases.draw(secrets.randbits)
        return public_half(self.intake(Work(self.database)), self.words)

    @staticmethod
    def petition_of(**answers):
        given = {
            "real_name": False,
            "contact": None,
            "unit": "office",
            "concerns": "none",
            "category": "C",
            "language": "en",
            "may_write": True,
        }
        return Petition(**(given | answers))

    async def member(self, user_id):
        return await who_is(self.scope(), user_id)

    async def cosigns(self):
        """Let the witness sign what was posted last."""
        last = max((self.folder / "log/posted").iterdir())
        witness = Witness(self.folder / "witness", self.signer.verifier, self.witness)
        note = witness.add(AddCheckpoint.parse(last.read_text()), int(self.clock().timestamp()))
        ours = self.signer.verifier
        keep_witnessed(self.folder / "log", note, ours, [self.witness.verifier])

    async def takes_mail(self):
        for mail in await SqlDeskBook(Work(self.database)).mail(0, 100):
            await self.does(take_mail, mail)

    async def follows_up(self, case, text="And there is more."):
        await self.writes(lambda scope: keep_text(scope, case, text, self.clock()))

    async def checks(self, **named):
        """Return what verify and fsck find, as one list."""
        keys = Keys(self.signer.verifier, self.roster.signer.verifier, [self.witness.verifier])
        return await look_at(self.folder, self.database, keys, self.clock(), **named)


async def look_at(folder, database, keys, now, **named):
    places = Places(folder / "log", folder / "keys/roster.note")
    verified = await verify(database, places, keys, second_look_seconds=0)
    folders = Folders(folder / "keys", FolderBlobs(folder / "blobs"), folder / "log")
    looked = await fsck(database, folders, now, **named)
    return [*verified.findings, *looked.findings]


async def open_ledger(folder):
    """Make an empty installation and return its ledger."""
    make_keys(folder / "keys", PROFILE)
    scribe = load_scribe(folder / "keys")
    database = open_database(f"sqlite+aiosqlite:///{folder}/dengwen.db", scribe)
    await database.create_tables()
    return Ledger(folder, database)


async def fill(ledger):
    """Do something of everything; returns the cases by what became of them."""
    people = {id_: await ledger.joins(id_) for id_ in READERS}
    ledger.roster.signs()
    people |= {id_: await ledger.member(people[id_].user_id) for id_ in READERS}
    found = {}
    for name in ("closed", "recused", "granted"):
        named = name == "closed"
        given = {"real_name": True, **ledger.mailbox()} if named else {}
        found[name] = await ledger.submits(**given)
    found["bypassing"] = await ledger.submits(concerns="team")
    await ledger.takes_mail()
    await ledger.round(hours=8)  # and a checkpoint is posted
    await _handle(ledger, people, {name: case.id for name, case in found.items()})
    await ledger.attaches(found["recused"], b"after the recusal")
    await ledger.takes_mail()
    await _enter_letters(ledger, people["member"], people["leader"])
    await ledger.cosigns()
    await ledger.round(days=1)
    await _leave_things_underway(ledger, found["granted"])
    found["received"] = await ledger.submits()
    await ledger.round()
    await ledger.cosigns()
    return found


async def _handle(ledger, people, ids):
    leader, member, fifth = (people[id_] for id_ in ("leader", "member", "fifth"))
    await ledger.does(claim_case, member, ids["closed"])
    await ledger.does(add_note, member, ids["closed"], "Ask the bureau.")
    await ledger.does(reply_to_reporter, member, ids["closed"], "When was this?")
    await ledger.does(mark_reviewed, fifth, ids["closed"], "Seen.")
    await ledger.does(close_case, member, ids["closed"])
    await ledger.does(recuse, leader, ids["recused"], "other", "A relative works there.")
    await ledger.unlocked(leader)
    await ledger.does(grant, leader, ids["granted"], "office")


async def _enter_letters(ledger, member, leader):
    """Let one member enter a letter, and another be in the middle of one."""
    await ledger.draws_blanks()
    await enters(ledger, member)
    await ledger.does(submit_letter, member, await letter_of(ledger.scope(), member))
    await enters(ledger, leader)
    spare = blanks.delete().where(blanks.c.id.in_(select(blanks.c.id).offset(1)))
    await ledger.database.write([lambda c: c.execute(spare)])


async def _leave_things_underway(ledger, case):
    """Leave drafts, files, answers, conversations and mail as a running installation does."""
    await ledger.follows_up(case)
    await ledger.writes(_given_handle(case))
    draft = await ledger.writes(begin_draft)
    await ledger.writes(lambda s: keep_text(s, draft, "Not finished.", ledger.clock()))
    await ledger.attaches(draft, b"a photograph")
    waiting = await ledger.writes(begin_draft)
    await ledger.waits_for_a_file(waiting)
    petition = ledger.petition_of()

    async def plan(scope):
        plan_submission(scope, waiting.id, petition, reply_to=77, dialogue="00" * 32)

    await ledger.writes(plan)
    for bot, key in (("public", ledger.local), ("team", ledger.keys.local)):
        journal, work = SqlJournal(ledger.database, bot), Work(ledger.database)
        answers = key.sealed("answers").seal(padded_json([]), f"{bot}:{FIRST_UPDATE}".encode())
        journal.note_seen(work, FIRST_UPDATE, answers, ledger.clock())
        journal.note_seen(work, FIRST_UPDATE + 1, None, ledger.clock())
        journal.note_quarantined(work, FIRST_UPDATE + 2, "undecodable", b"sealed", ledger.clock())
        conversation = SealedDialogues(work, key, ledger.clock().date())
        await conversation.set_state(StorageKey(bot_id=1, chat_id=77, user_id=77), "Asking:status")
        await work.commit()


def _given_handle(case):
    async def step(scope):
        give_handle(scope, case)

    return step
