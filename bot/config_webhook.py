"""The settings of a webhook: where Telegram brings updates, and where a process listens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, NamedTuple, Protocol
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr

# Source: Bot API, setWebhook: 1 to 256 characters; fewer than these could be tried out.
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
_TCP = re.compile(r"(?P<host>[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]):(?P<port>[0-9]{1,5})")
_UNIX = "unix:"
# Source: Bot API, setWebhook, "Ports currently supported".
PORTS = frozenset({None, 443, 80, 88, 8443})


class Listen(NamedTuple):
    """Where a process listens: a host and a port, or the path of a socket."""

    host: str = ""
    port: int = 0
    path: str | None = None


def _address(value: str) -> str:
    rule = "must be an address such as https://tips.example.org/telegram"
    try:
        url = urlsplit(value)
        sound = url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
    except ValueError:
        raise ValueError(rule) from None
    if not sound or "@" in url.netloc or url.query or url.fragment:
        raise ValueError(rule)
    if re.fullmatch(r"[\w./-]*", url.path, re.ASCII) is None:
        raise ValueError(f"{rule}, and of letters, digits, dots, slashes and hyphens")
    return value


def _place(value: str) -> str:
    listen(value)
    return value


def secret(value: str) -> str:
    """Return a secret as it is.

    Raises:
        ValueError: It is none that Telegram takes, or too short.
    """
    if _SECRET.fullmatch(value) is None:
        raise ValueError("must have 32 to 256 of A-Z, a-z, 0-9, _ and -")
    return value


def listen(value: str) -> Listen:
    """Return where a setting says to listen.

    Raises:
        ValueError: It is neither of the two forms.
    """
    if value.startswith(_UNIX) and len(value) > len(_UNIX):
        return Listen(path=value.removeprefix(_UNIX))
    found = _TCP.fullmatch(value)
    if found is None or not 0 < int(found["port"]) < 2**16:
        raise ValueError(
            "must be a host and a port, such as 127.0.0.1:8443, or a socket, such as "
            "unix:/run/dengwen/intake.sock"
        )
    return Listen(found["host"].strip("[]"), int(found["port"]))


def fits_telegram(url: str) -> bool:
    """Say whether Telegram's own servers would bring updates there."""
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.port in PORTS


class _Telegram(Protocol):
    """What the settings of Telegram say about webhooks."""

    @property
    def webhook_url(self) -> str | None: ...
    @property
    def team_webhook_url(self) -> str | None: ...
    @property
    def webhook_secret(self) -> SecretStr | None: ...
    @property
    def team_webhook_secret(self) -> SecretStr | None: ...
    @property
    def webhook_listen(self) -> str: ...
    @property
    def team_webhook_listen(self) -> str: ...


def around_webhooks(telegram: _Telegram, *, real: bool) -> Iterator[str]:
    """Yield what does not agree about the two webhooks."""
    for name, url in (
        ("webhook_url", telegram.webhook_url),
        ("team_webhook_url", telegram.team_webhook_url),
    ):
        if url is not None and real and not fits_telegram(url):
            yield (
                f"telegram.{name} must begin with https:// and have the port 443, 80, 88 or 8443: "
                "Telegram brings updates nowhere else."
            )
    if telegram.webhook_url is None or telegram.team_webhook_url is None:
        return
    if telegram.webhook_listen == telegram.team_webhook_listen:
        yield "telegram.team_webhook_listen must be another place than telegram.webhook_listen."
    secrets = (telegram.webhook_secret, telegram.team_webhook_secret)
    if telegram.webhook_secret is not None and secrets[0] == secrets[1]:
        yield "telegram.team_webhook_secret must be another word than telegram.webhook_secret."


WebhookUrl = Annotated[str, AfterValidator(_address)]
ListenPlace = Annotated[str, AfterValidator(_place)]
