"""What happens in the office of the year, and in the model of it at the same time."""

import time
from datetime import timedelta

from casework.desk.assign import assign_case, put_back, tag_of
from casework.desk.close import close_case
from casework.desk.deadlines import open_terms, tag_of_term
from casework.desk.decided import Press
from casework.desk.extending import approve_extension, ask_extension
from casework.desk.leave import take_leave
from casework.desk.recuse import recuse
from casework.desk.review import mark_reviewed
from casework.desk.write import note_contact
from casework.rules.dispatch import Counts, Way
from tests.year.expected import FEEDBACK, NOTICE, REVIEW, ZONE, Case, Person

TEAM_BOT = "desk_bot"


class Acts:
    """The acts of people, each with the model that is told of it."""

    def _plan_cases(self):
        # Nobody writes in the last weeks: what was begun is to be seen through.
        days = self.workdays[: max(1, len(self.workdays) * 9 // 10)]
        for number in range(self.plan.cases):
            self.agenda[days[number * len(days) // self.plan.cases]].append((self._petition, None))
        for number in range(self.plan.removals):
            day = days[(2 * number + 1) * len(days) // (2 * self.plan.removals)]
            self.agenda[day].append((self._removal, None))
        for day in days[3::11]:
            self.agenda[day].append((self._leave, None))
        for day in days[7::17]:
            self.agenda[day].append((self._blocks, None))

    async def _acts(self, day):
        acts = self.agenda.pop(day, [])
        petitions = [case for act, case in acts if act == self._petition]
        if petitions:
            await self._petitions(len(petitions))
        for act, case in acts:
            if act != self._petition:
                await act(case, day)
        await self.office.drops_notices(lambda _: self.draw.random() < 0.03)

    def _later(self, act, case, workdays):
        """Let something happen so many working days from now, if the year is that long."""
        today = self.office.clock().astimezone(ZONE).date()
        ahead = [day for day in self.workdays if day > today]
        if workdays < len(ahead) + 1:
            self.agenda[today if workdays == 0 else ahead[workdays - 1]].append((act, case))

    async def _petition(self, case, day):
        raise NotImplementedError  # they are taken in together

    async def _petitions(self, count):
        made = []
        for _ in range(count):
            real = self.draw.random() < 0.6
            about = {"real_name": real, "contact": "A. Name, 13800000000" if real else None}
            made.append(
                (
                    await self.office.petition("Words.", may_write=False, reply_to=None, **about),
                    real,
                )
            )
        await self.office.registrar.take_all()
        for case_id, real in made:
            known = await self.office.case_as_it_is(case_id)
            case = Case(case_id, known.number, frozenset(known.facts.readers), real)
            self.model.cases[case_id] = case
            now = self.office.clock()
            self.model.begins(case, REVIEW, now)
            pick = self.draw.choices
            self._later(self._assigns, case, pick([1, 2, 5], [80, 15, 5])[0])
            self._later(self._reviews, case, pick([1, 2, 3, 4, 6, 12], [40, 25, 20, 8, 5, 2])[0])
            if real:
                self.model.begins(case, NOTICE, now)
                waits = pick([3, 9, 12, 14, 15, 16, 17, 18, 23], [30, 25, 10, 8, 8, 8, 5, 4, 2])[0]
                self._later(self._notifies, case, waits)
            for act, share in ((self._recuses, 0.06), (self._moves, 0.1), (self._extends, 0.05)):
                if self.draw.random() < share:
                    self._later(act, case, self.draw.randrange(3, 14))
        self.counts["cases"] += count

    async def _assigns(self, case, day):
        if case.closed:
            return
        able = [p for p in self.model.readers(case) if p.role == "member" and p.id != case.assignee]
        if not able:
            return
        who = self.draw.choice(able).id
        known = await self.office.case_as_it_is(case.id)
        leader = await self.office.member("leader")
        await self.office.does(assign_case, leader, case.id, known.version, tag_of(who))
        case.assignee = who

    async def _moves(self, case, day):
        """Give a case to somebody else, or back to everybody."""
        if case.closed or case.assignee is None:
            return
        if self.draw.random() < 0.5:
            await self._assigns(case, day)
            return
        known = await self.office.case_as_it_is(case.id)
        await self.office.does(put_back, await self.office.member("leader"), case.id, known.version)
        case.assignee = None
        self._later(self._assigns, case, 2)

    async def _reviews(self, case, day):
        if REVIEW.id not in case.terms:
            return
        able = [each for each in self.model.readers(case) if each.role == "fifth"]
        by = await self.office.member(self.draw.choice(able).id)
        await self.office.does(mark_reviewed, by, case.id)
        self.model.ends(case, REVIEW)
        self._later(self._closes, case, self.draw.randrange(4, 20))

    async def _notifies(self, case, day):
        await self._says(case, NOTICE, Counts.NOTICE, day, self._notifies)

    async def _feeds_back(self, case, day):
        await self._says(case, FEEDBACK, Counts.RESULT, day, self._feeds_back)

    async def _says(self, case, rule, counts, day, again):
        """Let who handles a case tell the reporter; if nobody does, somebody will later."""
        if rule.id not in case.terms:
            return
        who = case.assignee
        if who is None or self.model.people[who].gone:
            if not case.closed:
                self._later(again, case, 1)
                return
            who = "leader"
        said = {"counts": counts, "way": Way.PHONE, "day": day}
        await self.office.does(
            note_contact, await self.office.member(who), case.id, "Words.", **said
        )
        self.model.ends(case, rule)

    async def _closes(self, case, day):
        if case.closed:
            return
        if case.assignee is None or case.terms:
            self._later(self._closes, case, 2)
            return
        await self.office.does(close_case, await self.office.member(case.assignee), case.id)
        case.closed = True
        if case.real_name:
            self.model.begins(case, FEEDBACK, self.office.clock())
            waits = self.draw.choices([5, 12, 14, 15, 16, 18, 21], [40, 15, 15, 10, 10, 7, 3])[0]
            self._later(self._feeds_back, case, waits)

    async def _extends(self, case, day):
        if NOTICE.id not in case.terms or case.assignee is None:
            return
        [watched] = [
            each
            for each in await open_terms(self.office.scope(), case.id)
            if each.rule_id == NOTICE.id
        ]
        until = max(watched.due.date, day) + timedelta(days=self.draw.randrange(1, 12))
        asked = {"tag": tag_of_term(watched), "until": until, "reason": "Words."}
        by = await self.office.member(case.assignee)
        await self.office.does(ask_extension, Press(by, case.id), **asked)
        leader = await self.office.member("leader")
        await self.office.does(approve_extension, Press(leader, case.id), "")
        self.model.extends(case, NOTICE, until, self.office.clock())
        self.counts["extensions"] += 1

    async def _recuses(self, case, day, who=None):
        able = [p.id for p in self.model.readers(case) if p.role in {"member", "deputy"}]
        if case.closed or len(able) < 2:
            return
        who = who or self.draw.choice(able)
        by = await self.office.member("leader")
        await self.office.does(recuse, by, case.id, who, "Family.")
        case.recused.add(who)
        self.away.append((self.model.people[who].chat, case.number, time.monotonic()))
        self.counts["recusals"] += 1
        if case.assignee == who:
            case.assignee = None
            self._later(self._assigns, case, 1)

    async def _leave(self, _, day):
        who = self.draw.choice(
            [p for p in self.model.people.values() if p.role in {"member", "deputy"} and not p.gone]
        )
        first = day + timedelta(days=self.draw.randrange(0, 3))
        last = first + timedelta(days=self.draw.randrange(1, 12))
        member = await self.office.member(who.id)
        await self.office.does(take_leave, member, who.id, first, last)
        who.leave = first, last
        self.counts["leaves"] += 1

    async def _blocks(self, _, day):
        """Somebody blocks the bot for some days: nothing reaches them, and nothing waits for it."""
        who = self.draw.choice([p for p in self.model.people.values() if not p.gone])
        if who.id not in self.blocking:
            await self.actors[who.id].blocks(TEAM_BOT)
            self.blocking.add(who.id)
            self.counts["blocked"] += 1
            self._later(self._unblocks, who, self.draw.randrange(1, 5))

    async def _unblocks(self, who, day):
        await self.actors[who.id].unblocks(TEAM_BOT)
        self.blocking.discard(who.id)

    async def _removal(self, _, day):
        """Take a member off the roster; another takes their place."""
        who = self.draw.choice(
            [p for p in self.model.people.values() if p.role == "member" and not p.gone]
        )
        self.office.roster.removes(who.id)
        if not self.office.index.complete:
            await self.office.index.build()
        await self.office.leavers.round()
        await self.office.leavers.round()
        self.model.leaves(who.id)
        self.away.append((who.chat, None, time.monotonic()))
        for case in self.model.cases.values():
            if case.assignee is None and case.terms and not case.closed:
                self._later(self._assigns, case, 1)
        self.counts["removals"] += 1
        await self._hires(f"member-{len(self.model.people)}", "member")

    async def _hires(self, who, role):
        number = 7001 + len(self.model.people)
        await self.office.hires(who, role, number)
        actor = await self.control.user(who, id=number, language_code="en")
        await actor.says(TEAM_BOT, "/start")
        self.actors[who] = actor
        self.model.people[who] = Person(who, role, number)
        await self.office.registrar.publish()

    async def _storms(self, new):
        """Do something about a line that may be on its way at this very moment."""
        line = self.draw.choice(new)
        case = self.model.cases[line.case]
        if self.model.people[line.person].role in {"member", "deputy"} and not case.closed:
            if line.person in case.recused or line.excused:
                return
            before = self.counts["recusals"]
            await self._recuses(case, None, line.person)
            if self.counts["recusals"] > before:
                for each in new:
                    if (each.number, each.person) == (line.number, line.person):
                        each.excused = "recused while it waited"
        elif line.rule == REVIEW.id and REVIEW.id in case.terms:
            await self._reviews(case, None)
            for each in new:
                if each.key[1:] == line.key[1:]:
                    each.excused = "met while it waited"
