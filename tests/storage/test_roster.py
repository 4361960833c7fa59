"""The roster and enrolments, as docs/spec/roster.md has them."""

import json
import os
from dataclasses import replace

import pytest

from casework.desk.enroll import code_hash
from casework.ports import Reader
from storage.ledger.age import X25519Identity
from storage.ledger.errors import ForgedNoteError, KeyFileError, MalformedKeyError
from storage.ledger.note import NoteSigner
from storage.ledger.roster import (
    RosterFile,
    SignedRoster,
    accept_enrolments,
    new_enrolment_code,
    parse_roster,
    save_roster,
)

ROOT, DESK = NoteSigner.generate("dengwen-root"), NoteSigner.generate("dengwen-log")
KEY = X25519Identity.generate().recipient.encode()
LEADER = Reader("leader", "leader", frozenset({"office", "audit"}), KEY, None)
INVITED = Reader("fifth-1", "fifth", frozenset(), None, code_hash("ABCD-1234"))


def enrolment(reader_id="fifth-1", recipient=KEY, heading="dengwen enrolment", code="ABCD-1234"):
    return DESK.sign(f"{heading}\n{reader_id}\n{recipient}\n{code_hash(code)}\n")


def test_a_roster_is_a_signed_note_of_one_line_a_reader():
    roster = SignedRoster(7, (LEADER, INVITED))
    lines = roster.text().splitlines()
    assert lines[:2] == ["dengwen roster", "serial 7"]
    assert json.loads(lines[2]) == {
        "id": "leader",
        "role": "leader",
        "home_units": ["audit", "office"],
        "recipient": KEY,
        "code_hash": None,
    }
    assert parse_roster(ROOT.sign(roster.text()), ROOT.verifier) == roster


def test_a_roster_that_the_root_key_did_not_sign_is_refused():
    roster = SignedRoster(7, (LEADER,))
    with pytest.raises(ForgedNoteError):
        parse_roster(DESK.sign(roster.text()), ROOT.verifier)
    note = ROOT.sign(roster.text())
    with pytest.raises(ForgedNoteError):
        parse_roster(note.replace('"leader"', '"fifth"'), ROOT.verifier)


@pytest.mark.parametrize(
    "text",
    [
        "dengwen enrolment\nserial 1\n",
        "dengwen roster\n1\n",
        "dengwen roster\nserial one\n",
        "dengwen roster\n",
        "dengwen roster\n\nserial 1\n",
        "dengwen roster\nserial 1\n[]\n",
        'dengwen roster\nserial 1\n{"id": "leader"}\n',
        "dengwen roster\nserial 1\nleader\n",
    ],
)
def test_another_note_by_the_root_key_is_no_roster(text):
    with pytest.raises(ForgedNoteError):
        parse_roster(ROOT.sign(text), ROOT.verifier)


def test_every_change_is_a_new_edition():
    first = SignedRoster(1, ())
    second = first.with_reader(LEADER)
    third = second.with_reader(INVITED).without("leader")
    assert (second.serial, third.serial) == (2, 4)
    assert third.readers == (INVITED,)
    assert second.with_reader(INVITED).reader("fifth-1") == INVITED
    assert third.reader("leader") is None


def test_a_newer_edition_is_taken_up_and_an_older_one_refused(tmp_path):
    path = tmp_path / "roster.note"
    file = RosterFile(path, ROOT.verifier)
    with pytest.raises(KeyFileError, match="missing"):
        file.readers()
    for serial, readers in ((5, (LEADER,)), (6, (LEADER, INVITED))):
        save_roster(path, SignedRoster(serial, readers), ROOT)
        assert file.current().serial == serial
        assert file.readers() == readers
    save_roster(path, SignedRoster(4, (LEADER,)), ROOT)
    with pytest.raises(ForgedNoteError, match="older edition"):
        file.readers()
    save_roster(path, SignedRoster(7, ()), ROOT)
    assert file.readers() == ()


def test_a_file_that_did_not_change_is_read_once(tmp_path):
    path = tmp_path / "roster.note"
    save_roster(path, SignedRoster(5, (LEADER,)), ROOT)
    file = RosterFile(path, ROOT.verifier)
    assert file.reader("leader") == LEADER
    before = path.stat()
    path.write_text("nonsense")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.reader("leader") == LEADER


def test_an_enrolment_enters_the_public_key_of_who_is_invited():
    roster = SignedRoster(3, (LEADER, INVITED))
    signed, entered = accept_enrolments(roster, [enrolment()], DESK.verifier)
    assert entered == ["fifth-1"]
    assert signed.reader("fifth-1").recipient == KEY
    assert signed.reader("fifth-1").role == "fifth"


def test_an_enrolment_changes_no_key_and_adds_nobody():
    roster = SignedRoster(3, (LEADER,))
    other = X25519Identity.generate().recipient.encode()
    notes = [enrolment("leader", other), enrolment("stranger", other)]
    assert accept_enrolments(roster, notes, DESK.verifier) == (roster, [])


def test_an_enrolment_counts_for_the_invitation_that_it_was_made_with():
    roster = SignedRoster(3, (INVITED,))
    other = X25519Identity.generate().recipient.encode()
    without = DESK.sign(f"dengwen enrolment\nfifth-1\n{other}\n")
    old = [enrolment(recipient=other, code="an earlier one"), without]
    assert accept_enrolments(roster, old, DESK.verifier) == (roster, [])
    signed, _ = accept_enrolments(roster, [*old, enrolment()], DESK.verifier)
    assert signed.reader("fifth-1").recipient == KEY
    uninvited = SignedRoster(3, (replace(INVITED, code_hash=None),))
    assert accept_enrolments(uninvited, [without], DESK.verifier) == (uninvited, [])


def test_an_enrolment_that_the_desk_did_not_sign_is_refused():
    roster = SignedRoster(3, (INVITED,))
    with pytest.raises(ForgedNoteError):
        accept_enrolments(roster, [enrolment()], ROOT.verifier)


@pytest.mark.parametrize(
    "note", [enrolment(heading="dengwen checkpoint"), DESK.sign("dengwen enrolment\nfifth-1\n")]
)
def test_another_note_by_the_desk_is_no_enrolment(note):
    with pytest.raises(ForgedNoteError):
        accept_enrolments(SignedRoster(3, (INVITED,)), [note], DESK.verifier)


def test_a_public_key_that_is_none_does_not_enter_the_roster():
    """One such key would make every petition fail that is to be wrapped to it."""
    with pytest.raises(MalformedKeyError):
        accept_enrolments(
            SignedRoster(3, (INVITED,)), [enrolment(recipient="age1x")], DESK.verifier
        )


def test_a_code_is_recognised_however_it_is_typed():
    code = new_enrolment_code()
    assert len(code.replace("-", "")) * 4 == 80
    assert code_hash(code) == code_hash(code.lower().replace("-", " "))
    assert code_hash(code) != code_hash(new_enrolment_code())
    assert code.replace("-", "") not in code_hash(code)
