"""The notice before anything else: who reads, who carries, what is kept, and where else to turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from casework.rules.display import one_line
from casework.rules.rounds import Pause, Stage, stage_on
from handlers.texts import Html, Say


class ChannelView(Protocol):
    """One other way to reach the office."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Software:
    """What runs here; `source` is where anybody can read it, or None."""

    version: str
    source: str | None


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
    moments_ago: Callable[[], date]
    draft_days: int
    draft_reminder_days: int
    own_list_days: int
    office: Mapping[str, str]
    pause: Callable[[], Pause | None]
    software: Software

    def stage(self) -> Stage:
        """Return where the round stands now."""
        return stage_on(self.today(), self.opens, self.closes, self.pause())

    def open_now(self) -> bool:
        """Say whether today belongs to the round; during a pause a petition can still be begun."""
        return self.stage() in {Stage.OPEN, Stage.PAUSED}

    def over(self) -> bool:
        """Say whether the last day of the round is over, even for what was late on its way to us.

        Telegram does not say when a button was pressed: what reaches us shortly after midnight
        counts for the day before.
        """
        return self.moments_ago() > self.closes

    def takes_in(self) -> bool:
        """Say whether a petition that was begun may go out now, but for a pause."""
        return self.stage() is not Stage.BEFORE and not self.over()

    def paused(self, say: Say) -> Html | None:
        """Return why nothing can be submitted now, and until when; None if it can."""
        pause = self.pause()
        if pause is None or self.stage() is not Stage.PAUSED:
            return None
        why = pause.reason_in(say.language)
        reason = say("paused-because", reason=one_line(why)) if why else ""
        if pause.until is None:
            text = say("paused", reason=reason)
        else:
            text = say("paused-until", reason=reason, until=pause.until)
        return Html(f"{text}\n\n{self.channels(say)}")

    def about(self, say: Say) -> Html:
        """Return who runs this, for which round, who reads, and how it can be checked."""
        parts = [
            say(
                "about",
                round=say.pick(self.title),
                office=say.pick(self.office),
                team=say.pick(self.team),
                fifth=say.pick(self.fifth),
                opens=self.opens,
                closes=self.closes,
            ),
            say("about-software", version=self.software.version),
        ]
        if self.software.source:
            parts.append(say("about-source", source=self.software.source))
        return Html("\n\n".join(parts))

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
            list_days=self.own_list_days,
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
