"""Age identities at rest: a file of mode 0600, or an age file locked with a passphrase.

The text is the one that `age-keygen` writes and `age --identity` reads, so a reader who holds
only a key file and Debian's age can open what was sealed to them.
"""

import unicodedata
from pathlib import Path

from storage.ledger.age import KeyIdentity, Passphrase, open_sealed, parse_identity, seal
from storage.ledger.age_passphrase import WORK_FACTOR
from storage.ledger.errors import MalformedKeyError, WrongPassphraseError
from storage.ledger.files import create_secret_file, read_secret_file


def load_identity(path: Path) -> KeyIdentity:
    """Return the one identity in the file at `path`; lines that begin with `#` are comments.

    Raises:
        KeyFileError: The file is missing, open to others, or does not hold one identity.
    """
    try:
        return _identity_in(read_secret_file(path))
    except MalformedKeyError as error:
        raise MalformedKeyError(f"{path}: {error}") from None


def save_identity(path: Path, identity: KeyIdentity) -> None:
    """Write `identity` to a new file at `path`, readable by its owner alone.

    Raises:
        KeyFileError: There is a file already; a key is never overwritten.
        OSError: The file could not be written whole.
    """
    create_secret_file(path, _text_of(identity))


def lock_identity(
    identity: KeyIdentity, passphrase: str, *, work_factor: int = WORK_FACTOR
) -> bytes:
    """Return an age file, sealed to `passphrase`, whose plaintext is the identity file.

    Args:
        identity: What to lock.
        passphrase: As a person typed it; see `normalise_passphrase`.
        work_factor: Base-two logarithm of the work for one guess. Lower it in tests only.

    Raises:
        ValueError: Nothing is left of the passphrase once it is normalised.
    """
    lock = Passphrase(normalise_passphrase(passphrase), work_factor=work_factor)
    return seal(_text_of(identity), [lock])


def unlock_identity(sealed: bytes, passphrase: str) -> KeyIdentity:
    """Return the identity locked in `sealed`.

    Raises:
        WrongPassphraseError: The passphrase is not the one.
        WorkFactorError: The file asks for more work than we ever write.
        KeyFileError: It opens, and does not hold one identity.
        SealError: The file is malformed or was changed.
    """
    normalised = normalise_passphrase(passphrase)
    if not normalised:
        raise WrongPassphraseError("the passphrase is empty")
    return _identity_in(open_sealed(sealed, [Passphrase(normalised)]))


def normalise_passphrase(passphrase: str) -> str:
    """Return `passphrase` in Unicode form NFKC, without white space around it.

    One phrase typed on two keyboards, composed or decomposed, full width or half width, is then
    one passphrase; and so is one copied with a line end.
    """
    return unicodedata.normalize("NFKC", passphrase).strip()


def _text_of(identity: KeyIdentity) -> bytes:
    return f"# public key: {identity.recipient.encode()}\n{identity.encode()}\n".encode("ascii")


def _identity_in(content: bytes) -> KeyIdentity:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedKeyError("the identity file is not a text file") from None
    lines = [line.strip() for line in text.splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    if len(keys) != 1:
        raise MalformedKeyError("an identity file holds exactly one identity")
    return parse_identity(keys[0])
