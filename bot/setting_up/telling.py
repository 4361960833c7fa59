"""What is left to do after `dengwen init`, in the order in which it is done, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.config import Config
from bot.setting_up.founding import CODES, Founded, base_of


def what_to_do(config: Config, path: Path, founded: Founded, drilled: date | None) -> Iterator[str]:
    """Yield the lines."""
    yield ""
    yield f"The commands below find this installation from its folder: cd {path.parent}"
    if path.name != "config.toml":
        yield f"  with DENGWEN_CONFIG={path} in the environment."
    yield from _root_key(config, founded)
    yield from _codes(config, founded)
    yield from _recovery(founded, drilled)
    yield from _live(config, path, drilled)


def _root_key(config: Config, founded: Founded) -> Iterator[str]:
    yield ""
    yield "The root key decides who may read. It opens no case."
    here = config.storage.keys / "root.key"
    if here.exists():
        yield f"  It lies in {here}. Move it onto an encrypted stick, with a second one as a copy."
    else:
        yield f"  It lies in {founded.root_key}. Make a copy of it on a second encrypted stick."
    yield "  Somebody who does not run this machine keeps the sticks, in two places under lock and"
    yield "  key. It is wanted when people join, leave or lose a passphrase, and for that alone:"
    yield "  dengwen roster sign --root-key FILE, or, if it is to stay where it is, the way that"
    yield "  docs/spec/roster.md describes under Offline."


def _codes(config: Config, founded: Founded) -> Iterator[str]:
    if founded.codes:
        roles = {person.id: person.role for person in config.people}
        yield ""
        yield "Give each person their code, in person; once the service runs, they send"
        yield "  /enroll CODE to the team's bot:"
        for person, code in founded.codes.items():
            yield f"  {person:<20} {roles.get(person, ''):<10} {code}"
        yield f"  The codes lie in {base_of(config) / CODES}: destroy it once they are handed out."
        beside = (config.storage.keys / "root.key").exists()
        key = "" if beside else f" --root-key {founded.root_key}"
        yield f"  When people have enrolled: dengwen roster sign{key}"
    if founded.uninvited:
        invite = " ".join(f"--invite {person}" for person in founded.uninvited)
        yield ""
        yield f"The root key is not at hand, so {', '.join(founded.uninvited)} wait for a code:"
        yield f"  dengwen roster pending --out request.txt {invite}"


def _recovery(founded: Founded, drilled: date | None) -> Iterator[str]:
    folder = founded.recovery
    if folder is not None:
        yield ""
        yield f"Give each custodian the files of {folder} that bear their name, and README.txt."
        yield "  Then remove the folder: together, these files and two passphrases open every case."
    if drilled is not None:
        yield ""
        yield f"The recovery drill passed on {drilled.isoformat()}. Repeat it each year:"
        yield "  dengwen recovery drill --files DIR --custodian NAME=FILE --custodian NAME=FILE"


def _live(config: Config, path: Path, drilled: date | None) -> Iterator[str]:
    yield ""
    for bot in config.telegram.missing:
        yield f"The {bot} bot has no token yet. Put what BotFather gave into a file of mode 0600,"
        yield f"  and take the # from {bot}_token_file in {path}, where it is named."
    if drilled is None:
        yield "Not ready to go live: the recovery drill has not passed. It needs three people, whom"
        yield "  docs/setting-up.md calls custodians. With them, at a terminal: dengwen init"
        yield "  asks for them and makes the drill; nothing that is there is overwritten."
        yield "Next: dengwen doctor says what else is missing."
        return
    yield "Next: dengwen doctor"
    if config.telegram.configured:
        yield "Then: dengwen run"
