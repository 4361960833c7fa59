"""What somebody can do who has copied the intake's files: everything that we could think of."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field

from storage.ledger.age import OpeningReader, generate_identity, open_sealed, parse_identity
from storage.ledger.age_header import read_header
from storage.ledger.errors import SealError
from storage.ledger.local import LocalKey
from storage.ledger.padding import JSON_FLOOR, padme

AGE = b"age-encryption.org/v1\n"
LOCAL_OVERHEAD = 28
PURPOSES = ("draft", "download", "submission", "answers", "dialogue", "receipt proof", "look")
LENGTHS = sorted({LOCAL_OVERHEAD + max(JSON_FLOOR, padme(n)) for n in range(2048)})


@dataclass
class Loot:
    """What was found: plaintexts that the intake's keys open, and age files that those open.

    `plain` are values sealed under a local key; `files` are the plaintexts of age files, by where
    they lay; `headers` counts age files in the raw bytes whose file key came out.
    """

    plain: set = field(default_factory=set)
    files: dict = field(default_factory=dict)
    headers: int = 0

    def __contains__(self, word):
        """Say whether a word or number was found in anything that opened."""
        spelled = {str(word), json.dumps(str(word))[1:-1]}
        values = [*self.plain, *self.files.values()]
        return any(each.encode() in value for each in spelled for value in values)


def carry_off(office, folder):
    """Copy what the intake's user can read: its own keys, the database as it lies, the blobs."""
    shutil.copytree(office.folder / "data", folder / "data")
    (folder / "keys").mkdir()
    for name in ("intake.local", "intake.key"):
        shutil.copy(office.keys / name, folder / "keys")
    shutil.copytree(office.keys / "days", folder / "keys" / "days")
    return folder


def break_open(folder, profile):
    """Try every key on everything in a folder that `carry_off` made."""
    # The raw bytes first: whoever opens the database lets SQLite tidy up.
    raw = b"\n".join(p.read_bytes() for p in sorted((folder / "data").glob("*.db*")))
    own = LocalKey.load(folder / "keys" / "intake.local")
    days = [LocalKey.load(path) for path in (folder / "keys" / "days").iterdir()]
    values = live_values(folder)
    found = Loot()
    secrets = [own, *days]
    found.plain |= from_columns(values, secrets)
    found.plain |= lingering(raw, secrets, answered(values), profile)
    text = b"\n".join(found.plain).decode("utf-8", "replace")
    spelled = set(re.findall(r"AGE-SECRET-KEY-[A-Z0-9-]+", text))
    identities = [parse_identity(each) for each in sorted(spelled)]
    if identities:
        age_files(folder, values, raw, identities, found)
    return found


def live_values(folder):
    """Return (table, values of a row) of every row that SQL shows, from a copy of the copy."""
    shutil.copytree(folder / "data", folder / "read", dirs_exist_ok=True)
    (path,) = (folder / "read").glob("*.db")
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in tables.fetchall()]
        return [
            (name, row)
            for name in names
            for row in connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
        ]


def from_columns(values, secrets):
    """Try each purpose of each key on each sealed column, in each context of that purpose."""
    words = {value for _, row in values for value in row if isinstance(value, str)}
    ids = [b"", *(word.encode() for word in words if len(word) == 32)]
    contexts = dict.fromkeys(PURPOSES, ids) | {
        "dialogue": [b"", *{value for _, row in values for value in row if is_key(value)}],
        "answers": [b"", *answered(values)],
    }
    sealed = {value for _, row in values for value in row if is_sealed(value)}
    return {
        plain
        for secret in secrets
        for purpose in PURPOSES
        for seal in [secret.sealed(purpose)]
        for value in sealed
        for context in contexts[purpose]
        if (plain := opened(seal, value, context)) is not None
    }


def answered(values):
    """Return the contexts of answers: every update that the intake has seen."""
    return [f"{row[0]}:{row[1]}".encode() for table, row in values if table == "seen"]


def is_key(value):
    return isinstance(value, bytes) and len(value) == 32


def is_sealed(value):
    return isinstance(value, bytes) and len(value) > 32 and not value.startswith(AGE)


def opened(seal, value, context):
    with suppress(SealError):
        return seal.open(value, context)
    return None


def lingering(raw, secrets, updates, profile):
    """Look for rows that are gone from SQL, by what stands before and after their sealed values."""
    own, *days = secrets
    seals = {purpose: [own.sealed(purpose)] for purpose in PURPOSES}
    seals["draft"] = [day.sealed("draft") for day in days]
    found, tried = set(), set()
    for purpose, context, start, lengths in places(raw, updates, profile):
        # The write-ahead log holds the same page many times.
        if (what := (purpose, context, raw[start : start + 64], len(lengths))) in tried:
            continue
        tried.add(what)
        tries = ((seal, raw[start : start + n]) for seal in seals[purpose] for n in lengths)
        found |= {opened(seal, value, context) for seal, value in tries} - {None}
    return found


def places(raw, updates, profile):
    """Yield where a sealed value may begin: its purpose, its context, the place, and lengths."""
    identity = len(generate_identity(profile).encode()) + LOCAL_OVERHEAD
    # drafts: id, public key, day, identity, moment, submission
    for row in re.finditer(rb"([0-9a-f]{32})(age1[a-z0-9]+?)(20\d\d-\d\d-\d\d)", raw):
        yield "draft", row[1], row.end(), [identity]
        yield from (("submission", row[1], row.end() + identity + n, LENGTHS) for n in range(9))
    # downloads: piece, case, pointer; digests in the log stand after a space
    for row in re.finditer(rb"(?<![0-9a-f ])([0-9a-f]{32})[0-9a-f]{32}", raw):
        yield "download", row[1], row.end(), LENGTHS
    # dialogues: key, state, last day
    for row in re.finditer(rb"20\d\d-\d\d-\d\d", raw):
        for length in LENGTHS:
            start = max(32, row.start() - length)
            yield "dialogue", raw[start - 32 : start], start, [length]
    # seen: bot, number, moment, answers
    for row in re.finditer(rb"public", raw):
        for gap in range(4, 10):
            yield from (("answers", each, row.end() + gap, LENGTHS[:8]) for each in updates)


def age_files(folder, values, raw, identities, found):
    """Try every identity on every age file: in columns, in blobs, and in the raw bytes."""
    for number, (table, row) in enumerate(values):
        for value in row:
            if isinstance(value, bytes) and value.startswith(AGE):
                with suppress(SealError):
                    found.files[table, number] = open_sealed(value, identities)
    for path in sorted((folder / "data" / "blobs").rglob("*")):
        if path.is_file():
            with suppress(SealError), path.open("rb") as file:
                found.files["blob", path.name] = b"".join(OpeningReader(file, identities))
    starts = [match.start() for match in re.finditer(re.escape(AGE), raw)]
    for content in {raw[start : start + 32768] for start in starts}:
        with suppress(SealError):
            header = read_header(io.BytesIO(content))
            found.headers += any(each.unwrap(header.stanzas) for each in identities)
