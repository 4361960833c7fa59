"""The roster and enrolments, as docs/spec/roster.md has them."""

import json
import os
import stat
from dataclasses import replace
from datetime import date

import pytest

from casework.desk.enroll import code_hash
from casework.ports import Reader, RosterRefusedError
from storage.ledger.age import Profile, X25519Identity, X25519Recipient, generate_identity
from storage.ledger.errors import (
    ExpiredRosterError,
    ForgedNoteError,
    KeyFileError,
    MalformedKeyError,
    RolledBackRosterError,
    WrongProfileError,
)
from storage.ledger.note import NoteSigner
from storage.ledger.roster import (
    RosterFile,
    SignedRoster,
    accept_enrolments,
    new_enrolment_code,
    parse_roster,
    reader_line,
    save_roster,
    sign_note,
)
from storage.ledger.roster_pin import RosterPin
from storage.ledger.roster_request import RosterRequest, parse_request

ROOT, DESK = NoteSigner.generate("dengwen-root"), NoteSigner.generate("dengwen-log")
KEY = X25519Identity.generate().recipient.encode()
LEADER = Reader("leader", "leader", frozenset({"office", "audit"}), KEY, None)
INVITED = Reader("fifth-1", "fifth", frozenset(), None, code_hash("ABCD-1234"))


def enrolment(reader_id="fifth-1", recipient=KEY, heading="dengwen enrolment", code="ABCD-1234"):
    return DESK.sign(f"{heading}\n{reader_id}\n{recipient}\n{code_hash(code)}\n")


def test_a_roster_is_a_signed_note_of_one_line_a_reader():
    roster = SignedRoster(7, (LEADER, INVITED))
    lines = roster.text().splitlines()
    assert lines[:3] == ["dengwen roster", "serial 7", "profile x25519"]
    assert json.loads(lines[3]) == {
        "id": "leader",
        "role": "leader",
        "home_units": ["audit", "office"],
        "recipient": KEY,
        "code_hash": None,
        "custody": "desk",
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
        "dengwen roster\nserial 1\nprofile rot13\n",
        "dengwen roster\nserial 1\nprofile x25519\nprofile x25519\n",
        "dengwen roster\nserial 1\nvalid-until tomorrow\n",
        "dengwen roster\nserial 1\nrecovery age1\nprofile x25519\n",
        "dengwen roster\nserial 1\nserial 2\n",
        "dengwen roster\nserial 1\nleader\n",
    ],
)
def test_another_note_by_the_root_key_is_no_roster(text):
    with pytest.raises(ForgedNoteError):
        parse_roster(ROOT.sign(text), ROOT.verifier)


@pytest.mark.parametrize(
    "field",
    [
        {"id": "leader\x1b[2J"},
        {"id": "recovery"},
        {"id": "l" * 33},
        {"id": "Leader"},
        {"id": ""},
        {"id": 7},
        {"role": "emperor"},
        {"role": ["leader"]},
        {"home_units": ["office\n"]},
        {"home_units": [7]},
        {"home_units": 7},
        {"recipient": 7},
        {"recipient": "age1\x9bq"},
        {"code_hash": 7},
        {"code_hash": "\r"},
        {"custody": "\x07"},
    ],
)
def test_an_entry_that_cannot_be_meant_is_refused_even_if_signed(field):
    line = json.dumps(json.loads(reader_line(LEADER)) | field)
    note = ROOT.sign(f"dengwen roster\nserial 1\n{line}\n")
    with pytest.raises(ForgedNoteError):
        parse_roster(note, ROOT.verifier)


@pytest.mark.parametrize("part", ["desk", "removal"])
def test_a_request_shows_nothing_that_moves_the_cursor(part):
    name = "dengwen-log" if part == "removal" else "dengwen\x9b2J"
    desk = NoteSigner.generate(name).verifier
    note = ROOT.sign(SignedRoster(1, (LEADER,)).text())
    removals = ["leader\x9b2J"] if part == "removal" else []
    with pytest.raises(ForgedNoteError):
        parse_request(RosterRequest(note, desk, removals=removals).text())


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
        file.current()
    for serial, readers in ((5, (LEADER,)), (6, (LEADER, INVITED))):
        save_roster(path, SignedRoster(serial, readers), ROOT)
        assert file.current().serial == serial
        assert file.readers() == readers
    save_roster(path, SignedRoster(4, (LEADER,)), ROOT)
    with pytest.raises(RolledBackRosterError, match="older edition"):
        file.current()
    with pytest.raises(RosterRefusedError):
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


PQ_KEY = generate_identity(Profile.MLKEM768X25519).recipient.encode()
OLD_LINE = {
    "id": "leader",
    "role": "leader",
    "home_units": [],
    "recipient": KEY,
    "code_hash": None,
}


def test_a_note_of_the_first_form_is_x25519_with_keys_at_the_desk():
    note = ROOT.sign(f"dengwen roster\nserial 3\n{json.dumps(OLD_LINE)}\n")
    roster = parse_roster(note, ROOT.verifier)
    assert (roster.profile, roster.valid_until, roster.recovery) == ("x25519", None, None)
    assert roster.reader("leader").custody == "desk"


def test_the_headers_stay_from_edition_to_edition():
    first = SignedRoster(1, (), "x25519", date(2019, 8, 10), KEY)
    later = first.with_reader(LEADER).with_reader(INVITED).without("fifth-1")
    assert later == SignedRoster(4, (LEADER,), "x25519", date(2019, 8, 10), KEY)
    assert parse_roster(ROOT.sign(later.text()), ROOT.verifier) == later


def test_a_custody_that_nobody_knows_is_refused():
    line = json.dumps(OLD_LINE | {"custody": "cloud"})
    with pytest.raises(ForgedNoteError):
        parse_roster(ROOT.sign(f"dengwen roster\nserial 3\n{line}\n"), ROOT.verifier)


@pytest.mark.parametrize(
    "roster",
    [
        SignedRoster(1, (replace(LEADER, recipient=PQ_KEY),)),
        SignedRoster(1, (LEADER,), "mlkem768x25519"),
        SignedRoster(1, (), "x25519", None, PQ_KEY),
    ],
)
def test_a_key_of_another_profile_is_not_signed(roster):
    with pytest.raises(WrongProfileError, match="profile"):
        sign_note(roster, ROOT)


def test_a_key_to_which_nothing_can_be_sealed_does_not_enter_the_roster():
    low = X25519Recipient(bytes(32)).encode()
    with pytest.raises(MalformedKeyError):
        accept_enrolments(SignedRoster(3, (INVITED,)), [enrolment(recipient=low)], DESK.verifier)


def test_a_key_on_a_device_is_entered_as_one():
    text = f"dengwen enrolment\nfifth-1\n{KEY}\n{INVITED.code_hash}\n"
    signed, _ = accept_enrolments(
        SignedRoster(3, (INVITED,)), [DESK.sign(f"{text}device\n")], DESK.verifier
    )
    assert signed.reader("fifth-1").custody == "device"
    with pytest.raises(ForgedNoteError):
        accept_enrolments(SignedRoster(3, (INVITED,)), [DESK.sign(f"{text}cloud\n")], DESK.verifier)


def test_an_edition_is_believed_until_its_last_day(tmp_path, caplog):
    path, day = tmp_path / "roster.note", [date(2019, 8, 10)]
    save_roster(path, SignedRoster(2, (LEADER,), valid_until=date(2019, 8, 10)), ROOT)
    file = RosterFile(path, ROOT.verifier, None, lambda: day[0])
    assert file.readers() == (LEADER,)
    day[0] = date(2019, 8, 11)
    with pytest.raises(ExpiredRosterError, match="2019-08-10"):
        file.current()
    for _ in range(3):
        with pytest.raises(RosterRefusedError):
            file.reader("leader")
    assert [r.message for r in caplog.records if "ended on 2019-08-10" in r.message] == [
        caplog.records[0].message
    ]
    assert RosterFile(path, ROOT.verifier).readers() == (LEADER,)


class Pinned:
    """A process that is started anew for each look at the roster."""

    def __init__(self, folder):
        self.path, self.pin = folder / "roster.note", folder / "pins" / "intake.json"

    def sees(self, verifier=ROOT.verifier):
        return RosterFile(self.path, verifier, RosterPin(self.pin)).current()


@pytest.fixture
def pinned(tmp_path):
    pinned = Pinned(tmp_path)
    save_roster(pinned.path, SignedRoster(6, (LEADER, INVITED)), ROOT)
    assert pinned.sees().serial == 6
    return pinned


def test_a_pin_is_its_owners_alone_and_says_what_was_seen(pinned):
    assert stat.S_IMODE(pinned.pin.stat().st_mode) == 0o600
    seen = json.loads(pinned.pin.read_bytes())
    assert (seen["root"], seen["serial"]) == (ROOT.verifier.encode(), 6)
    assert pinned.sees().serial == 6


def test_an_older_edition_is_refused_across_a_restart(pinned):
    save_roster(pinned.path, SignedRoster(5, (LEADER, INVITED)), ROOT)
    with pytest.raises(RolledBackRosterError, match="edition 5"):
        pinned.sees()
    save_roster(pinned.path, SignedRoster(7, (LEADER,)), ROOT)
    assert pinned.sees().serial == 7


def test_another_edition_of_the_same_serial_is_refused(pinned):
    save_roster(pinned.path, SignedRoster(6, (LEADER,)), ROOT)
    with pytest.raises(RolledBackRosterError, match="another edition 6"):
        pinned.sees()


def test_another_root_key_is_refused_with_what_to_do(pinned):
    other = NoteSigner.generate("dengwen-root")
    save_roster(pinned.path, SignedRoster(9, (LEADER,)), other)
    with pytest.raises(RolledBackRosterError, match=r"remove .*intake\.json"):
        pinned.sees(other.verifier)


def test_a_forged_roster_moves_no_pin(pinned):
    before = pinned.pin.read_bytes()
    save_roster(pinned.path, SignedRoster(99, (LEADER,)), DESK)
    with pytest.raises(ForgedNoteError):
        pinned.sees()
    assert pinned.pin.read_bytes() == before


def test_an_edition_that_cannot_be_remembered_is_not_used(tmp_path):
    save_roster(tmp_path / "roster.note", SignedRoster(6, (LEADER,)), ROOT)
    (tmp_path / "pins").write_text("a file in the place of the folder")
    with pytest.raises(KeyFileError, match="cannot be written"):
        Pinned(tmp_path).sees()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"serial": "x"}', b"\xff"])
def test_a_broken_pin_is_told_and_not_taken_for_none(pinned, content):
    pinned.pin.write_bytes(content)
    with pytest.raises(KeyFileError, match="pin"):
        pinned.sees()


def test_a_refused_file_is_mended_by_installing_a_newer_edition(pinned):
    pinned.path.write_text("nonsense")
    file = RosterFile(pinned.path, ROOT.verifier, RosterPin(pinned.pin))
    with pytest.raises(RolledBackRosterError):
        file.install(sign_note(SignedRoster(5, ()), ROOT))
    with pytest.raises(ForgedNoteError):
        file.install(sign_note(SignedRoster(8, ()), DESK))
    assert file.install(sign_note(SignedRoster(8, (LEADER,)), ROOT)).serial == 8
    assert pinned.sees().readers == (LEADER,)


def test_a_request_holds_all_that_the_root_key_signs():
    before = SignedRoster(3, (LEADER, INVITED))
    notes = (enrolment(), enrolment())
    request = RosterRequest(ROOT.sign(before.text()), DESK.verifier, notes)
    carried = parse_request(request.text())
    assert carried == request
    old, new = carried.accepted(ROOT.verifier)
    assert (old, new.serial, new.reader("fifth-1").recipient) == (before, 4, KEY)
    with pytest.raises(ForgedNoteError):
        carried.accepted(DESK.verifier)


@pytest.mark.parametrize(
    "text", ["", "x", "dengwen roster request\n", "dengwen roster request\n-- roster --\n"]
)
def test_another_file_is_no_request(text):
    with pytest.raises(ForgedNoteError):
        parse_request(text)


@pytest.mark.parametrize("line", ["{}", reader_line(LEADER)], ids=["nobody", "with a key"])
def test_an_invitation_is_somebody_without_a_key(line):
    request = RosterRequest(ROOT.sign(SignedRoster(3, ()).text()), DESK.verifier)
    with pytest.raises(ForgedNoteError):
        parse_request(f"{request.text()}-- invitation --\n{line}\n")
