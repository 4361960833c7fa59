"""Everything that the processes tell their log: one table of events, one of fields.

Tests hold the code to it, and docs/logs.md to both. A process drops a field that does not stand
here, or whose value has another shape than it should have, and says how many it has dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MOST = 10_000_000
"""No figure that is told is as long as the id of an account."""

_ERROR = re.compile(r"[A-Za-z_]\w{0,80}( at ([\w.<>/-]{1,120}:\d{1,6})?)?", re.ASCII)
_SENTENCE = re.compile(r"[\x20-\x7e]{1,300}")
# An account, a token, a receipt number: whatever the sentence, none of them stands in it.
_SECRET = re.compile(r"\d{9}|\d:[\w-]{20}|\b[A-Z0-9]{2,4}-[A-Z0-9]{5}-[A-Z0-9]{5}", re.ASCII)


def _like(pattern: str) -> Callable[[object], bool]:
    whole = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: isinstance(value, str) and whole(value) is not None


def _named(pattern: str) -> Callable[[object], bool]:
    fits = _like(pattern)
    return lambda value: fits(value) and _sentence(value)


def _count(value: object) -> bool:
    return isinstance(value, int) and -MOST < value < MOST


def _sentence(value: object) -> bool:
    if not isinstance(value, str):
        return False
    return _SENTENCE.fullmatch(value) is not None and _SECRET.search(value) is None


@dataclass(frozen=True, slots=True)
class Field:
    """What a field says, and whether a value looks like it."""

    meaning: str
    fits: Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Event:
    """What an event means, what to do if anything, and which fields it has."""

    meaning: str
    fields: tuple[str, ...] = ()


_ID = _like("[0-9a-f]{32}")
_NAME = _named("[A-Za-z][A-Za-z0-9_.-]{0,80}")
_WORD = _named("[a-z][a-z0-9-]{0,40}")

FIELDS: Mapping[str, Field] = {
    "bot": Field("Which of the two bots: `public` or `team`.", _like("public|team")),
    "case": Field("The id of a case in the ledger, drawn at random.", _ID),
    "cases": Field("How many cases.", _count),
    "days": Field("How many days.", _count),
    "due": Field("The day on which a term of the round ends.", _like(r"\d{4}-\d\d-\d\d")),
    "error": Field(
        "The type of an error, and where it arose: file and line.",
        lambda value: _sentence(value) and _ERROR.fullmatch(str(value)) is not None,
    ),
    "figures": Field("Which figures: of a day or of a week.", _WORD),
    "file": Field("The name of a notice's file.", _named("[A-Za-z0-9._-]{1,40}")),
    "item": Field("The id of an item of the outbox, drawn at random.", _ID),
    "library": Field("Which part of a library.", _NAME),
    "method": Field("A method of the Bot API.", _NAME),
    "minutes": Field("How many minutes.", _count),
    "part": Field("Which part of a process.", _WORD),
    "piece": Field("Which row of the desk's mail.", _like("(mail|report) [0-9a-f]{1,32}")),
    "place": Field("File and line.", _like(r"[\w.<>-]{1,80}:\d{1,6}")),
    "reason": Field("Why, in words of the program's own.", _sentence),
    "role": Field("Which process.", _like("intake|desk|courier")),
    "rule": Field("The id of a rule of `terms`.", _WORD),
    "status": Field("The exit status of a process; below zero, the signal.", _count),
    "term": Field("The id of a term in the ledger, drawn at random.", _ID),
    "why": Field("Why, in one word.", _WORD),
    "year": Field("A year.", _count),
}

EVENTS: Mapping[str, Event] = {
    "answer-refused": Event(
        "Telegram will never take an answer; it is not sent.", ("bot", "method", "error")
    ),
    "answered-otherwise": Event(
        "An answer for one person alone was refused and went another way.", ("error",)
    ),
    "blob-not-removed": Event("A file of a draft stays until tomorrow.", ("error",)),
    "calendar-file-not-sent": Event("Somebody's calendar of due dates was not sent.", ("error",)),
    "calendar-missing": Event(
        "The holidays of a year are not known: `dengwen calendar import FILE`.", ("year",)
    ),
    "case-not-readable": Event(
        "The facts of a case do not open; others go on. See `dengwen fsck`.", ("case", "error")
    ),
    "case-not-recounted": Event(
        "The terms of a case could not be counted anew.", ("case", "error")
    ),
    "case-not-recovered": Event(
        "A case was not wrapped for who lost a passphrase.", ("case", "error")
    ),
    "case-not-rewrapped": Event("A case was not wrapped anew for a reader.", ("error",)),
    "case-without-reviewer": Event("Nobody on the roster can review a case.", ("case",)),
    "content-not-shown": Event("Content was not shown to who asked for it.", ("error",)),
    "database-silent": Event("The database does not answer; it is tried again.", ("part",)),
    "departed-not-readable": Event(
        "Who has left the roster cannot be read; messages go out by what was known.", ("error",)
    ),
    "download-failed": Event("A file was not had from Telegram; it is tried again.", ("error",)),
    "download-given-up": Event("A file counts as one that cannot be had.", ("error",)),
    "draft-not-moved": Event(
        "A draft stays under a key of the day that is gone, as after a restore.", ("error",)
    ),
    "figures-wait": Event(
        "Figures cannot go out: nobody has enrolled who gets them, or they do not open.",
        ("figures", "why", "error"),
    ),
    "file-not-looked-into": Event(
        "What a file says of its maker could not be found out.", ("error", "status")
    ),
    "font-missing": Event("No font with Chinese characters: install fonts-noto-cjk."),
    "group-moved": Event(
        "A group has another number now. It is kept; put it into the configuration, too."
    ),
    "item-for-nobody": Event("What waited in the outbox has nobody to go to any more.", ("item",)),
    "item-not-readable": Event(
        "An item of the outbox does not open; it is kept.", ("item", "error")
    ),
    "item-without-chat": Event("For whom an item is cannot be read.", ("item", "error")),
    "left-to-courier": Event("Telegram refuses an answer for now; it waits.", ("bot", "error")),
    "letter-file-not-stored": Event("A file of a letter was not stored.", ("error",)),
    "letter-not-moved": Event("A letter stays under a key of the day that is gone.", ("error",)),
    "letter-not-shown": Event("A letter was not shown to who enters it.", ("error",)),
    "library": Event(
        "A library has told something. Its words are dropped; the place is where it told it.",
        ("library", "place", "error"),
    ),
    "log-not-finished": Event("The last entries were left to the next start.", ("error",)),
    "log-not-signed": Event(
        "The transparency log is not what it should be: nothing is signed. See `dengwen verify`.",
        ("reason",),
    ),
    "mail-refused": Event(
        "The desk does not believe, or cannot read, what another process left for it.",
        ("piece", "error"),
    ),
    "mail-waits": Event("What another process left waits for something else.", ("piece", "error")),
    "menu-refused": Event("Telegram refuses a menu of commands.", ("method", "error")),
    "message-given-up": Event(
        "Telegram will never take a message; an error where it was to delete something.",
        ("bot", "method", "reason"),
    ),
    "message-not-handed-over": Event("Sending failed in an unforeseen way; again.", ("error",)),
    "message-waits": Event(
        "Telegram refuses a message for now; it waits.", ("bot", "method", "reason")
    ),
    "message-waits-for-return": Event(
        "Somebody has blocked the bot; what they must not miss waits.", ("bot", "method")
    ),
    "move-not-told": Event("That a day has moved could not be told.", ("term", "error")),
    "not-listening": Event(
        "Figures and health are not shown: the address is taken, or not ours.", ("error",)
    ),
    "not-looked-at": Event(
        "Something that is shown to the operator was not found out.", ("error",)
    ),
    "notice-gone": Event("A notice was removed; its days are not in force any more.", ("file",)),
    "notice-in-force": Event("A notice of days of rest is in force.", ("file", "days")),
    "notice-refused": Event("A notice is not believed.", ("file", "reason")),
    "outbox-late": Event(
        "The oldest message has waited for that long. Is Telegram reached?", ("minutes",)
    ),
    "page-not-deleted": Event("A page that was sealed stays in the chat.", ("error",)),
    "paper-not-made": Event("A paper was not made for who asked for it.", ("error",)),
    "part-failed": Event("Something failed in an unforeseen way; it goes on.", ("part", "error")),
    "part-waits": Event("Something has to wait; it is tried again.", ("part", "error")),
    "petition-held-up": Event(
        "A petition whose files are there cannot go out now; it is tried again.", ("error",)
    ),
    "picture-not-sent": Event("The picture of a receipt was not sent.", ("error",)),
    "picture-not-shown": Event("A picture was not shown to who asked for it.", ("error",)),
    "picture-sent-as-file": Event("Telegram does not take a picture as one."),
    "placeholder-stays": Event("What was announced could not be put in its place.", ("error",)),
    "poll-failed": Event(
        "Telegram or the database does not answer; critical after twenty hours, since Telegram "
        "keeps what people write for twenty-four.",
        ("bot", "error"),
    ),
    "process-ended": Event("A process has ended and is started again.", ("role", "status")),
    "process-failed": Event("A process ends.", ("error",)),
    "proof-not-made": Event("The proof of a petition was not made.", ("error",)),
    "quarantine-incomplete": Event(
        "What could not be handled is put aside without its structure or an apology.",
        ("bot", "error"),
    ),
    "recount-not-readable": Event("By what terms were counted is unknown: again.", ("error",)),
    "reminders-late": Event(
        "The desk should have reminded somebody that long ago. Is it running?", ("minutes",)
    ),
    "roster-refused": Event("The roster is not believed.", ("reason",)),
    "round-over": Event("The round's last day is over; a term began.", ("rule", "due")),
    "sequel-failed": Event("What follows an answer has failed.", ("bot", "error")),
    "service-manager-deaf": Event("systemd does not hear how the process is.", ("error",)),
    "slip-not-sent": Event("A slip was not sent.", ("error",)),
    "storage-silent": Event("The database or the disk fails; it is tried again.", ("part",)),
    "telegram-silent": Event("Telegram does not answer at the start.", ("bot", "error")),
    "term-not-readable": Event("A term does not open; others go on.", ("term", "error")),
    "terms-recounted": Event("Terms were counted by another calendar.", ("cases",)),
    "told-not-readable": Event("What was said of a day does not open.", ("error",)),
    "topic-not-made": Event("A group has no topic for a case.", ("error",)),
    "uncaught": Event("An error that nobody waited for.", ("error",)),
    "update-failed": Event("An update could not be handled.", ("bot", "error")),
    "update-not-kept": Event(
        "A key or a sealed row is not what it was; the sender is told.", ("bot", "error", "reason")
    ),
    "update-quarantined": Event(
        "An update was put aside: `dengwen quarantine`.", ("bot", "reason")
    ),
    "update-sent-back": Event(
        "Telegram is to bring an update again: the database or Telegram does not answer.",
        ("bot", "error"),
    ),
    "webhook-failed": Event("A delivery failed in an unforeseen way; it comes again.", ("error",)),
    "webhook-not-set": Event(
        "Telegram does not take the address of the webhook; it is tried again.", ("bot", "error")
    ),
    "webhook-sweep-failed": Event(
        "What was left unsent waits; it is tried again.", ("bot", "error")
    ),
}
