"""The error tree of the sealed ledger, drawn in one place.

    SealError
    ├── MalformedSealError          not an age file, or one that breaks its grammar
    ├── WorkFactorError             a passphrase stanza asks for more work than we allow
    ├── WrongRecipientError         sealed to somebody else
    │   └── WrongPassphraseError    sealed to a passphrase, and it is not this one
    ├── TamperedSealError           the bytes do not verify
    │   └── TruncatedSealError      the bytes verify as far as they go, but the end is missing
    ├── ForgedNoteError             a signed note without the signature that was asked for
    │   ├── RolledBackRosterError   an edition other than the newest that was seen
    │   └── ExpiredRosterError      an edition that is past its last day
    └── KeyFileError                a key file that is missing, readable by others, or broken
        └── MalformedKeyError       a text that should be a key and is not one
            └── WrongProfileError   a key of another profile than the roster's

No message carries key material, a passphrase or plaintext: messages end up in logs.
"""


class SealError(Exception):
    """Something sealed could not be opened, or a key for it could not be used."""


class MalformedSealError(SealError):
    """The bytes are no age v1 file: the header breaks the grammar of C2SP age."""


class WorkFactorError(SealError):
    """A passphrase stanza asks for more work (memory and time) than the reader allows."""


class WrongRecipientError(SealError):
    """None of the identities at hand opens the file: it was sealed to somebody else."""


class WrongPassphraseError(WrongRecipientError):
    """The file is sealed to a passphrase, and none of those given is the one."""


class TamperedSealError(SealError):
    """The bytes do not verify: they were changed, reordered, repeated, extended or cut."""


class TruncatedSealError(TamperedSealError):
    """What is there verifies, and the end is provably missing.

    A cut inside a chunk cannot be told from a change in that chunk, so it is reported as
    `TamperedSealError`; catch that class to treat both alike.
    """


class ForgedNoteError(SealError):
    """The note is malformed, or lacks a valid signature by the expected key."""


class RolledBackRosterError(ForgedNoteError):
    """The roster is older than one seen before, another of its serial, or of another root key."""


class ExpiredRosterError(ForgedNoteError):
    """The roster is past the last day that the root key gave it."""


class KeyFileError(SealError):
    """A key file is missing, open to other users, malformed, or would be overwritten."""


class MalformedKeyError(KeyFileError):
    """A text that should be a key (an identity, a recipient, a signer, a verifier) is not."""


class WrongProfileError(MalformedKeyError):
    """An age key of another profile than the roster names; age forbids the two in one file."""
