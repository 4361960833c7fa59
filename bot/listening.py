"""How a process hears of updates: it asks for them, or Telegram brings them."""

from __future__ import annotations

import asyncio
from typing import Protocol

from pydantic import SecretStr

from bot.config import Config, ConfigError
from bot.turns import Turns
from bot.updates import UpdateLoop
from storage.ledger.local import LocalKey
from storage.sql.locks import SessionLocks


class Listening(Protocol):
    """What runs as long as updates are taken."""

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop` is set."""
        ...


def public_listening(config: Config, loop: UpdateLoop, local: LocalKey) -> Listening:
    """Return how the intake hears of updates.

    Raises:
        ConfigError: A webhook is configured without its secret.
    """
    telegram = config.telegram
    return _listening(
        config, loop, local, telegram.webhook_url, telegram.webhook_listen, telegram.webhook_secret
    )


def team_listening(config: Config, loop: UpdateLoop, local: LocalKey) -> Listening:
    """Return how the desk hears of updates; raises as `public_listening`."""
    telegram = config.telegram
    return _listening(
        config,
        loop,
        local,
        telegram.team_webhook_url,
        telegram.team_webhook_listen,
        telegram.team_webhook_secret,
    )


def locks_of(config: Config) -> SessionLocks | None:
    """Return the locks between processes; an SQLite file has one intake, which needs none."""
    url = config.storage.database
    return SessionLocks(url) if url.startswith("postgresql") else None


def _listening(  # noqa: PLR0913  what a webhook is made of
    config: Config,
    loop: UpdateLoop,
    local: LocalKey,
    url: str | None,
    listen: str,
    secret: SecretStr | None,
) -> Listening:
    if url is None:
        return loop
    if secret is None:
        prefix = "" if loop.name == "public" else "team_"
        raise ConfigError(
            [f"telegram.{prefix}webhook_secret is missing; {prefix}webhook_url needs it."]
        )
    # A server is what polling does not need.
    from bot.config_webhook import listen as place_of  # noqa: PLC0415
    from bot.webhooks import Webhook  # noqa: PLC0415

    return Webhook(
        loop=loop,
        url=url,
        listen=place_of(listen),
        secret=secret.get_secret_value(),
        connections=config.telegram.webhook_connections,
        turns=Turns(locks_of(config), local.lookup("turn"), loop.name),
    )
