"""Programs of others that seal and open age files; the tests compare ours with them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from storage.ledger.age import Profile

FOLDER = Path(__file__).parent


class DebiansAge:
    """The `age` of Debian, which knows X25519 alone."""

    name = "age"
    profiles = (Profile.X25519,)

    def require(self):
        """Skip the test when the program is not there."""
        if shutil.which("age") is None:
            pytest.skip("Debian's age is not installed: apt-get install age")

    def seal(self, plaintext, recipients):
        """Return an age file of `plaintext`."""
        named = [part for recipient in recipients for part in ("-r", recipient.encode())]
        return _run(["age", "--encrypt", *named], plaintext).stdout

    def opening(self, sealed, identity_file):
        """Return the outcome of opening, as `subprocess.run` does."""
        return _run(["age", "--decrypt", "--identity", identity_file], sealed, check=False)


class AgeEncryption:
    """The npm package age-encryption, by the author of the specification."""

    name = "age-encryption"
    profiles = (Profile.X25519, Profile.MLKEM768X25519)

    def require(self):
        """Skip the test when the package is not there."""
        if shutil.which("node") is None or not (FOLDER / "node_modules").is_dir():
            pytest.skip("age-encryption is not installed: npm ci --prefix tests/oracles")

    def seal(self, plaintext, recipients):
        """Return an age file of `plaintext`."""
        spelled = [recipient.encode() for recipient in recipients]
        return _run(["node", FOLDER / "age.mjs", "encrypt", *spelled], plaintext).stdout

    def opening(self, sealed, identity_file):
        """Return the outcome of opening, as `subprocess.run` does."""
        command = ["node", FOLDER / "age.mjs", "decrypt", identity_file]
        return _run(command, sealed, check=False)


def program_for(profile):
    """Return the program that a reader with a key of `profile` would open a file with."""
    return DebiansAge() if profile is Profile.X25519 else AgeEncryption()


def _run(command, given, *, check=True):
    return subprocess.run(command, input=given, capture_output=True, check=check)
