"""docs/summer-2019.md, as the calendar has it."""

from tests.summer.calendar import SUMMER, Happened
from tests.summer.office import moment

HEAD = """# A summer: who is reminded of what, and why then

One round as the plan of 2019 has it, on [config.toml](../config.toml) as it lies: open from 1 July
to 10 August 2019, five petitions, the hand-over, the feedback and what follows it. What people did
stands in italics; everything else the desk and the courier did by themselves. The reasons were
written by hand on the State Council's calendar. A test plays the summer with what intake, desk and
courier really do, a clock of its own and an emulated Telegram, and compares what each of the five
people was sent, line by line (`tests/summer`).

001 to 005 are registration numbers; "round" stands where a term belongs to the round itself, which
leader, deputy and office follow. No group chat is configured, so everybody is written to alone.

| when | to whom | what | why then |
|---|---|---|---|
"""


def page():
    """Return the page as it is to be."""
    return HEAD + "".join(map(_row, SUMMER))


def _row(each):
    at = moment(each.at)
    when = f"{at:%a} {at.day} {at:%B}, {at:%H:%M}"
    if isinstance(each, Happened):
        return f"| {when} | | *{each.what}* | |\n"
    return f"| {when} | {', '.join(each.who)} | {'<br>'.join(each.lines)} | {each.why} |\n"
