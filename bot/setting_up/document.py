"""The configuration that answers make: a TOML file that a person can go on with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.setting_up.questions import CATEGORY_CODES, AnswerError
from handlers.texts import Texts

HEAD = """\
# A round and its installation, written by `dengwen init`. Every key is explained in
# docs/configuration.md; after a change, start the service again. No secret stands in this file.

"""
ROLES = (
    ("leader", "leader"),
    ("deputy", "deputy"),
    ("member", "member"),
    ("fifth", "reviewer"),
    ("liaison", "liaison"),
    ("office", "office-person"),
)
ALONE = ("leader", "liaison")
CHATS = ("team", "fifth", "office")


def document(given: Mapping[str, Any], folder: Path, tokens: Mapping[str, Path]) -> str:
    """Return the configuration file.

    Args:
        given: What the answers mean.
        folder: Where data and keys will lie.
        tokens: The files that hold the tokens, as far as there are any, by `public` and `team`.
    """
    parts = [HEAD, f"languages = {_value(given['languages'])}\n\n"]
    parts += _round(given)
    parts.append(_table("notice", _notice(given)))
    parts += (_table("[units]", unit) for unit in given["unit"])
    parts += _categories(given["category"])
    parts += (_table("[channels]", channel) for channel in given["channel"])
    parts += (_table("[people]", person) for person in _people(given))
    parts.append(_standing(given["languages"]))
    parts.append(_telegram(given, folder, tokens))
    places = {"data": str(folder / "data"), "keys": str(folder / "keys")}
    parts.append(_table("storage", places))
    return "".join(parts).rstrip() + "\n"


def _round(given: Mapping[str, Any]) -> Iterator[str]:
    named = ("name", "team", "fifth", "office", "opens", "closes", "timezone")
    values = {name: given[name] for name in named}
    values["receipt_prefix"] = given["prefix"]
    values["series"] = given["series"]
    values["bypass_series"] = given["bypass-series"]
    yield _table("round", values)


def _notice(given: Mapping[str, Any]) -> dict[str, str]:
    """Say in each language who is inspected and about what; the bot adds the rest."""
    texts, notice = Texts(given["languages"]), dict[str, str]()
    for language in given["languages"]:
        say = texts.say(language)
        units = say.label("list-comma").join(unit["name"][language] for unit in given["unit"])
        first = say.label("setting-up-notice", team=given["team"][language], units=units)
        subjects = (f"· {category['name'][language]}" for category in given["category"])
        notice[language] = "\n".join((first, *subjects))
    return notice


def _categories(categories: list[dict[str, Any]]) -> Iterator[str]:
    if len(categories) > len(CATEGORY_CODES):
        raise AnswerError(f"--category must be given at most {len(CATEGORY_CODES)} times.")
    for code, category in zip(CATEGORY_CODES, categories, strict=False):
        items = [
            {"code": f"{code}{number}", "name": name}
            for number, name in enumerate(category["items"], 1)
        ]
        yield _table("[categories]", {"code": code, "name": category["name"], "items": items})


def _people(given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for role, question in ROLES:
        answered = given[question] if role not in ALONE else [given[question]]
        for number, person in enumerate(answered, 1):
            slug = role if role in ALONE else f"{role}-{number}"
            yield {"id": slug, "role": role, **person}


def _standing(languages: list[str]) -> str:
    """Return the standing part, if it has a text for each of the languages."""
    text = files("bot.setting_up").joinpath("standing.toml").read_text("utf-8")
    for language in languages:
        if f"{language} = " not in text:
            raise AnswerError(f"There are no standing texts in {language}; write the file by hand.")
    return f"\n{text}\n"


def _telegram(given: Mapping[str, Any], folder: Path, tokens: Mapping[str, Path]) -> str:
    chats = {f"{group}_chat": given[f"{group}-chat"] for group in CHATS}
    lines = [_table("telegram", {name: chat for name, chat in chats.items() if chat}).rstrip()]
    for bot in ("public", "team"):
        path = tokens.get(bot)
        off = "" if path else "# "
        lines.append(f"{off}{bot}_token_file = {_value(str(path or folder / f'{bot}.token'))}")
    lines += [f"# {name} = -1000000000001" for name, chat in chats.items() if not chat]
    return "\n".join(lines) + "\n\n"


def _table(name: str, values: Mapping[str, Any]) -> str:
    lines = [f"{key} = {_value(value)}" for key, value in values.items()]
    return "\n".join((f"[{name}]", *lines)) + "\n\n"


def _value(value: Any) -> str:
    """Return a value as TOML: its basic strings are those of JSON but for DEL, which none has."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return f"{{ {_joined(f'{key} = {_value(each)}' for key, each in value.items())} }}"
    if isinstance(value, list):
        return f"[{_joined(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)
