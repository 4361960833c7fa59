"""How decisions about a case are asked for: one question per message, then what was decided.

Each act is a row of a table (`handlers.team.decisions`): what it asks, in this order, and the use
case that does it. What was answered so far rests in the dialogue, sealed; the words of a reason
come last and rest nowhere but in the case. The version of the card is that of the first press, so
somebody who was faster meanwhile is not overwritten.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from casework.desk.decided import DecisionRefusedError, Press, deciding
from casework.desk.facts import Case
from casework.desk.index import FactsIndex
from casework.desk.people import Member
from casework.desk.pieces import MAX_CHARACTERS, TextTooLongError
from casework.desk.scope import DeskScope
from casework.desk.write import can_be_answered
from casework.rules.display import one_line
from casework.rules.roles import Action
from handlers.answers import Answers, message_to
from handlers.team.card import to_card
from handlers.team.case import leave_other_case
from handlers.team.context import Desk, argument, back, expect, forget, pressed
from handlers.team.refusals import refused
from handlers.texts import Html, Say

SHORT = 200
"""The most characters of a name or a number that is asked for before the reason."""
NONE = "-"
"""What a button sends for "without words"."""
Variables: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question is put in view of: the press, its case, and what was answered before.

    `answerable` says that the reporter can be written to, or comes to look.
    """

    scope: DeskScope
    index: FactsIndex | None
    press: Press
    case: Case
    given: Mapping[str, str]
    answerable: bool


Choices = Callable[[Asking, Say], Awaitable[Sequence[tuple[str, str]]]]
Reader = Callable[[Asking, str], Awaitable[str | None]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an act; the sentence is `decide-ask-<act>-<name>`.

    `choices` gives buttons as (value, label). `read` turns words into the answer, or into None when
    they say nothing that was asked for; without it only buttons answer. `long` lets the words be as
    long as a note; such a question comes last. `optional` offers to go on without an answer. `fits`
    says whether it is asked at all, in view of what was answered before.
    """

    name: str
    choices: Choices | None = None
    read: Reader | None = None
    long: bool = False
    optional: bool = False
    fits: Callable[[Asking], bool] = lambda _asking: True


Done = Callable[[Asking], Awaitable[tuple[Case, Variables]]]


@dataclass(frozen=True, slots=True)
class Act:
    """One decision: its button's data, whom the office allows it, what it asks and what it does.

    `done` returns the case as it is then, and the variables of `decide-done-<code>`.
    """

    code: str
    action: Action
    questions: Sequence[Question]
    done: Done

    @property
    def data(self) -> str:
        """What the button on the card sends before the case's id."""
        return f"d-{self.code}"


def dialogue(acts: Sequence[Act]) -> Router:
    """Return the dialogue about these acts."""
    router = Router(name="deciding")
    router.message.filter(F.chat.type == "private")
    router.callback_query.middleware(leave_other_case)
    talk = Talk({act.code: act for act in acts})
    words = F.text & ~F.text.startswith("/")
    for act in acts:
        router.callback_query(F.data.startswith(f"{act.data}:"))(talk.begin)
    deciding_now = StateFilter(Desk.deciding)
    router.callback_query(deciding_now, F.data.startswith("d-pick:"))(talk.picked)
    router.message(deciding_now, words)(talk.written)
    return router


@dataclass(frozen=True, slots=True)
class Talk:
    """Asks one question after the other and then does what was decided."""

    acts: Mapping[str, Act]

    async def begin(  # noqa: PLR0913  what aiogram hands to a handler
        self,
        query: CallbackQuery,
        state: FSMContext,
        scope: DeskScope,
        index: FactsIndex | None,
        member: Member,
        say: Say,
    ) -> Answers:
        """Put the first question, or do at once what asks none."""
        act = self.acts[(query.data or "").split(":")[0].removeprefix("d-")]
        case = await deciding(scope, Press(member, argument(query)), act.action)
        press = Press(member, case.id, case.version)
        answerable = await can_be_answered(scope, case)
        asking = Asking(scope, index, press, case, {}, answerable)
        return pressed(query, *await self.go_on(act, asking, state, say))

    async def picked(  # noqa: PLR0913  what aiogram hands to a handler
        self,
        query: CallbackQuery,
        state: FSMContext,
        scope: DeskScope,
        index: FactsIndex | None,
        member: Member,
        say: Say,
    ) -> Answers:
        """Take a button as the answer, if it hangs on the question that is open."""
        act, asking, question = await self._at(state, scope, index, member)
        value = argument(query, 3)
        offered = await question.choices(asking, say) if question.choices else ()
        fits = value in {each for each, _ in offered} or (question.optional and value == NONE)
        if (argument(query), argument(query, 2)) != (asking.case.id, question.name) or not fits:
            told = message_to(query.from_user.id, say("desk-not-expected"))
            return pressed(query, told)
        answer = "" if value == NONE else value
        answers = await self._answered(act, asking, question, answer, state, say)
        return pressed(query, *answers)

    async def written(  # noqa: PLR0913  what aiogram hands to a handler
        self,
        message: Message,
        state: FSMContext,
        scope: DeskScope,
        index: FactsIndex | None,
        member: Member,
        say: Say,
    ) -> Answers:
        """Take words as the answer; the message goes from the chat."""
        act, asking, question = await self._at(state, scope, index, member)
        text = message.text or ""
        if not question.long:
            if len(text) > SHORT:
                raise TextTooLongError(SHORT)
            text = one_line(text, SHORT)
        why, value = None, None
        try:
            value = await question.read(asking, text) if question.read else None
        except DecisionRefusedError as error:
            why = refused(error, say)
        if value is None:
            return forget(message, await self._again(act, asking, question, why, say))
        answers = await self._answered(act, asking, question, value, state, say)
        return forget(message, *answers)

    async def _at(
        self, state: FSMContext, scope: DeskScope, index: FactsIndex | None, member: Member
    ) -> tuple[Act, Asking, Question]:
        """Return the question that is open; the card may have changed, the rights as well."""
        known: dict[str, str] = await state.get_data()
        act = self.acts[known["act"]]
        press = Press(member, known["case"], int(known["version"]))
        case = await deciding(scope, press, act.action)
        given = {name[1:]: value for name, value in known.items() if name.startswith("=")}
        answerable = await can_be_answered(scope, case)
        asking = Asking(scope, index, press, case, given, answerable)
        return act, asking, _following(act, asking)[0]

    async def _answered(  # noqa: PLR0913  which answer to which question
        self, act: Act, asking: Asking, question: Question, value: str, state: FSMContext, say: Say
    ) -> Sequence[Any]:
        given = {**asking.given, question.name: value}
        return await self.go_on(act, replace(asking, given=given), state, say)

    async def go_on(self, act: Act, asking: Asking, state: FSMContext, say: Say) -> Sequence[Any]:
        """Put the next question; after the last one, do it."""
        following = _following(act, asking)
        chat_id = asking.press.member.chat_id
        if not following:
            case, variables = await act.done(asking)
            await state.clear()
            told = say(f"decide-done-{act.code}", number=case.number, **variables)
            return [to_card(chat_id, told, case, say)]
        given = {f"={name}": value for name, value in asking.given.items()}
        version = str(asking.press.version)
        await expect(state, Desk.deciding, asking.case.id, act=act.code, version=version, **given)
        return [await self._put(act, asking, following[0], say)]

    async def _again(
        self, act: Act, asking: Asking, question: Question, why: Html | None, say: Say
    ) -> Any:
        first = why or say("decide-not-understood")
        put = await self._put(act, asking, question, say)
        return put.model_copy(update={"text": f"{first}\n\n{put.text}"})

    async def _put(self, act: Act, asking: Asking, question: Question, say: Say) -> Any:
        asked = say(
            f"decide-ask-{act.code}-{question.name}",
            number=asking.case.number,
            limit=MAX_CHARACTERS,
        )
        offered = [*(await question.choices(asking, say) if question.choices else ())]
        if question.optional:
            offered.append((NONE, say.label("decide-button-without")))
        start = f"d-pick:{asking.case.id}:{question.name}"
        rows = [[(label, f"{start}:{value}")] for value, label in offered]
        rows.append([back(asking.case.id, say)])
        return message_to(asking.press.member.chat_id, asked, rows, protected=True)


def _following(act: Act, asking: Asking) -> Sequence[Question]:
    """Return the questions that are still to be answered."""
    return [each for each in act.questions if each.name not in asking.given and each.fits(asking)]
