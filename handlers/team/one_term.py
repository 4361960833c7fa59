"""One term, from a reminder or from /due: seen, done, more time, handed on.

A button is answered as the term stands at that moment. Who does not know of the case by then is
told what a stranger to it is told; a term that is met says so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from aiogram import F, Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, SendMessage
from aiogram.types import (
    CallbackQuery,
    ErrorEvent,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from casework.desk.deadlines import Watched, tag_of_term
from casework.desk.decided import Press
from casework.desk.extending import extendable, limit_of
from casework.desk.facts import Case, allowed
from casework.desk.index import FactsIndex
from casework.desk.one_term import (
    Reminding,
    Term,
    TermOverError,
    any_term,
    ask_to_hand_on,
    asks_leader,
    open_term,
    owner_of,
    reminding,
    see_term,
    see_terms,
)
from casework.desk.people import Member
from casework.desk.scope import CaseNotFoundError, DeskScope
from casework.desk.write import can_be_answered
from casework.rules.roles import Action
from handlers.answers import Answer, Answers, Buttons, in_rows, message_to
from handlers.team.card import around_of, to_card
from handlers.team.context import Names, argument, pressed, time_of_day
from handlers.team.deciding import Asking, Talk
from handlers.team.due import resting_line, time_left
from handlers.team.extending import EXTENDING
from handlers.team.meeting import ELSEWHERE, PAPERS, own_of, ways_to
from handlers.team.my_day import owners, whose
from handlers.team.triage import choice_of_assignee
from handlers.team.views import name_of_term
from handlers.texts import Html, Say

ALL = "all"
SEEN, DONE, MORE, HAND, ASK, VIEW = "s", "d", "x", "h", "a", "v"
EXTEND = "extend"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button under a term: who pressed it, and what it is about."""

    query: CallbackQuery
    state: FSMContext
    scope: DeskScope
    member: Member
    names: Names
    index: FactsIndex | None
    say: Say

    @property
    def term_id(self) -> str:
        """Which term, as the button says."""
        return argument(self.query, 2)


def one_term() -> Router:
    """Return the dialogue about one term."""
    router = Router(name="one_term")
    router.callback_query(F.data.startswith("tm:"))(press)
    router.error(ExceptionTypeFilter(TermOverError))(tell_it_is_over)
    return router


async def press(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    index: FactsIndex | None,
    say: Say,
) -> Answers:
    """Do what the button says; whatever was begun before is left, unless it is only `seen`."""
    act = argument(query)
    if act not in ACTS:
        raise CaseNotFoundError
    if act != SEEN:
        await state.clear()
    return await ACTS[act](Pressed(query, state, scope, member, names, index, say))


async def tell_it_is_over(
    event: ErrorEvent, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Say that nothing is owed any more."""
    error, query = event.exception, event.update.callback_query
    if not isinstance(error, TermOverError) or query is None:
        return None
    await state.clear()
    return pressed(query, _with_card(member, error.term, _over(scope, error.term, say), say))


def _over(scope: DeskScope, term: Term, say: Say) -> Html:
    """Return why nothing can be done about a term now: it rests, is met, or is owed no more."""
    if term.watched.resting is not None:
        rests = resting_line(scope, term.watched, say)
        return say("desk-term-of", number=term.number(scope), line=rests)
    name = "desk-term-withdrawn" if term.watched.withdrawn else "desk-term-met"
    what = name_of_term(term.watched.rule_id, say)
    return say(name, number=term.number(scope), term=what)


async def _see(at: Pressed) -> Answers:
    """Keep that it was seen; the button goes, and reminders go on."""
    if at.term_id != ALL:
        await see_term(at.scope, at.member, at.term_id)
        return _noted(at, at.say.label("desk-term-noted"), {f"tm:{SEEN}:{at.term_id}"})
    listed = [data.rpartition(":")[2] for data in _data_of(at.query) if data.startswith("tm:v:")]
    if not listed:
        return pressed(at.query, message_to(at.member.chat_id, at.say("desk-term-too-old")))
    seen = await see_terms(at.scope, at.member, listed)
    told = at.say.label("desk-terms-noted", count=len(seen))
    return _noted(at, told, {f"tm:{SEEN}:{ALL}"})


def _noted(at: Pressed, told: str, gone: set[str]) -> Answers:
    """Return the answer above the chat, and the message without the buttons that were used."""
    answers = [Answer(AnswerCallbackQuery(callback_query_id=at.query.id, text=told))]
    message = at.query.message
    if isinstance(message, Message) and message.reply_markup is not None:
        left = [
            [button for button in row if button.callback_data not in gone]
            for row in message.reply_markup.inline_keyboard
        ]
        answers.append(Answer(_keyboard(message, [row for row in left if row])))
    return answers


def _keyboard(
    message: Message, rows: Sequence[Sequence[InlineKeyboardButton]]
) -> EditMessageReplyMarkup:
    return EditMessageReplyMarkup(
        chat_id=message.chat.id,
        message_id=message.message_id,
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[*row] for row in rows]),
    )


def _data_of(query: CallbackQuery) -> Sequence[str]:
    """Return what the buttons of the message hold whose button was pressed."""
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    rows = markup.inline_keyboard if markup is not None else []
    return [button.callback_data or "" for row in rows for button in row]


async def _view(at: Pressed) -> Answers:
    """Show the one term."""
    term = await any_term(at.scope, at.member, at.term_id)
    text = await view(at.scope, term, at.names, at.say)
    rows = _buttons(at.scope, at.member, term, at.say)
    return pressed(at.query, message_to(at.member.chat_id, text, rows, protected=True))


async def view(scope: DeskScope, term: Term, names: Names, say: Say) -> Html:
    """Return what is owed, since when and by when, by whom, and what came of it so far."""
    watched = term.watched
    if watched.row.met:
        return _over(scope, term, say)
    what = name_of_term(watched.rule_id, say)
    left = time_left(scope, watched.due.date, say)
    lines = [
        say("desk-term-heading", number=term.number(scope), term=what),
        say("desk-term-due", due=watched.due.date, left=left),
        *([say("desk-term-may-move")] if watched.due.provisional else []),
        say("desk-term-since", since=watched.started_on),
        say("desk-term-owner", who=owners(await owner_of(scope, term), names, say)),
    ]
    if watched.extensions:
        lines.append(say("desk-term-extended", times=watched.extensions, first=watched.first_due))
    lines += _asked(term, names, say)
    lines += _reminders(scope, await reminding(scope, term), names, say)
    lines += [_seen(each.by, each.at, scope, names, say) for each in watched.seen]
    return Html("\n".join(lines))


def _asked(term: Term, names: Names, say: Say) -> list[Html]:
    asked = term.case.facts.extension if term.case is not None else None
    if asked is None or asked.term != term.id:
        return []
    until = date.fromisoformat(asked.until)
    return [say("desk-term-asked", who=names.person(asked.by, say), until=until)]


def _reminders(scope: DeskScope, how: Reminding, names: Names, say: Say) -> list[Html]:
    """Return how often people were reminded, when the next time is, and who joins from when on."""
    lines = []
    if how.told:
        day, hour = _moment(how.told[-1].at, scope)
        lines.append(say("desk-term-reminded", count=len(how.told), day=day, at=hour))
    if how.following is not None:
        day, hour = _moment(how.following, scope)
        lines.append(say("desk-term-next", day=day, at=hour))
    for each in how.chain:
        who = say.label("list-comma").join(whose(name, names, say) for name in each.names)
        joined = each.since <= scope.today()
        lines.append(
            say("desk-term-joined" if joined else "desk-term-joins", who=who, since=each.since)
        )
    return lines


def _moment(moment: datetime, scope: DeskScope) -> tuple[date, str]:
    return scope.day_of(moment), time_of_day(moment, scope)


def _seen(by: str, at: str, scope: DeskScope, names: Names, say: Say) -> Html:
    day, hour = _moment(datetime.fromisoformat(at), scope)
    return say("desk-term-seen", who=names.person(by, say), day=day, at=hour)


def _buttons(scope: DeskScope, member: Member, term: Term, say: Say) -> Buttons:
    """Return what `member` can do about a term."""
    done = (say.label("reminder-button-done"), f"tm:{DONE}:{term.id}")
    cells = [done] if term.watched.resting is not None else []
    if not term.watched.row.met:
        cells = [(say.label("reminder-button-seen"), f"tm:{SEEN}:{term.id}"), done]
        if term.case is not None and allowed(member, term.case, Action.EXTEND):
            cells.append((say.label("reminder-button-extend"), f"tm:{MORE}:{term.id}"))
        if term.case is not None and _can_go_on(scope, member, term, term.case):
            cells.append((say.label("reminder-button-hand"), f"tm:{HAND}:{term.id}"))
    last = [(say.label("desk-button-due"), "due:mine:0")]
    if term.case is not None:
        last.insert(0, (say.label("desk-button-card"), f"c:{term.case.id}"))
    return [*in_rows(cells), last]


def _can_go_on(scope: DeskScope, member: Member, term: Term, case: Case) -> bool:
    """Say whether a term can be handed on, by `member` or by a leader whom they ask."""
    rule = scope.office.rule(term.watched.rule_id)
    of_reviewers = rule is not None and rule.who == "fifth"
    return not of_reviewers and (allowed(member, case, Action.ASSIGN) or asks_leader(member, case))


async def _done(at: Pressed) -> Answers:
    """Lead to what meets the term, as the case stands; what rests can be done all the same."""
    term = await any_term(at.scope, at.member, at.term_id)
    if term.watched.row.met and term.watched.resting is None:
        raise TermOverError(term)
    rule = at.scope.office.rule(term.watched.rule_id)
    event = rule.met_by if rule is not None else ""
    if event in PAPERS or term.case is None:
        return pressed(at.query, _paper(at, term))
    if event in ELSEWHERE:
        return pressed(at.query, _told(at, term, f"desk-done-{event}"))
    around = await around_of(at.scope, at.member, term.case)
    ways = ways_to(event, term.case, around)
    own = own_of(at.member, term.case, ways, around)
    if not own:
        told = await _whom_to_ask(at, term) if ways else _told(at, term, "desk-done-past")
        return pressed(at.query, told)
    text = at.say("desk-done-by", **_about(at, term))
    cells = [(at.say.label(each.label), f"{each.data}:{term.case.id}") for each in own]
    rows = [*in_rows(cells), [(at.say.label("desk-button-card"), f"c:{term.case.id}")]]
    return pressed(at.query, message_to(at.member.chat_id, text, rows, protected=True))


def _paper(at: Pressed, term: Term) -> SendMessage:
    """Return the button of /round that enters that the paper came."""
    what = name_of_term(term.watched.rule_id, at.say)
    label = at.say.label("round-button-filed", term=what)
    rows = [[(label, f"rd:{tag_of_term(term.watched)}")]]
    return message_to(at.member.chat_id, at.say("desk-done-paper", **_about(at, term)), rows)


async def _more(at: Pressed) -> Answers:
    """Ask for more time for this very term, where there can be any."""
    term = await open_term(at.scope, at.member, at.term_id)
    if term.case is None:
        return pressed(at.query, _told(at, term, "desk-more-round"))
    asked = term.case.facts.extension
    if asked is not None:
        who, until = at.names.person(asked.by, at.say), date.fromisoformat(asked.until)
        return pressed(at.query, _told(at, term, "desk-more-asked", who=who, until=until))
    if not await _extendable(at.scope, term.case, term.watched):
        return pressed(at.query, _told(at, term, "desk-more-none"))
    if not allowed(at.member, term.case, Action.EXTEND):
        return pressed(at.query, await _whom_to_ask(at, term))
    act = next(each for each in EXTENDING if each.code == EXTEND)
    answerable = await can_be_answered(at.scope, term.case)
    asker = Press(at.member, term.case.id, term.case.version)
    asking = Asking(at.scope, at.index, asker, term.case, {}, answerable)
    asking = replace(asking, given={act.questions[0].name: tag_of_term(term.watched)})
    return pressed(at.query, *await Talk({EXTEND: act}).go_on(act, asking, at.state, at.say))


async def _extendable(scope: DeskScope, case: Case, watched: Watched) -> bool:
    """Say whether there can be more time for a term; the rules may allow none, or no more."""
    if watched.row.id not in {each.row.id for each in await extendable(scope, case)}:
        return False
    latest = limit_of(scope, case, watched)
    return latest is None or latest > watched.due.date


async def _hand(at: Pressed) -> Answers:
    """Offer who can take the case on; who may not say so can ask the leader."""
    term = await open_term(at.scope, at.member, at.term_id)
    rule = at.scope.office.rule(term.watched.rule_id)
    if term.case is None:
        return pressed(at.query, _told(at, term, "desk-hand-round"))
    if rule is not None and rule.who == "fifth":
        return pressed(at.query, _told(at, term, "desk-hand-review"))
    if allowed(at.member, term.case, Action.ASSIGN):
        asked = await choice_of_assignee(at.scope, at.member, term.case.id, at.names, at.say)
        return pressed(at.query, asked)
    if not asks_leader(at.member, term.case):
        return pressed(at.query, await _whom_to_ask(at, term))
    text = at.say("desk-hand-leader", **_about(at, term))
    rows = [
        [(at.say.label("desk-button-hand-ask"), f"tm:{ASK}:{term.id}")],
        [(at.say.label("desk-button-card"), f"c:{term.case.id}")],
    ]
    return pressed(at.query, message_to(at.member.chat_id, text, rows))


async def _ask(at: Pressed) -> Answers:
    """Ask the leader to give the case to somebody else; once from each message."""
    await ask_to_hand_on(at.scope, at.member, at.term_id)
    told = at.say.label("desk-hand-asked")
    return _noted(at, told, {f"tm:{ASK}:{at.term_id}"})


async def _whom_to_ask(at: Pressed, term: Term) -> SendMessage:
    who = owners(await owner_of(at.scope, term), at.names, at.say)
    return _told(at, term, "desk-term-ask", who=who)


def _about(at: Pressed, term: Term) -> Mapping[str, str]:
    what = name_of_term(term.watched.rule_id, at.say)
    return {"number": term.number(at.scope), "term": what}


def _told(at: Pressed, term: Term, name: str, **variables: str | date) -> SendMessage:
    return _with_card(at.member, term, at.say(name, **_about(at, term), **variables), at.say)


def _with_card(member: Member, term: Term, text: Html, say: Say) -> SendMessage:
    if term.case is None:
        return message_to(member.chat_id, text)
    return to_card(member.chat_id, text, term.case, say)


ACTS: Mapping[str, Callable[[Pressed], Awaitable[Answers]]] = {
    SEEN: _see,
    DONE: _done,
    MORE: _more,
    HAND: _hand,
    ASK: _ask,
    VIEW: _view,
}
