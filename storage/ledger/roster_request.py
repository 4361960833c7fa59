"""What is carried to the root key, and signed there. Specified in docs/spec/roster.md, "Offline".

A request is plain text, so that whoever keeps the root key can read what they are asked for: the
roster as signed last, the desk's public key, the desk's notes about who enrolled, who is to be
invited, and who is to be taken off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from casework.ports import Reader
from storage.ledger.errors import ForgedNoteError
from storage.ledger.note import NoteVerifier
from storage.ledger.roster import (
    SignedRoster,
    accept_enrolments,
    is_reader_id,
    parse_reader,
    parse_roster,
    reader_line,
)

HEADING = "dengwen roster request\n"
PARTS = ("roster", "desk", "enrolment", "invitation", "removal")
_PART = re.compile(rf"^-- ({'|'.join(PARTS)}) --\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RosterRequest:
    """What the next edition is made of.

    Attributes:
        note: The last edition, as the root key signed it.
        desk: The public half of the key that signs enrolments.
        enrolments: Notes of the desk.
        invitations: Entries of people who are to enrol, for the first time or anew.
        removals: Ids of readers to take off.
    """

    note: str
    desk: NoteVerifier
    enrolments: Sequence[str] = ()
    invitations: Sequence[Reader] = ()
    removals: Sequence[str] = ()

    def text(self) -> str:
        """Return what is written to the file that is carried."""
        parts = [f"-- roster --\n{self.note}", f"-- desk --\n{self.desk.encode()}\n"]
        parts += [f"-- enrolment --\n{note}" for note in self.enrolments]
        parts += [f"-- invitation --\n{reader_line(each)}\n" for each in self.invitations]
        parts += [f"-- removal --\n{reader_id}\n" for reader_id in self.removals]
        return HEADING + "".join(parts)

    def accepted(self, root: NoteVerifier) -> tuple[SignedRoster, SignedRoster]:
        """Return the last edition and the one that is asked for; equal if nothing is asked.

        Raises:
            ForgedNoteError: `root` did not sign the last edition, or the desk not a note.
            MalformedKeyError: A note names a key that is none, or one of another profile.
        """
        before = parse_roster(self.note, root)
        after, _ = accept_enrolments(before, self.enrolments, self.desk)
        for reader in self.invitations:
            after = after.with_reader(reader)
        for reader_id in self.removals:
            after = after.without(reader_id)
        if after.serial == before.serial:
            return before, before
        return before, before.next(readers=after.readers)


def parse_request(text: str) -> RosterRequest:
    """Read a request; no signature in it is checked yet.

    Raises:
        ForgedNoteError: The text is anything else.
        MalformedKeyError: The desk's key in it is none.
    """
    heading, *parts = _PART.split(text)
    named: dict[str, list[str]] = {name: [] for name in PARTS}
    for name, content in zip(parts[::2], parts[1::2], strict=True):
        named[name].append(content)
    if heading != HEADING or len(named["roster"]) != 1 or len(named["desk"]) != 1:
        raise ForgedNoteError("the file is no request for a roster")
    return RosterRequest(
        note=named["roster"][0],
        desk=_desk(named["desk"][0]),
        enrolments=tuple(named["enrolment"]),
        invitations=tuple(map(_invitation, named["invitation"])),
        removals=tuple(map(_removal, named["removal"])),
    )


def _desk(line: str) -> NoteVerifier:
    desk = NoteVerifier.parse(line.strip())
    if not (desk.name.isascii() and desk.name.isprintable()):
        raise ForgedNoteError("the desk's key has a name that cannot be shown")
    return desk


def _removal(line: str) -> str:
    reader_id = line.strip()
    if not is_reader_id(reader_id):
        raise ForgedNoteError("a removal names nobody who could be on a roster")
    return reader_id


def _invitation(line: str) -> Reader:
    reader = parse_reader(line)
    if reader.recipient is not None:
        raise ForgedNoteError("an invitation brings no key: the reader makes one with the code")
    return reader
