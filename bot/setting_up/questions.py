"""What `dengwen init` asks: each question is a flag for scripts and a prompt at a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from bot import config
from handlers.texts import FOLDER

Given = Mapping[str, Any]
"""What was answered so far, by the name of the question."""

LANGUAGES = ("zh-CN", "zh-Hant", "en")
CATEGORY_CODES = "ABCDEFHIJKLMNOPQRSTUVWXYZ"
"""G is the last category of every round (standing.toml)."""


class AnswerError(ValueError):
    """An answer that cannot be taken; the message is the rule that it breaks."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        name: The flag, without its dashes.
        asks: What is asked.
        how: How it is answered, if that is not plain.
        read: Takes one answer and what was answered before; returns what the configuration holds.
        many: Whether it takes any number of answers.
        least: How many it takes at least.
        default: What holds without an answer; None if there has to be one.
    """

    name: str
    asks: str
    read: Callable[[str, Given], Any]
    how: str = ""
    many: bool = False
    least: int = 1
    default: Callable[[Given], str] | None = None

    def value(self, answers: Sequence[str], given: Given) -> Any:
        """Return what the answers mean.

        Raises:
            AnswerError: One breaks a rule, or there are too few.
        """
        values = [self.read(answer.strip(), given) for answer in answers if answer.strip()]
        if len(values) < self.least:
            raise AnswerError("must have an answer")
        return values if self.many else next(iter(values), None)


def _as(kind: Any) -> Callable[[str, Given], Any]:
    """Return what reads an answer as a kind of value of the configuration."""
    adapter = TypeAdapter(kind)

    def read(answer: str, _given: Given) -> Any:
        try:
            return adapter.validate_python(answer)
        except ValidationError as error:
            raise AnswerError(_rule(error)) from None

    return read


def _rule(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False)[0]
    reason = fault.get("ctx", {}).get("error")
    return str(reason) if reason else "cannot be used as it is"


def _plain(answer: str) -> str:
    if not answer or not answer.isprintable():
        raise AnswerError("must be one line of text")
    return answer


def _text(answer: str, _given: Given) -> str:
    return _plain(answer)


def _languages(answer: str, _given: Given) -> list[str]:
    found = [part.strip() for part in answer.split(",") if part.strip()]
    known = sorted(folder.name for folder in FOLDER.iterdir() if (folder / "public.ftl").exists())
    if not found or len(set(found)) < len(found) or not set(found) <= set(known):
        raise AnswerError(f"must be languages that the bot speaks: {', '.join(known)}")
    return found


def _texts(answer: str, given: Given) -> dict[str, str]:
    """Read one text for all languages, or one for each, in their order."""
    languages = given["languages"]
    texts = [_plain(part.strip()) for part in answer.split("|")]
    if len(texts) == 1:
        texts *= len(languages)
    if len(texts) != len(languages):
        rule = f"must be one text, or {len(languages)} with | between them: {' | '.join(languages)}"
        raise AnswerError(rule)
    return dict(zip(languages, texts, strict=True))


def _closes(answer: str, given: Given) -> date:
    day: date = _as(config.Day)(answer, given)
    if day < given["opens"]:
        raise AnswerError("must not be before the first day")
    return day


def _bypass(answer: str, given: Given) -> str:
    if answer == given["series"]:
        raise AnswerError("must differ from the other, or its cases show in the gaps")
    return _plain(answer)


def _unit(answer: str, given: Given) -> dict[str, Any]:
    slug, colon, texts = answer.partition(":")
    if not colon:
        raise AnswerError("must be an id, a colon and the name")
    return {"id": _as(config.Slug)(slug.strip(), given), "name": _texts(texts, given)}


def _category(answer: str, given: Given) -> dict[str, Any]:
    name, *items = (_texts(part, given) for part in answer.split(">"))
    return {"name": name, "items": items or [name]}


def _channel(answer: str, given: Given) -> dict[str, Any]:
    kinds = get_args(config.Channel.model_fields["kind"].annotation)
    kind, colon, texts = answer.partition(":")
    if not colon or kind.strip() not in kinds:
        raise AnswerError(f"must be one of {', '.join(kinds)}, a colon and the text")
    return {"kind": kind.strip(), "text": _texts(texts, given)}


def _person(answer: str, given: Given) -> dict[str, Any]:
    name, _, homes = answer.partition("@")
    slug = _as(config.Slug)
    units = [slug(part, given) for part in re.split(r"[,\s]+", homes) if part]
    return {"name": _plain(name.strip()), "home_units": units}


def _series_without(given: Given) -> str:
    series: str = given["series"]
    return f"{series}X" if series.isascii() else f"{series[:-1]}密{series[-1]}"


_TEXTS = "one text, or one for each language in their order with | between them"
_PERSON = "the name; after @ the ids of bodies that the person comes from"

QUESTIONS: tuple[Question, ...] = (
    Question(
        "languages",
        "Languages, the default one first",
        _languages,
        how="with commas between them",
        default=lambda _given: ", ".join(LANGUAGES),
    ),
    Question("name", "Name of the round", _texts, _TEXTS),
    Question("team", "Name of the team that receives petitions", _texts, _TEXTS),
    Question("fifth", "Name of the group that reviews them", _texts, _TEXTS),
    Question("office", "Name of the office that both report to", _texts, _TEXTS),
    Question("opens", "First day", _as(config.Day), "such as 2027-03-01"),
    Question("closes", "Last day", _closes, "such as 2027-05-31"),
    Question(
        "timezone",
        "Time zone",
        _as(config.Round.model_fields["timezone"].rebuild_annotation()),
        default=lambda _given: "Asia/Shanghai",
    ),
    Question(
        "prefix",
        "Prefix of receipt numbers",
        _as(config.Round.model_fields["receipt_prefix"].rebuild_annotation()),
        "2 to 4 of A-Z and 0-9",
    ),
    Question("series", "Series of registration numbers", _text, "礼巡信 gives 礼巡信〔2027〕001号"),
    Question(
        "bypass-series",
        "Series of cases that bypass whom they concern",
        _bypass,
        default=_series_without,
    ),
    Question(
        "unit",
        "Body that is inspected",
        _unit,
        "ID: name, such as audit-bureau: 审计局|審計局|Audit bureau",
        many=True,
    ),
    Question(
        "category",
        "Subject of petitions",
        _category,
        "after > its kinds, such as Fees > Waived > Kept back",
        many=True,
    ),
    Question(
        "channel",
        "Another way to reach the team",
        _channel,
        "KIND: text; phone, email, post, mailbox, visit or emergency",
        many=True,
    ),
    Question("leader", "Leader of the team", _person, _PERSON),
    Question("deputy", "Deputy", _person, _PERSON, many=True, least=0, default=lambda _given: ""),
    Question("member", "Member of the team", _person, _PERSON, many=True),
    Question("reviewer", "Person of the group that reviews", _person, _PERSON, many=True),
    Question("liaison", "Liaison, who is given figures and reads no case", _person, _PERSON),
    Question(
        "office-person",
        "Person of the office",
        _person,
        _PERSON,
        many=True,
        least=0,
        default=lambda _given: "",
    ),
    *(
        Question(
            f"{group}-chat",
            f"Telegram group of {whose}",
            _as(config.Chat),
            "-1001234567890 where a link to a message in it is t.me/c/1234567890/5; empty: later",
            least=0,
            default=lambda _given: "",
        )
        for group, whose in (
            ("team", "the team"),
            ("fifth", "the group that reviews"),
            ("office", "the office"),
        )
    ),
)


def read_all(answers: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return what all answers mean; who is not asked gets the default.

    Raises:
        AnswerError: Answers are missing, or one breaks a rule; the flag is named, not the answer.
    """
    given: dict[str, Any] = {}
    missing = []
    for question in QUESTIONS:
        said = answers.get(question.name, ())
        if not said and question.default is None:
            missing.append(f"--{question.name}")
            continue
        if missing:
            continue
        given[question.name] = value_of(question, said, given)
    if missing:
        raise AnswerError(f"Without a terminal each answer is a flag; missing: {' '.join(missing)}")
    return given


def value_of(question: Question, said: Sequence[str], given: Given) -> Any:
    """Return what the answers to one question mean, or its default; raises with its flag."""
    if not said and question.default is not None:
        said = [question.default(given)]
    try:
        return question.value(said, given)
    except AnswerError as error:
        raise AnswerError(f"--{question.name} {error}.") from None
