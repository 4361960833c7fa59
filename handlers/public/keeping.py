"""What becomes of one message of the account or of an addition: kept whole, or refused whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from aiogram.types import Message

from casework.allowance import Allowance
from casework.intake_scope import IntakeScope
from casework.keeping import TooMuchError, keep_attachment, keep_text
from casework.origins import without_names
from casework.ports import CaseRow, DraftRow
from casework.rules.limits import Measure
from handlers.public.circumstances import circumstances_of
from handlers.public.content import Content
from handlers.public.context import grouped
from handlers.public.fair import refused
from handlers.public.limits import Limits
from handlers.texts import Html, Say


class RefusedError(Exception):
    """A message was not kept; says why, in the person's language."""

    def __init__(self, told: Html) -> None:
        super().__init__()
        self.told = told


@dataclass(frozen=True, slots=True)
class Keeping:
    """What keeping a message takes; `written` counts the characters that were kept before."""

    scope: IntakeScope
    say: Say
    limits: Limits
    allowance: Allowance
    written: int = 0

    def refuse_too_much(self, content: Content) -> None:
        """Refuse what is too long or too large, before anything is written.

        Raises:
            RefusedError: It is.
        """
        if self.written + len(content.words or "") > self.limits.max_text:
            raise RefusedError(self.say("text-too-long", limit=self.limits.max_text))
        for file in content.files:
            if file.size_bytes > self.limits.max_file_bytes:
                size, limit = grouped(file.size_bytes), grouped(self.limits.max_file_bytes)
                raise RefusedError(self.say("file-too-large", size=size, limit=limit))
        if content.size_bytes:
            told = refused(self.say, self.allowance, Measure.BYTES, content.size_bytes)
            if told is not None:
                raise RefusedError(told)

    def less(self, characters: int) -> Keeping:
        """Return the same with so many characters less, which are to be replaced."""
        return replace(self, written=self.written - characters)

    def tell(self, message: Message) -> dict[str, Any]:
        """Return to whom and in which language it is said that a file could not be had."""
        return {"chat_id": message.chat.id, "language": self.say.language}

    async def keep(
        self,
        case: DraftRow | CaseRow,
        message: Message,
        content: Content,
        besides: Mapping[str, Any] | None = None,
        *,
        as_is: bool = False,
    ) -> list[str]:
        """Keep a message; returns the ids of its pieces. `as_is` leaves its files as they come.

        Raises:
            RefusedError: The petition has as many files as are allowed.
        """
        known = circumstances_of(message)
        if isinstance(case, CaseRow):  # nobody is asked any more, so nobody is named
            known = without_names(known)
        about = {**content.about, **known, **(besides or {})}
        if content.words is not None:
            kept = await keep_text(
                self.scope, case, content.words, message.date, kind=content.kind, about=about
            )
            return [kept]
        files = [file.besides(about) for file in content.files]
        try:
            # The last one first: if it is one too many, none of them is kept.
            pieces = [
                await keep_attachment(
                    self.scope,
                    case,
                    file,
                    message.date,
                    tell=self.tell(message),
                    as_is=as_is,
                    after=number,
                )
                for number, file in reversed(list(enumerate(files)))
            ]
        except TooMuchError as error:
            raise RefusedError(self.say("too-many-files", limit=error.limit)) from error
        if content.size_bytes:
            self.allowance.spend(Measure.BYTES, content.size_bytes)
        return pieces[::-1]
