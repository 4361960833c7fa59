"""What making a case takes, whoever makes it: the intake from a draft, the desk from a letter."""

from __future__ import annotations

from casework.ports import RECOVERY, Roster
from casework.rules.roles import Role
from casework.rules.routing import (
    Concern,
    NoReaderLeftError,
    RosterEntry,
    Routing,
    RoutingResult,
    readers_for,
)


class NobodyCanReadError(Exception):
    """The roster names no reader for this petition: taking it in would bury it."""


def route_petition(roster: Roster, unit: str, category: str, concerns: str) -> RoutingResult:
    """Return who reads a petition, of those on the roster who have a key.

    Raises:
        NobodyCanReadError: No reader on the roster may open it.
        RosterRefusedError: The roster cannot be believed now.
    """
    entries = [
        RosterEntry(reader.id, Role(reader.role), reader.home_units)
        for reader in roster.readers()
        if reader.recipient
    ]
    try:
        return readers_for(Routing(unit, category, Concern(concerns)), entries)
    except NoReaderLeftError as error:
        raise NobodyCanReadError from error


def keys_of(roster: Roster, routing: RoutingResult) -> dict[str, str]:
    """Return the public keys that the case's key is wrapped to, by reader.

    The recovery identity, if the roster has one, stands among them under a name of its own.
    """
    recipients = {
        reader.id: reader.recipient
        for reader in roster.readers()
        if reader.id in routing.readers and reader.recipient
    }
    if (recovery := roster.recovery()) is not None:
        recipients[RECOVERY] = recovery
    return recipients
