"""What the demo tells of its data folder."""

import sqlite3
from contextlib import closing

import pytest

from bot.demo_disk import look_at_disk, sealed
from storage.ledger.age import Profile, generate_identity, seal

WORDS = "三个摊位的租金交给钱某"


@pytest.fixture
def identity():
    return generate_identity(Profile.X25519)


@pytest.fixture
def data(tmp_path, identity):
    """A database with a sealed row and a plain one, and a sealed blob."""
    with closing(sqlite3.connect(tmp_path / "dengwen.db")) as connection, connection:
        connection.execute("CREATE TABLE pieces (id TEXT, content BLOB, seen INTEGER, other TEXT)")
        content = seal(WORDS.encode(), [identity.recipient])
        connection.execute("INSERT INTO pieces VALUES ('a', ?, 7, NULL)", (content,))
        connection.execute('CREATE TABLE "odd""name" (text TEXT)')
    blob = tmp_path / "blobs" / "ab" / "abcd.age"
    blob.parent.mkdir(parents=True)
    blob.write_bytes(seal(WORDS.encode() * 1000, [identity.recipient]))
    return tmp_path


def test_rows_are_shown_as_they_lie_there(data):
    told = look_at_disk(data, [], "pieces")
    assert {table["name"]: table["rows"] for table in told["tables"]} == {
        "pieces": 1,
        'odd"name': 0,
    }
    ((name, content, seen, other),) = told["rows"]
    assert (name["text"], seen["text"], other["kind"]) == ("a", "7", "empty")
    assert content["kind"] == "age"
    assert content["text"].startswith("age-encryption.org/v1\n-> X25519 ")
    assert content["hex"]
    assert look_at_disk(data, [], 'odd"name')["rows"] == []


def test_a_table_that_is_not_there_is_none(data):
    told = look_at_disk(data, [], 'pieces"; DROP TABLE pieces; --')
    assert (told["table"], told["rows"]) == ("", [])


def test_words_are_found_where_they_stand_in_clear_and_nowhere_else(data):
    assert look_at_disk(data, [WORDS], "")["found"] == {WORDS: []}
    (data / "note").write_bytes(WORDS.encode("utf-16-le"))
    with closing(sqlite3.connect(data / "dengwen.db")) as connection, connection:
        connection.execute("INSERT INTO pieces VALUES ('b', ?, 8, NULL)", (WORDS.encode(),))
    found = look_at_disk(data, [WORDS, ""], "")["found"]
    assert {name: sorted(files) for name, files in found.items()} == {WORDS: ["dengwen.db", "note"]}


def test_of_a_file_its_true_size_and_its_beginning_are_told(data):
    told = look_at_disk(data, [], "")
    blob = next(file for file in told["files"] if file["name"] == "blobs/ab/abcd.age")
    assert blob["bytes"] == (data / "blobs/ab/abcd.age").stat().st_size
    assert blob["text"].startswith("age-encryption.org/v1\n")
    assert told["count"] == 2


def test_bytes_that_are_no_age_file_are_shown_as_bytes():
    assert sealed(b"\x00\xff" * 3) == {"kind": "bytes", "bytes": 6, "hex": "00ff00ff00ff"}
