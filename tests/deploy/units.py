"""The unit files, read as systemd reads them: each with the drop-in that all of them share."""

from collections import defaultdict
from pathlib import Path

DEPLOY = Path(__file__).parents[2] / "deploy"
SYSTEMD = DEPLOY / "systemd"
SHARED = SYSTEMD / "dengwen-.service.d" / "sandbox.conf"
SERVICES = sorted(path.name for path in SYSTEMD.glob("*.service"))
PROCESSES = ("intake", "desk", "courier")
PROGRAM = "/opt/dengwen/bin/dengwen"


def settings(*paths: Path) -> dict[str, list[str]]:
    """Return what each setting is given, in order; an empty value takes back what came before."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            name, equals, value = line.partition("=")
            if not equals or line.startswith(("#", ";", "[")):
                continue
            if value:
                found[name].append(value)
            else:
                found[name].clear()
    return dict(found)


def unit(name: str) -> dict[str, list[str]]:
    """Return the settings of a service, the shared ones included."""
    return settings(SYSTEMD / name, SHARED)


def credentials(name: str) -> list[str]:
    """Return the secrets that a service is handed, by name."""
    return [value.partition(":")[0] for value in unit(name).get("LoadCredentialEncrypted", [])]
