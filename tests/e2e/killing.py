"""How the tests kill a process, and what must be there afterwards."""

import asyncio
import sqlite3
from contextlib import closing


async def kill_intake(stage):
    """Kill intake with SIGKILL and return once a new one is in its place."""
    before = stage.supervisor.children["intake"]
    before.kill()
    await before.wait()
    while stage.supervisor.children["intake"] is before:
        await asyncio.sleep(0.02)


def cases(folder):
    with closing(sqlite3.connect(folder / "data" / "dengwen.db")) as connection:
        return connection.execute("SELECT state FROM cases").fetchall()


def receipts_in(seen):
    return [
        line for m in seen for line in m.text.splitlines() if not m.own and line.startswith("LX-")
    ]
