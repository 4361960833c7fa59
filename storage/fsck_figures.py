"""`fsck` of the figures: counted again from the cases, they are what the desk has kept.

Specified in docs/spec/ledger.md §10.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.desk import figures
from casework.desk.facts import Facts
from casework.desk.recounting import take
from casework.ports import CaseRow
from casework.rules.cases import NOT_KNOWN
from casework.rules.recount import Recount
from casework.rules.totals import Totals
from storage.fsck_look import SHREDDED, Look, json_in
from storage.ledger.errors import SealError
from storage.sql.raw import Raw
from storage.sql.tables import cases, terms, totals

SHOWN = 20
"""So many differences are named; they tend to have one cause."""


def check_figures(look: Look, zone: str) -> None:
    """Compare the figures with the cases, if every case can be counted."""
    try:
        kept, recount = _kept(look), _recount(look, zone)
    except (SealError, LookupError, TypeError, ValueError):
        return  # What is damaged was named, and figures of the rest would be wrong.
    if kept is None:
        return
    wrong = recount.compare(kept)
    for each in wrong[:SHOWN]:
        look.report.find(
            f"figures/{each.what}",
            f"is {each.kept} in the figures, and {each.counted} by the cases; see --mend-figures",
        )
    if len(wrong) > SHOWN:
        look.report.find("figures", f"differ from the cases in {len(wrong) - SHOWN} more places")


def _kept(look: Look) -> Totals | None:
    """Return the figures as the desk has kept them; None without its key."""
    desk, rows = look.keys.desk, look.rows(totals)
    if desk is None:
        return None
    if not rows:
        return Totals()
    seal = desk.local.sealed(figures.PURPOSE)
    plain = json_in(seal.open(rows[0]["for_desk"], figures.CONTEXT.encode()))
    return Totals.from_json(plain.get("totals", plain))


def _recount(look: Look, zone: str) -> Recount:
    """Count every case again.

    Raises:
        LookupError, TypeError, ValueError: The facts of one are not at hand, or a row is damaged.
    """
    recount = Recount()
    recount.shredded = sum(row["state"] == SHREDDED for row in look.rows(cases))
    dues: dict[str, list[date]] = {}
    for row in look.rows(terms):
        if not row["met"]:
            dues.setdefault(row["case_id"], []).append(date.fromisoformat(str(row["due_on"])))
    for case_id, row in look.cases.items():
        if row["state"] not in NOT_KNOWN:
            facts = Facts.from_plain(look.facts[case_id])
            take(recount, _case(row), facts, dues.get(case_id, ()), zone)
    return recount


def _case(row: Raw) -> CaseRow:
    known: Mapping[str, Any] = {**row, "received_on": date.fromisoformat(str(row["received_on"]))}
    names = ("id", "lookup", "received_on", "state", "review", "facts", "version")
    return CaseRow(**{name: known[name] for name in names})
