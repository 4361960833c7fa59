"""What was sent, compared with what was expected, one line after the other."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from tests.year.expected import LATE, ZONE, words

GRACE_SECONDS = 2.0
"""How long a message may have been on its way when somebody was recused or removed."""
ABOUT = timedelta(seconds=20)
"""So near to the moment from which a line is late, it may say so or not."""


@dataclass
class Outcome:
    """What came of the comparison, line by line."""

    expected: int = 0
    sent: int = 0
    late: int = 0
    messages: int = 0
    missing: list = field(default_factory=list)
    unexpected: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    unmarked: list = field(default_factory=list)
    unexplained: list = field(default_factory=list)
    to_somebody_away: list = field(default_factory=list)
    excused: Counter = field(default_factory=Counter)
    between: list = field(default_factory=list)
    repeated_after_kill: int = 0
    repeated_after_loss: int = 0
    marked: int = 0


def compare(year):
    """Compare what was expected with what arrived, one line after the other."""
    outcome, wanted = Outcome(expected=len(year.model.lines)), defaultdict(list)
    for line in sorted(year.model.lines, key=lambda each: each.planned):
        wanted[line.key].append(line)
    posted = [call for call in year.wire.calls if call.posted]
    outcome.messages = len(posted)
    # Some arrive just after the courier that sent them has died.
    outcome.between = [call for call in posted if any(_was_left(call, *each) for each in year.left)]
    for call in posted:
        _compare_message(year, outcome, wanted, call)
    for line in year.model.lines:
        if line.sent:
            continue
        if line.excused:
            outcome.excused[line.excused] += 1
        else:
            outcome.missing.append(line)
    return outcome


def _compare_message(year, outcome, wanted, call):
    before = []
    today = call.at.astimezone(ZONE).date()
    for read in call.lines:
        outcome.sent += 1
        fitting = [
            each for each in wanted[call.chat, read.number, read.rule] if each.planned <= call.at
        ]
        if not fitting:
            outcome.unexpected.append((call, read))
            continue
        line = fitting[-1]
        if line.sent:
            before.append(line.sent[-1])
            if not read.repeated:
                outcome.unmarked.append((call, read))
        line.sent.append(call)
        _check_words(outcome, call, read, line, today)
    outcome.marked += any(read.repeated for read in call.lines)
    if before:
        _explain(outcome, call, before)
    for chat, number, since in year.away:
        about = number is None or any(read.number == number for read in call.lines)
        if chat == call.chat and about and call.began > since + GRACE_SECONDS:
            outcome.to_somebody_away.append((call, number))


def _check_words(outcome, call, read, line, today):
    behind = call.at - line.planned
    if abs(behind - LATE) > timedelta(seconds=20):
        outcome.late += behind > LATE
        meant = f"{line.planned.astimezone(ZONE):%H:%M}"
        if (read.late is not None) != (behind > LATE) or not (read.late or meant).endswith(meant):
            outcome.wrong.append((call, read, line))
    if words(line.due, today) != read.said:
        outcome.wrong.append((call, read, line))


def _explain(outcome, call, before):
    """Say why lines came again, by what became of the message in which each came before."""
    if not all(each in outcome.between or each.fault == "reset_after" for each in before):
        outcome.unexplained.append(call)
    elif any(each in outcome.between for each in before):
        outcome.repeated_after_kill += 1
    else:
        outcome.repeated_after_loss += 1


def _was_left(call, door, life, since, lines):
    """Say whether a courier died between sending a message and noting it."""
    return (call.door, call.life) == (door, life) and call.at >= since and bool(_keys(call) & lines)


def _keys(call):
    return {(call.chat, line.number, line.rule) for line in call.lines}
