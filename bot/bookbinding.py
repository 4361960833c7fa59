"""Makes a workbook where it holds nobody up: a long one in a process of its own.

A thread would do, were it not for the lock of the interpreter: while thousands of rows are written
in one, the loop waits for half a second now and then. What the other process is given goes through
a pipe, and so does what it makes; it opens no file but those of the program.
"""

from __future__ import annotations

import asyncio
import sys

from handlers.papers.book import Book, make_book

SHORT = 200
"""Rows that take a thread less time than it takes to start a process."""


class NotBoundError(Exception):
    """The process that should have made a workbook has failed."""


async def bound(book: Book) -> bytes:
    """Return the workbook.

    Raises:
        NotBoundError: It could not be made.
    """
    if len(book.rows) <= SHORT:
        return await asyncio.to_thread(make_book, book)
    given = (await asyncio.to_thread(book.to_json)).encode()
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot.bookbinding"),  # no module of the folder it starts in
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # a trace may quote what stands in the ledger
    )
    try:
        content, _ = await child.communicate(given)
    except asyncio.CancelledError:
        child.kill()
        raise
    if child.returncode:
        raise NotBoundError
    return content


if __name__ == "__main__":
    sys.stdout.buffer.write(make_book(Book.from_json(sys.stdin.buffer.read().decode())))
