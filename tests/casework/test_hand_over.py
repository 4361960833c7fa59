"""The end of a round: what the office gets, how it signs, and what the team can still do."""

import hashlib
import io
import json
from types import SimpleNamespace

import openpyxl
import pytest

from bot.exports import open_export
from bot.handing_over import (
    DamagedPackageError,
    NoCheckpointError,
    Packing,
    check_package,
    keep_manifest,
    sign_for,
    take_receipt,
)
from casework.desk.facts import HandedOverError, case_for, case_to
from casework.desk.hand_over import by_key, office_of_roster
from casework.desk.read import open_case, read_entries
from casework.desk.scope import CaseNotFoundError, NotPermittedError
from casework.desk.write import add_note
from casework.rules.handing import NotAHandOverError
from casework.rules.roles import Action
from handlers.papers.clerk import Clerk
from handlers.team.context import Names
from handlers.texts import Texts
from storage.ledger.age import generate_identity, open_sealed
from storage.ledger.errors import ForgedNoteError, WrongRecipientError
from storage.ledger.note import NoteSigner
from storage.sql.work import Work
from tests.casework.office import PROFILE

SECRET = "The fee was waived."


@pytest.fixture
async def staff(world):
    found = {name: await world.joins(name) for name in ("leader", "fifth", "office")}
    await world.unlocked(found["leader"])
    await world.unlocked(found["office"])
    return found


@pytest.fixture
async def cases(world, registrar, staff):
    found = {
        "plain": await world.petition(SECRET),
        "about-office": await world.petition("About the office.", concerns="office"),
        "about-team": await world.petition("About the team.", concerns="team"),
    }
    await registrar.take_all()
    return found


def packing(world, staff, out, *, size=7):
    scope, identity = world.scope(), world.sessions.key_of("leader")
    newest = SimpleNamespace(size=size, root=bytes(32)) if size else None
    names = Names(units=(), categories=(), people=())
    say = Texts(["en"]).say("en")
    return Packing(
        database=world.database,
        scope=world.scope,
        blobs=world.blobs,
        log=SimpleNamespace(newest=lambda: newest),
        signer=world.signer,
        clerk=Clerk(say, names, "Asia/Shanghai", "leader", world.clock()),
        member=by_key(scope, staff["leader"].reader, identity, "en"),
        office=office_of_roster(scope),
        out=out,
    )


@pytest.fixture
async def packed(world, staff, cases, tmp_path):
    out = tmp_path / "package"
    steps = []
    manifest, left_out = await packing(world, staff, out).pack(lambda *at: steps.append(at))
    assert steps == [(1, 2), (2, 2)]
    assert left_out == 1
    keep_manifest(tmp_path, out)
    return SimpleNamespace(folder=out, manifest=manifest)


def opened(world, path):
    return open_sealed(path.read_bytes(), [world.sessions.key_of("office")])


async def test_the_office_gets_both_ledgers_and_every_case_that_may_be_its_own(
    world, cases, packed, tmp_path
):
    folder = packed.folder
    assert packed.manifest.cases == (cases["plain"],)
    assert json.loads(opened(world, folder / "cases.json.age")) == {
        cases["plain"]: "礼巡信〔2026〕001号"
    }
    book = openpyxl.load_workbook(io.BytesIO(opened(world, folder / "petitions.xlsx.age")))
    assert SECRET in {cell.value for row in book.active.iter_rows() for cell in row}
    leads = openpyxl.load_workbook(io.BytesIO(opened(world, folder / "leads.xlsx.age")))
    assert leads.active["B1"].value.startswith("Ledger of leads")
    written = open_export(
        folder / "cases" / cases["plain"], world.sessions.key_of("office"), tmp_path / "read"
    )
    assert [path.read_text("utf-8") for path in written] == [SECRET]
    clear = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert SECRET.encode() not in clear


async def test_a_package_is_checked_without_any_private_key(world, packed):
    manifest, digest = check_package(packed.folder, world.signer.verifier)
    assert manifest == packed.manifest
    assert digest == hashlib.sha256((packed.folder / "MANIFEST.note").read_bytes()).hexdigest()
    with pytest.raises(ForgedNoteError):
        check_package(packed.folder, NoteSigner.generate("log").verifier)
    (packed.folder / "leads.xlsx.age").write_bytes(b"something else")
    with pytest.raises(DamagedPackageError, match=r"leads\.xlsx\.age"):
        check_package(packed.folder, world.signer.verifier)


async def test_from_the_receipt_on_the_office_handles_what_the_team_only_reads(
    world, registrar, staff, cases, packed, tmp_path
):
    ours, office_key = world.signer.verifier, NoteSigner.generate("dengwen-office")
    at = world.clock().isoformat()
    with pytest.raises(WrongRecipientError):
        sign_for(packed.folder, ours, generate_identity(PROFILE), office_key, at)
    receipt = sign_for(packed.folder, ours, world.sessions.key_of("office"), office_key, at)

    async def take(text, key):
        return await take_receipt(world.database, world.scope, tmp_path, text, key, ours)

    with pytest.raises(ForgedNoteError):
        await take(receipt, NoteSigner.generate("dengwen-office").verifier)
    invented = office_key.sign(receipt.partition("token ")[0] + f"token {'0' * 64}\n")
    with pytest.raises(NotAHandOverError):
        await take(invented, office_key.verifier)
    assert await take(receipt, office_key.verifier) == 1
    assert await take(receipt, office_key.verifier) == 0  # once more changes nothing

    case, keys = await open_case(world.scope(), staff["leader"], cases["plain"])
    assert [each.text for each in await read_entries(world.scope(), case, keys)] == [SECRET]
    with pytest.raises(HandedOverError):
        await world.does(add_note, staff["leader"], cases["plain"], "Too late.")
    await world.does(add_note, staff["office"], cases["plain"], "Ours now.")
    assert await case_to(world.scope(), staff["leader"], cases["about-office"], Action.NOTE)
    with pytest.raises(CaseNotFoundError):
        await case_for(world.scope(), staff["office"], cases["about-office"])

    await world.mails(cases["plain"], {"kind": "follow-up", "at": world.clock().isoformat()})
    await registrar.take_all()
    told = {item["chat_id"] for _, item, _ in await world.outbox("announce-follow-up")}
    assert told == {staff["office"].chat_id}


async def test_nothing_is_packed_by_others_or_before_the_first_checkpoint(
    world, staff, cases, tmp_path
):
    with pytest.raises(NoCheckpointError):
        await packing(world, staff, tmp_path / "x", size=0).pack(lambda *_: None)
    identity = world.sessions.key_of("office")
    with pytest.raises(NotPermittedError):
        by_key(world.scope(Work(world.database)), staff["fifth"].reader, identity, "en")
