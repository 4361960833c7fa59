"""Requests and checkpoints as people copy them: with words around them, and other line ends.

What was copied is cut down to what C2SP tlog-witness and signed-note allow, and only then read;
nothing of a hash or a signature is mended.
"""

import re

from storage.ledger.errors import MalformedLogError
from storage.ledger.log.lines import encode_proof, parse_proof
from storage.ledger.log.witness import AddCheckpoint

_OLD = re.compile(r"old [0-9]+")
_SIGNATURE = "— "
_CHECKPOINT_LINES = 3  # We write no extension lines (docs/spec/log.md, "Checkpoint").


def request_in(text: str) -> AddCheckpoint:
    """Return the add-checkpoint request that stands somewhere in `text`.

    Raises:
        MalformedLogError: There is none.
    """
    lines = _lines(text)
    start = next((at for at, line in enumerate(lines) if _OLD.fullmatch(line)), None)
    if start is None:
        raise MalformedLogError("no line begins with old and a size: copy the whole message")
    end = next((at for at, line in enumerate(lines) if at > start and not line), len(lines))
    proof = encode_proof(parse_proof(lines[start + 1 : end]))
    return AddCheckpoint.parse(f"{lines[start]}\n{proof}\n{_checkpoint(lines[end:])}")


def checkpoint_in(text: str) -> str:
    """Return the signed checkpoint that stands somewhere in `text`, as a note.

    Raises:
        MalformedLogError: There is none.
    """
    return _checkpoint(_lines(text))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.removeprefix("\ufeff").splitlines()]


def _checkpoint(lines: list[str]) -> str:
    signed = next((at for at, line in enumerate(lines) if line.startswith(_SIGNATURE)), None)
    if signed is None:
        raise MalformedLogError("there is no line with a signature: copy the whole message")
    end = next(
        (at for at in range(signed, len(lines)) if not lines[at].startswith(_SIGNATURE)),
        len(lines),
    )
    text = [line for line in lines[:signed] if line][-_CHECKPOINT_LINES:]
    return "\n".join([*text, "", *lines[signed:end], ""])
