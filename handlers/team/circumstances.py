"""How a piece came about, in words: forwarded from whom, in answer to what, what it corrects."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from casework.desk.read import Entry
from casework.rules.display import one_line
from handlers.texts import Html, Say

NAME_LENGTH = 100
QUOTE_LENGTH = 300
LINK_LENGTH = 200
LINKS_SHOWN = 5


def circumstances(entry: Entry, say: Say, zone: str) -> list[Html]:
    """Return a line for each thing that is known of a piece besides its content."""
    known, lines = entry.besides, list[Html]()
    if "corrects" in known:
        lines.append(say("desk-piece-corrects", position=known["corrects"]))
    if "edited_at" in known:
        at = datetime.fromisoformat(known["edited_at"]).astimezone(ZoneInfo(zone))
        lines.append(say("desk-piece-edited", day=at.date(), at=f"{at:%H:%M}"))
    if "forwarded" in known:
        name = known["forwarded"].get("name")
        lines.append(_from(say, "desk-piece-forwarded", name))
    if "quote" in known:
        lines.append(_from(say, "desk-piece-answers", known["quote"].get("name")))
        if known["quote"].get("text"):
            quoted = one_line(known["quote"]["text"], QUOTE_LENGTH)
            lines.append(say("desk-piece-quote", text=quoted))
    for link in known.get("links", [])[:LINKS_SHOWN]:
        lines.append(say("desk-piece-link", link=one_line(link, LINK_LENGTH)))
    return lines


def _from(say: Say, name: str, whom: str | None) -> Html:
    return say(name, name=one_line(whom or "", NAME_LENGTH), named="yes" if whom else "no")
