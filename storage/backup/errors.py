"""What can be wrong with a backup, in sentences that a command prints as they are."""


class BackupError(Exception):
    """It cannot be made, or cannot be used."""


class DamagedBackupError(BackupError):
    """The file is none, was broken off, cut short or changed."""


class ForeignBackupError(BackupError):
    """The file is whole, and holds what this version does not know."""


class NotEmptyError(BackupError):
    """There is something already where the backup should go."""


class ShreddedMeanwhileError(BackupError):
    """A case was destroyed while the backup was made, so it would hold what must be nowhere."""
