"""How long what has failed is left alone: longer each time, and not at all once it works."""

from __future__ import annotations

from dataclasses import dataclass, field

FIRST_SECONDS, LONGEST_SECONDS = 1.0, 60.0


@dataclass(slots=True)
class Patience:
    """Counts failures; moments are in seconds of a clock that never goes back."""

    _until: float = field(default=0.0, init=False)
    _pause: float = field(default=0.0, init=False)

    def failed(self, now: float) -> None:
        """Rest from now on; what fails during a rest began before it and makes it no longer."""
        if not self.rests(now):
            self._pause = min(max(FIRST_SECONDS, 2 * self._pause), LONGEST_SECONDS)
            self._until = now + self._pause

    def worked(self) -> None:
        """Begin anew with the shortest pause."""
        self._pause = self._until = 0.0

    def rests(self, now: float) -> bool:
        """Say whether it is still to be left alone."""
        return now < self._until
