"""The commands about people, with the root key beside the others, on a stick, or offline."""

import asyncio
import json
import stat
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.config import load
from bot.keys import read_signer
from bot.people import PROCESS, roster_of
from casework.desk.enroll import code_hash
from casework.ports import AccountRow
from storage.ledger.age import Profile, X25519Identity, generate_identity
from storage.ledger.errors import SealError
from storage.ledger.note import NoteSigner
from storage.ledger.roster import SignedRoster, sign_note
from storage.ledger.roster_request import RosterRequest
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Work, open_database
from tests.scribe import SCRIBE

CONFIG = Path(__file__).parents[2] / "config.toml"


class Installation:
    """Keys, a database, and a stick with the root key on it."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.keys = folder, folder / "keys"
        self.stick = folder / "stick" / "root.key"
        self.stick.parent.mkdir()
        monkeypatch.setenv("DENGWEN_CONFIG", str(CONFIG))
        monkeypatch.setenv("DENGWEN_STORAGE__DATA", str(folder / "data"))
        monkeypatch.setenv("DENGWEN_STORAGE__KEYS", str(self.keys))
        monkeypatch.setenv("DENGWEN_LEDGER__PROFILE", "x25519")
        self.config = load()

    def says(self, *words, root=False):
        """Return what a command prints; it must not be refused."""
        result = self._run(*words, *(("--root-key", self.stick) if root else ()))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout

    def refuses(self, *words):
        """Return why a command is not carried out."""
        result = self._run(*words)
        if isinstance(result.exception, SealError):
            return str(result.exception)  # main() tells it in this one sentence
        assert result.exit_code != 0
        return result.output

    def enrols(self, reader_id, code, *, custody="desk"):
        """Put into the database what the desk writes when a reader enrols; returns the key."""
        identity = X25519Identity.generate()
        key = identity.recipient.encode()
        text = f"dengwen enrolment\n{reader_id}\n{key}\n{code_hash(code)}\n"
        text += "device\n" if custody == "device" else ""
        note = read_signer(self.keys / "log.key").sign(text)
        asyncio.run(self._add(AccountRow(reader_id, b"", None), note))
        return key

    async def _add(self, account, note):
        database = open_database(self.config.storage.database, SCRIBE)
        await database.create_tables()
        work = Work(database)
        SqlDeskBook(work).replace_account(account, note)
        work.log({"event": "enrolled"})
        await work.commit()
        await database.close()

    @staticmethod
    def _run(*words):
        return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture
def office(tmp_path, monkeypatch):
    return Installation(tmp_path, monkeypatch)


def invited(office, *people, root=True):
    return [office.says("reader", "add", person, root=root).split()[0] for person in people]


def test_the_root_key_can_be_made_elsewhere_from_the_beginning(office):
    office.says("init", "--keys-only", "--root-out", office.stick)
    assert not (office.keys / "root.key").exists()
    assert stat.S_IMODE(office.stick.stat().st_mode) == 0o600
    for words in (["reader", "add", "leader"], ["roster", "sign"], ["recovery", "set", "age1"]):
        told = office.refuses(*words)
        assert "--root-key FILE" in told
        assert "roster pending" in told
    invited(office, "leader")
    assert "leader" in office.says("reader", "list")


def test_where_the_root_key_goes_must_be_free(office):
    office.stick.write_text("something else")
    assert "new file" in office.refuses("init", "--keys-only", "--root-out", office.stick)
    assert not office.keys.exists()
    assert office.stick.read_text() == "something else"


def test_another_root_key_signs_nothing(office):
    office.says("init", "--keys-only")
    office.stick.write_text(NoteSigner.generate("dengwen-root").encode())
    told = office.refuses("reader", "add", "leader", "--root-key", office.stick)
    assert "another key" in told


def test_signing_here_still_works_when_the_key_lies_here(office):
    office.says("init", "--keys-only")
    (code,) = invited(office, "leader", root=False)
    key = office.enrols("leader", code, custody="device")
    assert office.says("roster", "sign") == "leader\n"
    (row,) = json.loads(office.says("reader", "list", "--json"))["readers"]
    assert row == {
        "id": "leader",
        "role": "leader",
        "home_units": [],
        "custody": "device",
        "key": key[:16],
        "enrolled": True,
    }
    assert key in office.says("roster", "show")


def test_an_edition_goes_to_the_offline_key_and_back(office, monkeypatch):
    office.says("init", "--keys-only", "--root-out", office.stick)
    first, _ = invited(office, "leader", "fifth-1")
    key = office.enrols("leader", first)
    office.enrols("fifth-1", "an earlier code")
    request, note = office.folder / "request", office.folder / "note"
    office.says("roster", "pending", "--out", request)
    assert request.read_text("utf-8").count("-- enrolment --") == 1

    monkeypatch.setenv("DENGWEN_CONFIG", str(office.folder / "there is none"))
    away = ("roster", "sign", "--offline", request, "--out", note, "--valid-until", "2099-12-31")
    told = office.says(*away, root=True)
    monkeypatch.setenv("DENGWEN_CONFIG", str(CONFIG))
    assert told.splitlines() == [
        "edition 3 -> 4",
        "valid-until: none -> 2099-12-31",
        f"leader: changed, leader, key {key} (desk)",
    ]

    assert office.says("roster", "install", note) == told
    assert roster_of(office.config).current().reader("leader").recipient == key
    assert json.loads((office.keys / "pins" / f"{PROCESS}.json").read_text())["serial"] == 4
    assert "nothing changes" in office.says("roster", "install", note)


def test_an_offline_key_remembers_what_it_signed(office):
    office.says("init", "--keys-only", "--root-out", office.stick)
    invited(office, "leader", "fifth-1")
    files = iter(office.folder / f"file-{number}" for number in range(20))

    def request(*words):
        out = next(files)
        office.says("roster", "pending", "--out", out, *words)
        return out

    def sign(asked):
        note = next(files)
        return note, ("roster", "sign", "--offline", asked, "--out", note)

    early, root = request("--invite", "member-1"), ("--root-key", office.stick)
    first, words = sign(request("--remove", "leader"))
    office.says(*words, *root)
    pin = json.loads(office.stick.with_name("root.key.pin").read_text())
    assert (pin["serial"], stat.S_IMODE(first.stat().st_mode)) == (4, 0o600)
    note, words = sign(early)
    assert "edition 3, and this key has signed edition 4" in office.refuses(*words, *root)
    assert not note.exists()
    office.says("roster", "install", first)
    _, words = sign(request("--invite", "member-1"))
    office.says(*words, *root)

    signer = read_signer(office.stick)
    other = sign_note(roster_of(office.config).current().next(), signer)
    forked = next(files)
    forked.write_text(RosterRequest(other, signer.verifier, removals=["fifth-1"]).text())
    _, words = sign(forked)
    assert "another edition 5" in office.refuses(*words, *root)


def test_what_cannot_be_remembered_is_not_signed(office):
    office.says("init", "--keys-only", "--root-out", office.stick)
    request, note = office.folder / "request", office.folder / "note"
    office.says("roster", "pending", "--out", request, "--invite", "leader")
    pin = office.stick.with_name("root.key.pin")
    away = ("roster", "sign", "--offline", request, "--out", note, "--root-key", office.stick)
    pin.write_text("{}")
    assert "is broken" in office.refuses(*away)
    assert not note.exists()
    pin.unlink()
    office.says(*away)
    assert pin.exists()


def test_people_are_invited_and_removed_by_the_offline_key(office):
    office.says("init", "--keys-only", "--root-out", office.stick)
    invited(office, "member-1")
    request, note = office.folder / "request", office.folder / "note"
    pending = ("roster", "pending", "--out", request)
    assert "nobody" in office.refuses(*pending, "--invite", "nobody")
    assert "leader" in office.refuses(*pending, "--remove", "leader")
    shown = office.says(*pending, "--invite", "leader", "--remove", "member-1")
    person, code = shown.split()
    office.says("roster", "sign", "--offline", request, "--out", note, root=True)
    assert office.says("roster", "install", note).splitlines() == [
        "edition 2 -> 3",
        "leader: new, leader, no key yet",
        "member-1: removed",
    ]
    assert person == "leader"
    assert roster_of(office.config).current().reader("leader").code_hash == code_hash(code)


def test_nothing_is_signed_offline_when_nobody_has_enrolled(office):
    office.says("init", "--keys-only", "--root-out", office.stick)
    request, note = office.folder / "request", office.folder / "note"
    office.says("roster", "pending", "--out", request)
    away = ("roster", "sign", "--offline", request)
    told = office.refuses(*away, "--root-key", office.stick, "--out", note)
    assert "asks for nothing" in told
    assert not note.exists()
    assert "--out NOTE" in office.refuses(*away)


@pytest.mark.parametrize(
    ("roster", "words"),
    [
        (SignedRoster(1, ()), "older edition"),
        (SignedRoster(2, (), recovery=None), "another edition 2"),
    ],
)
def test_a_note_that_is_not_newer_is_not_installed(office, roster, words):
    office.says("init", "--keys-only", "--root-out", office.stick)
    invited(office, "leader")
    note = office.folder / "note"
    note.write_text(sign_note(roster, NoteSigner.parse(office.stick.read_text().strip())))
    assert words in office.refuses("roster", "install", note)
    assert roster_of(office.config).current().reader("leader") is not None


def test_a_note_that_is_forged_or_over_is_not_installed(office):
    office.says("init", "--keys-only", "--root-out", office.stick)
    note = office.folder / "note"
    note.write_text(sign_note(SignedRoster(9, ()), NoteSigner.generate("dengwen-root")))
    assert "not signed" in office.refuses("roster", "install", note)
    request = office.folder / "request"
    office.says("roster", "pending", "--out", request)
    away = ("roster", "sign", "--offline", request, "--out", office.folder / "old")
    office.says(*away, "--valid-until", "2001-01-01", root=True)
    assert "ended on 2001-01-01" in office.refuses("roster", "install", office.folder / "old")


def test_an_edition_that_is_over_can_be_renewed(office):
    office.says("init", "--keys-only")
    office.says("roster", "sign", "--valid-until", "2001-01-01")
    assert "valid-until 2001-01-01" in office.says("roster", "show")
    office.says("roster", "sign", "--valid-until", "none")
    assert "valid-until none" in office.says("roster", "show")
    assert "is a date" in office.refuses("roster", "sign", "--valid-until", "soon")


def age_identity(folder, name):
    path = folder / f"{name}.txt"
    subprocess.run(["age-keygen", "-o", path], check=True, capture_output=True)
    shown = subprocess.run(["age-keygen", "-y", path], check=True, capture_output=True, text=True)
    return path, shown.stdout.strip()


def decrypts(identity, sealed):
    return subprocess.run(
        ["age", "-d", "-i", identity], input=sealed, capture_output=True, check=False
    )


def test_any_two_of_three_custodians_open_the_recovery_key_and_one_opens_nothing(office):
    office.says("init", "--keys-only")
    people = {name: age_identity(office.folder, name) for name in ("an", "bo", "li")}
    named = [w for name, (_, key) in people.items() for w in ("--custodian", f"{name}={key}")]
    out = office.folder / "recovery"
    recipient = office.says("recovery", "make", *named, "--out", out).split()[0]
    office.says("recovery", "set", recipient)
    assert f"recovery {recipient}" in office.says("roster", "show")
    files = {path.name for path in out.iterdir()}
    assert files == {"an+bo.age", "an+li.age", "bo+li.age", "README.txt"}
    for path in out.glob("*.age"):
        first, second = path.stem.split("+")
        inner = decrypts(people[first][0], path.read_bytes())
        assert inner.returncode == 0
        opened = decrypts(people[second][0], inner.stdout)
        secret = next(x for x in opened.stdout.decode().split() if x.startswith("AGE-SECRET"))
        assert X25519Identity.parse(secret).recipient.encode() == recipient
        for name, (identity, _) in people.items():
            alone = decrypts(identity, path.read_bytes())
            assert b"AGE-SECRET" not in alone.stdout
            if alone.returncode == 0:
                assert (name, decrypts(identity, alone.stdout).returncode) == (first, 1)
    everything = b"".join(p.read_bytes() for p in office.folder.rglob("*") if p.is_file())
    assert secret.encode() not in everything
    assert "age -d -i an.txt an+bo.age | age -d -i bo.txt" in (out / "README.txt").read_text()


def test_a_recovery_key_needs_three_custodians_and_a_new_folder(office):
    office.says("init", "--keys-only")
    keys = [X25519Identity.generate().recipient.encode() for _ in range(3)]
    make = ["recovery", "make", "--out", office.folder / "recovery"]
    two = [w for key in keys[:2] for w in ("--custodian", key)]
    assert "three custodians" in office.refuses(*make, *two)
    assert "three custodians" in office.refuses(*make, *two, "--custodian", keys[0])
    assert "three custodians" in office.refuses(*make, *two, "--custodian", f"../x={keys[2]}")
    assert "age recipient" in office.refuses(*make, *two, "--custodian", "age1x")
    pq = generate_identity(Profile.MLKEM768X25519).recipient.encode()
    assert "profile" in office.refuses(*make, *two, "--custodian", pq)
    assert not (office.folder / "recovery").exists()
    office.says(*make, *two, "--custodian", keys[2])
    assert "there already" in office.refuses(*make, *two, "--custodian", keys[2])
