"""A round of an office that is not the county's, made by flags alone, on an empty folder."""

import json
import os
import stat

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from storage.ledger.age import X25519Identity
from storage.ledger.identity_files import save_identity

ANSWERS = {
    "languages": ["en, zh-CN"],
    "name": ["Audit of the harbour 2027|2027年港务审计"],
    "team": ["the audit team|审计组"],
    "fifth": ["the review group|复核组"],
    "office": ["the audit office|审计办"],
    "opens": ["2027-03-01"],
    "closes": ["2027-05-31"],
    "prefix": ["HA"],
    "series": ["港审"],
    "unit": ["harbour: Harbour office|港务局", "dredging: Dredging works|疏浚队"],
    "category": ["Contracts|合同>Bribes|受贿>No tender|不招标", "Fuel|燃油"],
    "channel": ["phone: 0100 555 010", "visit: 1 Quay Road|码头路1号"],
    "leader": ["Ada"],
    "deputy": ["Ben @harbour"],
    "member": ["Cy", "Di @ dredging, harbour"],
    "reviewer": ["Eve"],
    "liaison": ["Fay"],
    "office-person": ["Gus"],
}
CUSTODIANS = ("anna", "ben", "cleo")


class Founding:
    """An empty folder, three custodians, and the command line."""

    def __init__(self, folder):
        self.folder = folder / "round"
        self.path = self.folder / "config.toml"
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.custodians = []
        for name in CUSTODIANS:
            identity = X25519Identity.generate()
            save_identity(self.stick / f"{name}.txt", identity)
            self.custodians.append(f"{name}={identity.recipient.encode()}")

    def flags(self, answers=ANSWERS, *, recovery=True, root=True):
        words = ["init", "--folder", str(self.folder), "--yes"]
        for name, values in answers.items():
            for value in values:
                words += [f"--{name}", value]
        if root:
            words += ["--root-out", str(self.stick / "root.key")]
        if recovery:
            for custodian, name in zip(self.custodians, CUSTODIANS, strict=True):
                file = self.stick / f"{name}.txt"
                words += ["--custodian", custodian, "--drill", f"{name}={file}"]
        return words

    def runs(self, *words):
        return CliRunner().invoke(cli, [str(word) for word in words])

    def founds(self, **how):
        result = self.runs(*self.flags(**how))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def files(self):
        """Return each file below the folder with its content, but for the database."""
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return {path: path.read_bytes() for path in paths if "dengwen.db" not in path.name}

    def modes(self):
        return {path: stat.S_IMODE(path.stat().st_mode) for path in self.folder.rglob("*")}

    def record(self):
        return json.loads((self.folder / "keys/recovery-drill.json").read_text())


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    for name in [name for name in os.environ if name.startswith("DENGWEN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DENGWEN_LEDGER__PROFILE", "x25519")


@pytest.fixture
def founding(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Founding(tmp_path)
