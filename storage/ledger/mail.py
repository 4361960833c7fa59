"""Mail from the intake to the desk: what it says, signed. Specified in docs/spec/ledger.md §6.

An age file is anonymous: whoever knows a public key can seal to it. The signature tells what the
intake wrote from what somebody has put into the database, and for which case it wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from storage.ledger.errors import ForgedNoteError
from storage.ledger.note import NoteSigner, NoteVerifier

_HEADING = "dengwen mail"


def sign_mail(case_id: str, value: Mapping[str, Any], signer: NoteSigner) -> dict[str, str]:
    """Return what is sealed to the desk: a note with the case and, on one line, the value."""
    line = json.dumps(value, sort_keys=True)  # ASCII, so no character of it ends the line
    return {"note": signer.sign(f"{_HEADING}\n{case_id}\n{line}\n")}


def verify_mail(plain: Any, case_id: str, intake: NoteVerifier) -> dict[str, Any]:
    """Return the value that the intake signed for a case.

    Raises:
        ForgedNoteError: It did not sign it, or signed it for another case.
    """
    note = plain.get("note") if isinstance(plain, dict) else None
    if not isinstance(note, str):
        raise ForgedNoteError("the mail is not signed")
    heading, about, line, *rest = [*intake.open(note).split("\n"), "", ""]
    if heading != _HEADING or about != case_id or any(rest):
        raise ForgedNoteError("the signed note is no mail about this case")
    try:
        value = json.loads(line)
    except ValueError as error:
        raise ForgedNoteError("the signed note is no mail") from error
    if not isinstance(value, dict):
        raise ForgedNoteError("the signed note is no mail")
    return value
