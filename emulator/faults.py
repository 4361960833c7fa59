"""Misfortunes that a test orders for coming method calls."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from emulator.errors import RefusedError, forbidden, too_many_requests

FaultKind = Literal["429", "500", "502", "403", "slow", "hang", "reset", "reset_after"]


@dataclass
class Fault:
    """What shall happen to calls that match.

    `bot` is a username and `method` a method name; `*` matches all, the method `file` matches
    downloads. The first `skip` matching calls pass, the next `times` are hit (None: all of them).
    """

    kind: FaultKind
    bot: str = "*"
    method: str = "*"
    times: int | None = 1
    skip: int = 0
    retry_after: int = 1
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise ValueError(f"{self.kind!r} is no fault; there are {get_args(FaultKind)}")

    def matches(self, bot: str, method: str) -> bool:
        """Whether a call of that method by that bot is meant."""
        return self.bot in {"*", bot} and self.method.lower() in {"*", method.lower()}

    def refusal(self) -> RefusedError | None:
        """The answer in place of the method's own, or None if the trouble is of another kind."""
        return {
            "429": too_many_requests(self.retry_after),
            "500": RefusedError(500, "Internal Server Error"),
            "502": RefusedError(502, "Bad Gateway"),
            "403": forbidden("bot was blocked by the user"),
        }.get(self.kind)


class Faults:
    """The faults on order, oldest first."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Adds a fault behind those already waiting."""
        self._ordered.append(fault)

    def clear(self) -> None:
        """Cancels all orders; calls that hang already keep hanging."""
        self._ordered.clear()

    def take(self, bot: str, method: str) -> Fault | None:
        """The fault that hits this call, counted as used, or None."""
        for fault in self._ordered:
            if not fault.matches(bot, method):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            if fault.times is None:
                return fault
            fault.times -= 1
            if fault.times <= 0:
                self._ordered.remove(fault)
            return fault
        return None

    def as_json(self) -> list[dict[str, Any]]:
        """What is still on order."""
        return [asdict(fault) for fault in self._ordered]
