"""What the emulated server says when it will not do something."""

from typing import Any


class RefusedError(Exception):
    """A method call that is answered with `"ok": false`.

    Args:
        code: the HTTP status, repeated in the body as `error_code`.
        description: Telegram's own wording, prefix included.
        parameters: the `parameters` object, such as `{"retry_after": 3}`.
    """

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(reason: str) -> RefusedError:
    """A refusal with status 400 for the stated reason."""
    return RefusedError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> RefusedError:
    """A refusal with status 403 for the stated reason."""
    return RefusedError(403, f"Forbidden: {reason}")


def too_many_requests(retry_after: int) -> RefusedError:
    """A refusal with status 429 that names the seconds to wait."""
    return RefusedError(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}
    )


class ImpossibleActError(Exception):
    """The control interface was asked for something that no person could do."""
