"""Writing to the reporter: a letter or one's own words, what they count as, and one press.

Nothing is sent before that press. Between them and it the words rest in the dialogue, sealed to the
desk, and go with it; the press holds the mark of the newest question, so that it sends what was
shown last, and once.
"""

from __future__ import annotations

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.facts import Case, ChangedMeanwhileError, case_to, check_version
from casework.desk.mailbox import has_mailbox
from casework.desk.people import Member
from casework.desk.pieces import MAX_CHARACTERS, TextTooLongError
from casework.desk.scope import DeskScope
from casework.desk.triage import UnknownChoiceError
from casework.desk.write import (
    NoRouteError,
    can_be_answered,
    can_be_written_to,
    reply_to_reporter,
)
from casework.rules.dispatch import Counts
from casework.rules.roles import Action
from handlers.answers import Answers, in_rows, message_to
from handlers.team.card import to_card
from handlers.team.case import leave_other_case
from handlers.team.context import (
    Desk,
    Names,
    argument,
    back,
    case_of,
    expect,
    forget,
    instead,
    pressed,
)
from handlers.team.templates import Letterhead, Template, blanks_of, templates_for, words_of
from handlers.team.triage import what_changed
from handlers.texts import Html, Say, Texts

MARK_DIGITS = 8
"""With a case and what the words count as, a mark has to fit into the 64 bytes of a button."""
Row = list[tuple[str, str]]


def writing() -> Router:
    """Return the dialogue about writing to the reporter."""
    router = Router(name="writing")
    router.message.filter(F.chat.type == "private")
    router.callback_query.middleware(leave_other_case)
    words = F.text & ~F.text.startswith("/")
    router.callback_query(F.data.startswith("reply:"))(ask_what)
    router.callback_query(F.data.startswith("tpl:"))(show_letter)
    router.message(StateFilter(Desk.replying), words)(own_words)
    router.callback_query(F.data.startswith("say:"))(send)
    return router


async def ask_what(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    letterhead: Letterhead,
    say: Say,
) -> Answers:
    """Offer the letters; who has words of their own writes them at once."""
    case = await case_to(scope, member, argument(query), Action.REPLY)
    if not await can_be_answered(scope, case):
        raise NoRouteError
    await expect(state, Desk.replying, case.id)
    cells = [
        (each.name(say), f"tpl:{case.id}:{each.tag}") for each in templates_for(case, letterhead)
    ]
    rows = in_rows(cells)
    asked = say("desk-ask-replying", number=case.number, limit=MAX_CHARACTERS)
    return pressed(query, message_to(query.from_user.id, asked, [*rows, [back(case.id, say)]]))


async def show_letter(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    letterhead: Letterhead,
    texts: Texts,
    say: Say,
) -> Answers:
    """Show a letter exactly as the reporter will get it, and what it says in one's own language."""
    case = await case_to(scope, member, argument(query), Action.REPLY)
    tag = argument(query, 2)
    chosen = next((t for t in templates_for(case, letterhead) if t.tag == tag), None)
    if chosen is None:
        raise UnknownChoiceError
    blanks, theirs = await blanks_of(scope, case), texts.say(case.facts.language)
    words = words_of(chosen, blanks, letterhead, theirs)
    mark = await _hold(state, scope, case, words, chosen.counts)
    parts = [_heading(case, chosen, say)]
    parts.append(theirs("team-writes", receipt=case.facts.receipt, text=words))
    if theirs.language != say.language:
        parts.append(say("desk-letter-says", text=words_of(chosen, blanks, letterhead, say)))
    rows = [
        [_send_button(case, mark, chosen.counts, say)],
        [(say.label("desk-button-other-letter"), f"reply:{case.id}"), back(case.id, say)],
    ]
    return pressed(query, instead(query, Html("\n\n".join(parts)), rows))


async def own_words(
    message: Message, state: FSMContext, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Ask what somebody's own words count as; the message goes from the chat."""
    words = message.text or ""
    if len(words) > MAX_CHARACTERS:
        raise TextTooLongError
    case = await case_to(scope, member, await case_of(state), Action.REPLY)
    instead_of = (await state.get_data()).get("counts")
    asked, rows = await _ask_again(state, scope, case, words, instead_of, say)
    return forget(message, message_to(message.chat.id, asked, rows, protected=True))


async def send(  # noqa: PLR0913  what aiogram hands to a handler
    query: CallbackQuery,
    state: FSMContext,
    scope: DeskScope,
    member: Member,
    names: Names,
    say: Say,
) -> Answers:
    """Send what was shown or written last."""
    known, chat_id = await state.get_data(), query.from_user.id
    meant = (known.get("case"), known.get("mark")) == (argument(query), argument(query, 2))
    if not meant or argument(query, 3) not in {*Counts}:
        return pressed(query, message_to(chat_id, say("desk-not-expected")))
    counts, words = Counts(argument(query, 3)), str(known["words"])
    case = await case_to(scope, member, known["case"], Action.REPLY)
    try:
        check_version(case, int(known["version"]))
    except ChangedMeanwhileError as error:
        # The words stay: whether they still fit is for who wrote them to say.
        asked, rows = await _ask_again(state, scope, case, words, counts, say)
        changes = what_changed(error, names, say)
        told = say("desk-changed-before-sending", number=case.number, changes=changes)
        return pressed(query, message_to(chat_id, Html(f"{told}\n\n{asked}"), rows, protected=True))
    written = await reply_to_reporter(scope, member, case.id, words, counts)
    await state.clear()
    told = say(
        await _where(scope, written),
        number=written.number,
        counts=say.label(f"desk-counts-{counts}"),
    )
    return pressed(query, to_card(chat_id, told, written, say))


async def _hold(
    state: FSMContext, scope: DeskScope, case: Case, words: str, counts: str | None
) -> str:
    """Let words wait for their press; returns the mark of its button."""
    mark = scope.new_id()[:MARK_DIGITS]
    held = {"words": words, "mark": mark, "version": case.version, "counts": counts}
    await state.set_state(Desk.replying)
    await state.set_data({"case": case.id, **held})
    return mark


async def _ask_again(  # noqa: PLR0913  what waits, and what it was meant as
    state: FSMContext,
    scope: DeskScope,
    case: Case,
    words: str,
    meant: str | None,
    say: Say,
) -> tuple[Html, Sequence[Row]]:
    """Return the question what words count as; what they were meant as is offered first."""
    mark = await _hold(state, scope, case, words, meant)
    order = sorted(Counts, key=lambda each: each != meant)
    rows = [[_send_button(case, mark, each, say)] for each in order]
    asked = say("desk-ask-counts", number=case.number, length=len(words))
    return asked, [*rows, [back(case.id, say)]]


def _heading(case: Case, letter: Template, say: Say) -> Html:
    counts = say.label(f"desk-counts-{letter.counts}")
    return say("desk-letter", number=case.number, counts=counts)


def _send_button(case: Case, mark: str, counts: Counts, say: Say) -> tuple[str, str]:
    label = say.label("desk-button-send", counts=say.label(f"desk-counts-{counts}"))
    return label, f"say:{case.id}:{mark}:{counts}"


async def _where(scope: DeskScope, written: Case) -> str:
    """Return the name of the sentence that says where a message is now."""
    if not has_mailbox(written):
        return "desk-replied"
    return "desk-replied-twice" if await can_be_written_to(scope, written) else "desk-put-in"
