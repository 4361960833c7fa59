"""Who can open a petition: decided at submission, before any human has seen it.

Two mistakes are possible. A reader left out by mistake can be added later by one who can open the
case. A reader let in by mistake has read it. Every doubt is therefore settled by leaving out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from casework.rules.roles import Group, Role, group_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

ABOUT_INSPECTORS = frozenset({"G3"})
"""The shipped code of the category 反映巡察干部; a round with other categories passes its own."""

_READING = frozenset({Group.TEAM, Group.FIFTH, Group.OFFICE, Group.LEADING})
_WORKERS = (Group.TEAM, Group.OFFICE, Group.FIFTH, Group.LEADING)
_REVIEWERS = (Group.FIFTH, Group.OFFICE, Group.LEADING)


class Concern(StrEnum):
    """The citizen's answer: does it concern someone of the team, the Fifth group or the office?"""

    NONE = "none"
    TEAM = "team"
    FIFTH = "fifth"
    OFFICE = "office"


class NoReaderLeftError(ValueError):
    """Nobody on the roster may open the petition, so it must not be sealed yet."""


@dataclass(frozen=True, slots=True)
class Routing:
    """What decides about a petition's readers; `unit` is empty when none is named."""

    unit: str
    category: str
    concerns: Concern


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One person on the roster, with the units to which they belong outside of the round."""

    id: str
    role: Role
    home_units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RoutingResult:
    """Who is wrapped in, who never may be, and which bodies work and review the case.

    `readers` keeps the order of the roster. `recused` are people of other bodies than the bypassed
    ones, left out for their home unit. `reviewer` is None if nobody but the team is left, which
    the operator has to be warned of: such a case cannot be closed.
    """

    readers: tuple[str, ...]
    bypassed: frozenset[Group]
    recused: frozenset[str]
    worker: Group = Group.TEAM
    reviewer: Group | None = Group.FIFTH

    def stands_in_for(self, group: Group) -> frozenset[Group]:
        """Return the bodies whose work on this case has fallen to `group`."""
        duties = {Group.TEAM: self.worker, Group.FIFTH: self.reviewer}
        return frozenset(
            duty for duty, holder in duties.items() if holder is group and duty is not group
        )


def readers_for(
    petition: Routing,
    roster: Sequence[RosterEntry],
    *,
    about_inspectors: Collection[str] = ABOUT_INSPECTORS,
) -> RoutingResult:
    """Return who is wrapped in.

    The team and the Fifth group read by default, without the people whose home unit is the unit
    complained of and without the whole body complained of. The office joins for complaints about
    the inspectors and when no reviewer of the Fifth group remains; the leading group joins when
    the office cannot review either.

    Raises:
        NoReaderLeftError: Nobody remains.

    Source: 工作方案 五.5, 八.4.
    """
    bypassed = _bypassed(petition, about_inspectors)
    recused = frozenset(
        person.id
        for person in roster
        if group_of(person.role) in _READING - bypassed and petition.unit in person.home_units
    )
    remaining = [person for person in roster if person.id not in recused]
    present = {group_of(person.role) for person in remaining} & _READING - bypassed
    reading = _reading(bypassed, present)
    readers = tuple(person.id for person in remaining if group_of(person.role) in reading)
    if not readers:
        raise NoReaderLeftError("nobody on the roster may open this petition")
    return RoutingResult(
        readers,
        bypassed,
        recused,
        worker=_first(_WORKERS, reading) or Group.LEADING,
        reviewer=_first(_REVIEWERS, reading),
    )


def series_for(result: RoutingResult, ordinary: str, bypass: str) -> str:
    """Return the number series: cases about a body of the round are numbered apart.

    A gap in the ordinary series would tell the body complained of that there is such a case.
    """
    return bypass if result.bypassed else ordinary


def _bypassed(petition: Routing, about_inspectors: Collection[str]) -> frozenset[Group]:
    """Return the body complained of.

    A complaint about inspectors whose writer names no body is taken to be about the team. They are
    the 巡察干部 whom citizens meet, and in doubt the team can be let in later but not out again.
    """
    if petition.concerns is not Concern.NONE:
        return frozenset({Group(petition.concerns.value)})
    return frozenset({Group.TEAM}) if petition.category in about_inspectors else frozenset()


def _reading(bypassed: frozenset[Group], present: set[Group]) -> set[Group]:
    """Return the bodies that read, of those of whom somebody remains."""
    reading = present & {Group.TEAM, Group.FIFTH}
    if bypassed & {Group.TEAM, Group.FIFTH} or Group.FIFTH not in present:
        reading |= present & {Group.OFFICE}
    if not reading & {Group.FIFTH, Group.OFFICE}:
        reading |= present & {Group.LEADING}
    return reading


def _first(order: Iterable[Group], among: set[Group]) -> Group | None:
    return next((group for group in order if group in among), None)
