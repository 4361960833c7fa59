"""Somebody of every role, and for each of them a case of every relation."""

from dataclasses import dataclass, field

from casework.desk.describe import describe
from casework.desk.enroll import Account, bind, code_hash
from casework.desk.facts import change, open_facts
from casework.desk.grant import grant
from casework.desk.records import Record
from casework.desk.recuse import recuse
from casework.ports import Reader
from casework.rules.cases import State
from casework.rules.roles import Role, group_of
from storage.sql.work import Work

READING = ("leader", "deputy", "member", "fifth", "office", "leading")
BLIND = ("liaison", "operator")
OTHERS = {"second": "member", "third": "member", "fifth2": "fifth", "office2": "office"}
"""Colleagues: somebody else's cases are the second's; cases are to go to the third."""
COMPLAINED = {"leader": "team", "deputy": "team", "member": "team", "fifth": "fifth"}
STRANGER = 4040
PLACE_AT = 2
"""Where the place of the matter stands in a case: after the petition."""


@dataclass
class Crowd:
    """Who there is, and which case stands in which relation to whom."""

    world: object
    people: dict = field(default_factory=dict)
    cases: dict = field(default_factory=dict)
    versions: dict = field(default_factory=dict)
    terms: dict = field(default_factory=dict)

    def case(self, role, relation):
        """Return the case of a relation (see `RELATIONS` in test_desk_rights) to a role."""
        return self.cases.get((role, relation)) or self.cases[relation]


async def gather(world, registrar):
    """Let everybody enrol and bring about every relation."""
    crowd = Crowd(world)
    world.roster.people = {}
    for number, (id_, role) in enumerate([*((role, role) for role in Role), *OTHERS.items()]):
        world.roster.people[str(id_)] = Reader(
            str(id_), str(role), frozenset(), None, code_hash(f"code-{id_}")
        )
        crowd.people[str(id_)] = await _joins(world, str(id_), str(role), 2000 + number)
    for id_ in (*READING, *OTHERS):
        await world.unlocked(crowd.people[id_])
    await _bring_about(crowd, registrar)
    scope = world.scope()
    for case_id in crowd.cases.values():
        crowd.versions[case_id] = open_facts(scope, await scope.book.case(case_id)).version
        (crowd.terms[case_id],) = [
            term.id for term in await scope.book.terms(case_id) if not term.met
        ]
    return crowd


async def _joins(world, id_, role, user_id):
    if role in BLIND:
        reader = world.roster.reader(id_)
        return await world.does(bind, reader, Account(user_id, user_id, "en"))
    return await world.joins(id_, user_id=user_id)


async def _bring_about(crowd, registrar):
    world, cases = crowd.world, crowd.cases

    async def petition(**answers):
        case_id = await world.petition(**answers)
        await registrar.take_all()
        return case_id

    async def handed_over(**answers):
        """A case that everybody reads who may: the office and the leading group were let in."""
        case_id = await petition(**answers)
        await world.does(
            describe, crowd.people["member"], case_id, Record.PLACE, "At the gate of the market."
        )
        for reader_id in ("office", "leading"):
            await world.does(grant, crowd.people["leader"], case_id, reader_id)
        return case_id

    cases["u"] = await handed_over()
    cases["a"] = await handed_over()
    await _forced(world, cases["a"], assignee="second")
    for role in READING:
        cases[role, "m"] = cases[role, "g"] = await handed_over()
        await _forced(world, cases[role, "m"], assignee=role)
        cases[role, "r"] = await handed_over()
        await world.does(recuse, crowd.people[role], cases[role, "r"], role, "A relative.")
    for role, body in COMPLAINED.items():
        cases[role, "b"] = await petition(concerns=body)
    cases["office", "b"] = await petition(concerns="office")
    cases["leading", "b"] = await petition()
    for role in READING[3:]:
        cases[role, "s"] = await handed_over()
        body = group_of(Role(role)).value
        await _forced(world, cases[role, "s"], worker=body, reviewer=body)
    for role in BLIND:
        cases[role, "g"] = cases["u"]


async def _forced(world, case_id, **facts):
    """Change facts whatever the rules say: a right is to be refused even if it comes about."""
    work = Work(world.database)
    scope = world.scope(work)
    case = open_facts(scope, await scope.book.case(case_id))
    state = State.IN_PROGRESS if "assignee" in facts else None
    change(scope, case, state=state, **facts)
    scope.record("assigned", case=case_id, by="leader", reader="second")
    await work.commit()
