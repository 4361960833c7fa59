"""What lies in the data folder of the demo, told as plain data for its page."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATABASE = "dengwen.db"
FORMAT_LINE = b"age-encryption.org/v1\n"
MOST_FILES = 40
MOST_ROWS = 3
SHOWN_BYTES = 96
HEADER_CHARACTERS = 150
END_OF_HEADER = b"\n--- "

Json = dict[str, Any]


def look_at_disk(data: Path, words: list[str], table: str) -> Json:
    """Return files, tables, the newest rows of one table, and the files in which words stand.

    A word that stands in no file as it is may still lie there sealed: what matters is that whoever
    takes the folder cannot read it.
    """
    files = sorted(_files(data), key=lambda path: (-path.stat().st_mtime, path.name))
    contents = {path: _bytes_of(path) for path in files}
    with contextlib.closing(_read_only(data / DATABASE)) as connection:
        tables = {name: _count(connection, name) for name in _names(connection)}
        rows = _newest(connection, table) if table in tables else []
    return {
        "files": [_file(data, path, contents[path]) for path in files[:MOST_FILES]],
        "count": len(files),
        "bytes": sum(map(len, contents.values())),
        "tables": [{"name": name, "rows": count} for name, count in tables.items()],
        "table": table if table in tables else "",
        "rows": rows,
        "found": {word: _standing(data, contents, word) for word in words if word},
    }


def _files(data: Path) -> Iterator[Path]:
    for path in data.rglob("*"):
        # The index of the write-ahead log holds numbers of pages, nothing else.
        if path.is_file() and not path.name.endswith("-shm"):
            yield path


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # gone since it was listed
        return b""


def _read_only(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, timeout=5)


def _names(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [name for (name,) in connection.execute(f"{query} ORDER BY name")]


def _count(connection: sqlite3.Connection, table: str) -> int:
    query = f"SELECT count(*) FROM {_quoted(table)}"  # noqa: S608  a name of the database's own
    return int(connection.execute(query).fetchone()[0])


def _newest(connection: sqlite3.Connection, table: str) -> list[list[Json]]:
    name = _quoted(table)
    query = f"SELECT * FROM {name} ORDER BY rowid DESC LIMIT {MOST_ROWS}"  # noqa: S608  as above
    rows = connection.execute(query)
    columns = [column[0] for column in rows.description]
    return [
        [{"name": name} | _cell(value) for name, value in zip(columns, row, strict=True)]
        for row in rows
    ]


def _quoted(table: str) -> str:
    return '"' + table.replace('"', '""') + '"'


def _cell(value: object) -> Json:
    if isinstance(value, bytes):
        return sealed(value)
    text = "" if value is None else str(value)
    return {"kind": "empty" if value is None else "plain", "text": text[:HEADER_CHARACTERS]}


def sealed(content: bytes) -> Json:
    """Return the beginning of some bytes: of an age file its header, then what was encrypted."""
    if not content.startswith(FORMAT_LINE):
        return {"kind": "bytes", "bytes": len(content), "hex": content[:SHOWN_BYTES].hex()}
    end = content.find(b"\n", content.find(END_OF_HEADER) + 1) + 1
    header = content[:end].decode("ascii", "replace")
    return {
        "kind": "age",
        "bytes": len(content),
        "text": header[:HEADER_CHARACTERS],
        "hex": content[end : end + SHOWN_BYTES].hex(),
    }


def _file(data: Path, path: Path, content: bytes) -> Json:
    name = str(path.relative_to(data))
    return {"name": name} | sealed(content[: 64 * 1024]) | {"bytes": len(content)}


def _standing(data: Path, contents: dict[Path, bytes], word: str) -> list[str]:
    needles = (word.encode(), word.encode("utf-16-le"))
    return [
        str(path.relative_to(data))
        for path, content in contents.items()
        if any(needle in content for needle in needles)
    ]
