"""The notice before anything else: who reads, who carries, what is kept, and where else to turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from handlers.texts import Html, Say


class ChannelView(Protocol):
    """One other way to reach the office."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Notice:
    """The round's own words, and the dates between which petitions are taken in."""

    title: Mapping[str, str]
    words: Mapping[str, str]
    ways: Sequence[ChannelView]
    team: Mapping[str, str]
    fifth: Mapping[str, str]
    opens: date
    closes: date
    today: Callable[[], date]
    draft_days: int

    def open_now(self) -> bool:
        """Say whether petitions are taken in today."""
        return self.opens <= self.today() <= self.closes

    def text(self, say: Say) -> Html:
        """Return the notice in full."""
        return say(
            "notice",
            round=say.pick(self.title),
            words=say.pick(self.words).strip(),
            team=say.pick(self.team),
            fifth=say.pick(self.fifth),
            closes=self.closes,
        )

    def privacy(self, say: Say, *, recoverable: bool) -> Html:
        """Return what is kept, why, for how long, and who sees it."""
        return say(
            "privacy",
            team=say.pick(self.team),
            fifth=say.pick(self.fifth),
            days=self.draft_days,
            recovery="yes" if recoverable else "no",
        )

    def channels(self, say: Say) -> Html:
        """Return the other ways to reach the office, one a line."""
        return Html("\n".join([say("channels"), *(self._way(way, say) for way in self.ways)]))

    def closed(self, say: Say) -> Html:
        """Return what somebody is told outside the dates of the round."""
        name = "not-open-yet" if self.today() < self.opens else "round-closed"
        return Html(f"{say(name, opens=self.opens, closes=self.closes)}\n\n{self.channels(say)}")

    def _way(self, way: ChannelView, say: Say) -> Html:
        return say("channel-line", kind=say.label(f"channel-{way.kind}"), text=say.pick(way.text))
