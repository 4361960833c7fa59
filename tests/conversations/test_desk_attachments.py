"""Attachments at the desk: viewing copies, originals, albums, and sealed files."""

import io
import tarfile
from dataclasses import replace

import pytest
from PIL import Image, PngImagePlugin

from bot import viewing
from bot.exports import open_export
from casework.desk.facts import change, open_facts
from tests.casework.office import PASSPHRASE
from tests.conversations.desk_office import (
    DESK,
    SECRET,
    all_texts,
    attaches,
    enrols,
    opens_the_case,
    sees_files,
    unlocks,
)
from tests.conversations.test_desk_access import keeps_own_key


def picture(shade, **tells):
    """Return a PNG that tells things besides what it shows."""
    about, file = PngImagePlugin.PngInfo(), io.BytesIO()
    for name, value in tells.items():
        about.add_text(name, value)
    Image.new("L", (40, 30), shade).save(file, "PNG", pnginfo=about)
    return file.getvalue()


async def has_attachments(scope, case_id, how_many):
    case = open_facts(scope, await scope.book.case(case_id))
    change(scope, case, attachments=how_many)
    scope.record("read-mark", case=case_id)


async def filed(world, registrar, *files):
    """Submit a petition with attachments, each (content, name, kind, mime)."""
    case_id = await world.petition(SECRET)
    for content, name, kind, mime in files:
        await attaches(world, case_id, content, name, kind=kind, mime=mime)
    await registrar.take_all()
    await world.does(has_attachments, case_id, len(files))
    return case_id


async def opens_the_list(person):
    await opens_the_case(person)
    await person.taps(DESK, "Attachments")
    return await person.waits_for(DESK, "attachments: 4")


async def wiped(world):
    """Return the messages that will be deleted."""
    return {i["params"]["message_id"] for _, i, _ in await world.outbox() if i.get("method")}


async def test_pictures_come_first_together_and_without_what_they_tell(
    world, control, desk, registrar, monkeypatch
):
    told = picture(90, Author="Li of the village", Comment="30.5N 120.1E")
    member = await enrols(world, control, "member")
    await unlocks(member)
    await filed(
        world,
        registrar,
        (b"%!PS hidden words", "bill.eps", "document", "application/postscript"),
        (told, "site.png", "document", "image/png"),
        (b"a list of rooms", "rooms.txt", "document", "text/plain"),
        (picture(200), None, "photo", "image/jpeg"),
    )
    listed = await opens_the_list(member)
    labels = [button.label for row in listed.buttons for button in row]
    assert labels == ["Pictures 1 to 2", "3. file 1 KB", "5. photo 1 KB", *labels[3:]]
    assert [label[:7] for label in labels[3:]] == ["2. file", "4. file"]
    assert listed.text.index("site.png") < listed.text.index("bill.eps")

    await member.taps(DESK, "Pictures 1 to 2")
    first, second = await sees_files(member, 2)
    await member.waits_for(DESK, "5. Reporter | photo")
    assert first.album == second.album is not None
    assert (first.protected, second.protected) == (True, True)
    first, second = await sees_files(member, 2)
    assert b"village" not in await member.opens(first)
    assert await member.opens(second) == picture(200)
    assert {first.id, second.id} <= await wiped(world)

    await opens_the_list(member)
    await member.taps(DESK, "3. file")
    await member.waits_for(DESK, "Viewing copy")
    (copy,) = await sees_files(member)
    assert (copy.kind, copy.file.name) == ("photo", "site.png")
    assert b"village" not in await member.opens(copy)
    await member.taps(DESK, "Original")
    original = await member.waits_until(
        DESK, lambda seen: next((m for m in seen if m.kind == "document"), None), timeout=10
    )
    assert await member.opens(original) == told

    await opens_the_list(member)
    await member.taps(DESK, "2. file")
    await member.waits_for(DESK, "no. 2: no copy can be made")
    assert "bill.eps" not in str((await member.sees(DESK))[-1].text)
    await opens_the_list(member)
    await member.taps(DESK, "4. file")
    rooms = await member.waits_for(DESK, "rooms.txt")
    await member.waits_until(
        DESK, lambda seen: next((m for m in seen if m.file and m.file.name == "rooms.txt"), None)
    )
    assert rooms is not None
    assert {m.id for m in await member.sees(DESK) if m.file} <= await wiped(world)
    monkeypatch.setattr(viewing, "UPLOAD_MOST_BYTES", 10)
    await opens_the_list(member)
    await member.taps(DESK, "4. file")
    await member.waits_for(DESK, "no. 4 has 1 KB; a bot may send 1 KB")
    sent = [text for method, text in await all_texts(control) if method == "sendMessage"]
    assert not [text for text in sent if "site.png" in text]


@pytest.fixture
def sealed(world):
    """An office in which content goes out sealed alone."""
    world.office = replace(world.office, sealed=True)


async def test_a_sealed_office_sends_age_files_alone(
    world, control, desk, registrar, sealed, tmp_path
):
    member = await enrols(world, control, "member")
    leader = await enrols(world, control, "leader")
    (row,) = [row for row in await world.scope().book.accounts() if row.reader_id == "member"]
    identity = world.keys.unlock(row.identity, PASSPHRASE)
    keeps_own_key(world, "member")
    await filed(world, registrar, *(4 * [(b"rooms", "rooms.txt", "document", "text/plain")]))
    await opens_the_case(leader)
    await leader.taps(DESK, "Read")
    await leader.waits_for(DESK, "Content goes out sealed here")

    listed = await opens_the_list(member)
    assert "rooms" not in listed.text
    await member.taps(DESK, "3. file")
    (file,) = await sees_files(member)
    assert file.file.name.endswith("001号-003.tar")
    with tarfile.open(fileobj=io.BytesIO(await member.opens(file))) as tar:
        held = [name for name in tar.getnames() if name not in {"README.txt", "MANIFEST"}]
        tar.extractall(tmp_path / "case", filter="data")
    assert held == ["wraps/1/member.age", "pieces/003-meta.age", "pieces/003.age"]
    (opened,) = open_export(tmp_path / "case", identity, tmp_path / "opened")
    assert opened.read_bytes() == b"rooms"
    assert file.id in await wiped(world)
    sent = [text for _, text in await all_texts(control)]
    assert not [text for text in sent if "rooms.txt" in text or SECRET in text]
