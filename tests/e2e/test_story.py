"""The whole path by real processes: told, looked for on the disk, opened with stock tools."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.exports import export_case
from bot.keys import load_roster
from bot.stage import PASSPHRASE, PUBLIC_TOKEN, TEAM_TOKEN
from storage.blobs import FolderBlobs
from storage.ledger.age import generate_identity, open_sealed, parse_identity, parse_recipient
from storage.ledger.identity_files import load_identity, unlock_identity
from storage.ledger.padding import unpad
from storage.sql.work import open_database
from tests.oracles.programs import program_for
from tests.scribe import SCRIBE

SIZES = (("photo", 90_000), ("document", 1024 * 1024), ("voice", 20_000))


def rows(played, query, *values):
    with closing(sqlite3.connect(played.folder / "data" / "dengwen.db")) as connection:
        return connection.execute(query, values).fetchall()


def test_everybody_saw_what_was_theirs(played):
    lines = played.story.transcript.lines
    words = played.words
    content = [*words.account, words.answer, words.note, words.question, words.opinion]
    shared = [line for line in lines if "group]" in line or "[liaison, private]" in line]
    assert any(played.story.number in line for line in shared)
    assert not [line for line in shared for text in content if text in line]
    mine = [line for line in lines if f"[{words.citizen}]" in line]
    assert any(played.story.receipt in line for line in mine)
    assert not [line for line in mine if words.note in line or words.opinion in line]


def test_there_is_one_case_with_all_its_pieces(played):
    assert rows(played, "SELECT state, review FROM cases") == [("closed", "reviewed")]
    # Two messages, three files, what the reporter gave as contact, and then a note, a question,
    # an answer and an opinion.
    pieces = 9 + bool(played.words.contact)
    assert rows(played, "SELECT count(*) FROM pieces WHERE stored") == [(pieces,)]
    for query in (
        "SELECT count(*) FROM drafts",
        "SELECT count(*) FROM downloads",
        "SELECT count(*) FROM desk_mail",
    ):
        assert rows(played, query) == [(0,)], query
    assert rows(played, "SELECT count(*) FROM seen WHERE answers IS NOT NULL") == [(0,)]


def test_nothing_planted_lies_in_clear_in_the_data_folder_or_the_logs(played):
    words, story = played.words, played.story
    texts = [
        *words.account, words.question, words.answer, words.note, words.opinion, words.citizen,
        words.file_name, story.receipt, story.number, PASSPHRASE, PUBLIC_TOKEN, TEAM_TOKEN,
        *words.contact.split(), *played.stage.codes.values(),
    ]  # fmt: skip
    ids = [story.citizen.id, *(actor.id for actor in played.stage.staff.values())]
    files = [words.file(kind, size) for kind, size in SIZES]
    needles = [text.encode() for text in texts]
    needles += [text.encode("utf-16-le") for text in texts]
    needles += [str(number).encode() for number in ids]
    needles += [number.to_bytes(8, order) for number in ids for order in ("big", "little")]
    needles += [data[at : at + 24] for data in files for at in (0, len(data) // 2, len(data) - 24)]
    looked_at = [path for path in (played.folder / "data").rglob("*") if path.is_file()]
    assert len(looked_at) >= 1 + 3
    for path in looked_at:
        content = path.read_bytes()
        assert not [needle for needle in needles if needle in content], path
    log = played.log.encode()
    assert not [needle for needle in needles if needle in log]


@pytest.fixture
def exported(played, tmp_path):
    async def copy():
        database = open_database(played.stage.config.storage.database, SCRIBE)
        ((case_id,),) = rows(played, "SELECT id FROM cases")
        try:
            blobs = FolderBlobs(played.stage.config.storage.blobs)
            now = datetime.now(UTC)
            await export_case(
                database, blobs, case_id, tmp_path / "case", readme="read me\n", at=now
            )
        finally:
            await database.close()

    asyncio.run(copy())
    return tmp_path / "case"


def identity_of(played, reader_id):
    """A reader's identity as only the reader can have it: desk key and passphrase together."""
    ((sealed,),) = rows(played, "SELECT identity FROM accounts WHERE reader_id = ?", reader_id)
    desk = load_identity(played.stage.config.storage.keys / "desk.age")
    return unlock_identity(open_sealed(sealed, [desk]), PASSPHRASE)


def age_opens(identity, sealed_file, folder):
    program = program_for(identity.profile)
    program.require()
    key = folder / "identity.txt"
    key.write_text(identity.encode() + "\n")
    return program.opening(sealed_file.read_bytes(), key)


def test_the_keys_are_of_the_profile_that_was_chosen(played):
    keys = played.stage.config.storage.keys
    found = {load_identity(keys / f"{name}.age").profile for name in ("desk", "courier")}
    recipients = [recipient for (recipient,) in rows(played, "SELECT recipient FROM epochs")]
    recipients += [
        reader.recipient for reader in load_roster(keys, "test").readers() if reader.recipient
    ]
    found |= {parse_recipient(recipient).profile for recipient in recipients}
    assert found == {played.words.profile}


def test_stock_age_opens_every_piece_with_a_members_identity(played, exported, tmp_path):
    opened = age_opens(
        identity_of(played, "member-1"), exported / "wraps" / "1" / "member-1.age", tmp_path
    )
    assert opened.returncode == 0, opened.stderr
    case = parse_identity(opened.stdout.decode().strip())
    pieces = sorted((exported / "pieces").glob("[0-9][0-9][0-9].age"))
    contents = [unpad(age_opens(case, piece, tmp_path).stdout) for piece in pieces]
    words = played.words
    for text in (*words.account, words.answer, words.note, words.question, words.opinion):
        assert text.encode() in contents
    for kind, size in SIZES:
        assert words.file(kind, size) in contents


def test_stock_age_refuses_an_outsider_and_a_member_of_the_unit_complained_of(
    played, exported, tmp_path
):
    wraps = sorted(path.name for path in (exported / "wraps" / "1").iterdir())
    outsider = generate_identity(played.words.profile)
    assert wraps == ["fifth-1.age", "leader.age", "member-1.age"]
    for path in [*(exported / "wraps" / "1").iterdir(), *(exported / "pieces").glob("*.age")]:
        assert age_opens(outsider, path, tmp_path).returncode != 0
    member = identity_of(played, "member-1")
    assert age_opens(member, exported / "wraps" / "1" / "leader.age", tmp_path).returncode != 0
