"""The intake: listens to citizens.

Its token: the public bot's. Its keys: `intake.local` and the day keys, for unfinished work;
`intake.key`, to sign what it tells the desk; public keys of the desk, the courier and the readers.
Nothing that was submitted opens with any of them.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib.metadata import version
from typing import Any

from aiogram import Bot, Dispatcher, F

from bot.afterwards import after_sent
from bot.blob_store import blobs_of
from bot.bots import make_bot, new_id
from bot.cleaning import Cleaner
from bot.clock import clock_of
from bot.config import MEBIBYTE, Config
from bot.dialogues import DialogueMiddleware
from bot.downloads import Downloads
from bot.draft_keeping import DraftKeeping
from bot.fairness import FairMiddleware, counters_of
from bot.fetching import Fetching
from bot.inside.hearing import reach_of
from bot.inside.probes import of_intake
from bot.inside.watch import Watch, watch_of
from bot.keeper import Keeper
from bot.keys import load_intake_keys, load_intake_local, load_roster, load_scribe, load_verifier
from bot.leases import Leases
from bot.listening import Listening, locks_of, public_listening
from bot.looking import Looking
from bot.menus import Front, show_menus
from bot.own_petitions import OwnMiddleware, own_maker
from bot.pace import Pace
from bot.pictures import Pictures
from bot.proofs import Proofs
from bot.rules import notices_of, term_rules_of
from bot.saying import Saying
from bot.service_manager import keep_told
from bot.updates import LoopParts, UpdateLoop, chat_of, language_of, structure_of
from casework.allowance import Counters
from casework.blanks import fill_up_blanks
from casework.intake_scope import IntakeScope
from casework.operator_log import OperatorLog, kind
from casework.ports import (
    Clock,
    Roster,
    RosterRefusedError,
    StaleError,
    StorageUnavailableError,
)
from casework.rules.roles import Role
from casework.rules.terms import local_date
from handlers.answers import Answers, message_to
from handlers.public import (
    about,
    account,
    again,
    changes,
    closed,
    edits,
    fair,
    mine,
    originals,
    otherwise,
    petition,
    phrase,
    picture,
    pieces,
    progress,
    proof,
    review,
    service,
    start,
    status,
    wipe,
    withdraw,
    words,
)
from handlers.public.albums import AnsweredAlbums
from handlers.public.limits import Limits
from handlers.public.notice import Notice, Software
from handlers.public.steps import Choices
from handlers.public.unwritten import Unwritten
from handlers.texts import Texts
from storage.blobs import Blobs
from storage.ledger.day_keys import DayKeys
from storage.ledger.errors import SealError
from storage.ledger.intake_seals import IntakeKeys
from storage.ledger.local import LocalKey
from storage.ledger.log.signed_log import SignedLog
from storage.pause import PauseFile
from storage.sealing import in_thread
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.journal import SqlDialogues, SqlJournal
from storage.sql.leases import DownloadLeases
from storage.sql.lingering import AfterReceipts, wipe_lingering
from storage.sql.log_book import SqlLogBook
from storage.sql.work import Database, Work, open_database

log = OperatorLog(__name__)

COMMANDS = (
    "start",
    "status",
    "phrase",
    "mine",
    "proof",
    "help",
    "channels",
    "privacy",
    "about",
    "language",
    "cancel",
)
ORPHAN_AGE = timedelta(days=1)
HOUSEKEEPING_SECONDS = 5
DOWNLOADS_POLL_SECONDS = 0.2
SETTLING = timedelta(minutes=10)
LAST_MINUTES = timedelta(minutes=10)
_QUARANTINE_READERS = frozenset({Role.LEADER.value, Role.FIFTH.value})


@dataclass(frozen=True, slots=True)
class Intake:
    """The process put together: what runs side by side, and what it holds open."""

    bot: Bot
    database: Database
    texts: Texts
    loop: UpdateLoop
    listening: Listening
    downloads: Downloads
    housekeeping: Housekeeping

    async def run(self, stop: asyncio.Event) -> None:
        """Listen, fetch and keep house until `stop` is set."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.listening.run(stop))
            tasks.create_task(self.downloads.run(stop))
            tasks.create_task(self.housekeeping.run(stop))


async def run(config: Config, stop: asyncio.Event) -> None:
    """Take petitions in until `stop` is set."""
    intake = assemble(config, clock_of(config))
    try:
        await intake.database.require_tables()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(show_menus(intake.bot, intake.texts, front_of(config), stop))
            tasks.create_task(intake.run(stop))
            tasks.create_task(watch_over(config, intake).run(stop))
            tasks.create_task(keep_told(stop))
    finally:
        await intake.bot.session.close()
        await intake.housekeeping.keeper.close()
        await intake.database.close()


def watch_over(config: Config, intake: Intake) -> Watch:
    """Return what shows the operator how the intake is."""
    reach = reach_of(intake.bot)
    watch = watch_of(config, "intake", intake.loop.clock, intake.database, {"public": reach})
    watch.probes = of_intake(watch.meters, intake.database)
    intake.loop.handled = watch.handled
    intake.downloads.sealed = partial(watch.meters.time, "dengwen_sealing_seconds")
    return watch


def assemble(config: Config, clock: Clock) -> Intake:
    """Return the process, put together from its keys and its token; nothing runs yet."""
    folder = config.storage.keys
    local, keys = load_intake_local(folder), load_intake_keys(folder)
    roster = load_roster(folder, "intake", lambda: local_date(clock(), config.round.timezone))
    texts, notice = Texts(config.languages), notice_of(config, clock)
    counters = counters_of(config)
    blobs, days = blobs_of(config), DayKeys(folder / "days")
    database = open_database(config.storage.database_of("intake"), load_scribe(folder))
    bot = make_bot(config.telegram.api, config.telegram.public_token)
    scope = scope_maker(config, keys, roster, clock, blobs.discard)
    proofs = Proofs(
        bot=bot,
        book=SqlLogBook(database),
        keys=keys,
        signed_log=SignedLog(config.storage.log, load_verifier(folder, "log")),
        texts=texts,
        clock=clock,
        checkpoint_seconds=config.log.checkpoint_seconds,
        zone=config.round.timezone,
    )
    unwritten = Unwritten(time.monotonic)
    loop = UpdateLoop(
        bot=bot,
        name="public",
        dispatcher=make_dispatcher(config, local, texts, notice, counters),
        database=database,
        journal=SqlJournal(database, "public"),
        answers_seal=local.sealed("answers"),
        parts=LoopParts(
            scope=lambda work: {"scope": scope(work), "unwritten": unwritten},
            seal_for_courier=keys.seal_for_courier,
            seal_quarantined=lambda raw: seal_quarantined(keys, roster, raw),
            apology=lambda raw: told(texts, raw, "not-understood"),
            cannot_keep=lambda raw: told(texts, raw, "cannot-keep-now"),
            after_sent=after_sent(
                {
                    "proof": proofs.after_sent,
                    "picture": Pictures(bot, texts).after_sent,
                    "unwritten": Saying(bot, unwritten).after_sent,
                }
            ),
            next_turn=Pace(config.limits.answers_per_second, time.monotonic).turn,
        ),
        clock=clock,
        new_id=new_id,
    )
    drafts, locks = draft_keeping(config, database, scope, local, texts), locks_of(config)
    limit = config.intake.max_file_mb * MEBIBYTE
    downloads = Downloads(
        fetching=Fetching(bot, config.telegram.files, limit),
        database=database,
        blobs=blobs,
        keys=keys,
        scope=scope,
        texts=texts,
        notice=notice,
        looking=Looking(Cleaner()),
        attempts=config.intake.download_attempts,
        poll_seconds=DOWNLOADS_POLL_SECONDS,
        leases=Leases(DownloadLeases(database), clock) if locks else None,
    )
    keeper = Keeper(locks, local.lookup("turn"))
    housekeeping = Housekeeping(
        database, keys, days, blobs, downloads, roster, counters, clock, drafts, keeper
    )
    listening = public_listening(config, loop, local)
    return Intake(bot, database, texts, loop, listening, downloads, housekeeping)


def scope_maker(
    config: Config,
    keys: IntakeKeys,
    roster: Roster,
    clock: Clock,
    remove_blob: Callable[[str], None],
) -> Callable[[Work], IntakeScope]:
    """Return what makes the scope of the citizen's use cases for one unit of work."""
    term_rules = term_rules_of(config)
    notices = notices_of(config)

    def scope(work: Work) -> IntakeScope:
        return IntakeScope(
            book=SqlIntakeBook(work),
            seals=keys,
            roster=roster,
            clock=clock,
            new_id=new_id,
            random_bits=secrets.randbits,
            receipt_prefix=config.round.receipt_prefix,
            calendar=notices.calendar(),
            term_rules=term_rules,
            max_attachments=config.intake.max_attachments,
            unlink=lambda name: work.after_commit(lambda: unlink(remove_blob, name)),
        )

    return scope


def draft_keeping(
    config: Config,
    database: Database,
    scope: Callable[[Work], IntakeScope],
    local: LocalKey,
    texts: Texts,
) -> DraftKeeping:
    """Return what reminds of drafts and shreds them."""
    return DraftKeeping(
        database=database,
        scope=scope,
        seal=local.sealed("dialogue"),
        texts=texts,
        draft_days=config.intake.draft_days,
        reminder_days=config.intake.draft_reminder_days,
        remind_at=config.courier.remind_at,
        zone=config.round.timezone,
    )


def unlink(remove_blob: Callable[[str], None], name: str) -> None:
    """Remove a blob whose rows are gone; if the disk refuses, housekeeping removes it later."""
    try:
        remove_blob(name)
    except OSError as error:
        log.warning("blob-not-removed", error=kind(error))


def make_dispatcher(
    config: Config, local: LocalKey, texts: Texts, notice: Notice, counters: Counters
) -> Dispatcher:
    """Return the citizen's dialogues, in the order in which they are asked."""
    dispatcher = Dispatcher(
        disable_fsm=True,
        texts=texts,
        notice=notice,
        choices=Choices(config.units, config.categories),
        albums=AnsweredAlbums(),
        limits=Limits(config.intake.max_text, config.intake.max_file_mb * MEBIBYTE),
    )
    draft_age = timedelta(days=config.intake.draft_days)
    dispatcher.update.outer_middleware(DialogueMiddleware(local, draft_age))
    own = own_maker(local, timedelta(days=config.intake.own_list_days))
    dispatcher.update.outer_middleware(OwnMiddleware(own))
    dispatcher.update.outer_middleware(FairMiddleware(counters))
    # In a group others read along: there the bot keeps silent.
    dispatcher.message.filter(F.chat.type == "private")
    dispatcher.edited_message.filter(F.chat.type == "private")
    dispatcher.callback_query.filter(F.message.chat.type == "private")
    dialogues = (
        phrase,
        fair,
        service,
        closed,
        about,
        start,
        status,
        mine,
        proof,
        withdraw,
        picture,
        wipe,
        petition,
        pieces,
        review,
        changes,
        again,
        words,
        originals,
        account,
        edits,
        progress,
        otherwise,
    )
    for dialogue in dialogues:
        dispatcher.include_router(dialogue.routes())
    return dispatcher


def front_of(config: Config) -> Front:
    """Return what Telegram shows of the public bot."""
    return Front(
        COMMANDS,
        description="bot-description",
        short="bot-short",
        team=config.round.team,
        name=config.telegram.public_name,
    )


def notice_of(config: Config, clock: Clock) -> Notice:
    """Return the notice of the configured round."""
    return Notice(
        title=config.round.name,
        words=config.notice,
        ways=config.channels,
        team=config.round.team,
        fifth=config.round.fifth,
        opens=config.round.opens,
        closes=config.round.closes,
        today=lambda: local_date(clock(), config.round.timezone),
        moments_ago=lambda: local_date(clock() - LAST_MINUTES, config.round.timezone),
        draft_days=config.intake.draft_days,
        draft_reminder_days=config.intake.draft_reminder_days,
        own_list_days=config.intake.own_list_days,
        office=config.round.office,
        pause=PauseFile(config.storage.data).read,
        software=Software(version("dengwen"), config.round.source),
    )


def seal_quarantined(keys: IntakeKeys, roster: Roster, raw: dict[str, Any]) -> bytes | None:
    """Seal the structure of an update that could not be handled to the leader and the Fifth group.

    They can tell the operator what is at fault, and learn neither who wrote nor what was written.
    """
    recipients = [
        reader.recipient
        for reader in roster.readers()
        if reader.recipient and reader.role in _QUARANTINE_READERS
    ]
    return keys.seal_for_readers(structure_of(raw), recipients) if recipients else None


def told(texts: Texts, raw: dict[str, Any], text_id: str) -> Answers:
    """Tell the sender of an update that was not kept, without decoding it; nobody in a group."""
    chat_id = chat_of(raw)
    if chat_id is None or chat_id < 0:
        return None
    return message_to(chat_id, texts.say(language_of(raw))(text_id))


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """What the intake does once a day, beginning with its start."""

    database: Database
    keys: IntakeKeys
    days: DayKeys
    blobs: Blobs
    downloads: Downloads
    roster: Roster
    counters: Counters
    clock: Clock
    drafts: DraftKeeping
    keeper: Keeper

    async def run(self, stop: asyncio.Event) -> None:
        """Keep house at the start and whenever a new day has begun, until `stop` is set."""
        kept, after_receipts = None, AfterReceipts(self.database)
        while not stop.is_set():
            # A draft begun just before midnight may still be on its way to the database.
            today = local_date(self.clock() - SETTLING)
            self.counters.forget_over(self.clock())
            try:
                self.look_at_roster()
                async with self.keeper.alone() as alone:
                    if alone and kept != today:
                        await self.keep_house(today)
                        kept = today
                    if alone:
                        await after_receipts.wipe(self.clock())
                        await self.fill_up_blanks()
            except StorageUnavailableError:
                log.warning("database-silent", part="housekeeping")
            except Exception as error:  # noqa: BLE001  intake goes on; the house is kept later
                log.fault("part-failed", error, part="housekeeping")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), HOUSEKEEPING_SECONDS)

    async def fill_up_blanks(self) -> None:
        """Draw receipt numbers for what members enter at the desk."""
        work = Work(self.database)
        if await fill_up_blanks(self.downloads.scope(work)):
            await work.commit()

    def look_at_roster(self) -> None:
        """Take up a new edition, so that it is remembered; a refused one is logged at once.

        Otherwise the first petition, perhaps days later, would be the one that finds out.
        """
        with contextlib.suppress(RosterRefusedError):
            self.roster.readers()

    async def keep_house(self, today: date) -> None:
        """Shred what is over, move drafts to today's key, unlink old keys, wipe what lingers.

        Raises:
            StorageUnavailableError: The database does not answer, or is read at this moment.
        """
        await self.drafts.keep(today, self.clock())
        await self._forget_over(today)
        await self._move_drafts(today)
        self.days.forget_before(today.isoformat())
        owned = await SqlIntakeBook(Work(self.database)).blobs()
        oldest = self.clock() - ORPHAN_AGE
        await in_thread(self.blobs.remove_orphans, owned, older_than=oldest)
        self.downloads.fetching.sweep()
        await wipe_lingering(self.database)

    async def _forget_over(self, today: date) -> None:
        work = Work(self.database)
        SqlDialogues(work).forget_over(today)
        SqlIntakeBook(work).forget_repeats(self.clock().date())
        await work.commit()

    async def _move_drafts(self, today: date) -> None:
        work = Work(self.database)
        book = SqlIntakeBook(work)
        for draft in await book.drafts_older_than(today.isoformat()):
            try:
                identity = self.keys.move_draft(draft, today)
            except (SealError, StaleError) as error:
                # Its day key is gone, as after a restore: it must not keep the others waiting.
                log.fault("draft-not-moved", error)
                continue
            book.rewrap_draft(draft.id, today.isoformat(), identity)
        await work.commit()
