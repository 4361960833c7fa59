"""What of the code tells the operator's log, read from its syntax."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("bot", "casework", "handlers", "storage")
LEVELS = frozenset({"debug", "info", "warning", "error", "critical"})


@dataclass(frozen=True, slots=True)
class Call:
    """One place where an event is told; `event` is None where it is no literal."""

    at: str
    event: str | None
    fields: frozenset[str | None]


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))


def calls() -> Iterator[Call]:
    for path in sources():
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (fault := _tells(node.func)) is not None:
                event = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
                fields = {keyword.arg for keyword in node.keywords}
                at = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield Call(at, event, frozenset(fields | ({"error"} if fault else set())))


def _tells(function: ast.expr) -> bool | None:
    """Say whether a call tells a fault, or False if it tells something else, or None."""
    if isinstance(function, ast.Name):
        return False if function.id == "log_at" else None
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return None
    if function.value.id != "log":
        return None
    return {"fault": True}.get(function.attr, False if function.attr in LEVELS else None)
