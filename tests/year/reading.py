"""What a reminder says, read line by line from its words."""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

FILES = Path(__file__).parents[2] / "locales" / "en"
REPEATED = "(You may have had this message before.)"
_RULES = {
    name: rule
    for rule, name in re.findall(
        r"^term-([\w-]+) = (.+)$", (FILES / "courier.ftl").read_text("utf-8"), re.MULTILINE
    )
}
_LINE = re.compile(
    r"(?:\d+\. )?(?P<number>\S+号): (?P<term>.+?), (?:"
    r"(?P<left>\d+) working days? left \(.+?\)\."
    r"|(?P<last>due [^(]+; no other working day is left before that\.)"
    r"|(?P<today>due today \(.+?\)\.)"
    r"|was due .+?, (?P<overdue>\d+) working days? overdue\.)"
    r"(?P<late> \(Late: meant for (?P<day>.+), (?P<time>\d\d:\d\d)\.\))?"
)


@dataclass(frozen=True)
class Line:
    """One line of a reminder: of which case and term, what it says of the date, and its marks."""

    number: str
    rule: str
    said: tuple[str, int]
    late: str | None
    repeated: bool


def lines_of(text):
    """Return the lines of a message; nothing for one that is no reminder."""
    plain = unescape(re.sub(r"<[^>]+>", "", text))
    repeated = REPEATED in plain
    found = []
    for line in plain.splitlines():
        match = _LINE.fullmatch(line.strip())
        if match is None or match["term"] not in _RULES:
            continue
        said = next(
            (kind, int(match[kind]) if kind in {"left", "overdue"} else 0)
            for kind in ("left", "last", "today", "overdue")
            if match[kind] is not None
        )
        late = f"{match['day']}, {match['time']}" if match["late"] else None
        found.append(Line(match["number"], _RULES[match["term"]], said, late, repeated))
    return found
