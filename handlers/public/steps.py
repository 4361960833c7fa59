"""The questions of a petition, as data: what is asked, what may be answered, what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aiogram.fsm.state import State
from aiogram.methods import SendMessage

from handlers.answers import message_to
from handlers.public.context import Writing
from handlers.texts import Html, Say, as_html

UNSURE = "unsure"
BUTTON_LENGTH = 30  # characters that fit on a button at a phone's width


class Named(Protocol):
    """A unit of the configuration."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Mapping[str, str]: ...


class Lettered(Protocol):
    """A category of the configuration."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Choices:
    """What the configuration of the round lets a person choose from."""

    units: Sequence[Named]
    categories: Sequence[Lettered]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: a button, or its number typed."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One step: its sentence and its options; without options the person writes."""

    state: State
    text: Html
    options: Sequence[Option] = ()


ORDER: tuple[State, ...] = (
    Writing.identity,
    Writing.contact,
    Writing.unit,
    Writing.concerns,
    Writing.category,
    Writing.route,
    Writing.account,
)


def name_of(state: State | str | None) -> str:
    """Return the short name of a step, such as `unit`."""
    full = state.state if isinstance(state, State) else state
    return (full or "").rsplit(":", 1)[-1]


def question(state: State, say: Say, choices: Choices) -> Question:
    """Return what is asked at a step."""
    name = name_of(state)
    options = {
        "identity": lambda: _fixed(say, "identity", ("anonymous", "real-name")),
        "unit": lambda: [
            *(Option(unit.id, say.pick(unit.name)) for unit in choices.units),
            Option(UNSURE, say.label("unit-unsure")),
        ],
        "concerns": lambda: _fixed(say, "concerns", ("none", "team", "fifth", "office")),
        "category": lambda: [
            *(Option(c.code, f"{c.code} {say.pick(c.name)}") for c in choices.categories),
            Option(UNSURE, say.label("category-unsure")),
        ],
        "route": lambda: _fixed(say, "route", ("yes", "come", "no")),
    }.get(name, list)()
    return Question(state, say(f"ask-{name}"), options)


def following(state: State, data: Mapping[str, Any], *, back: bool = False) -> State:
    """Return the next step (or the one before) for somebody who has answered `data` so far."""
    order = [s for s in ORDER if s is not Writing.contact or data.get("identity") == "real-name"]
    position = order.index(state) + (-1 if back else 1)
    return order[max(position, 0)]


def ask(chat_id: int, asked: Question, say: Say) -> SendMessage:
    """Return the message that asks: a numbered button for each option, and the way back.

    Options too long for a button on a small screen stand in full above the buttons, too.
    """
    name = name_of(asked.state)
    numbered = [f"{n}. {option.label}" for n, option in enumerate(asked.options, start=1)]
    long = any(len(line) > BUTTON_LENGTH for line in numbered)
    text = Html(f"{asked.text}\n\n{_escaped(numbered)}") if long else asked.text
    rows = [
        [(line, f"s:{name}:{option.value}")]
        for line, option in zip(numbered, asked.options, strict=True)
    ]
    rows.append([(say.label("button-back"), f"back:{name}")])
    return message_to(chat_id, text, rows)


def chosen(asked: Question, typed: str) -> str | None:
    """Return the value of a typed number or label, or None if it names no option."""
    typed = typed.strip().rstrip(".。、)）")
    for number, option in enumerate(asked.options, start=1):
        if typed.casefold() in {str(number), option.label.casefold(), option.value.casefold()}:
            return option.value
    return None


def _fixed(say: Say, name: str, values: Sequence[str]) -> list[Option]:
    return [Option(value, say.label(f"{name}-{value}")) for value in values]


def _escaped(lines: Sequence[str]) -> str:
    return as_html("\n".join(lines))
