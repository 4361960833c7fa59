"""What the desk's routers answer, found by walking them, and docs/rights.md as it has to be."""

from aiogram.filters import Command, StateFilter

from bot.desk import make_dispatcher
from casework.rules.roles import Action, Role, could, may
from handlers.team.context import Names
from handlers.team.rights import BUTTONS, COMMANDS
from handlers.texts import Texts
from storage.ledger.local import LocalKey

CATCH_ALL = {"turn_stranger_away", "end_spinner", "old_button"}
"""Handlers of buttons that name no prefix: they answer what nobody else does."""


def desk_dispatcher():
    names = Names(units=(), categories=(), people=())
    return make_dispatcher(LocalKey.generate(), Texts(["en"]), names)


def handlers_of(router, event):
    """Return the handlers of a router and of those below, of messages or of buttons."""
    yield from getattr(router, event).handlers
    for inner in router.sub_routers:
        yield from handlers_of(inner, event)


def commands_of(router):
    """Return the names that the handlers of a router and of those below listen to."""
    for handler in handlers_of(router, "message"):
        for filter_ in handler.filters or ():
            if isinstance(filter_.callback, Command):
                yield from filter_.callback.commands


def prefixes_of(router):
    """Return the words with which the data of buttons begins that anybody listens to.

    A handler that says `F.data.startswith("word:")` gives the word; any other has to be one of
    `CATCH_ALL`, or nobody could tell which button it answers.
    """
    for handler in handlers_of(router, "callback_query"):
        found = [prefix for filter_ in handler.filters or () for prefix in _prefixes(filter_)]
        if not found and handler.callback.__name__ not in CATCH_ALL:
            raise AssertionError(f"{handler.callback.__name__} names no prefix of its button")
        yield from found


def steps_of(router):
    """Return the names of the steps at which words are awaited."""
    for handler in handlers_of(router, "message"):
        for filter_ in handler.filters or ():
            if isinstance(filter_.callback, StateFilter):
                yield from (state.state.partition(":")[2] for state in filter_.callback.states)


def _prefixes(filter_):
    steps = filter_.magic._operations if filter_.magic else ()
    names = [getattr(step, "name", None) for step in steps]
    if names[:2] != ["data", "startswith"]:
        return
    (prefix,) = steps[2].args
    assert prefix.endswith(":"), f"{prefix} may begin another button's data, too"
    yield prefix.removesuffix(":")


ROLES = tuple(Role)


def document():
    """Return the tables of docs/rights.md, by the name between whose marks each stands."""
    return {"actions": _actions(), "commands": _commands(), "buttons": _buttons()}


def _table(first, rows):
    lines = [f"| {first} | " + " | ".join(ROLES) + " |", "|---" * (len(ROLES) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(cells) + " |" for name, cells in rows]
    return "\n".join(lines)


def _actions():
    return _table(
        "right", [(f"`{action}`", [_when(role, action) for role in ROLES]) for action in Action]
    )


def _when(role, action):
    if may(role, action):
        return "yes"
    if may(role, action, assigned_to_me=True):
        return "if it is theirs"
    if may(role, action, unassigned=True):
        return "if it is nobody's"
    return "standing in" if could(role, action) else "–"


def _commands():
    rows = []
    for name, need in COMMANDS.items():
        wanted = " or ".join(f"`{action}`" for action in need.actions) or "nothing"
        shown = "yes" if need.menu else "no"
        rows.append(f"| `/{name}` | {wanted} | {shown} |")
    return "\n".join(["| command | needs | in the menu |", "|---|---|---|", *rows])


def _buttons():
    rows = []
    for prefix, need in BUTTONS.items():
        wanted = " or ".join(f"`{action}`" for action in need.actions) or "nothing"
        rows.append(f"| `{prefix}:` | {wanted} |")
    return "\n".join(["| button | needs |", "|---|---|", *rows])
