"""Who can open a case over time: recusal, grants, new keys; decided by keys and not by screens."""

import asyncio
import subprocess
from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update

from bot.exports import CaseNotFoundError as NotInExportError
from bot.exports import export_case, open_export
from casework.desk.claim import claim_case
from casework.desk.enroll import code_hash
from casework.desk.facts import case_for
from casework.desk.grant import GrantRefusedError, grant, grantable
from casework.desk.read import EarlierKeyError, list_queue, open_case, read_entries
from casework.desk.recuse import (
    NobodyLeftError,
    NotAReaderError,
    recusable,
    recuse,
    recuse_for_leader,
)
from casework.desk.rewrap import (
    EarlierWraps,
    all_earlier_wraps,
    earlier_wraps,
    recover,
    rewrap,
)
from casework.desk.scope import CaseNotFoundError, LockedError, NotPermittedError
from casework.desk.write import add_note
from casework.keeping import keep_text
from casework.ports import RECOVERY, StaleError, WrapRow
from casework.rules.access import key_id
from handlers.texts import Texts
from storage.ledger.age import (
    Profile,
    X25519Identity,
    generate_identity,
    open_sealed,
    parse_identity,
    seal,
)
from storage.ledger.errors import SealError
from storage.ledger.padding import unpad
from storage.sql.tables import cases, epochs, grants, pieces, wraps
from storage.sql.work import Work
from tests.casework.office import FIFTH_CHAT, PASSPHRASE, PROFILE, TEAM_CHAT
from tests.oracles.programs import program_for
from tests.scribe import tamper

REASON = "Her brother works there."
LATER = "He has paid it back since."


@pytest.fixture
async def staff(world):
    people = ("leader", "member", "other", "fifth", "office")
    return {name: await world.joins(name) for name in people}


@pytest.fixture
async def case_id(world, registrar, staff):
    case_id = await world.petition()
    await registrar.take_all()
    return case_id


async def adds(world, case_id, text=LATER):
    work = Work(world.database)
    scope = world.intake(work)
    await keep_text(scope, await scope.book.case(case_id), text, world.clock())
    await work.commit()


async def rows(world, table):
    return await world.database.read(lambda c: c.execute(select(table)).all())


async def facts(world, case_id, reader):
    return (await case_for(world.scope(), reader, case_id)).facts


async def identity_of(world, reader_id):
    (row,) = [row for row in await world.scope().book.accounts() if row.reader_id == reader_id]
    return world.keys.unlock(row.identity, PASSPHRASE)


async def texts(world, reader, case_id):
    await world.unlocked(reader)
    case, opened = await open_case(world.scope(), reader, case_id)
    return [entry.text for entry in await read_entries(world.scope(), case, opened)]


async def export(world, case_id, out):
    now = world.clock()
    await export_case(world.database, world.blobs, case_id, out, readme="read me\n", at=now)
    return out


def manifest_holds(folder):
    return not subprocess.run(
        ["sha256sum", "--quiet", "-c", "MANIFEST"], cwd=folder, check=False
    ).returncode


async def loses_passphrase(world, reader_id):
    """Let a reader have a new key, as the roster does after a new invitation."""
    identity = X25519Identity.generate()
    world.roster.change(reader_id, recipient=identity.recipient.encode())
    return identity


async def is_recoverable(world, case_id, through="leader", *, profile=PROFILE):
    """Let the roster name a recovery key to which the case is wrapped; returns its identity."""
    recovery = generate_identity(profile)
    world.roster.recovery = recovery.recipient.encode
    (wrap,) = await world.scope().book.wraps_of(case_id, through)
    key = open_sealed(wrap.wrap, [await identity_of(world, through)])
    public = recovery.recipient.encode()
    work = Work(world.database)
    row = WrapRow(case_id, 1, RECOVERY, key_id(public), seal(key, [recovery.recipient]))
    world.scope(work).book.add_wraps([row])
    work.log({"event": "test"})
    await work.commit()
    return recovery


# --- Recusal --------------------------------------------------------------------------------------


async def test_what_comes_after_a_recusal_opens_for_those_who_remain(world, staff, case_id):
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    await adds(world, case_id)
    await world.does(add_note, staff["leader"], case_id, "Ask the bank.")
    for name in ("leader", "other", "fifth"):
        shown = await texts(world, staff[name], case_id)
        assert shown == ["The fee was waived.", REASON, LATER, "Ask the bank."]
    assert [row.epoch for row in await rows(world, pieces)] == [1, 2, 2, 2]


async def test_who_is_recused_holds_no_wrap_and_opens_nothing_that_is_exported(
    world, staff, case_id, tmp_path
):
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    await adds(world, case_id)
    folder = await export(world, case_id, tmp_path / "export")
    theirs = await identity_of(world, "member")
    with pytest.raises(NotInExportError):
        open_export(folder, theirs, tmp_path / "nothing")
    opened = open_export(folder, await identity_of(world, "other"), tmp_path / "opened")
    assert [path.read_text() for path in opened] == ["The fee was waived.", REASON, LATER]
    names = sorted(str(path.relative_to(folder)) for path in (folder / "wraps").rglob("*.age"))
    assert names == [
        f"wraps/{epoch}/{who}.age" for epoch in (1, 2) for who in ("fifth", "leader", "other")
    ]


async def test_the_old_key_of_the_case_opens_nothing_that_comes_later(world, staff, case_id):
    (wrap,) = await world.scope().book.wraps_of(case_id, "member")
    theirs = await identity_of(world, "member")
    kept = parse_identity(open_sealed(wrap.wrap, [theirs]).decode().strip())
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    await adds(world, case_id)
    first, *later = await rows(world, pieces)
    assert unpad(open_sealed(first.content, [kept])) == b"The fee was waived."
    for piece in later:
        for sealed in (piece.content, piece.meta):
            with pytest.raises(SealError):
                open_sealed(sealed, [kept])


@pytest.mark.parametrize("profile", list(Profile))
async def test_stock_age_tells_the_recused_from_those_who_remain(
    world, staff, case_id, profile, tmp_path
):
    age = program_for(profile)
    age.require()
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    await adds(world, case_id)
    folder = await export(world, case_id, tmp_path / "export")

    def decrypts(identity, *paths):
        key = tmp_path / "key.txt"
        key.write_text("".join(f"{each.encode()}\n" for each in identity))
        runs = [age.opening(path.read_bytes(), key) for path in paths]
        return [run.stdout if run.returncode == 0 else None for run in runs]

    contents = sorted((folder / "pieces").glob("???.age"))
    member, other = await identity_of(world, "member"), await identity_of(world, "other")
    all_wraps = sorted((folder / "wraps").glob("*/*.age"))
    assert decrypts([member], *all_wraps, *contents) == [None] * (len(all_wraps) + len(contents))
    keys = decrypts([other], *sorted((folder / "wraps").glob("*/other.age")))
    case = [parse_identity(key.decode().strip()) for key in keys]
    opened = [unpad(content) for content in decrypts(case, *contents)]
    assert opened == [b"The fee was waived.", REASON.encode(), LATER.encode()]
    assert manifest_holds(folder)


async def test_the_case_is_gone_from_the_recused_readers_queue_and_card(world, staff, case_id):
    await world.does(recuse, staff["member"], case_id, "member", REASON)
    assert await list_queue(world.scope(), staff["member"], 0, 10) == ([], False)
    for use_case, *words in ((add_note, "x"), (claim_case,), (open_case,)):
        with pytest.raises(CaseNotFoundError):
            await world.does(use_case, staff["member"], case_id, *words)


async def test_a_removed_wrap_put_back_into_the_database_helps_nobody(world, staff, case_id):
    (wrap,) = await world.scope().book.wraps_of(case_id, "member")
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    work = Work(world.database)
    world.scope(work).book.add_wraps([wrap])
    work.log({"event": "test"})
    await work.commit()
    await world.unlocked(staff["member"])
    with pytest.raises(CaseNotFoundError):
        await open_case(world.scope(), staff["member"], case_id)
    assert await list_queue(world.scope(), staff["member"], 0, 10) == ([], False)
    await world.does(recuse, staff["other"], case_id, "other", REASON)
    newest = [row.reader_id for row in await rows(world, wraps) if row.epoch == 3]
    assert sorted(newest) == ["fifth", "leader"]


async def test_a_recused_assignee_leaves_the_case_to_be_claimed(world, registrar, staff):
    case_id = await world.petition(real_name=True, contact="13900000000")
    await registrar.take_all()
    await world.does(claim_case, staff["member"], case_id)
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    case = await case_for(world.scope(), staff["leader"], case_id)
    assert (case.state, case.facts.assignee) == ("registered", None)
    told = [item["chat_id"] for _, item, _ in await world.outbox("announce-released")]
    assert sorted(told) == sorted(staff[name].chat_id for name in ("leader", "other"))
    await world.does(claim_case, staff["other"], case_id)
    reminded = {item["chat_id"] for _, item in await world.reminders()}
    assert staff["member"].chat_id not in reminded
    assert staff["other"].chat_id in reminded


async def test_a_group_in_which_the_recused_reader_sits_is_not_told_any_more(
    world, registrar, staff, case_id
):
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    await adds(world, case_id)
    await registrar.take_all()
    told = {item["chat_id"] for _, item, _ in await world.outbox("announce-follow-up")}
    assert told == {staff["leader"].chat_id, staff["other"].chat_id}
    reminded = {item["chat_id"] for _, item in await world.reminders()}
    assert TEAM_CHAT not in reminded
    assert FIFTH_CHAT in reminded


async def test_a_group_is_not_told_while_somebody_sits_there_whom_the_rules_keep_out(
    world, registrar, staff, case_id
):
    world.roster.change("other", home_units=frozenset({"office"}))
    await adds(world, case_id)
    await registrar.take_all()
    told = {item["chat_id"] for _, item, _ in await world.outbox("announce-follow-up")}
    assert TEAM_CHAT not in told


async def test_a_body_is_not_told_in_its_group_when_a_recusal_of_another_body_took_its_reader(
    world, staff, registrar
):
    world.roster.people["second"] = replace(
        world.roster.people["fifth"], id="second", code_hash=code_hash("code-second")
    )
    case_id = await world.petition()
    await registrar.take_all()
    world.roster.change("second", home_units=frozenset({"office"}))
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    waiting = {item["chat_id"] for _, item in await world.reminders()}
    assert staff["fifth"].chat_id in waiting
    assert FIFTH_CHAT not in waiting


async def test_a_recused_reader_who_has_left_the_roster_may_still_sit_in_the_group(
    world, registrar, staff, case_id
):
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    world.roster.removes("member")
    await adds(world, case_id)
    await registrar.take_all()
    told = {item["chat_id"] for _, item, _ in await world.outbox("announce-follow-up")}
    assert told == {staff["leader"].chat_id, staff["other"].chat_id}


async def test_a_notice_that_waits_for_the_recused_reader_is_withdrawn(
    world, registrar, staff, case_id
):
    await world.does(claim_case, staff["member"], case_id)
    await adds(world, case_id)
    await registrar.take_all()
    assert [i["chat_id"] for _, i, _ in await world.outbox("announce-follow-up")] == [
        staff["member"].chat_id
    ]
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    left = [item for _, item, _ in await world.outbox() if item.get("chat_id") == 1001]
    assert [item["text"]["id"] for item in left] == ["announce-recused"]


async def test_a_leader_recuses_the_team_and_nobody_else(world, staff, case_id):
    assert (await recusable(world.scope(), staff["leader"], case_id))[1] == ["member", "other"]
    assert (await recusable(world.scope(), staff["member"], case_id))[1] == ()
    for by, whom in (("leader", "fifth"), ("member", "other"), ("fifth", "member")):
        with pytest.raises(NotPermittedError):
            await world.does(recuse, staff[by], case_id, whom, REASON)
    with pytest.raises(NotPermittedError):
        await world.does(recuse_for_leader, case_id, "fifth", REASON)
    with pytest.raises(NotAReaderError):
        await world.does(recuse, staff["leader"], case_id, "office", REASON)


async def test_the_last_reviewer_steps_back_only_after_another_was_added(world, staff, case_id):
    with pytest.raises(NobodyLeftError) as refused:
        await world.does(recuse, staff["fifth"], case_id, "fifth", REASON)
    assert (refused.value.duty, refused.value.candidates) == ("review", ("office",))
    await world.unlocked(staff["leader"])
    await world.does(grant, staff["leader"], case_id, "office")
    await world.does(recuse, staff["fifth"], case_id, "fifth", REASON)
    assert (await facts(world, case_id, staff["office"])).reviewer == "office"


async def test_the_last_reader_stays(world, registrar):
    fifth = await world.joins("fifth")
    case_id = await world.petition()
    await registrar.take_all()
    with pytest.raises(NobodyLeftError) as refused:
        await world.does(recuse, fifth, case_id, "fifth", REASON)
    assert refused.value.duty == "read"


async def test_whom_the_rules_keep_out_by_now_goes_with_the_recused(world, staff, case_id):
    await world.does(claim_case, staff["other"], case_id)
    world.roster.change("other", home_units=frozenset({"office"}))
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    assert {row.reader_id for row in await rows(world, wraps)} == {"leader", "fifth"}
    case = await case_for(world.scope(), staff["leader"], case_id)
    assert (case.state, case.facts.readers) == ("registered", ("fifth", "leader"))
    assert (case.facts.assignee, case.facts.recused) == (None, ("member",))
    waiting = {item["chat_id"] for _, item in await world.reminders()}
    assert staff["other"].chat_id not in waiting
    world.roster.change("other", home_units=frozenset())
    await world.unlocked(staff["leader"])
    await world.does(grant, staff["leader"], case_id, "other")
    assert await texts(world, staff["other"], case_id) == ["The fee was waived.", REASON]


async def test_nobody_is_recused_when_the_rules_keep_out_all_others(world, staff, case_id):
    world.roster.change("fifth", home_units=frozenset({"office"}))
    with pytest.raises(NobodyLeftError) as refused:
        await world.does(recuse, staff["leader"], case_id, "member", REASON)
    assert (refused.value.duty, refused.value.candidates) == ("review", ("office",))


async def test_an_operator_recuses_on_the_word_of_the_leader(world, staff, case_id):
    await world.does(recuse_for_leader, case_id, "member", REASON)
    assert "member" in (await facts(world, case_id, staff["leader"])).recused
    await world.unlocked(staff["leader"])
    case, opened = await open_case(world.scope(), staff["leader"], case_id)
    entry = (await read_entries(world.scope(), case, opened))[-1]
    assert (entry.kind, entry.author, entry.about) == ("recusal", "operator", "member")


async def test_each_act_is_an_event(world, staff, case_id):
    logged = []

    async def does(use_case, *args):
        work = Work(world.database)
        await use_case(world.scope(work), *args)
        logged.extend({**event, "at": None} for event in work._events)
        await work.commit()

    await world.unlocked(staff["leader"])
    await does(grant, staff["leader"], case_id, "office")
    await does(recuse, staff["leader"], case_id, "member", REASON)
    await loses_passphrase(world, "other")
    await does(rewrap, staff["leader"], "other", case_id)
    by = {"at": None, "case": case_id, "by": "leader"}
    assert logged == [
        {"event": "granted", **by, "reader": "office"},
        {"event": "recused", **by, "reader": "member"},
        {"event": "rewrapped", **by, "reader": "other"},
    ]


@pytest.mark.parametrize("profile", [Profile.X25519])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_the_custodians_open_every_epoch_as_their_readme_says(
    world, staff, case_id, profile, language, tmp_path
):
    recovery = await is_recoverable(world, case_id, profile=profile)
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    folder = await export(world, case_id, tmp_path / "export")
    (folder / "recovery.txt").write_text(recovery.encode() + "\n")
    words = {"first": "an", "second": "bo", "file": "an+bo.age"}
    readme = Texts([language]).say(language).label("recovery-readme", **words)
    (command,) = [line.strip() for line in readme.splitlines() if "wraps/" in line]
    shell = ["sh", "-c", command]
    await asyncio.to_thread(subprocess.run, shell, cwd=folder, check=True)
    piece = ["age", "-d", "-i", "case.txt", "pieces/002.age"]
    opened = await asyncio.to_thread(
        subprocess.run, piece, cwd=folder, check=True, capture_output=True
    )
    assert unpad(opened.stdout) == REASON.encode()


# --- Races, and rows that somebody has changed ----------------------------------------------------


async def test_a_note_under_way_during_a_recusal_is_sealed_again(world, staff, case_id):
    slow = Work(world.database)
    await add_note(world.scope(slow), staff["other"], case_id, "Ask the bank.")
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    with pytest.raises(StaleError):
        await slow.commit()
    assert [row.epoch for row in await rows(world, pieces)] == [1, 2]


async def test_a_follow_up_under_way_during_a_recusal_is_sealed_again(world, staff, case_id):
    slow = Work(world.database)
    scope = world.intake(slow)
    await keep_text(scope, await scope.book.case(case_id), LATER, world.clock())
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    with pytest.raises(StaleError):
        await slow.commit()
    await adds(world, case_id)
    assert [row.epoch for row in await rows(world, pieces)] == [1, 2, 2]


async def test_two_recusals_at_once_are_one_after_the_other(world, staff, case_id):
    slow = Work(world.database)
    await recuse(world.scope(slow), staff["leader"], case_id, "other", REASON)
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    with pytest.raises(Exception):  # noqa: B017, PT011  either constraint may speak first
        await slow.commit()
    assert {row.epoch for row in await rows(world, epochs)} == {1, 2}


@pytest.mark.parametrize("column", ["recipient", "voucher"])
async def test_an_epoch_changed_in_the_database_is_refused_by_both_sides(
    world, staff, case_id, column
):
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    theirs = X25519Identity.generate().recipient.encode()
    value = theirs if column == "recipient" else world.signer.sign("dengwen epoch\n").encode()
    change = update(epochs).where(epochs.c.epoch == 2).values({column: value})
    await tamper(world.database, change)
    await world.unlocked(staff["leader"])
    for use_case, *words in ((add_note, "x"), (open_case,), (recuse, "other", REASON)):
        with pytest.raises(SealError):
            await world.does(use_case, staff["leader"], case_id, *words)
    with pytest.raises(SealError):
        await adds(world, case_id)


async def test_an_epoch_taken_out_of_the_database_is_noticed_by_the_desk(world, staff, case_id):
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    await tamper(world.database, epochs.delete().where(epochs.c.epoch == 2))
    with pytest.raises(SealError):
        await world.does(add_note, staff["leader"], case_id, "x")


# --- Grants ---------------------------------------------------------------------------------------


async def test_a_reader_who_is_let_in_reads_every_epoch(world, staff, case_id):
    await world.does(recuse, staff["leader"], case_id, "member", REASON)
    await world.unlocked(staff["leader"])
    await world.does(grant, staff["leader"], case_id, "office")
    assert await texts(world, staff["office"], case_id) == ["The fee was waived.", REASON]
    ((_, item, _),) = await world.outbox("announce-granted")
    assert (item["chat_id"], item["text"]["args"]) == (
        staff["office"].chat_id,
        {"number": "礼巡信〔2026〕001号"},
    )


async def test_a_grant_is_signed_and_kept_sealed(world, staff, case_id):
    await world.unlocked(staff["fifth"])
    await world.does(grant, staff["fifth"], case_id, "office")
    (row,) = await rows(world, grants)
    note = world.keys.open_own("grant", row.note, f"{case_id} office")["note"]
    recipient = world.roster.reader("office").recipient
    assert world.signer.verifier.open(note) == (
        f"dengwen grant\n{case_id}\noffice\n{recipient}\nfifth\n"
    )


async def test_a_locked_reader_lets_nobody_in(world, staff, case_id):
    with pytest.raises(LockedError):
        await world.does(grant, staff["leader"], case_id, "office")


async def test_the_rules_keep_these_people_out(world, registrar, staff):
    world.roster.change("other", home_units=frozenset({"office"}))
    case_id = await world.petition(concerns="office")
    await registrar.take_all()
    await world.does(recuse, staff["member"], case_id, "member", REASON)
    await world.unlocked(staff["leader"])
    for who, why in (
        ("other", "home-unit"),
        ("office", "bypassed"),
        ("member", "recused"),
        ("fifth", "reads-already"),
        ("liaison", "no-reader"),
        ("nobody", "no-reader"),
    ):
        with pytest.raises(GrantRefusedError) as refused:
            await world.does(grant, staff["leader"], case_id, who)
        assert refused.value.exclusion == why
    assert (await grantable(world.scope(), staff["leader"], case_id))[1] == []


async def test_who_has_no_key_yet_is_let_in_later(world, staff, case_id):
    world.roster.change("office", recipient=None)
    await world.unlocked(staff["leader"])
    with pytest.raises(GrantRefusedError) as refused:
        await world.does(grant, staff["leader"], case_id, "office")
    assert refused.value.exclusion == "no-key"


# --- New keys -------------------------------------------------------------------------------------


async def test_cases_are_wrapped_anew_one_by_one_and_the_run_goes_on_where_it_stopped(
    world, registrar, staff
):
    ids = [await world.petition() for _ in range(3)]
    await registrar.take_all()
    await world.unlocked(staff["leader"])
    new = await loses_passphrase(world, "member")
    (waiting,) = await all_earlier_wraps(world.scope(), staff["leader"])
    assert (waiting.reader_id, waiting.openable, waiting.others) == ("member", ids, 0)
    await world.does(rewrap, staff["leader"], "member", ids[0])
    left = await earlier_wraps(world.scope(), staff["leader"], "member")
    assert left.openable == ids[1:]
    for case_id in left.openable:
        await world.does(rewrap, staff["leader"], "member", case_id)
    assert await all_earlier_wraps(world.scope(), staff["leader"]) == []
    for case_id in ids:
        (wrap,) = await world.scope().book.wraps_of(case_id, "member")
        assert wrap.key == key_id(new.recipient.encode())
        assert open_sealed(wrap.wrap, [new])


async def test_a_reader_with_a_new_key_is_told_that_the_case_waits_for_it(world, staff, case_id):
    await world.unlocked(staff["member"])
    new = await loses_passphrase(world, "member")
    member = replace(staff["member"], reader=world.roster.reader("member"))
    with pytest.raises(EarlierKeyError):
        await open_case(world.scope(), member, case_id)
    await world.does(recuse, staff["leader"], case_id, "other", REASON)
    world.sessions.unlock("member", new)
    case, opened = await open_case(world.scope(), member, case_id)
    entries = await read_entries(world.scope(), case, opened)
    assert [(entry.kind, entry.text) for entry in entries] == [
        ("closed", None),
        ("recusal", REASON),
    ]


async def test_only_some_roles_wrap_anew_and_only_for_readers_of_the_case(world, staff, case_id):
    for name in ("member", "leader"):
        await world.unlocked(staff[name])
    with pytest.raises(NotPermittedError):
        await all_earlier_wraps(world.scope(), staff["member"])
    with pytest.raises(NotPermittedError):
        await world.does(rewrap, staff["member"], "other", case_id)
    with pytest.raises(NotPermittedError):
        await world.does(rewrap, staff["leader"], "office", case_id)


@pytest.mark.parametrize(
    ("concerns", "changes"),
    [
        ("none", {"home_units": frozenset({"office"})}),
        ("none", {"role": "liaison"}),
        ("team", {"role": "member"}),
    ],
)
async def test_no_case_is_wrapped_anew_for_whom_the_rules_keep_out(
    world, registrar, staff, concerns, changes
):
    world.roster.change("other", role="fifth")
    case_id = await world.petition(concerns=concerns)
    await registrar.take_all()
    recovery = await is_recoverable(world, case_id, "other")
    by = replace(staff["other"], reader=world.roster.reader("other"))
    await world.unlocked(by)
    world.roster.change("fifth", **changes)
    await loses_passphrase(world, "fifth")
    before = await rows(world, wraps)
    waiting = await earlier_wraps(world.scope(), by, "fifth")
    assert (list(waiting.openable), waiting.others) == ([], 0)
    for use_case, who in ((rewrap, by), (recover, recovery)):
        with pytest.raises(NotPermittedError):
            await world.does(use_case, who, "fifth", case_id)
    assert await rows(world, wraps) == before


async def test_a_case_is_wrapped_anew_whole_or_not_at_all(world, staff, case_id):
    recovery = await is_recoverable(world, case_id)
    world.roster.change("fifth", recipient=None)
    world.roster.recovery = lambda: None
    await world.does(recuse, staff["leader"], case_id, "other", REASON)
    fifth = await loses_passphrase(world, "fifth")
    before = await rows(world, wraps)
    with pytest.raises(EarlierKeyError):
        await world.does(recover, recovery, "fifth", case_id)
    assert await rows(world, wraps) == before
    await world.does(rewrap, await world.unlocked(staff["leader"]), "fifth", case_id)
    assert await earlier_wraps(world.scope(), staff["leader"], "fifth") == EarlierWraps(
        "fifth", [], 0
    )
    for wrap in await world.scope().book.wraps_of(case_id, "fifth"):
        assert open_sealed(wrap.wrap, [fifth])


async def test_who_opens_the_later_part_alone_wraps_nothing_anew(world, staff, case_id):
    await loses_passphrase(world, "member")
    await loses_passphrase(world, "fifth")
    by = replace(staff["fifth"], reader=world.roster.reader("fifth"))
    await world.does(recuse, staff["leader"], case_id, "other", REASON)
    waiting = await earlier_wraps(world.scope(), by, "member")
    assert (list(waiting.openable), waiting.others) == ([], 1)


async def test_a_case_of_which_a_wrap_is_missing_waits_as_well(world, staff, case_id):
    await world.does(recuse, staff["leader"], case_id, "other", REASON)
    await tamper(
        world.database, delete(wraps).where(wraps.c.reader_id == "member", wraps.c.epoch == 2)
    )
    await world.unlocked(staff["leader"])
    waiting = await earlier_wraps(world.scope(), staff["leader"], "member")
    assert (waiting.openable, waiting.others) == ([case_id], 0)
    await world.does(rewrap, staff["leader"], "member", case_id)
    assert await texts(world, staff["member"], case_id) == ["The fee was waived.", REASON]


async def test_what_the_asker_cannot_open_is_counted_apart(world, registrar, staff, case_id):
    world.roster.change("leader", home_units=frozenset({"school"}))
    await world.petition(unit="school")
    await registrar.take_all()
    await loses_passphrase(world, "member")
    waiting = await earlier_wraps(world.scope(), staff["leader"], "member")
    assert (waiting.openable, waiting.others) == ([case_id], 1)


async def test_the_recovery_identity_wraps_for_a_reader_and_is_kept_through_recusals(
    world, staff, case_id
):
    recovery = await is_recoverable(world, case_id)
    await world.does(recuse, staff["leader"], case_id, "other", REASON)
    new = await loses_passphrase(world, "member")
    await world.does(recover, recovery, "member", case_id)
    for wrap in await world.scope().book.wraps_of(case_id, "member"):
        assert open_sealed(wrap.wrap, [new])
    with pytest.raises(NotPermittedError):
        await world.does(recover, recovery, "other", case_id)
    (case,) = await rows(world, cases)
    assert case.id == case_id
