"""What the conversations that are kept have in common; each is a function of a module beside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import ModuleType

from tests.transcripts.scene import Person, Scene


@dataclass(frozen=True)
class Talk:
    """A conversation by its title, the settings that it wants, and whether the office speaks."""

    title: str
    play: Callable[[Scene], Awaitable[None]]
    settings: dict[str, str] = field(default_factory=dict)
    office: bool = False


def talk(
    *, office: bool = False, **settings: str
) -> Callable[[Callable[[Scene], Awaitable[None]]], Talk]:
    """Make a conversation of a function; its docstring is the title."""

    def keep(play: Callable[[Scene], Awaitable[None]]) -> Talk:
        assert play.__doc__
        return Talk(play.__doc__.splitlines()[0].rstrip("."), play, settings, office)

    return keep


def talks_of(*modules: ModuleType) -> dict[str, Talk]:
    """Return the conversations of these modules by their names."""
    return {
        name.replace("_", "-"): found
        for module in modules
        for name, found in vars(module).items()
        if isinstance(found, Talk)
    }


RENT = "The rent of three stalls goes to Mr Qian, in cash."
SHELTER = "东关商场地下室去年被拆了一半，没有任何公告。"
SHELTER_HANT = "東關商場地下室去年被拆了一半，沒有任何公告。"


async def begins(person: Person, *, identity: str = "1. ", route: str = "1. ") -> None:
    """Answer every question in English and stand at the account; left out of the transcript."""
    async with person.scene.unseen("The questions are answered in English, as in the first one."):
        await person.says("/start")
        await person.taps("English", "Begin", identity)
        if identity != "1. ":
            await person.says("Wang Fang, 139 3912 0000")
        await person.taps("Office of", "1. No", "4. D", route)


async def submits(person: Person, *words: str) -> str:
    """Write, review and submit; return the receipt number."""
    for text in words:
        await person.says(text)
    async with person.scene.unseen("The petition is looked at and submitted; the receipt comes."):
        await person.taps("Review", "Submit")
    return await person.number()


async def begins_in_chinese(person: Person, *, identity: str = "1. ", route: str = "1. ") -> None:
    """Answer every question in Chinese and stand at the account."""
    await person.says("/start")
    await person.taps("简体中文", "开始", identity)
    if identity != "1. ":
        await person.says("林小梅 13893912345")
    await person.taps("2. ", "1. ", "2. B", route)


async def submits_in_chinese(person: Person, words: str) -> str:
    """Write, review and submit in Chinese; return the receipt number."""
    await person.says(words)
    await person.taps("检查", "提交")
    return await person.number()
