"""The whole path by real processes: told, looked for on the disk, opened with stock tools.

What stands in the chats and in the citizen's file is checked by other people's code alone. All of
it is in one file, so that each story is played once.
"""

import asyncio
import base64
import hmac
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.exports import export_case
from bot.keys import load_roster
from bot.stage import PASSPHRASE, PUBLIC_TOKEN, TEAM_TOKEN
from storage.blobs import FolderBlobs
from storage.ledger.age import generate_identity, open_sealed, parse_identity, parse_recipient
from storage.ledger.identity_files import load_identity, unlock_identity
from storage.ledger.log.copied import request_in
from storage.ledger.log.merkle import check_consistency
from storage.ledger.log.tiles import TileFolder
from storage.ledger.note import NoteVerifier
from storage.ledger.padding import unpad
from storage.ledger.petition_proof import check_petition_proof
from storage.sql.work import open_database
from tests.oracles.programs import program_for
from tests.scribe import SCRIBE
from tests.story import CHINESE, literal

MOVED = "reminder-moved"
DAYS = ("2026-09-28", "2026-09-30")
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


def test_a_day_off_that_is_entered_while_all_run_is_told_once(played):
    told = [line for line in played.story.transcript.lines if literal("zh-CN", MOVED) in line]
    chinese = played.words is CHINESE
    # The review is the Fifth group's, the notice of acceptance the member's who handles the case.
    to = [line.split("]")[0].strip() for line in told]
    assert to == (["[Fifth group", "[member, private"] if chinese else []), told
    assert ('"event": "notice-in-force"' in played.log) is chinese
    assert ('"file": "2026-2.toml"' in played.log) is chinese
    terms = rows(played, "SELECT due_on FROM terms ORDER BY due_on")
    assert (("2026-10-09",) in terms, ("2026-10-08",) in terms) == (chinese, not chinese)
    assert rows(played, "SELECT COUNT(*) FROM moves") == [(0,)]


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


@pytest.fixture
def key(played):
    return (played.stage.config.storage.keys / "log.pub").read_text().strip()


@pytest.fixture
def requests(played):
    """What was posted on the two days, as somebody copies it out of the team's group."""
    return [request_in(text) for text in played.story.posted]


@pytest.fixture
def received(played):
    """The parts of the citizen's file, read by its specification and not by our parser."""
    head, _, checkpoint = played.story.proof.partition("\n\n")
    first, extra, index, *hashes = head.split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    opening = json.loads(base64.b64decode(extra.removeprefix("extra ")))
    return opening, int(index.removeprefix("index ")), hashes, checkpoint


def test_what_is_posted_is_what_is_kept(played, requests):
    posted = played.stage.config.storage.log / "posted"
    assert sorted(path.name for path in posted.iterdir()) == [f"{day}.txt" for day in DAYS]
    for day, request in zip(DAYS, requests, strict=True):
        assert (posted / f"{day}.txt").read_text("utf-8") == request.encode()
    shown = [line for line in played.story.transcript.lines if request.checkpoint[:12] in line]
    assert len(shown) == 6  # on both days: the team, the Fifth group, the liaison


def test_the_file_proves_the_petition_in_a_tree_that_continues_what_was_posted(
    played, requests, key
):
    proof = check_petition_proof(played.story.proof, NoteVerifier.parse(key))
    assert proof.receipt == played.story.receipt
    tiles = TileFolder(played.stage.config.storage.log)
    for request in requests:
        origin, size, root, *_ = request.checkpoint.split("\n")
        assert origin == "dengwen-log"
        between = tiles.consistency_proof(int(size), proof.checkpoint.size)
        check_consistency(
            int(size),
            base64.b64decode(root),
            proof.checkpoint.size,
            proof.checkpoint.root,
            between,
        )
    assert 0 < requests[1].old < proof.checkpoint.size


def test_go_verifies_what_was_posted_and_the_file_and_refuses_changed_ones(
    go, played, requests, received, key
):
    first, second = requests
    opening, index, hashes, checkpoint = received
    leaf = hmac.digest(bytes.fromhex(opening["salt"]), opening["entry"].encode(), "sha256")
    committed = hmac.digest(
        bytes.fromhex(opening["key"]),
        f"dengwen receipt v1\n{played.story.receipt}".encode(),
        "sha256",
    )
    assert f"\nreceipt {committed.hex()}\n" in opening["entry"]
    sizes = [int(note.split("\n")[1]) for note in (second.checkpoint, checkpoint)]
    between = TileFolder(played.stage.config.storage.log).consistency_proof(*sizes)
    posts = {
        "Kind": "consistency",
        "Verifier": key,
        "Note": second.checkpoint,
        "Old": first.checkpoint,
        "Proof": [_spelled(each) for each in second.proof],
    }
    later = posts | {
        "Note": checkpoint,
        "Old": second.checkpoint,
        "Proof": [_spelled(each) for each in between],
    }
    inclusion = {
        "Kind": "inclusion",
        "Verifier": key,
        "Note": checkpoint,
        "Index": index,
        "Leaf": _spelled(leaf),
        "Proof": hashes,
    }
    right = [posts, later, inclusion]
    right += [posts | {"Kind": "checkpoint", "Note": each.checkpoint} for each in requests]
    assert [answer[0] for answer in go(right)] == ["1"] * len(right)

    entry = opening["entry"]
    others = [
        hmac.digest(bytes.fromhex(opening["salt"]), changed.encode(), "sha256")
        for changed in (entry[:-1], entry.replace("row pieces/", "row pieces/0"), entry + "x")
    ]
    wrong = [inclusion | {"Leaf": _spelled(each)} for each in others]
    wrong += [inclusion | {"Index": index + step} for step in (-1, 1)]
    wrong += [inclusion | {"Proof": _flipped(hashes, at)} for at in range(len(hashes))]
    wrong += [posts | {"Proof": _flipped(posts["Proof"], at)} for at in range(len(second.proof))]
    for question in right:
        note = question["Note"]
        head, _, signature = note.rpartition(" ")
        wrong += [
            question | {"Note": f"{head} {_flip(signature.strip())}\n"},
            question | {"Note": note.replace(note.split("\n")[1], "7", 1)},
        ]
    assert [answer[0] for answer in go(wrong)] == ["0"] * len(wrong)


def test_a_citizen_and_a_witness_check_it_with_our_commands(played, key, tmp_path, monkeypatch):
    monkeypatch.setenv("DENGWEN_CONFIG", str(tmp_path / "there is none"))

    def run(*words, given=None):
        return CliRunner().invoke(cli, [str(word) for word in words], input=given)

    file = tmp_path / "dengwen.tlog-proof"
    file.write_text(played.story.proof, "utf-8")
    checked = run("proof", "check", file, "--log-key", key)
    assert checked.exit_code == 0
    assert checked.stdout.startswith(f"receipt   {played.story.receipt}\n")
    run("witness", "key", "archive.example/w1", "--out", tmp_path / "witness.key")
    witness = ("witness", "-", "--log-key", key, "--key", tmp_path / "witness.key")
    for text in played.story.posted:
        done = run(*witness, "--state", tmp_path / "seen", given=text)
        assert done.exit_code == 0, done.output
        assert "— archive.example/w1 " in done.stdout
    backwards = run(*witness, "--state", tmp_path / "seen", given=played.story.posted[0])
    assert backwards.exit_code == 1
    assert backwards.stderr.startswith("Rollback: ")


def _spelled(data):
    return base64.b64encode(data).decode()


def _flip(text):
    data = bytearray(base64.b64decode(text))
    data[-1] ^= 1
    return _spelled(data)


def _flipped(hashes, at):
    return [*hashes[:at], _flip(hashes[at]), *hashes[at + 1 :]]
