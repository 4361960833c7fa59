"""The error trees of the sealed ledger and of its log, drawn in one place.

    SealError
    ├── MalformedSealError          not an age file, or one that breaks its grammar
    │   └── ArmorError              an age file as text, and the text breaks the rules of PEM
    ├── WorkFactorError             a passphrase stanza asks for more work than we allow
    ├── WrongRecipientError         sealed to somebody else
    │   └── WrongPassphraseError    sealed to a passphrase, and it is not this one
    ├── TamperedSealError           the bytes do not verify
    │   └── TruncatedSealError      the bytes verify as far as they go, but the end is missing
    ├── ForgedNoteError             a signed note without the signature that was asked for
    ├── MalformedEntryError         a text that should be an entry of the log and is not one
    │   ├── RolledBackRosterError   an edition other than the newest that was seen
    │   └── ExpiredRosterError      an edition that is past its last day
    └── KeyFileError                a key file that is missing, readable by others, or broken
        └── MalformedKeyError       a text that should be a key and is not one
            └── WrongProfileError   a key of another profile than the roster's

    LogError
    ├── MalformedLogError           a checkpoint, proof or request that breaks its grammar
    ├── ProofError                  a proof that does not lead to the root that was signed
    ├── BrokenTileError             a file of the log is missing, short, or not what it was
    └── RefusedCheckpointError      a witness does not sign this checkpoint
        ├── ForkedLogError          the log signed two different trees of one size
        ├── RolledBackLogError      the log signed a tree smaller than one it signed before
        └── OldSizeError            the proof starts at a size where the witness is not

No message carries key material, a passphrase or plaintext: messages end up in logs.
"""


class SealError(Exception):
    """Something sealed could not be opened, or a key for it could not be used."""


class MalformedSealError(SealError):
    """The bytes are no age v1 file: the header breaks the grammar of C2SP age."""


class ArmorError(MalformedSealError):
    """The file claims to be armored, and its text is not strict PEM with the label of age."""


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


class MalformedEntryError(SealError):
    """A text that should be an entry of the log is not one."""


class LogError(Exception):
    """The transparency log, or a statement about it, is not what it should be."""


class MalformedLogError(LogError):
    """A checkpoint, a proof or a request breaks its grammar, or is about another log."""


class ProofError(LogError):
    """The hashes of a proof do not lead to the root, or their number is wrong."""


class BrokenTileError(LogError):
    """A file of the log is missing, has a wrong length, or holds something else.

    Attributes:
        file: Its path below the folder of the log, such as `tile/0/x001/067`.
    """

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"the file {file} of the log {problem}")
        self.file = file


class RefusedCheckpointError(LogError):
    """A witness does not sign this checkpoint.

    Attributes:
        size: The number of entries in the newest checkpoint that the witness signed.
    """

    def __init__(self, message: str, size: int) -> None:
        super().__init__(message)
        self.size = size


class ForkedLogError(RefusedCheckpointError):
    """Two trees of one size have different roots, and the log signed both."""


class RolledBackLogError(RefusedCheckpointError):
    """The checkpoint has fewer entries than one that the witness signed already."""


class OldSizeError(RefusedCheckpointError):
    """The proof of a request starts at another size than that which the witness is at."""


class WrongProfileError(MalformedKeyError):
    """An age key of another profile than the roster names; age forbids the two in one file."""
