"""What is carried to the root key, and signed there. Specified in docs/spec/roster.md, "Offline".

A request is plain text, so that whoever keeps the root key can read what they are asked for: the
roster as signed last, the desk's public key, and the desk's notes about who enrolled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.ledger.errors import ForgedNoteError
from storage.ledger.note import NoteVerifier
from storage.ledger.roster import SignedRoster, accept_enrolments, parse_roster

HEADING = "dengwen roster request\n"
_PART = re.compile(r"^-- (roster|desk|enrolment) --\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RosterRequest:
    """The last edition as a note, the desk's public key, and the desk's enrolment notes."""

    note: str
    desk: NoteVerifier
    enrolments: Sequence[str]

    def text(self) -> str:
        """Return what is written to the file that is carried."""
        parts = [f"-- roster --\n{self.note}", f"-- desk --\n{self.desk.encode()}\n"]
        parts += [f"-- enrolment --\n{note}" for note in self.enrolments]
        return HEADING + "".join(parts)

    def accepted(self, root: NoteVerifier) -> tuple[SignedRoster, SignedRoster]:
        """Return the last edition and the one that is asked for; equal if nobody has enrolled.

        Raises:
            ForgedNoteError: `root` did not sign the last edition, or the desk not a note.
            MalformedKeyError: A note names a key that is none, or one of another profile.
        """
        before = parse_roster(self.note, root)
        after, _ = accept_enrolments(before, self.enrolments, self.desk)
        return before, after


def parse_request(text: str) -> RosterRequest:
    """Read a request; no signature in it is checked yet.

    Raises:
        ForgedNoteError: The text is anything else.
        MalformedKeyError: The desk's key in it is none.
    """
    heading, *parts = _PART.split(text)
    named = list(zip(parts[::2], parts[1::2], strict=True))
    if heading != HEADING or [name for name, _ in named[:2]] != ["roster", "desk"]:
        raise ForgedNoteError("the file is no request for a roster")
    if any(name != "enrolment" for name, _ in named[2:]):
        raise ForgedNoteError("the file is no request for a roster")
    contents = [content for _, content in named]
    return RosterRequest(contents[0], NoteVerifier.parse(contents[1].strip()), contents[2:])
