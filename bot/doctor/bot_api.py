"""One bot at the configured Bot API server, asked a few things and told none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from pydantic import SecretStr

PATIENCE_SECONDS = 10


class UnreachableError(Exception):
    """The server did not answer, or what answered is no Bot API server."""


class RefusedError(Exception):
    """The server refuses.

    Attributes:
        code: The number of the error, such as 401 for a token that is not valid.
    """

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code


@dataclass(frozen=True, slots=True)
class BotApi:
    """A bot, by its token."""

    api: str
    token: SecretStr
    patience_seconds: float = PATIENCE_SECONDS

    async def ask(self, method: str, **parameters: Any) -> Any:
        """Return the result of a method; raises as `ask_with_clock`."""
        return (await self.ask_with_clock(method, **parameters))[0]

    async def ask_with_clock(self, method: str, **parameters: Any) -> tuple[Any, datetime | None]:
        """Return the result of a method, and the moment at which the server answered.

        Raises:
            UnreachableError: Nothing answers, or not as a Bot API server does.
            RefusedError: The server refuses.
        """
        url = f"{self.api}/bot{self.token.get_secret_value()}/{method}"
        timeout = aiohttp.ClientTimeout(total=self.patience_seconds)
        kind = ""
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
                session.post(url, json=parameters) as response,
            ):
                answer = await response.json(content_type=None)
                date = response.headers.get("Date")
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            kind = type(error).__name__
        if kind:
            # Raised here: what aiohttp says quotes the address, and with it the token.
            raise UnreachableError(kind)
        if not isinstance(answer, dict) or "ok" not in answer:
            raise UnreachableError("another server")
        if not answer["ok"]:
            raise RefusedError(int(answer.get("error_code", 0)), str(answer.get("description", "")))
        return answer.get("result"), parsedate_to_datetime(date) if date else None
