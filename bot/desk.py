"""The desk: serves the team and the Fifth group.

Its token: the team bot's. Its keys: `desk.age` for mail of the intake, `desk.local` for facts,
figures and accounts, `log.key` to sign enrolments, one a day for letters that members enter; the
public halves of the courier's and the intake's. A case's content opens only with the key of a
reader who is unlocked at that moment. Who a reporter is on Telegram, no key here tells.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.methods import DeleteMessage

from bot.afterwards import Step, after_sent
from bot.backstage import Backstage
from bot.blob_store import blobs_of
from bot.bots import make_bot, new_id
from bot.calendar_file import CalendarFiles
from bot.clock import clock_of
from bot.config import MEBIBYTE, Config
from bot.dialogues import DialogueMiddleware
from bot.fetching import Fetching
from bot.figure_keeping import FigureKeeping
from bot.indexing import Indexer, index_over
from bot.inside.hearing import reach_of
from bot.inside.operator_chat import OperatorChat
from bot.inside.probes import of_desk
from bot.inside.reach import Reach
from bot.inside.troubles import of_database, of_days, of_storage, of_telegram
from bot.inside.watch import Watch, watch_of
from bot.keys import load_desk_keys, load_letter_keys, load_roster, load_scribe
from bot.leavers import Leavers
from bot.letter_keeping import LetterKeeping
from bot.letter_steps import letter_steps
from bot.listening import team_listening
from bot.menus import Front, show_menus
from bot.papers import Papers
from bot.personal_menus import PersonalMenus
from bot.quick_filters import ask_at_once
from bot.redating import Redating
from bot.registrar import Registrar
from bot.reminding import Reminding
from bot.reveal import Reveal
from bot.rewrapping import rewrap_now
from bot.round_closing import RoundClosing
from bot.rules import OfficeInForce, calendar_of, names_of_terms, notices_of, term_rules_of
from bot.sealed_copies import SealedCopies
from bot.sequencer import Sequencer
from bot.service_manager import keep_told
from bot.updates import LoopParts, UpdateLoop, chat_of, language_of
from bot.viewing import Viewing
from casework.desk.index import FactsIndex
from casework.desk.messages import Chat
from casework.desk.papers import PaperCount
from casework.desk.scope import DeskScope, Office
from casework.desk.sessions import Sessions
from casework.operator_log import OperatorLog
from casework.ports import Clock, Roster
from casework.rules.reminders import Quiet
from casework.rules.roles import Group, Role
from casework.rules.terms import local_date
from casework.rules.viewing import LOCAL_UPLOAD_MOST_BYTES, UPLOAD_MOST_BYTES
from handlers.answers import Answers, message_to
from handlers.team.access import access
from handlers.team.attachments import attachments
from handlers.team.case import case
from handlers.team.commands import FOR_EVERYBODY
from handlers.team.context import Names, WhoMiddleware
from handlers.team.decisions import decisions
from handlers.team.describing import describing
from handlers.team.documents import documents
from handlers.team.enrolling import enrolling
from handlers.team.entering import entering
from handlers.team.figures import figures
from handlers.team.filters import filters
from handlers.team.find import find
from handlers.team.gate import Gate
from handlers.team.groups import groups
from handlers.team.leave import leave
from handlers.team.my_day import due
from handlers.team.one_term import one_term
from handlers.team.papers import papers
from handlers.team.passphrase import passphrase
from handlers.team.people import people
from handlers.team.queue import queue
from handlers.team.refusals import refusals
from handlers.team.reports import reports
from handlers.team.reviewing import reviewing
from handlers.team.rounding import rounding
from handlers.team.said import said
from handlers.team.slip_words import House
from handlers.team.telling import telling
from handlers.team.templates import Letterhead
from handlers.team.triage import triage
from handlers.team.writing import writing
from handlers.texts import Texts
from storage.blobs import Blobs
from storage.ledger.desk_seals import DeskKeys
from storage.ledger.local import LocalKey
from storage.ledger.log.signed_log import SignedLog
from storage.notices import NoticeFolder
from storage.sql.desk_book import SqlDeskBook
from storage.sql.journal import SqlJournal
from storage.sql.work import Database, Work, open_database

log = OperatorLog(__name__)

NAME = "team"


@dataclass(frozen=True, slots=True)
class Serving:
    """What answers the readers: the loop, and what works beside it."""

    bot: Bot
    stage: Backstage
    index: FactsIndex
    making: Papers
    loop: UpdateLoop


async def run(config: Config, stop: asyncio.Event) -> None:
    """Register what comes in and serve the readers until `stop` is set."""
    folder = config.storage.keys
    keys = load_desk_keys(folder, blobs_of(config).path)
    clock, notices = clock_of(config), notices_of(config)
    scope = scope_maker(config, keys, notices)
    database = open_database(config.storage.database_of("desk"), load_scribe(folder))
    desk = serving(config, keys, scope, database, clock)
    bot, index, texts = desk.bot, desk.index, desk.stage.texts
    sequencer = make_sequencer(config, database, keys, scope, clock)
    registrar = Registrar(database, scope, config.desk.registrar_seconds)
    front = front_of(config)
    try:
        await database.require_tables()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(registrar.run(stop))
            tasks.create_task(Indexer(index).run(stop))
            tasks.create_task(Reminding(database, scope).run(stop))
            tasks.create_task(FigureKeeping(database, scope, index, config.round.closes).run(stop))
            tasks.create_task(Redating(database, scope, lambda: notices.refused).run(stop))
            tasks.create_task(Leavers(database, scope, index, keys.local, bot.id).run(stop))
            tasks.create_task(RoundClosing(database, scope, config.round.closes).run(stop))
            tasks.create_task(sequencer.run(stop))
            tasks.create_task(LetterKeeping(database, scope).run(stop))
            tasks.create_task(show_menus(bot, texts, front, stop))
            tasks.create_task(PersonalMenus(bot, database, scope, texts, front).run(stop))
            tasks.create_task(team_listening(config, desk.loop, keys.local).run(stop))
            watch = watch_over(config, desk, sequencer, notices)
            tasks.create_task(watch.run(stop))
            chat = operator_chat(config, desk, sequencer, notices, watch.reaches["team"])
            if chat is not None:
                tasks.create_task(chat.run(stop))
            tasks.create_task(keep_told(stop))
    finally:
        await desk.making.stop()
        await bot.session.close()
        await database.close()


def watch_over(config: Config, desk: Serving, sequencer: Sequencer, notices: NoticeFolder) -> Watch:
    """Return what shows the operator how the desk is."""
    clock, zone, database = desk.loop.clock, config.round.timezone, desk.loop.database
    watch = watch_of(config, "desk", clock, database, {"team": reach_of(desk.bot)})
    watch.probes = of_desk(
        watch.meters,
        database,
        sequencer.signed_through,
        notices.calendar,
        load_roster(config.storage.keys, "desk").ends,
        lambda: local_date(clock(), zone),
    )
    desk.loop.handled = watch.handled
    return watch


def operator_chat(
    config: Config, desk: Serving, sequencer: Sequencer, notices: NoticeFolder, reach: Reach
) -> OperatorChat | None:
    """Return what writes to the operator, if there is one."""
    telegram, operator, clock = config.telegram, config.operator, desk.loop.clock
    if operator.chat is None:
        return None
    groups = (telegram.team_chat, telegram.fifth_chat, telegram.office_chat)
    looks = {
        **of_storage(config),
        **of_database(desk.loop.database),
        **of_telegram(desk.bot, reach, [chat for chat in groups if chat is not None]),
        **of_days(
            sequencer.signed_through,
            notices.calendar,
            load_roster(config.storage.keys, "desk").ends,
            lambda: local_date(clock(), config.round.timezone),
        ),
    }
    return OperatorChat(
        Chat(operator.chat, operator.language or config.languages[0]),
        config.storage.log,
        desk.loop.database,
        desk.stage.scope,
        looks,
        Quiet(config.courier.quiet_from, config.courier.quiet_until),
    )


def serving(
    config: Config,
    keys: DeskKeys,
    scope: Callable[[Work], DeskScope],
    database: Database,
    clock: Clock,
) -> Serving:
    """Wire what answers the readers."""
    texts = Texts(config.languages, named=names_of_terms(config))
    names = names_of(config)
    blobs = blobs_of(config)
    index = index_over(database, keys, config.round.timezone)
    bot = make_bot(config.telegram.api, config.telegram.team_token)
    stage = Backstage(bot, database, scope, texts, names)
    making = Papers(stage, index, PaperCount(config.desk.papers_per_day))
    fetching = Fetching(bot, config.telegram.files, config.intake.max_file_mb * MEBIBYTE)
    house = House(config.round.team, config.round.fifth, config.channels)
    letters = letter_steps(stage, blobs, fetching, house)
    loop = UpdateLoop(
        bot=bot,
        name=NAME,
        dispatcher=make_dispatcher(keys.local, texts, names, index, letterhead_of(config)),
        database=database,
        journal=SqlJournal(database, NAME),
        answers_seal=keys.local.sealed("answers"),
        parts=LoopParts(
            scope=lambda work: {"scope": scope(work)},
            seal_for_courier=keys.seal_for_courier,
            # A message that cannot be handled may hold a passphrase: nothing of it is kept.
            seal_quarantined=lambda _raw: None,
            apology=lambda raw: apology(texts, raw),
            after_sent=steps(stage, blobs, making, letters, most_bytes_of(config)),
        ),
        clock=clock,
        new_id=new_id,
    )
    return Serving(bot, stage, index, making, loop)


def front_of(config: Config) -> Front:
    """Return what Telegram shows of the team's bot to those who are not on the roster."""
    return Front(
        FOR_EVERYBODY,
        description="desk-bot-description",
        short="desk-bot-short",
        team=config.round.team,
        name=config.telegram.team_name,
        other={"mine": "desk-command-mine"},
    )


def make_sequencer(
    config: Config,
    database: Database,
    keys: DeskKeys,
    scope: Callable[[Work], DeskScope],
    clock: Clock,
) -> Sequencer:
    """Return what keeps the log."""
    return Sequencer(
        database=database,
        scope=scope,
        signed_log=SignedLog.writing(config.storage.log, keys.log_signer),
        clock=clock,
        zone=config.round.timezone,
        pause_seconds=config.log.sequence_seconds,
        checkpoint_seconds=config.log.checkpoint_seconds,
        post_at=config.log.post_at,
    )


def scope_maker(
    config: Config, keys: DeskKeys, notices: NoticeFolder | None = None
) -> Callable[[Work], DeskScope]:
    """Return what makes the scope of the desk's use cases for one unit of work.

    `notices` is where the calendar comes from, if somebody else looks at it, too.
    """
    clock, zone = clock_of(config), config.round.timezone
    roster = load_roster(config.storage.keys, "desk", lambda: local_date(clock(), zone))
    return scope_over(config, keys, roster, notices)


def scope_over(
    config: Config, keys: DeskKeys, roster: Roster, notices: NoticeFolder | None = None
) -> Callable[[Work], DeskScope]:
    """Return what makes such a scope over the roster as the process at hand sees it."""
    clock, notices = clock_of(config), notices or notices_of(config)
    office = OfficeInForce(office_of(config), notices)
    letters = load_letter_keys(config.storage.keys, keys)
    sessions = Sessions(clock, office.now().unlock_for)

    def scope(work: Work) -> DeskScope:
        book, now = SqlDeskBook(work), office.now()
        return DeskScope(book, keys, letters, roster, clock, new_id, now, sessions)

    return scope


def steps(
    stage: Backstage,
    blobs: Blobs,
    making: Papers,
    letters: Mapping[str, Step],
    most_bytes: int = UPLOAD_MOST_BYTES,
) -> Step:
    """Return what the desk does after an answer was sent, by the name in its `then`."""
    sealed = SealedCopies(stage, blobs, most_bytes)
    reveal = Reveal(stage, Viewing(stage.bot), sealed)
    taken: dict[str, Step] = {
        "reveal": reveal.after_sent,
        "rewrap": partial(rewrap_now, stage),
        "paper": making.after_sent,
        "calendar": CalendarFiles(stage, making.index).after_sent,
        **letters,
    }
    return after_sent(taken)


def make_dispatcher(
    local: LocalKey,
    texts: Texts,
    names: Names,
    index: FactsIndex | None = None,
    letterhead: Letterhead | None = None,
) -> Dispatcher:
    """Return the readers' dialogues, in the order in which they are asked."""
    head = letterhead or Letterhead()
    dispatcher = Dispatcher(
        disable_fsm=True, texts=texts, names=names, index=index, letterhead=head
    )
    dispatcher.update.outer_middleware(DialogueMiddleware(local))
    dispatcher.update.outer_middleware(WhoMiddleware(texts))
    dispatcher.message.outer_middleware(Gate())
    dispatcher.callback_query.outer_middleware(Gate())
    dispatcher.include_routers(
        groups(),
        enrolling(),
        people(),
        passphrase(),
        queue(),
        filters(),
        due(),
        one_term(),
        find(),
        figures(),
        reports(),
        entering(),
        documents(),
        case(),
        reviewing(),
        attachments(),
        writing(),
        telling(),
        said(),
        triage(),
        describing(),
        decisions(),
        rounding(),
        papers(),
        access(),
        leave(),
        refusals(),
    )
    ask_at_once(dispatcher)
    return dispatcher


def office_of(config: Config) -> Office:
    """Return the round as the desk needs it."""
    chats = {
        Group.TEAM: config.telegram.team_chat,
        Group.FIFTH: config.telegram.fifth_chat,
        Group.OFFICE: config.telegram.office_chat,
    }
    return Office(
        chats={group: chat for group, chat in chats.items() if chat is not None},
        languages=tuple(config.languages),
        calendar=calendar_of(config),
        rules=tuple(term_rules_of(config)),
        zone=config.round.timezone,
        remind_at=config.courier.remind_at,
        chase_at=config.courier.chase_at,
        day_ends_at=config.courier.day_ends_at,
        quiet=Quiet(config.courier.quiet_from, config.courier.quiet_until),
        escalate=dict[str, int](config.courier.escalate.items()),
        series=config.round.series,
        bypass_series=config.round.bypass_series,
        unlock_for=timedelta(minutes=config.desk.unlock_minutes),
        wipe_after=timedelta(minutes=config.desk.wipe_minutes),
        stand_ins=tuple(Role(role) for role in config.desk.stand_ins),
        printable=config.desk.papers == "print",
        units=tuple(unit.id for unit in config.units),
        categories=tuple(
            code
            for category in config.categories
            for code in (category.code, *(item.code for item in category.items))
        ),
        first=frozenset(
            code
            for category in config.categories
            if category.priority
            for code in (category.code, *(item.code for item in category.items))
        ),
        sealed=config.desk.content == "sealed",
        topics=config.telegram.topics,
    )


def most_bytes_of(config: Config) -> int:
    """Return how much the configured Bot API server takes at once."""
    local = config.telegram.files is not None
    return LOCAL_UPLOAD_MOST_BYTES if local else UPLOAD_MOST_BYTES


def letterhead_of(config: Config) -> Letterhead:
    """Return in whose name reporters are written to, and the letters of the configuration."""
    bodies = {
        Group.TEAM: config.round.team,
        Group.FIFTH: config.round.fifth,
        Group.OFFICE: config.round.office,
    }
    return Letterhead(bodies, config.templates)


def names_of(config: Config) -> Names:
    """Return what units, categories and people are called."""
    of_round = config.round
    bodies = {
        "round": of_round.name,
        "team": of_round.team,
        "fifth": of_round.fifth,
        "office": of_round.office,
    }
    return Names(config.units, config.categories, config.people, bodies)


def apology(texts: Texts, raw: dict[str, Any]) -> Answers:
    """Say that an update could not be handled; in a private chat, delete what might be secret."""
    message, chat_id = raw.get("message"), chat_of(raw)
    if chat_id is None or chat_id < 0:
        return None
    told = message_to(chat_id, texts.say(language_of(raw))("desk-not-handled"))
    if not isinstance(message, dict) or not isinstance(message.get("message_id"), int):
        return told
    return [DeleteMessage(chat_id=chat_id, message_id=message["message_id"]), told]
