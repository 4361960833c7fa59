"""Between a file's arrival and its seal: what it tells besides what it shows is taken out.

A file is held in memory for that, and only up to a bound; a larger one streams
through unseen, and its sender is told so.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.cleaning import Cleaner, Looked
from casework.cleaning import KEPT, Noted, note, noted_in
from casework.intake_scope import IntakeScope
from casework.ports import CaseRow, DraftRow
from casework.rules.metadata import Outcome, fits, looked_into
from handlers.public.cautions import FORWARDED
from handlers.public.originals import Stage


@dataclass(frozen=True, slots=True)
class Held:
    """A file on its way into its seal.

    `came_bytes` is how long it was when it came, if that is not the length of `chunks`.
    """

    chunks: AsyncIterator[bytes]
    looked: Looked
    came_bytes: int | None = None

    def came_as(self, sealed_bytes: int) -> int:
        """Return how long the file was when it came, `sealed_bytes` being its length now."""
        return sealed_bytes if self.came_bytes is None else self.came_bytes

    def known(self) -> dict[str, Any]:
        """Return what readers are to know of it: kinds of data, never what they say."""
        outcome, found = self.looked.outcome, list(self.looked.found)
        if outcome == Outcome.CLEANED:
            size = len(self.looked.cleaned or b"")
            return {"cleaned": True, "found": found, "size": size}
        return {"cleaned": False, "found": found} if outcome == KEPT else {}


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks into files as they come, and notes what is to be pointed out about them."""

    cleaner: Cleaner
    _telling: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def hold(
        self, pointer: Mapping[str, Any], chunks: AsyncIterator[bytes], announced: int | None
    ) -> Held:
        """Return a file with what it told taken out, if that could be done and is wanted."""
        if pointer.get("as_is"):
            outcome = KEPT if pointer.get("found") else Outcome.NOTHING
            return Held(chunks, Looked(outcome, tuple(pointer.get("found", ()))))
        if not looked_into(pointer["meta"]["kind"]):
            return Held(chunks, Looked(Outcome.NOTHING))
        if not fits(announced or 0):
            return Held(chunks, Looked(Outcome.TOO_LARGE))
        came = bytearray()
        async for chunk in chunks:
            came += chunk
            if not fits(len(came)):
                return Held(_joined(bytes(came), chunks), Looked(Outcome.TOO_LARGE))
        data = bytes(came)
        if announced is not None and len(data) != announced:
            # It came short: it is refused for its length, and looking into it would say nothing.
            return Held(_one(data), Looked(Outcome.NOTHING))
        looked = await self.cleaner.look_into(data)
        return Held(_one(looked.cleaned or data), looked, len(data))

    @asynccontextmanager
    async def one_at_a_time(self, held: Held) -> AsyncIterator[None]:
        """Let files of which something is told be entered one by one, so that it is told once."""
        if held.looked.outcome == Outcome.NOTHING:
            yield
            return
        async with self._telling:
            yield

    def stage_of(self, scope: IntakeScope, owner: DraftRow | CaseRow, held: Held) -> Stage:
        """Return where a petition stands when a file of it is to be told of.

        An anonymous one that is to go out by itself does not, when it holds what may tell who sent
        it and its sender has not heard of that.
        """
        if isinstance(owner, CaseRow):
            return Stage.SUBMITTED
        if owner.submission is None:
            return Stage.DRAFT
        plan = scope.seals.open_own("submission", owner.submission, owner.id)
        harmless = held.looked.outcome in {Outcome.CLEANED, KEPT}
        return Stage.GOING if harmless or plan["petition"]["real_name"] else Stage.HELD

    async def note(
        self,
        scope: IntakeScope,
        owner: DraftRow | CaseRow,
        piece_id: str,
        pointer: Mapping[str, Any],
        held: Held,
    ) -> bool:
        """Note what was found in a file; says whether its sender is to be told."""
        looked = held.looked
        if looked.outcome == Outcome.NOTHING:
            return False
        if isinstance(owner, CaseRow):  # nothing is kept that names the chat
            return True
        # What was pointed out about the message itself stays so.
        cautions = [
            each
            for each in await noted_in(scope, owner.id)
            if each.piece_id == piece_id and each.outcome == FORWARDED
        ]
        scope.book.remove_looks(piece_id)
        for each in cautions:
            await note(scope, owner.id, each)
        file = pointer if looked.outcome == Outcome.CLEANED else None
        name = pointer["meta"].get("name")
        noted = Noted(piece_id, looked.outcome, looked.found, name, file)
        is_news = await note(scope, owner.id, noted)
        return is_news or looked.outcome == KEPT


async def _one(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def _joined(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in rest:
        yield chunk
