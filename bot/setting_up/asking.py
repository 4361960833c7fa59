"""How the answers are had: from flags, from an attempt that was broken off, from a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bot.setting_up.questions import QUESTIONS, AnswerError, Question, value_of
from storage.ledger.files import create_secret_file, write_durably

KEPT = ".init-answers.json"
TOKENS = ("public", "team")

Answers = dict[str, list[str]]


def kept_answers(folder: Path) -> Answers:
    """Return what was answered before an attempt was broken off."""
    try:
        kept: Answers = json.loads((folder / KEPT).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return kept


def forget_answers(folder: Path) -> None:
    """Remove the kept answers: they stand in the configuration now."""
    (folder / KEPT).unlink(missing_ok=True)


def ask_all(folder: Path, flags: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Ask at the terminal whatever no flag answers; each answer is kept as soon as it is given."""
    kept = kept_answers(folder)
    if kept:
        click.echo(f"Going on where it was broken off; {len(kept)} answers are kept.")
    given: dict[str, Any] = {}
    for question in QUESTIONS:
        said = list(flags.get(question.name, ())) or kept.get(question.name)
        if said is None:
            said = _asked(question, given)
            kept[question.name] = said
            write_durably(folder / KEPT, json.dumps(kept, ensure_ascii=False).encode())
        given[question.name] = value_of(question, said, given)
    return given


def _asked(question: Question, given: Mapping[str, Any]) -> list[str]:
    while True:
        said = _many(question) if question.many else [_one(question, given)]
        try:
            value_of(question, said, given)
        except AnswerError as error:
            click.echo(str(error).removeprefix(f"--{question.name} ").capitalize())
        else:
            return said


def _one(question: Question, given: Mapping[str, Any]) -> str:
    default = question.default(given) if question.default else None
    return str(click.prompt(_prompt(question), default=default, show_default=bool(default)))


def _many(question: Question) -> list[str]:
    click.echo(f"{_prompt(question)}; an empty line ends the list.")
    answers: list[str] = []
    while answer := click.prompt(f"  {len(answers) + 1}", default="", show_default=False).strip():
        answers.append(answer)
    return answers


def _prompt(question: Question) -> str:
    return f"{question.asks} ({question.how})" if question.how else question.asks


def ask_tokens(folder: Path, files: Mapping[str, Path]) -> dict[str, Path]:
    """Ask for the tokens that no file was named for, without showing them, and keep each in one."""
    found = dict(files)
    for bot in TOKENS:
        path = folder / f"{bot}.token"
        if bot not in found and not path.exists() and (token := _token(bot, found)):
            create_secret_file(path, f"{token}\n".encode())
        if bot not in found and path.exists():
            found[bot] = path
    return found


def _token(bot: str, others: Mapping[str, Path]) -> str:
    """Return a token that is none of `others`, or nothing if it is to come later."""
    taken = {_bot_id(path.read_text("ascii").strip()) for path in others.values()}
    asked = f"Token of the {bot} bot, from BotFather (not shown; empty: later)"
    while True:
        typed = click.prompt(asked, default="", hide_input=True, show_default=False).strip()
        if not typed:
            return ""
        if re.fullmatch(r"[0-9]+:[\w-]+", typed, re.ASCII) is None:
            click.echo("That is no token: digits, a colon, letters and digits.")
        elif _bot_id(typed) in taken:
            click.echo("That is the other bot's: citizens and team need a bot each.")
        else:
            return str(typed)


def _bot_id(token: str) -> str:
    return token.partition(":")[0]


def ask_custodians(folder: Path) -> dict[str, str | Path]:
    """Ask for three custodians: the public key of each, or where the key is to be made."""
    click.echo(
        "Three people keep the key of last resort: any two of them together open every case, one "
        "alone opens none. Each needs an age key of their own."
    )
    custodians: dict[str, str | Path] = {}
    while len(custodians) < 3:  # noqa: PLR2004  decision 9
        place = len(custodians) + 1
        name = click.prompt(f"Custodian {place}, a word for file names").strip().lower()
        if name in custodians or not name.replace("-", "").isalnum() or not name.isascii():
            click.echo("A new word of letters, digits and hyphens, please.")
            continue
        key = click.prompt(
            f"Public key of {name} (age1…; empty: make one now, locked with a passphrase)",
            default="",
            show_default=False,
        ).strip()
        custodians[name] = key or folder / f"{name}.key.age"
    return custodians


def ask_new_passphrase(name: str, least: int) -> str:
    """Let a custodian choose a passphrase, twice the same."""
    while True:
        chosen = str(
            click.prompt(
                f"{name} chooses a passphrase of {least} characters or more",
                hide_input=True,
                confirmation_prompt="Once more",
            )
        )
        if len(chosen.strip()) >= least:
            return chosen
        click.echo(f"It needs {least} characters at least.")
