"""Ledger and forms in conversation: who gets them, what they say, and that they rest nowhere."""

import io
from dataclasses import replace

import openpyxl
from docx import Document

from casework.desk.facts import case_for
from casework.desk.people import members
from casework.desk.read import reader_at
from casework.desk.records import Field, Record, add_record
from casework.desk.recuse import recuse
from storage.ledger.age import generate_identity, open_sealed
from tests.casework.office import FIFTH_CHAT, PROFILE
from tests.conversations.desk_office import (
    DESK,
    SECRET,
    all_texts,
    enrols,
    opens_the_section,
    unlocks,
)

SECTION = "Papers"
FORMULA = "=HYPERLINK(1)"


async def receives(person, what):
    """Wait for a paper; returns its message and the bytes of its file."""

    def found(seen):
        return next((m for m in reversed(seen) if m.file and what in m.text), None)

    message = await person.waits_until(DESK, found, timeout=20)
    return message, await person.opens(message)


async def writes_down(world, reader_id, case_id, kind, text, **fields):
    async def write(scope):
        (member,) = [each for each in await members(scope) if each.id == reader_id]
        case = await case_for(scope, member, case_id)
        known = {Field(name): value for name, value in fields.items()}
        await add_record(scope, member, case, kind, text, fields=known)
        scope.record("described", case=case_id, by=member.id)

    await world.does(write)


def rows_of(content):
    """Return the rows of a ledger below its headings, each by the heading of its column."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    # "Name" stands above the reporter's and above that of who is complained of.
    return [dict(zip(heads, row, strict=True)) for row in rows]


def words_of(content):
    document = Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return "\n".join(texts)


async def asks_for(person, form):
    await opens_the_section(person, SECTION)
    await person.taps(DESK, form)


async def test_the_report_of_the_round_is_made_of_figures_alone(world, control, desk, registrar):
    """It needs no unlocked key, since it opens no case."""
    leader = await enrols(world, control, "leader")
    await world.joins("fifth")
    await world.petition(SECRET)
    await world.petition("About the leader.", concerns="team")
    await registrar.take_all()
    await leader.says(DESK, "/figures")
    await leader.waits_for(DESK, "Received: 1")
    await leader.taps(DESK, "Report of the round")
    message, content = await receives(leader, "Figures of the round: 1")
    text = words_of(content)
    assert "1 petitions and leads were received" in text
    assert SECRET not in text
    assert "〔" not in text
    assert message.protected


async def test_a_ledger_holds_what_its_reader_may_see(world, control, desk, registrar):
    leader, fifth = [await enrols(world, control, who) for who in ("leader", "fifth")]
    await world.petition(SECRET)
    await world.petition(FORMULA, category="G")
    await world.petition("About the leader.", concerns="team")
    recused_from = await world.petition("Not for the leader.")
    await registrar.take_all()
    member = await reader_at(world.scope(), "leader", leader.id)
    await world.does(recuse, member, recused_from, "leader", "A cousin.")

    world.sessions.lock("leader")
    await leader.says(DESK, "/ledger")
    await leader.waits_for(DESK, "It is locked")
    await unlocks(leader)
    await leader.says(DESK, "/ledger sonnenschein")
    await leader.waits_for(DESK, "sonnenschein")
    await leader.says(DESK, "/ledger")
    await leader.waits_for(DESK, "of which cases")
    await leader.taps(DESK, "Everything")
    message, content = await receives(leader, "Ledger")
    assert message.protected
    rows = rows_of(content)
    assert [row["What it says"] for row in rows] == [SECRET, FORMULA]
    assert [row["Channel"] for row in rows] == ["Telegram", "Telegram"]
    planned = [item["params"] for _, item, _ in await world.outbox() if item.get("method")]
    assert {"chat_id": leader.id, "message_id": message.id} in planned

    world.office = replace(world.office, printable=True)
    await leader.says(DESK, "/ledger C")
    message, content = await receives(leader, "cases: 1")
    assert not message.protected
    assert [row["What it says"] for row in rows_of(content)] == [SECRET]

    await unlocks(fifth)
    await fifth.says(DESK, "/ledger")
    await fifth.waits_for(DESK, "of which cases")
    await fifth.taps(DESK, "Everything")
    _, content = await receives(fifth, "Ledger")
    found = {row["What it says"] for row in rows_of(content)}
    assert found == {SECRET, FORMULA, "About the leader.", "Not for the leader."}


async def test_forms_are_filled_from_the_case(world, control, desk, registrar, tmp_path):
    leader = await enrols(world, control, "leader")
    case_id = await world.petition(SECRET)
    await registrar.take_all()
    await unlocks(leader)
    await asks_for(leader, "Rectification")
    await leader.waits_for(DESK, "no rectification is proposed")
    await writes_down(world, "leader", case_id, Record.RECTIFICATION, "Collect what is owed.")
    await asks_for(leader, "Rectification")
    await leader.waits_for(DESK, "needs the number")
    consent = {"document": "LG-7", "until": "2026-12-24"}
    await writes_down(world, "leader", case_id, Record.RECTIFICATION, "Collect it.", **consent)
    await writes_down(world, "leader", case_id, Record.ACCUSED, "", name="Somebody")
    for form, holds, holds_not in (
        ("Rectification", "LG-7", SECRET),
        ("Urgent report", SECRET, "LG-7"),
        ("Sign-off checklist", "Rectification plan", SECRET),
    ):
        await asks_for(leader, form)
        _, content = await receives(leader, form)
        text = words_of(content)
        assert holds in text, form
        assert holds_not not in text, form
        assert ("Somebody" in text) is (form == "Urgent report")
    many = [
        (item["chat_id"], item["text"]["args"])
        for _, item, _ in await world.outbox("announce-many-papers")
    ]
    assert many == [(FIFTH_CHAT, {"who": "leader", "many": 3})]
    bearing = {method.lower() for method, call in await all_texts(control) if "Collect" in call}
    assert bearing == set()
    at_rest = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not [content for content in at_rest if b"Collect" in content]


async def test_who_keeps_a_key_elsewhere_gets_sealed_what_the_desk_knows(
    world, control, desk, registrar
):
    leader = await control.user("leader", language_code="en")
    await leader.says(DESK, "/enroll code-leader")
    await leader.waits_for(DESK, "age1…")
    identity = generate_identity(PROFILE)
    await leader.says(DESK, identity.recipient.encode())
    await leader.waits_for(DESK, "public key is taken")
    await world.sign("leader")
    await world.petition(SECRET)
    await registrar.take_all()
    await leader.says(DESK, "/ledger")
    await leader.waits_for(DESK, "of which cases")
    await leader.taps(DESK, "This month")
    message, sealed = await receives(leader, "Sealed to your key")
    assert message.file.name.endswith(".xlsx.age")
    (row,) = rows_of(open_sealed(sealed, [identity]))
    assert row["Receipt"].startswith("LX-")
    assert row["What it says"] == "(sealed)"
    await asks_for(leader, "Transfer")
    _, sealed = await receives(leader, "Transfer")
    assert "(sealed)" in words_of(open_sealed(sealed, [identity]))
