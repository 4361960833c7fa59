"""A whole office for the matrix: who is there, what comes in, and what happens to it afterwards.

Beside each act stands what it must mean for the keys, in plain words and apart from
`casework.rules`: the matrix compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.config import load
from bot.exports import export_case
from bot.registrar import Registrar
from casework.desk.enroll import code_hash
from casework.desk.grant import GrantRefusedError, grant
from casework.desk.people import who_is
from casework.desk.recuse import recuse, recuse_for_leader
from casework.desk.rewrap import rewrap
from casework.keeping import keep_text
from casework.ports import Reader
from storage.ledger.age import generate_identity
from storage.ledger.day_keys import DayKeys
from storage.ledger.desk_seals import DeskKeys
from storage.ledger.intake_seals import IntakeKeys
from storage.ledger.local import LocalKey
from storage.sql.work import Work
from tests.casework.office import PASSPHRASE, World

CONFIG = Path(__file__).parents[2] / "config.toml"

PEOPLE = {
    # id: (body, where they come from)
    "leader": ("team", set()),
    "deputy": ("team", {"audit-bureau"}),
    "member-1": ("team", set()),
    "member-2": ("team", {"office"}),
    "member-3": ("team", {"leading-group"}),
    "member-4": ("team", {"office", "leading-group"}),
    "member-5": ("team", {"audit-bureau"}),
    "member-6": ("team", set()),
    "fifth-1": ("fifth", set()),
    "fifth-2": ("fifth", set()),
    "fifth-3": ("fifth", {"office"}),
    "office-1": ("office", set()),
    "leading-1": ("leading", set()),
    "liaison": ("liaison", set()),
    "operator": ("operator", set()),
}
LATER_HOMES = {
    # A later edition of the roster: nobody of the Fifth group is free of the leading group, and
    # the office is not either.
    "fifth-1": {"leading-group"},
    "fifth-2": {"leading-group"},
    "fifth-3": {"leading-group", "office"},
    "office-1": {"leading-group"},
}
READING_BODIES = {"team", "fifth", "office", "leading"}
RECOVERY = "recovery"
EARLIER = " (earlier key)"


def body_complained_of(petition):
    """Whoever the writer names; about an inspector without saying whose, it is the team."""
    if petition["concerns"] != "none":
        return petition["concerns"]
    return "team" if petition["category"] == "G3" else None


def is_kept_out(who, petition, homes):
    """Nobody reads about where they come from, nor about their own body (八.4, 五.5)."""
    body = PEOPLE[who][0]
    return (
        body not in READING_BODIES
        or petition["unit"] in homes[who]
        or body == body_complained_of(petition)
    )


def who_reads(petition, homes):
    """The team and the Fifth group read every petition, but for whom it may concern.

    The office reads what concerns the team or the Fifth group, and what nobody of the Fifth group
    is left to review. The leading group reads what neither of those two is left to review.
    """
    fit = {who: PEOPLE[who][0] for who in homes if not is_kept_out(who, petition, homes)}
    bodies = {"team", "fifth"}
    if body_complained_of(petition) in {"team", "fifth"} or "fifth" not in fit.values():
        bodies.add("office")
    if "fifth" not in fit.values() and "office" not in fit.values():
        bodies.add("leading")
    return {who for who, body in fit.items() if body in bodies}


def petitions(draw, count):
    """return petitions of every category, unit and body."""
    config = load(CONFIG)
    codes = [c.code for c in config.categories]
    items = [item.code for c in config.categories for item in c.items]
    draw.shuffle(items)
    codes = ["G3", *codes, "unsure", *items]
    units = [*(unit.id for unit in config.units), "unsure"]
    bodies = ("none", "team", "fifth", "office")
    made = []
    for number in range(count):
        real = draw.random() < 0.5
        made.append(
            {
                "category": codes[number % len(codes)],
                "unit": units[number % len(units)],
                # Most concern nobody; the rest is spread evenly.
                "concerns": bodies[number // 2 % 4] if number % 2 else "none",
                "real_name": real,
                "contact": "Lin Xiaomei, 13800000000" if real else None,
                "may_write": draw.random() < 0.5,
            }
        )
    return made


@dataclass
class Case:
    """A petition, who reads it by the rules, and whose key must open which epoch."""

    id: str
    petition: dict
    readers: set = field(default_factory=set)
    recused: set = field(default_factory=set)
    opens: dict = field(default_factory=lambda: defaultdict(set))
    written: dict = field(default_factory=lambda: defaultdict(list))
    epochs: int = 1


class Scene(World):
    """The office of the matrix, with keys of one profile."""

    def __init__(self, folder, database, profile, seed):
        super().__init__(folder, database)
        self.draw = Random(seed)  # noqa: S311  the same story each time, and no secret
        self.profile = profile
        self.courier, desk = generate_identity(profile), generate_identity(profile)
        self.keys = DeskKeys(
            identity=desk,
            local=LocalKey.generate(),
            log_signer=self.signer,
            courier=self.courier.recipient,
            intake=self.intake_signer.verifier,
            blob_path=self.blobs.path,
            profile=profile,
            work_factor=4,
        )
        self.intake_keys = IntakeKeys(
            LocalKey.generate(),
            DayKeys(folder / "days"),
            desk.recipient,
            self.courier.recipient,
            self.signer.verifier,
            profile,
            self.intake_signer,
        )
        self.homes = {who: set(homes) for who, (_, homes) in PEOPLE.items()}
        self.roster.kind = profile
        self.roster.people = {
            who: Reader(who, who.split("-")[0], frozenset(homes), None, code_hash(f"code-{who}"))
            for who, homes in self.homes.items()
        }
        self.registrar = Registrar(database, self.scope, 0.01)
        self.cases = []
        self.holders = {
            "desk": desk,
            "courier": self.courier,
            "outsider": generate_identity(profile),
        }

    # --- People -----------------------------------------------------------------------------------

    async def everybody_joins(self):
        for who in PEOPLE:
            if PEOPLE[who][0] in READING_BODIES:
                await self.takes_part(who)

    async def takes_part(self, who):
        await self.joins(who, user_id=self.number_of(who))
        (row,) = [row for row in await self.scope().book.accounts() if row.reader_id == who]
        self.holders[who] = self.keys.unlock(row.identity, PASSPHRASE)

    async def enrols_anew(self, who):
        """Forget the passphrase: a new invitation, a new key; older wraps are for the old one."""
        self.holders[who + EARLIER] = self.holders[who]
        for case in self.cases:
            if who in case.opens:
                case.opens[who + EARLIER] = case.opens.pop(who)
        self.roster.change(who, recipient=None, code_hash=code_hash(f"again-{who}"))
        await self.takes_part(who)

    def leaves(self, who):
        del self.roster.people[who], self.homes[who]

    def come_from(self, homes):
        for who, units in homes.items():
            self.homes[who] = units
            self.roster.change(who, home_units=frozenset(units))

    def makes_recovery(self):
        self.holders[RECOVERY] = generate_identity(self.profile)
        self.roster.recovery = self.holders[RECOVERY].recipient.encode

    def number_of(self, who):
        return 7000 + list(PEOPLE).index(who)

    async def person(self, who):
        return await self.unlocked(await who_is(self.scope(), self.number_of(who)))

    # --- Acts, and what each must mean ------------------------------------------------------------

    async def comes_in(self, petition):
        number = len(self.cases) + 1
        text = f"Case {number}, epoch 1, the account."
        case = Case(await self.petition(text, **petition), petition)
        case.written[1].append(text)
        if petition["contact"]:
            case.written[1].append(petition["contact"])
        case.readers = who_reads(petition, self.homes)
        for who in case.readers | ({RECOVERY} & self.holders.keys()):
            case.opens[who].add(1)
        self.cases.append(case)
        await self.registrar.take_all()
        return case

    async def is_followed_up(self, case):
        text = f"Case {self.cases.index(case) + 1}, epoch {case.epochs}, more."
        work = Work(self.database)
        scope = self.intake(work)
        await keep_text(scope, await scope.book.case(case.id), text, self.clock())
        await work.commit()
        case.written[case.epochs].append(text)

    async def steps_back(self, case, who, by=None):
        """From here on there is a new key, for whoever reads the case and is on the roster."""
        reason = f"Case {self.cases.index(case) + 1}, epoch {case.epochs + 1}, {who} is recused."
        if by == "operator":
            await self.does(recuse_for_leader, case.id, who, reason)
        else:
            await self.does(recuse, await self.person(by or who), case.id, who, reason)
        case.epochs += 1
        case.written[case.epochs].append(reason)
        case.readers.discard(who)
        case.recused.add(who)
        for holder in (who, who + EARLIER):
            case.opens.pop(holder, None)
        for reader in case.readers & self.homes.keys():
            case.opens[reader].add(case.epochs)
        if case.opens.get(RECOVERY):
            case.opens[RECOVERY].add(case.epochs)
        await self.is_followed_up(case)

    async def is_let_in(self, case, who):
        """Whom the rules never let in is refused, by whoever asks; anybody else opens all of it.

        Returns whether they were let in.
        """
        allowed = (
            who in self.homes
            and not is_kept_out(who, case.petition, self.homes)
            and who not in case.readers | case.recused
        )
        by = await self.person(self.one_with_all_keys(case))
        try:
            await self.does(grant, by, case.id, who)
        except GrantRefusedError:
            assert not allowed, f"{who} was not let into {case.petition}"
            return False
        assert allowed, f"{who} was let into {case.petition}, recused: {case.recused}"
        case.readers.add(who)
        case.opens[who] = set(range(1, case.epochs + 1))
        return True

    async def is_wrapped_anew(self, case, who, by):
        """What the colleague can open, the new key opens; the wraps for the old one go."""
        await self.does(rewrap, await self.person(by), who, case.id)
        case.opens[who] |= case.opens[by]
        case.opens[who + EARLIER] -= case.opens[by]

    def one_with_all_keys(self, case):
        whole = set(range(1, case.epochs + 1))
        return self.draw.choice(
            sorted(who for who in case.opens if case.opens[who] == whole and who in self.homes)
        )

    # --- The story --------------------------------------------------------------------------------

    async def unfolds(self, made):
        """Let everything happen; about a third of the petitions comes in at the end."""
        await self.everybody_joins()
        early = len(made) * 2 // 3
        for petition in made[:early]:
            await self.comes_in(petition)
        for number, case in enumerate(self.cases):
            await self.something_happens(number, case)
        self.leaves("member-6")
        await self.enrols_anew("fifth-2")
        for number, case in enumerate(self.cases):
            await self.more_happens(number, case)
        self.makes_recovery()
        self.come_from(LATER_HOMES)
        for number, petition in enumerate(made[early:]):
            await self.something_happens(number, await self.comes_in(petition))

    async def something_happens(self, number, case):
        team = sorted(w for w in case.readers & self.homes.keys() if w.startswith("member"))
        fifth = sorted(who for who in case.readers if PEOPLE[who][0] == "fifth")
        match number % 6:
            case 0 if team:
                await self.steps_back(case, self.draw.choice(team))
            case 1 if team:
                await self.steps_back(case, self.draw.choice(team), by="leader")
            case 2 if len(fifth) > 1:
                await self.steps_back(case, self.draw.choice(fifth))
            case 3:
                for who in PEOPLE:
                    await self.is_let_in(case, who)
            case 4 if len(team) > 1:
                first, second = self.draw.sample(team, 2)
                await self.steps_back(case, first)
                await self.steps_back(case, second, by="operator")
                await self.is_let_in(case, first)
                await self.is_let_in(case, "office-1")
            case _:
                await self.is_followed_up(case)

    async def more_happens(self, number, case):
        """After a reader has left the roster and another has a new key."""
        if number % 4 == 0 and "deputy" in case.readers:
            await self.steps_back(case, "deputy")
        if number % 4 == 1 and "member-6" in case.readers and "leader" in case.readers:
            await self.steps_back(case, "member-6", by="leader")
        if number % 3 != 2 and "fifth-2" in case.readers:
            whole = set(range(1, case.epochs + 1))
            by = next((w for w in ("leader", "fifth-1") if case.opens.get(w) == whole), None)
            if by is not None:
                await self.is_wrapped_anew(case, "fifth-2", by)
        if number % 5 == 0:
            await self.is_let_in(case, "leading-1")
        await self.is_followed_up(case)

    # --- What lies on the disk afterwards ---------------------------------------------------------

    async def exported(self, folder):
        for number, case in enumerate(self.cases, start=1):
            await export_case(
                self.database,
                self.blobs,
                case.id,
                folder / f"{number:02}",
                readme="read me\n",
                at=self.clock(),
            )
        return folder
