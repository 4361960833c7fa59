"""Makes the checks, one after the other; one that fails says so and stops no other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from bot.doctor.findings import Check, Finding, Installation, Result, wrong
from casework.operator_log import where


async def examined(here: Installation, checks: Iterable[Check]) -> AsyncIterator[Result]:
    """Make each check and yield what it found."""
    for check in checks:
        yield Result(check, tuple(await _findings(here, check)))


async def _findings(here: Installation, check: Check) -> list[Finding]:
    found: list[Finding] = []
    try:
        looked = check.look(here)
        if isinstance(looked, AsyncIterator):
            found += [finding async for finding in looked]
        else:
            found += looked
    except Exception as error:  # noqa: BLE001  the doctor is for installations in which things fail
        remedy = "Mend what the other findings name first; if this one stays, report it."
        found.append(wrong(f"This could not be looked at ({where(error)}).", remedy))
    return found
