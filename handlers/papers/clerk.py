"""Puts what papers need into words: of one reader's language, in the hours of the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from casework.desk.deadlines import Watched
from casework.desk.papers import Opened
from casework.desk.read import CLOSED, Entry
from casework.desk.records import Field, Record, holding
from casework.rules.display import shown
from casework.rules.marks import Mark
from casework.rules.papers import gist, name_and_phone
from handlers.team.context import Names
from handlers.texts import Say

CONTACT, REPLY = "contact", "reply"
_SAID = (Field.NAME, Field.ORGAN, Field.DOCUMENT, Field.DAY, Field.UNTIL)


@dataclass(frozen=True, slots=True)
class Clerk:
    """Writes for `reader`, the name of whom it is made for, at the moment `at`."""

    say: Say
    names: Names
    zone: str
    reader: str
    at: datetime

    def label(self, name: str, **words: object) -> str:
        """Return a sentence of the locales as plain text."""
        return self.say.label(name, **words)

    def known(self, name: str, otherwise: str) -> str:
        """Return a sentence of the locales, or what stands for it where there is none."""
        return self.say.label(name) if self.say.knows(name) else otherwise

    def day(self, moment: datetime | str) -> str:
        """Return the day of a moment where the office is, in digits."""
        at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return at.astimezone(ZoneInfo(self.zone)).date().isoformat()

    def full_date(self, day: date) -> str:
        """Return a day as it stands under a letter."""
        return self.label("paper-date", year=str(day.year), month=day.month, day=day.day)

    def day_in_words(self, iso: str) -> str:
        """Return an ISO date as it stands in a letter; what is none stays as it is."""
        try:
            return self.full_date(date.fromisoformat(iso))
        except ValueError:
            return iso

    def today(self) -> date:
        """Return the day on which the paper is made."""
        return self.at.astimezone(ZoneInfo(self.zone)).date()

    def stamp(self) -> str:
        """Return for whom and when the paper was made; it stands on every page."""
        at = self.at.astimezone(ZoneInfo(self.zone))
        return self.label("paper-stamp", who=self.reader, at=f"{at:%Y-%m-%d %H:%M}")

    def join(self, parts: Sequence[str]) -> str:
        """Return a list as it stands in a sentence."""
        return self.label("list-comma").join(part for part in parts if part)

    def person(self, reader_id: str | None) -> str:
        """Return the name of somebody on the roster; nothing for nobody."""
        return self.names.person(reader_id, self.say) if reader_id else ""

    # What a case says.

    def source(self, opened: Opened) -> str:
        """Return how it came in."""
        channel = opened.case.facts.channel
        return self.known(f"source-{channel}", channel)

    def identity(self, opened: Opened) -> str:
        """Return whether the reporter gave a name."""
        return self.label("paper-real-name" if opened.case.facts.real_name else "desk-anonymous")

    def category(self, opened: Opened) -> str:
        """Return category and item."""
        return self.names.category(opened.case.facts.category, self.say)

    def unit(self, opened: Opened) -> str:
        """Return the unit that the case concerns."""
        return self.names.unit(opened.case.facts.unit, self.say)

    def marks(self, opened: Opened) -> str:
        """Return what the team has marked it as, but for the mark about the principal."""
        own = [each for each in Mark if each in opened.case.facts.marks]
        shown_marks = [each for each in own if each is not Mark.PRINCIPAL]
        return self.join([self.label(f"desk-mark-{mark}") for mark in shown_marks])

    def reporter(self, opened: Opened, field: Field) -> str:
        """Return what is known of the reporter, from a record or from what they gave."""
        found = self.values(opened, Record.REPORTER, field)
        if found or holding(opened.entries, Record.REPORTER):
            return found
        given = [each.text or "" for each in opened.entries if each.kind == CONTACT]
        name, phone = name_and_phone(shown(given[-1])) if given else ("", "")
        return {Field.NAME: name, Field.PHONE: phone}.get(field, "")

    def values(self, opened: Opened, kind: Record, field: Field) -> str:
        """Return a field of every record of a kind that holds, each on its line."""
        records = holding(opened.entries, kind)
        lines = [shown((each.fields or {}).get(field.value, "")) for each in records]
        if len(lines) > 1:
            lines = [line or self.label("paper-none") for line in lines]
        return "\n".join(lines)

    def choice(self, entry: Entry, field: Field = Field.CHOICE) -> str:
        """Return what was chosen from the rules, in words."""
        code = (entry.fields or {}).get(field.value, "")
        return self.known(f"desk-choice-{entry.kind}-{code}", code) if code else ""

    def texts(self, opened: Opened, kind: Record) -> str:
        """Return the texts of the records of a kind that hold, each on its line."""
        return "\n".join(shown(each.text or "") for each in holding(opened.entries, kind))

    def signed_texts(self, opened: Opened, kind: Record) -> str:
        """Return those texts with who wrote each, and when."""
        return "\n".join(self.signed(each) for each in holding(opened.entries, kind))

    def account(self, opened: Opened, room: int) -> str:
        """Return what the reporter wrote, or its beginning and where the whole of it lies."""
        pieces = self._own_words(opened)
        whole = "\n".join(shown(each.text or "").strip() for each in pieces)
        text, more = gist(whole, room)
        if not more:
            return text
        where = self.join([str(each.sequence) for each in pieces])
        return f"{text}\n{self.label('paper-whole', count=len(whole), pieces=where)}"

    def attachments(self, opened: Opened) -> int:
        """Return how many files there are."""
        return opened.case.facts.attachments

    def term(self, watched: Watched) -> str:
        """Return a term with its due day, and whether it is met, rests or was withdrawn."""
        rule = watched.rule_id
        name, due = self.known(f"term-{rule}", rule), self.due_day(watched)
        if watched.withdrawn:
            return self.label("paper-term-withdrawn", term=name)
        if watched.resting:
            return self.label(
                "paper-term-rests", term=name, since=watched.resting.since.isoformat()
            )
        sentence = "paper-term-met" if watched.row.met else "paper-term"
        return self.label(sentence, term=name, due=due)

    def due_day(self, watched: Watched) -> str:
        """Return the day of a term, and whether it may still move: paper outlives a calendar."""
        due = watched.due.date.isoformat()
        open_yet = not watched.row.met and watched.due.provisional
        return self.label("paper-term-provisional", due=due) if open_yet else due

    def told(self, opened: Opened) -> str:
        """Return when the reporter was written to."""
        days = [self.day(each.sent_at) for each in opened.entries if each.kind == REPLY]
        answered = opened.case.facts.answered_at
        last = [self.label("paper-answered", day=self.day(answered))] if answered else []
        return "\n".join([*(self.label("paper-told", day=day) for day in days), *last])

    def hidden(self, opened: Opened) -> str:
        """Return what stands in the place of what this reader cannot open."""
        return self.label("paper-sealed") if opened.sealed else ""

    def _own_words(self, opened: Opened) -> list[Entry]:
        """Return the reporter's texts, a corrected one by what corrects it alone."""
        own = [each for each in opened.entries if each.author is None and each.text is not None]
        own = [each for each in own if each.kind not in {CONTACT, CLOSED}]
        corrected = {each.besides.get("corrects") for each in own}
        return [each for each in own if each.sequence not in corrected]

    def whole(self, entry: Entry) -> str:
        """Return all that a record says, in one line but for its text."""
        known = entry.fields or {}
        named = [shown(known.get(field.value, "")) for field in _SAID]
        chosen = [self.choice(entry, field) for field in (Field.CHOICE, Field.WAY)]
        return self.join([*chosen, *named, shown(entry.text or "").strip()])

    def signed(self, entry: Entry) -> str:
        """Return all that a record says, with who wrote it and when."""
        who, day = self.person(entry.author), self.day(entry.sent_at)
        return self.label("paper-signed", text=self.whole(entry), who=who, day=day)
