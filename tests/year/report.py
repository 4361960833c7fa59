"""The table that is printed of a year."""

import os
import platform


def table(plan, year, outcome, seconds, database):
    """Return the lines of the table."""
    wire, counts = year.wire, year.counts
    faults = ", ".join(f"{kind} {count}" for kind, count in sorted(wire.faults.items()))
    kills = ", ".join(f"{count} {when}" for when, count in sorted(wire.kills.items()))
    excused = ", ".join(f"{count} {why}" for why, count in sorted(outcome.excused.items()))
    rows = [
        ("cases, from, to", f"{counts['cases']}, {plan.first}, {plan.last}"),
        ("database, couriers", f"{database}, {len(wire.doors)}"),
        ("lines expected", outcome.expected),
        ("lines sent, in messages", f"{outcome.sent}, {outcome.messages}"),
        ("missing", len(outcome.missing)),
        ("sent but not expected", len(outcome.unexpected)),
        ("with wrong words or marks", len(outcome.wrong)),
        ("sent late, each said so", outcome.late),
        ("need not come", excused or 0),
        ("kills of a courier", f"{sum(wire.kills.values())}: {kills}"),
        ("messages that a kill left between sending and noting", len(outcome.between)),
        ("repeated after a kill", outcome.repeated_after_kill),
        ("answers lost after delivery", wire.faults["reset_after"]),
        ("repeated after a lost answer", outcome.repeated_after_loss),
        ("repeated for no such reason", len(outcome.unexplained)),
        ("repeated without a mark", len(outcome.unmarked)),
        ("messages marked as repeated", outcome.marked),
        ("to somebody recused or removed", len(outcome.to_somebody_away)),
        ("recusals, removals, leaves, extensions", _four(counts)),
        ("faults of the Bot API", faults),
        ("people who blocked the bot for a while", counts["blocked"]),
        ("sweeps broken off", counts["sweeps broken off"]),
        ("machine asleep, clock set back", f"{counts['slept over']}, {counts['clock set back']}"),
        ("duration", f"{seconds:.0f} s"),
        (
            "machine",
            f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        ),
    ]
    width = max(len(name) for name, _ in rows)
    return [f"{name:<{width}}  {value}" for name, value in rows]


def _four(counts):
    return ", ".join(str(counts[name]) for name in ("recusals", "removals", "leaves", "extensions"))
