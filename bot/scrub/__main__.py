"""One file in on standard input, one report out: run as `python -m bot.scrub`, with no rights.

Whoever sends a file chose its bytes, and parsers have faults. This process therefore holds no key
and no token, has little memory and time, starts no other process, and, before it reads the first
byte, gives up opening anything at all: no file of its user, such as a key, and no connection.
What becomes of it is never more than "could not be looked into".

Out comes a line of JSON with `outcome`, `found` and `size`, then the cleaned file if there is one.
"""

from __future__ import annotations

import json
import resource
import signal
import sys

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 20
OPEN_FILES = 32
PIXELS = 100_000_000


def confine() -> None:
    """Give up whatever reading one file does not need."""
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))
    # Whoever stops the service waits for the file under way; the intake ends this process itself.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)


def close_in() -> None:
    """Open nothing any more, once all that is needed is loaded: no file, and no connection."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def main() -> None:
    """Read one file and write the report on it."""
    confine()
    import encodings.cp437  # noqa: PLC0415, F401  of names in a ZIP

    from PIL import Image  # noqa: PLC0415  its libraries are loaded under the limits

    from bot.scrub.files import look_into  # noqa: PLC0415  as above

    Image.MAX_IMAGE_PIXELS = PIXELS
    Image.init()  # it would load what reads a kind of picture when the first one comes
    close_in()
    report = look_into(sys.stdin.buffer.read())
    cleaned = report.cleaned or b""
    head = {
        "outcome": report.outcome,
        "found": sorted(report.found),
        "size": len(cleaned),
    }
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + cleaned)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    # A traceback may quote the file, and its own text is all that a fault may leave behind.
    sys.excepthook = lambda kind, _error, _trace: sys.stderr.write(kind.__name__)
    main()
