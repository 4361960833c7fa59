"""Who may read, whether somebody could if all of them could not, and which days are worked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

from bot.calendars import missing_text
from bot.doctor.findings import Finding, Installation, note, wrong
from bot.keys import published_roster
from bot.rules import notices_of
from bot.setting_up.drill import passed_on, what_is_missing
from casework.rules.notices import missing_year
from casework.rules.terms import local_date
from storage.ledger.errors import SealError
from storage.ledger.roster import SignedRoster

SOON, A_YEAR = timedelta(days=14), timedelta(days=365)
READERS = {"leader": "the team", "fifth": "the Fifth group"}


def roster(here: Installation) -> Iterator[Finding]:
    """Find a roster that is refused or ends soon, and people who cannot read yet."""
    try:
        signed = published_roster(here.config.storage.keys)
    except SealError as error:
        yield wrong(
            f"The roster is refused: {error}.",
            "Put the newest signed edition back, or let the keeper of the root key sign one.",
        )
        return
    yield from _serial(here, signed)
    yield from _end(here, signed)
    yield from _people(here, signed)


def _serial(here: Installation, signed: SignedRoster) -> Iterator[Finding]:
    pins = here.config.storage.keys / "pins"
    for path in sorted(pins.glob("*.json")) if pins.is_dir() else []:
        try:
            seen = int(json.loads(path.read_bytes())["serial"])
        except PermissionError:
            continue  # each process keeps its own, and the others cannot read it
        except (OSError, ValueError, KeyError, TypeError):
            yield wrong(f"{path} is broken.", "docs/spec/roster.md, Pins, says how to go on.")
            continue
        if seen > signed.serial:
            yield wrong(
                f"The roster is edition {signed.serial}, and {path.stem} has seen {seen}.",
                f"Put edition {seen} or a newer one back: dengwen roster install NOTE.",
            )


def _end(here: Installation, signed: SignedRoster) -> Iterator[Finding]:
    last = signed.valid_until
    if last is None:
        return
    today = local_date(here.now, here.config.round.timezone)
    remedy = "Sign one with a later day: dengwen roster sign --valid-until DATE."
    if today > last:
        yield wrong(f"The roster ended on {last}: nothing can be taken in.", remedy)
    elif today > last - SOON:
        yield note(f"The roster ends on {last}.", remedy)


def _people(here: Installation, signed: SignedRoster) -> Iterator[Finding]:
    there = {reader.id: reader for reader in signed.readers}
    for person in here.config.people:
        if person.id not in there:
            remedy = f"Run 'dengwen reader add {person.id}'."
            yield note(f"{person.id} of the configuration is not on the roster.", remedy)
    waiting = [reader.id for reader in signed.readers if reader.recipient is None]
    if waiting:
        yield note(
            f"Not enrolled: {', '.join(waiting)}.",
            "They send /enroll CODE to the team's bot; then run 'dengwen roster sign'.",
        )
    for role, body in READERS.items():
        if not any(reader.recipient for reader in signed.readers if reader.role == role):
            yield wrong(
                f"Nobody with the role {role} has a key, so {body} can do nothing.",
                "Let them enrol before citizens are told of the bot.",
            )


def recovery(here: Installation) -> Iterator[Finding]:
    """Find a recovery key that nobody has tried."""
    missing = what_is_missing(here.config)
    if missing is not None:
        yield wrong(
            "Nobody has tried yet whether a case can be recovered, and without that the service "
            "does not start with Telegram's own servers.",
            "docs/setting-up.md, The recovery drill: dengwen recovery make, set and drill.",
        )
        return
    passed = passed_on(here.config)
    if passed and local_date(here.now, here.config.round.timezone) - passed > A_YEAR:
        yield note(f"The last recovery drill was on {passed}.", "Repeat it once a year.")


def calendar(here: Installation) -> Iterator[Finding]:
    """Find a year whose holidays are not known, and a notice that is not believed."""
    folder = notices_of(here.config)
    today = local_date(here.now, here.config.round.timezone)
    missing = missing_year(today, folder.calendar())
    for name, why in folder.refused.items():
        yield wrong(f"{folder.folder / name} is not believed: {why}", "docs/calendar.md.")
    if missing is not None:
        yield note(missing_text(missing), "docs/calendar.md says where the notice is published.")
