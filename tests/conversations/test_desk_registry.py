"""Every command and button of the desk says what it needs, and docs/rights.md shows it.

To write the tables of docs/rights.md anew:
`DENGWEN_WRITE_DOCS=1 .venv/bin/python -m pytest tests/conversations/test_desk_registry.py`.
"""

import os
from pathlib import Path

import pytest

from casework.rules.roles import Action, Role
from handlers.team.offers import OFFERS
from handlers.team.rights import BUTTONS, COMMANDS, may_command, may_press
from tests.conversations.desk_rights import (
    commands_of,
    desk_dispatcher,
    document,
    handlers_of,
    prefixes_of,
)

DOCUMENT = Path(__file__).parents[2] / "docs" / "rights.md"


def test_every_command_says_what_it_needs():
    assert set(commands_of(desk_dispatcher())) == set(COMMANDS)


def test_every_button_says_what_it_needs():
    assert set(prefixes_of(desk_dispatcher())) == set(BUTTONS)


@pytest.mark.parametrize("event", ["message", "callback_query", "error"])
async def test_no_filter_of_the_desk_needs_another_thread(event):
    asked = [each for handler in handlers_of(desk_dispatcher(), event) for each in handler.filters]
    assert [each for each in asked if each.magic is not None and not each.awaitable] == []


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.data)
def test_what_a_card_offers_needs_what_it_is_offered_for(offer):
    assert offer.action in BUTTONS[offer.data].actions


@pytest.mark.parametrize("role", [Role.LIAISON, Role.OPERATOR])
def test_who_sees_no_content_has_no_button_of_a_case(role):
    # The liaison sees what is overdue, by its number alone.
    lists = {"due"} if role is Role.LIAISON else set()
    assert {prefix for prefix in BUTTONS if may_press(role, prefix)} == {"lang", *lists}


def test_a_body_that_may_stand_in_has_the_buttons_but_not_the_commands():
    assert may_press(Role.FIFTH, "claim")
    assert not may_press(Role.MEMBER, "assign")
    assert not may_command(Role.OFFICE, "rewrap")


def test_the_document_shows_the_tables_as_they_are():
    text = DOCUMENT.read_text("utf-8")
    written = text
    for name, table in document().items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        head, _, rest = written.partition(begin)
        _, _, tail = rest.partition(end)
        written = f"{head}{begin}\n\n{table}\n\n{end}{tail}"
    if os.environ.get("DENGWEN_WRITE_DOCS"):
        DOCUMENT.write_text(written, "utf-8")
    else:
        assert text == written, "write it anew; the head of this file says how"


def test_the_document_explains_every_right():
    text = DOCUMENT.read_text("utf-8").partition("<!-- actions: begin -->")[0]
    assert [action for action in Action if f"`{action}`" not in text] == []
