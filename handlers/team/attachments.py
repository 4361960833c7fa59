"""Attachments of a case: the list of them, one of them, pictures together, an original."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from casework.desk.people import Member
from casework.desk.scope import DeskScope
from handlers.answers import Answers
from handlers.team.case import leave_other_case, placeholder
from handlers.team.context import number_in
from handlers.texts import Say


def attachments() -> Router:
    """Return the dialogue about the attachments of a case."""
    router = Router(name="attachments")
    router.callback_query.middleware(leave_other_case)
    router.callback_query(F.data.startswith("files:"))(list_attachments)
    router.callback_query(F.data.startswith("file:"))(show_attachment)
    router.callback_query(F.data.startswith("orig:"))(show_original)
    router.callback_query(F.data.startswith("pics:"))(show_pictures)
    return router


async def list_attachments(
    query: CallbackQuery, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Send the placeholder that the list will take the place of."""
    return await placeholder(query, scope, member, say, {"list": number_in(query, 2)})


async def show_attachment(
    query: CallbackQuery, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Send the placeholder that a viewing copy of a file will take the place of."""
    return await placeholder(query, scope, member, say, {"piece": number_in(query, 2)})


async def show_original(
    query: CallbackQuery, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Send the placeholder that a file as it came will take the place of."""
    what = {"piece": number_in(query, 2), "original": True}
    return await placeholder(query, scope, member, say, what)


async def show_pictures(
    query: CallbackQuery, scope: DeskScope, member: Member, say: Say
) -> Answers:
    """Send the placeholder below which an album of pictures will stand."""
    return await placeholder(query, scope, member, say, {"pictures": number_in(query, 2)})
