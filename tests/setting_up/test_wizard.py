"""The wizard at a terminal: questions, a token that is not shown, three custodians, the drill."""

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import load
from bot.setting_up.asking import KEPT
from storage.ledger.age import X25519Identity
from storage.ledger.identity_files import save_identity

PATIENCE_SECONDS = 20
TOKEN = "123456:not-to-be-shown"
PHRASE = "drum at the gate"

ROUND = [
    ("Languages", "de"),
    ("languages that the bot speaks", "en"),
    ("Name of the round", "Audit 2027"),
    ("Name of the team", "the audit team"),
    ("group that reviews them", "the review group"),
    ("Name of the office", "the audit office"),
    ("First day", "2027-03-01"),
]
REST = [
    ("Last day", "2027-02-01"),
    ("Must not be before the first day", "2027-05-31"),
    ("Time zone", ""),
    ("Prefix of receipt numbers", "AU"),
    ("Series of registration", "AUD"),
    ("Series of cases that bypass", "AUX"),
    ("Body that is inspected", "roads: Roads department"),
    ("  2: ", ""),
    ("Subject of petitions", "Contracts > Bribes"),
    ("  2: ", ""),
    ("Another way to reach", "phone: 0100 555"),
    ("  2: ", ""),
    ("Leader of the team", "Ada"),
    ("Deputy", ""),
    ("Member of the team", "Ben @roads"),
    ("  2: ", ""),
    ("Person of the group that reviews", "Cy"),
    ("  2: ", ""),
    ("Liaison", "Di"),
    ("Person of the office", ""),
    ("Telegram group of the team", ""),
    ("Telegram group of the group that reviews", ""),
    ("Telegram group of the office", ""),
    ("Token of the public bot", "no token"),
    ("That is no token", None),
    ("Token of the public bot", TOKEN),
    ("Token of the team bot", f"{TOKEN}2"),
    ("That is the other bot's", None),
    ("Token of the team bot", ""),
    ("Write ", "y"),
    ("File for the root key", "stick/root.key"),
    ("Custodian 1", "anna"),
    ("Public key of anna", ""),
]
CHOOSING = [
    ("anna chooses a passphrase", "short"),
    ("Once more", "short"),
    ("It needs 12 characters", None),
    ("anna chooses a passphrase", PHRASE),
    ("Once more", PHRASE),
]


class Terminal:
    """A person at a terminal, who waits for each question."""

    def __init__(self, folder):
        self.screen, ours = pty.openpty()
        command = [sys.executable, "-m", "bot", "init", "--folder", "round"]
        environment = {**os.environ, "DENGWEN_LEDGER__PROFILE": "x25519", "TERM": "xterm"}
        environment["PYTHONPATH"] = str(Path(__file__).parents[2])
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=ours, stdout=ours, stderr=ours
        )
        os.close(ours)
        self.seen, self.new = "", ""

    def answers(self, script):
        for question, answer in script:
            self.waits_for(question)
            if answer is not None:  # what is typed before a hidden prompt is thrown away
                os.write(self.screen, f"{answer}\n".encode())

    def waits_for(self, text):
        while text not in self.new:
            shown = self._read()
            assert shown, f"{text!r} never came: {self.seen[-600:]}"
            self.seen += shown
            self.new += shown
        self.new = self.new.partition(text)[2]

    def ends(self):
        while shown := self._read():
            self.seen += shown
        os.close(self.screen)
        return self.process.wait(PATIENCE_SECONDS)

    def _read(self):
        if not select.select([self.screen], [], [], PATIENCE_SECONDS)[0]:
            return ""
        try:
            return os.read(self.screen, 65536).decode("utf-8", "replace").replace("\r\n", "\n")
        except OSError:  # the other end is closed
            return ""


@pytest.fixture
def keys(tmp_path):
    (tmp_path / "stick").mkdir()
    identities = {name: X25519Identity.generate() for name in ("ben", "cleo")}
    for name, identity in identities.items():
        save_identity(tmp_path / "stick" / f"{name}.txt", identity)
    return {name: identity.recipient.encode() for name, identity in identities.items()}


def test_a_person_answers_breaks_off_goes_on_and_drills(tmp_path, keys):
    first = Terminal(tmp_path)
    first.answers(ROUND)
    first.waits_for("Last day")
    first.process.kill()
    first.ends()
    assert (tmp_path / "round" / KEPT).exists()
    assert not (tmp_path / "round/config.toml").exists()

    second = Terminal(tmp_path)
    second.waits_for("Going on where it was broken off; 6 answers are kept.")
    second.answers(REST)
    for place, (name, key) in enumerate(keys.items(), 2):
        second.answers([(f"Custodian {place}", name), (f"Public key of {name}", key)])
    second.answers(
        [
            *CHOOSING,
            ("Passphrase of anna", PHRASE),
            ("File with the age identity of ben", "stick/ben.txt"),
            ("File with the age identity of cleo", "stick/cleo.txt"),
        ]
    )
    assert second.ends() == 0, second.seen
    seen = second.seen
    root = tmp_path / "stick/root.key"
    assert f"dengwen roster sign --root-key {root}\n" in seen, "true in another folder as well"
    assert "The public bot has no token" not in seen
    assert "The team bot has no token yet." in seen
    assert "Then: dengwen run" not in seen, "which would be the demo"
    assert "The drill passed: anna+ben.age, anna+cleo.age, ben+cleo.age open" in seen
    assert TOKEN not in first.seen + seen
    assert PHRASE not in seen
    assert (
        len(
            re.findall(
                r"^  \S+ +(?:leader|member|fifth|liaison) +[0-9A-F-]{24}$", seen, re.MULTILINE
            )
        )
        == 4
    )
    assert not (tmp_path / "round" / KEPT).exists()
    assert (tmp_path / "stick/root.key").exists()
    config = load(tmp_path / "round/config.toml")
    assert config.telegram.public_token.get_secret_value() == TOKEN
    assert config.round.name == {"en": "Audit 2027"}
