"""`fsck` of cases: who can open each, with which key, and what refers to it.

Specified in docs/spec/ledger.md §5 and §10.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table

from casework.ports import OF_THE_ROUND, RECOVERY, EpochRow
from casework.rules.access import key_id
from casework.rules.handles import leads_to
from storage.fsck_look import RECEIVED, Look, json_in
from storage.ledger.epochs import FIRST, grant_text, is_note, verify_epoch
from storage.sql.ledger_rows import KEYS
from storage.sql.raw import Raw
from storage.sql.tables import (
    cases,
    desk_mail,
    epochs,
    grants,
    handles,
    mailbox,
    phrases,
    routes,
    terms,
    wraps,
)

ORPHAN = "belongs to no case"


def check_cases(look: Look) -> None:
    """Check every case, its readers, and the rows that belong to cases alone."""
    _open_facts(look)
    _check_owners(look)
    _check_epochs(look)
    _check_wraps(look)
    _check_grants(look)
    _check_phrases(look)
    for row in look.rows(handles):
        if not leads_to(row["handle"], row["case_id"]):
            look.find(handles, row, "was made for another case")


def _open_facts(look: Look) -> None:
    desk = look.keys.desk
    waiting = {row["case_id"] for row in look.rows(desk_mail)}
    for case_id, row in look.cases.items():
        if row["state"] == RECEIVED and case_id not in waiting:
            look.find(cases, row, "is not registered, and no mail tells the desk of it", "id")
        if desk is None or (row["state"] == RECEIVED and look.keys.mail is None):
            continue
        seal = desk.local.sealed("facts")
        sealed = row["facts"]
        context = f"{case_id} {row['state']} {row['review']}".encode("utf-8", "surrogateescape")
        if row["state"] == RECEIVED:
            facts = look.mail_in(case_id, sealed)
        else:
            facts = look.opens(lambda: json_in(seal.open(sealed, context)))  # noqa: B023  called at once
        if facts is None:
            look.find(cases, row, "its facts do not open with the desk's key", "id")
        else:
            look.facts[case_id] = facts


def _check_owners(look: Look) -> None:
    for table in (epochs, wraps, grants, routes, phrases, mailbox, terms, handles, desk_mail):
        for row in look.rows(table):
            of_the_round = table is terms and row["case_id"] == OF_THE_ROUND
            if row["case_id"] not in look.cases and not of_the_round:
                look.find(table, row, ORPHAN, *_key(table))


def _check_epochs(look: Look) -> None:
    found: dict[str, list[tuple[int, str]]] = {}
    for row in look.rows(epochs):
        found.setdefault(row["case_id"], []).append((row["epoch"], row["recipient"]))
        if not _is_vouched_for(look, row):
            look.find(epochs, row, "nobody vouches for its key", *_key(epochs))
    for case_id, row in look.cases.items():
        facts = look.facts.get(case_id)
        named = list(enumerate(facts["recipients"], FIRST)) if facts else None
        has = sorted(found.get(case_id, []))
        if not has or (named is not None and has != named):
            look.find(cases, row, "its epochs are not those that its facts name", "id")


def _is_vouched_for(look: Look, row: Raw) -> bool:
    epoch = EpochRow(row["case_id"], row["epoch"], row["recipient"], row["voucher"])
    intake, log = look.keys.intake, look.keys.log
    by_desk = isinstance(row["voucher"], bytes) and is_note(row["voucher"])
    if row["epoch"] == FIRST and not by_desk:
        if intake is None:
            return True
        return look.opens(lambda: intake.vouch(epoch.case_id, epoch.recipient)) == epoch.voucher
    if log is None:
        return True

    def verified() -> bool:
        verify_epoch(epoch, log)
        return True

    return look.opens(verified) is not None


def _check_wraps(look: Look) -> None:
    held: dict[str, dict[str, dict[int, str]]] = {}
    for row in look.rows(wraps):
        of_case = held.setdefault(row["case_id"], {})
        of_case.setdefault(row["reader_id"], {})[row["epoch"]] = row["key"]
    for case_id, facts in look.facts.items():
        readers = {each for each in facts["readers"] if each not in facts["recused"]}
        _check_strangers(look, case_id, held.get(case_id, {}), readers)
        numbers = range(FIRST, FIRST + len(facts["recipients"]))
        for reader_id in sorted(readers):
            _check_reader(
                look, case_id, reader_id, held.get(case_id, {}).get(reader_id, {}), numbers
            )


def _check_strangers(
    look: Look, case_id: str, held: Mapping[str, Mapping[int, str]], readers: set[str]
) -> None:
    for reader_id in sorted(held.keys() - readers - {RECOVERY}):
        for epoch in held[reader_id]:
            name = f"wraps/{case_id}/{epoch}/{reader_id}"
            look.report.find(name, "is for somebody whom the facts of the case do not name")


def _check_reader(
    look: Look, case_id: str, reader_id: str, has: Mapping[int, str], numbers: range
) -> None:
    """Check the wraps of one reader.

    Whoever may read a case has every epoch of it: those who join are given all. One exception: who
    had no key on the roster when an epoch was made waits for somebody to wrap it anew.
    """
    reader = look.readers.get(reader_id)
    current = key_id(reader.recipient) if reader and reader.recipient else None
    stale = {epoch for epoch, key in has.items() if key != current}
    for epoch in numbers:
        name = f"wraps/{case_id}/{epoch}/{reader_id}"
        if epoch in stale and current is not None and look.roster is not None:
            look.report.notices.append(f"{name}: was made for an earlier key; see /rewrap.")
        if epoch in has:
            continue
        if current is None or stale:
            look.report.notices.append(f"{name}: waits for the reader's next key; see /rewrap.")
        else:
            look.report.find(name, "is missing, and the facts name this reader")


def _check_grants(look: Look) -> None:
    desk, log = look.keys.desk, look.keys.log
    if desk is None or log is None:
        return
    seal = desk.local.sealed("grant")
    for row in look.rows(grants):
        context = f"{row['case_id']} {row['reader_id']}".encode("utf-8", "surrogateescape")
        note = look.opens(lambda: json_in(seal.open(row["note"], context))["note"])  # noqa: B023  at once
        text = look.opens(lambda: log.open(note)) if note else None  # noqa: B023  at once
        heading = "\n".join(grant_text(row["case_id"], row["reader_id"], "", "").split("\n")[:3])
        if text is None or not text.startswith(f"{heading}\n"):
            look.find(grants, row, "is no grant of the desk for this reader", *_key(grants))


def _check_phrases(look: Look) -> None:
    """Compare phrases with the facts; a mailbox opens with the reporter's words alone."""
    found = {row["case_id"] for row in look.rows(phrases)}
    for case_id, facts in look.facts.items():
        if (facts.get("mailbox") is not None) != (case_id in found):
            name = f"phrases/{case_id}"
            look.report.find(name, "and the facts of the case differ about whether it has a phrase")


def _key(table: Table) -> tuple[str, ...]:
    return KEYS.get(table.name) or (next(iter(table.primary_key)).name,)
