"""What the intake's keys can do, and for how long."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.keys import load_intake_keys, load_verifier, make_keys, read_signer
from casework.ports import DraftRow, EpochRow, StaleError
from storage.ledger.age import X25519Identity, open_sealed, parse_identity
from storage.ledger.day_keys import DayKeys
from storage.ledger.errors import (
    ForgedNoteError,
    KeyFileError,
    SealError,
    TamperedSealError,
    WrongRecipientError,
)
from storage.ledger.identity_files import load_identity
from storage.ledger.mail import sign_mail, verify_mail
from storage.ledger.note import NoteSigner
from storage.ledger.padding import unpad

TODAY, TOMORROW = date(2019, 7, 10), date(2019, 7, 11)


@pytest.fixture
def folder(tmp_path):
    make_keys(tmp_path / "keys")
    return tmp_path / "keys"


@pytest.fixture
def keys(folder):
    return load_intake_keys(folder)


@pytest.fixture
def draft(keys):
    made = keys.new_case_key("case-1", TODAY)
    return DraftRow("case-1", made.recipient, made.day, made.identity)


def case_of(keys, draft):
    return EpochRow(draft.id, 1, draft.recipient, keys.vouch(draft.id, draft.recipient))


def test_what_is_sealed_for_a_case_opens_with_its_wrapped_key(keys, draft):
    reader = X25519Identity.generate()
    sealed = keys.seal_content(draft, b"account")
    wrap = keys.wrap_case(draft, {"leader": reader.recipient.encode()})["leader"]
    identity = parse_identity(open_sealed(wrap, [reader]).decode().strip())
    assert unpad(open_sealed(sealed, [identity])) == b"account"
    more = keys.seal_content(case_of(keys, draft), b"more")
    assert unpad(open_sealed(more, [identity])) == b"more"
    meta = open_sealed(keys.seal_meta(draft, {"kind": "text"}), [identity])
    assert (json.loads(meta), len(meta)) == ({"kind": "text"}, 512)
    with pytest.raises(WrongRecipientError):
        open_sealed(wrap, [X25519Identity.generate()])


def test_facts_and_mail_open_for_the_desk_and_routes_for_the_courier(keys, folder):
    desk, courier = (load_identity(folder / f"{name}.age") for name in ("desk", "courier"))
    facts = keys.seal_mail("case-1", {"unit": "办公室"})
    route = keys.seal_for_courier({"chat_id": 7})
    plain = json.loads(open_sealed(facts, [desk]))
    intake = load_verifier(folder, "intake")
    assert verify_mail(plain, "case-1", intake) == {"unit": "办公室"}
    assert json.loads(open_sealed(route, [courier])) == {"chat_id": 7}
    assert len(facts) == len(route)
    for sealed, other in ((facts, courier), (route, desk)):
        with pytest.raises(WrongRecipientError):
            open_sealed(sealed, [other])


def test_what_is_sealed_for_readers_opens_for_each_of_them(keys):
    readers = [X25519Identity.generate(), X25519Identity.generate()]
    sealed = keys.seal_for_readers({"a": 1}, [r.recipient.encode() for r in readers])
    for reader in readers:
        assert json.loads(open_sealed(sealed, [reader])) == {"a": 1}


def test_the_intake_s_own_work_opens_in_its_place_alone(keys):
    sealed = keys.seal_own("download", {"file_id": "x"}, "piece-1")
    assert keys.open_own("download", sealed, "piece-1") == {"file_id": "x"}
    for purpose, context in (("download", "piece-2"), ("submission", "piece-1")):
        with pytest.raises(TamperedSealError):
            keys.open_own(purpose, sealed, context)


@pytest.mark.parametrize("of", ["draft", "case"])
def test_a_public_key_changed_in_the_database_is_refused(keys, draft, of):
    row = draft if of == "draft" else case_of(keys, draft)
    theirs = replace(row, recipient=X25519Identity.generate().recipient.encode())
    with pytest.raises(TamperedSealError):
        keys.seal_content(theirs, b"account")


def epoch_of(signer, text, number=2):
    recipient = X25519Identity.generate().recipient.encode()
    voucher = signer.sign(text.format(number=number, recipient=recipient)).encode()
    return EpochRow("case-1", 2, recipient, voucher)


def test_a_later_epoch_is_sealed_to_when_the_log_key_vouches_for_it(keys, folder):
    log = read_signer(folder / "log.key")
    text = "dengwen epoch\ncase-1\n{number}\n{recipient}\n"
    assert keys.seal_content(epoch_of(log, text), b"more")
    stranger = NoteSigner.generate(log.name)
    forged = [
        epoch_of(stranger, text),
        epoch_of(log, text, number=3),
        epoch_of(log, text.replace("case-1", "case-2")),
        replace(epoch_of(log, text), voucher=b"\xff"),
        replace(epoch_of(log, text), recipient=epoch_of(log, text).recipient),
    ]
    for row in forged:
        with pytest.raises(SealError):
            keys.seal_content(row, b"more")


def test_a_voucher_changed_in_the_database_is_refused(keys, draft):
    theirs = replace(case_of(keys, draft), voucher=b"v" * 32)
    with pytest.raises(TamperedSealError):
        keys.seal_content(theirs, b"more")


def test_a_key_swapped_just_before_submission_is_not_vouched_for(keys, draft):
    theirs = replace(draft, recipient=X25519Identity.generate().recipient.encode())
    with pytest.raises(TamperedSealError):
        keys.wrap_case(theirs, {})


def test_a_draft_in_the_place_of_another_does_not_open(keys, draft):
    with pytest.raises(TamperedSealError):
        keys.wrap_case(replace(draft, id="case-2"), {})


def test_a_moved_draft_opens_under_the_new_day_alone(keys, draft, folder):
    days = DayKeys(folder / "days")
    moved = replace(draft, day=TOMORROW.isoformat(), identity=keys.move_draft(draft, TOMORROW))
    assert days.forget_before(TOMORROW.isoformat()) == 1
    assert keys.seal_content(moved, b"x")
    with pytest.raises(StaleError):
        keys.wrap_case(draft, {})
    with pytest.raises(TamperedSealError):
        keys.wrap_case(replace(draft, day=TOMORROW.isoformat()), {})


def test_mail_is_believed_as_the_intake_signed_it_for_that_case(keys, folder):
    intake, other = read_signer(folder / "intake.key"), NoteSigner.generate("dengwen-intake")
    mail = sign_mail("case-1", {"kind": "withdrawn"}, intake)
    assert verify_mail(mail, "case-1", intake.verifier) == {"kind": "withdrawn"}
    text = intake.verifier.open(mail["note"])
    refused = [
        {"kind": "withdrawn"},
        {"note": 7},
        sign_mail("case-1", {"kind": "withdrawn"}, other),
        sign_mail("case-2", {"kind": "withdrawn"}, intake),
        {"note": mail["note"].replace("withdrawn", "petition")},
        *(
            {"note": intake.sign(each)}
            for each in (
                text.replace("dengwen mail", "dengwen male"),
                f"{text}more\n",
                "dengwen mail\ncase-1\n",
                "dengwen mail\ncase-1\n[]\n",
                "dengwen mail\ncase-1\n{\n",
            )
        ),
    ]
    for plain in refused:
        with pytest.raises(ForgedNoteError):
            verify_mail(plain, "case-1", intake.verifier)


def test_a_day_has_one_key_that_its_owner_alone_may_read(folder):
    days = DayKeys(folder / "days")
    sealed = days.today(TODAY).sealed("draft").seal(b"x")
    assert days.today(TODAY).sealed("draft").open(sealed) == b"x"
    (path,) = (folder / "days").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(KeyFileError):
        days.today(TODAY)


def test_receipt_numbers_are_found_by_a_keyed_hash(keys, tmp_path):
    make_keys(tmp_path / "other")
    other = load_intake_keys(tmp_path / "other")
    number = "LX-7K3M9-Q2TXA-W"
    assert keys.lookup(number) == keys.lookup(number)
    assert keys.lookup(number) != other.lookup(number)
    assert len(keys.lookup(number)) == 32


def test_keys_are_made_once(folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(KeyFileError, match="already"):
        make_keys(folder)
    assert before == {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    secret = [name for name in before if not name.endswith((".pub", ".note"))]
    assert {(folder / name).stat().st_mode & 0o777 for name in secret} == {0o600}
