"""Everything that can be sent, in every situation: what is stored, and what is answered.

The table in docs/citizen.md is what comes out of these conversations. To write it anew:
`DENGWEN_WRITE_DOCS=1 .venv/bin/python -m pytest tests/conversations/test_public_kinds.py`.
"""

import os
import re
from pathlib import Path

import pytest

from storage.sql.tables import outbox, pieces
from tests.conversations.public_office import BOT, OPENING_HOUR, submits, writes_up_to_the_account

DOCUMENT = Path(__file__).parents[2] / "docs" / "citizen.md"
BEGIN, END = "<!-- kinds: begin -->", "<!-- kinds: end -->"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3
MP4 = b"ftypisom" * 99
HERE = {"latitude": 34.19, "longitude": 105.18}
MEBIBYTE = 1024 * 1024


def media(kind, data=MP4, **about):
    async def sends(citizen):
        return await citizen.sends_with(BOT, kind=kind, data=data, **about)

    return sends


def content(kind, **about):
    async def sends(citizen):
        return await citizen.sends(BOT, kind, **about)

    return sends


def words(text="Words.", **about):
    async def sends(citizen):
        return await citizen.sends_with(BOT, text=text, **about)

    return sends


async def album(citizen):
    for _ in range(3):
        await citizen.sends_with(BOT, kind="photo", data=PNG, album=f"album of {citizen.id}")


async def quoted(citizen):
    first = next(seen for seen in reversed(await citizen.sees(BOT)) if seen.text)
    await citizen.sends_with(BOT, text="As I said.", reply_to=first.id, quotes=first.text[:5])


KINDS = {
    "text": words(),
    "text forwarded from somebody": words(forwarded_from="Zhang San"),
    "text with a quote": quoted,
    "text with a quote from another chat": words(quotes="w", answers_elsewhere="Zhang San"),
    "photo": media("photo", PNG),
    "photos as an album": album,
    "moving photo": content(
        "raw",
        live_photo={"file_id": "L", "file_unique_id": "l", "width": 1, "height": 1, "duration": 1},
        photo=[{"file_id": "P", "file_unique_id": "p", "width": 1, "height": 1}],
    ),
    "file": media("document", file_name="a.txt"),
    "file of unknown length": media("document", file_name="b.txt", tells_size=False),
    "file beyond the limit": media("document", bytes(3 * MEBIBYTE), file_name="c.bin"),
    "video": media("video"),
    "round video": media("video_note"),
    "animation": media("animation"),
    "voice message": media("voice"),
    "recording": media("audio"),
    "place": content("location", **HERE),
    "live place": content("location", live_period=900, **HERE),
    "named place": content("venue", title="Gate", address="Road 1", **HERE),
    "contact card": content("contact", phone_number="13800000000", first_name="Zhang"),
    "sticker": content("sticker"),
    "dice": content("dice"),
    "poll": content("poll", question="Who?", options=["a", "b"]),
    "story": content("raw", story={"chat": {"id": -1, "type": "channel", "title": "x"}, "id": 1}),
    "game": content(
        "raw",
        game={
            "title": "g",
            "description": "g",
            "photo": [{"file_id": "P", "file_unique_id": "p", "width": 1, "height": 1}],
        },
    ),
    "checklist": content("raw", checklist={"title": "c", "tasks": [{"id": 1, "text": "t"}]}),
    "paid media": content("raw", paid_media={"star_count": 1, "paid_media": []}),
    "kind of a newer Bot API": content("raw", hologram={"depth": 3}),
    "command that there is not": words("/nonsense"),
    "timer that deletes messages": content(
        "raw", message_auto_delete_timer_changed={"message_auto_delete_time": 86400}
    ),
}


def edited_text(sent, citizen):
    return citizen.edits(BOT, sent.id, "Other words.")


def edited_caption(sent, citizen):
    return citizen.edits(BOT, sent.id, "Other words.")


def other_file(sent, citizen):
    return citizen.edits(BOT, sent.id, kind="document", data=MP4 * 2, file_name="z.txt")


def moved(sent, citizen):
    about = {"latitude": 35.0, "longitude": 105.0, "live_period": 900}
    return citizen.edits(BOT, sent.id, kind="location", about=about)


EDITS = {
    "text, edited": ("text", edited_text),
    "caption, edited": ("photo", edited_caption),
    "file, replaced": ("file", other_file),
    "live place, moving": ("live place", moved),
}


async def in_draft(office, person):
    await writes_up_to_the_account(person, english=True)


async def at_a_question(office, person):
    await person.says(BOT, "/start")
    for word in ("English", "Begin"):
        await person.waits_for(BOT)
        await person.taps(BOT, word)
    await person.waits_for(BOT, "How do you want")


async def adding(office, person):
    number = await submits(person, english=True)
    await person.says(BOT, f"/status {number}")
    await person.waits_for(BOT, number)
    await person.taps(BOT, "Add to it")
    await person.waits_for(BOT, "Please write to the case workers")


async def unknown(office, person):
    return None


SITUATIONS = {
    "in a draft": in_draft,
    "at an earlier question": at_a_question,
    "after submission, while adding": adding,
    "unknown person": unknown,
}


async def measured(office, person, act):
    """Return what an act left in the database and what was answered to it."""
    before = {row.id: row.meta for row in await office.rows(pieces)}
    waiting = {row.id for row in await office.rows(outbox)}
    seen = len(await person.sees(BOT))
    await act()
    await office.is_idle()
    rows = await office.rows(pieces)
    added = [row for row in rows if row.id not in before]
    gone = set(before) - {row.id for row in rows}
    changed = [row for row in rows if row.id in before and row.meta != before[row.id]]
    answers = [s.text for s in (await person.sees(BOT))[seen:] if not s.own]
    later = [row.id for row in await office.rows(outbox) if row.id not in waiting]
    if later:
        answers += [parcel["text"] for parcel in (await office.parcels())[-len(later) :]]
    return stored_in_words(added, gone, changed), answered_in_words(answers)


def stored_in_words(added, gone, changed):
    if changed:
        return "replaced"
    texts = sum(1 for row in added if row.content is not None)
    files = len(added) - texts
    if gone:
        return "replaced"
    counted = [f"{n} {name}{'s'[: n > 1]}" for n, name in ((texts, "text"), (files, "file")) if n]
    return ", ".join(counted) or "nothing"


def answered_in_words(answers):
    plain = [re.sub(r"<[^>]+>", "", text).split("\n")[0] for text in answers]
    return " ".join(f"“{text}”" for text in plain) or "no answer: nobody wrote anything"


async def cells_of(office, telegram, prepare):
    """Return a cell for each kind: what is stored and what is answered in one situation."""
    cells = {}
    person = await telegram.user("Ann", language_code="en")
    await person.says(BOT, "/help")
    await person.waits_for(BOT, "/status")
    await prepare(office, person)
    for name, act in KINDS.items():
        cells[name] = await measured(office, person, lambda act=act: act(person))
    for name, (kind, change) in EDITS.items():
        sent = await KINDS[kind](person)
        await office.is_idle()
        cells[name] = await measured(office, person, lambda s=sent, c=change: c(s, person))
    return cells


def table_of(columns):
    """Return the table as Markdown: a line for each kind, a column for each situation."""
    lines = [
        "| what is sent | " + " | ".join(columns) + " |",
        "|---" * (len(columns) + 1) + "|",
    ]
    for name in [*KINDS, *EDITS]:
        cells = [f"**{cells[name][0]}** {cells[name][1]}" for cells in columns.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


@pytest.fixture
def limit(office):
    office.set(DENGWEN_INTAKE__MAX_FILE_MB="1", DENGWEN_INTAKE__MAX_ATTACHMENTS="90")


async def test_the_document_says_what_becomes_of_everything_that_can_be_sent(
    office, limit, telegram, clock
):
    office.holds_downloads = True
    assert clock() == OPENING_HOUR
    async with office.open():
        columns = {
            name: await cells_of(office, telegram, prepare) for name, prepare in SITUATIONS.items()
        }
    assert all(stored and answered for c in columns.values() for stored, answered in c.values())
    written = DOCUMENT.read_text("utf-8")
    head, _, rest = written.partition(BEGIN)
    shown, _, tail = rest.partition(END)
    table = table_of(columns)
    if os.environ.get("DENGWEN_WRITE_DOCS"):
        DOCUMENT.write_text(f"{head}{BEGIN}\n\n{table}\n\n{END}{tail}", "utf-8")
    else:
        assert shown.strip() == table
