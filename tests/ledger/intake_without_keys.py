"""Runs the intake with every way to a private key taken out; what it tries stands in a file.

Usage: python intake_without_keys.py RECORD. The configuration comes from the environment.
"""

import asyncio
import signal
import sys
from pathlib import Path

RECORD, CONFIG = Path(sys.argv[1]), Path(__file__).parents[2] / "config.toml"
sys.path.insert(0, str(CONFIG.parent))


class TakenOutError(Exception):
    """The intake tried what it must never do."""


def record(line):
    with RECORD.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def taken_out(name):
    def refuse(*_args, **_named):
        record(f"tried {name}")
        raise TakenOutError(name)

    return refuse


def callers():
    """Return the names of the functions that called, the nearest first."""
    frame, names = sys._getframe(2), []
    while frame is not None:
        names.append(frame.f_code.co_qualname)
        frame = frame.f_back
    return names


def for_drafts_alone(name, original):
    def opens(*args, **named):
        if not any(caller.startswith("OpenedDraft.open_") for caller in callers()):
            return taken_out(name)()
        record("a draft is opened")
        return original(*args, **named)

    return opens


def take_out():
    """Replace what loads a private key, and what opens with one, before the intake is imported."""
    from storage.ledger import age, age_keys, files, note  # noqa: PLC0415  the order is the point

    parse = age_keys.parse_identity

    def parse_identity(text):
        if callers()[0] not in {"IntakeKeys._draft_identity", "IntakeKeys.draft_identity"}:
            return taken_out("parse_identity")()
        record("a draft's key")
        return parse(text)

    age.parse_identity = parse_identity
    # What is still being written may be shown to its writer; its key goes with the submission.
    for name in ("open_sealed", "OpeningReader"):
        setattr(age, name, for_drafts_alone(name, getattr(age, name)))
    for kind in (age.X25519Identity, age.HybridIdentity):
        kind.unwrap = for_drafts_alone("unwrap", kind.unwrap)
    age.Passphrase = taken_out("Passphrase")
    sign = note.NoteSigner.parse

    def parse_signer(text):
        # Its own key signs what it tells the desk, and opens nothing.
        if callers()[0] != "load_intake_keys":
            return taken_out("NoteSigner.parse")()
        return sign(text)

    note.NoteSigner.parse = parse_signer
    read = files.read_secret_file

    def read_secret_file(path):
        record(f"file {path.name}")
        return read(path)

    files.read_secret_file = read_secret_file
    from storage.ledger import courier_seals, desk_seals, identity_files  # noqa: PLC0415  as above

    identity_files.load_identity = taken_out("load_identity")
    identity_files.unlock_identity = taken_out("unlock_identity")
    desk_seals.DeskKeys.load = taken_out("DeskKeys.load")
    desk_seals.DeskKeys.open_case = taken_out("DeskKeys.open_case")
    courier_seals.CourierKeys.load = taken_out("CourierKeys.load")


def watch(folder):
    """Record every file of the keys folder that is opened, by whatever means."""

    def hook(event, args):
        if event == "open" and isinstance(args[0], str | Path):
            path = Path(args[0])
            if path.is_relative_to(folder):
                record(f"opened {path.relative_to(folder)}")

    sys.addaudithook(hook)


async def main():
    take_out()
    from bot.config import load  # noqa: PLC0415  see above
    from bot.intake import run  # noqa: PLC0415  see above

    config = load(CONFIG)
    watch(config.storage.keys)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await run(config, stop)
    record("ended well")


asyncio.run(main())
