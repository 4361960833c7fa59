"""What witnesses and the office do with checkpoints: sign them, and keep what was cosigned.

Specified in docs/spec/ledger.md §8. A witness is an outside person, so nothing on their side reads
a configuration or a database.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from storage.ledger.errors import LogError, OldSizeError
from storage.ledger.files import write_durably
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.copied import checkpoint_in, request_in
from storage.ledger.log.cosignature import CosignatureVerifier
from storage.ledger.log.tiles import TileFolder
from storage.ledger.log.witness import AddCheckpoint, Witness
from storage.ledger.note import NoteVerifier
from storage.ledger.note_format import parse_signature, split_note

_PUBLIC = 0o644


def cosign(witness: Witness, message: str, at: int, log: Path | None) -> str:
    """Let a witness sign the checkpoint in a message, wherever the witness stands.

    A message leads from the post of the day before. A witness who has seen none yet starts with it;
    one who saw another size takes the proof from the tiles in `log`.

    Args:
        witness: Who signs.
        message: What was posted, with whatever was copied along.
        at: Now, in seconds since 1970.
        log: The folder of the log, or None.

    Raises:
        ForgedNoteError, LogError: As `Witness.add`; nothing was signed.
    """
    request = request_in(message)
    try:
        return witness.add(request, at)
    except OldSizeError as error:
        size = Checkpoint.parse(split_note(request.checkpoint)[0]).size
        if error.size in {0, size}:
            proof: Sequence[bytes] = ()
        elif log is not None:
            proof = TileFolder(log).consistency_proof(error.size, size)
        else:
            raise
        return witness.add(AddCheckpoint(error.size, tuple(proof), request.checkpoint), at)


def keep_witnessed(
    folder: Path, message: str, log: NoteVerifier, witnesses: Sequence[CosignatureVerifier]
) -> tuple[Path, list[str]]:
    """Put a cosigned checkpoint into `witnessed`; returns its path and whose cosignature is right.

    Args:
        folder: The folder of the log.
        message: What the witness sent back.
        log: Our own key.
        witnesses: The keys of the configuration; others' cosignatures are kept unchecked.

    Raises:
        ForgedNoteError: We did not sign it, or a cosignature in the name of a witness is wrong.
        LogError: It is of another history than our tiles, or nobody has cosigned it.
    """
    note = checkpoint_in(message)
    checkpoint = Checkpoint.open(note, log)
    if TileFolder(folder).root(checkpoint.size) != checkpoint.root:
        raise LogError("the checkpoint is of another history than the tiles that are here")
    signers = [parse_signature(line) for line in split_note(note)[1]]
    others = [(name, key[:4]) for name, key in signers if (name, key[:4]) != (log.name, log.key_id)]
    if not others:
        raise LogError("nobody has cosigned the checkpoint")
    known = [each for each in witnesses if (each.name, each.key_id) in others]
    for witness in known:
        witness.open(note)
    path = folder / "witnessed" / f"{checkpoint.size:019d}-{others[-1][1].hex()}.txt"
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    write_durably(path, note.encode())
    path.chmod(_PUBLIC)
    return path, [witness.name for witness in known]
