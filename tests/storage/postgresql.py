"""A PostgreSQL server of a test run's own: in a temporary folder, on a Unix socket."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest


def programs():
    """Return the folder with PostgreSQL's server programs, or skip the test."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    return (found[-1] if found else Path(on_path)).parent


@contextmanager
def server():
    """Run a server; yields the URL of its database."""
    binaries = programs()
    with tempfile.TemporaryDirectory(prefix="dengwen-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:  # The server refuses to be root.
            shutil.chown(folder, "postgres", "postgres")
        data, options = folder / "data", f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run(binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8")
        _run(binaries / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql+asyncpg://postgres@/postgres?host={folder}"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _run(*command):
    runs_as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*runs_as, *map(str, command)], check=True, capture_output=True, cwd=tempfile.gettempdir()
    )
