"""Builds the Go program that verifies notes, proofs and tiles (`sumdb/check.go`), and asks it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

PROGRAM = Path(__file__).parent / "sumdb/check.go"
GOPATH = Path("/usr/share/gocode")
MISSING = (
    "Go or its module library is not installed: apt-get install golang-go golang-golang-x-mod-dev"
)


def is_there():
    """Say whether the program can be built."""
    return shutil.which("go") is not None and (GOPATH / "src/golang.org/x/mod/sumdb/tlog").is_dir()


def build(folder):
    """Build it in `folder`, offline, and return how to ask it many questions at once."""
    environment = os.environ | {
        "GO111MODULE": "off",
        "GOPATH": str(GOPATH),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
        "CGO_ENABLED": "0",
    }
    command = ["go", "build", "-o", str(folder / "check"), str(PROGRAM)]
    subprocess.run(command, cwd=folder, env=environment, check=True)

    def ask(cases):
        done = subprocess.run(
            [folder / "check"], input=json.dumps(cases).encode(), capture_output=True, check=True
        )
        answers = done.stdout.decode().splitlines()
        assert len(answers) == len(cases)
        return answers

    return ask
