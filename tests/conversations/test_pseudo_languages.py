"""A whole conversation in two languages that nobody speaks: no word of any other comes through."""

import calendar
import re
from pathlib import Path

import pytest

from bot import intake as process
from handlers.texts import FOLDER, Texts
from tests.conversations.public_office import BOT, CONFIG, Office, number_in
from tests.pseudo import ACCENTED, MIRRORED, pseudo, settings, write_locale

COMMANDS = ("help", "channels", "privacy", "about")
DATES = "|".join([*calendar.day_name, *calendar.month_name[1:]])
# What is no language, or Babel's: commands, numbers, one's own words, names, sizes, dates.
NO_LANGUAGE = re.compile(rf"/\w+|LX-[\w-]+|own words|Telegram|\d+ [KMG]?B\b|{DATES}")
PLAIN_WORD = re.compile(r"[A-Za-z]{2,}|[\u4e00-\u9fff]+")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "locales"
    folder.mkdir()
    for language in (ACCENTED, MIRRORED):
        write_locale(FOLDER / "en", folder / language)
    return folder


@pytest.fixture
async def office(telegram, clock, profile, tmp_path, folder, monkeypatch):
    monkeypatch.setattr(process, "Texts", lambda languages: Texts(languages, folder))
    office = Office(tmp_path, telegram.api, telegram.emulator, clock, profile)
    office.set(**settings(Path(CONFIG), ACCENTED, MIRRORED))
    yield office
    await office.database.close()


class Guest:
    """A citizen who knows the buttons and sentences by their names, in the language of now."""

    def __init__(self, actor, folder):
        self.actor = actor
        self._texts = Texts([ACCENTED, MIRRORED], folder)
        self.say = self._texts.say(ACCENTED)

    def speaks(self, language):
        self.say = self._texts.say(language)

    async def taps(self, name):
        await self.actor.waits_for(BOT, after=0)
        await self.actor.taps(BOT, self.say.label(name))
        return await self.actor.waits_for(BOT)

    async def says(self, words):
        await self.actor.says(BOT, words)
        return await self.actor.waits_for(BOT)


async def writes_up_to_the_account(guest):
    await guest.taps("button-begin")
    for answer in ("identity-anonymous", "unit-unsure", "concerns-none", "category-unsure"):
        await guest.taps(answer)
    await guest.taps("route-yes")


def foreign(shown):
    """Return the words in a message that no sentence of these languages can have brought."""
    texts = [shown.text, *shown.labels]
    return [word for text in texts for word in PLAIN_WORD.findall(NO_LANGUAGE.sub("", text))]


async def test_a_whole_conversation_shows_no_word_of_another_language(ann, office, folder, intake):
    guest = Guest(ann, folder)
    offered = await guest.says("/start")
    assert len(offered.labels) == 2
    await guest.taps("language-name")
    await writes_up_to_the_account(guest)
    await guest.says("own words")
    for command in COMMANDS:
        await guest.says(f"/{command}")
    # Half-way, the language is changed; what was written stays.
    await guest.says("/language")
    guest.speaks(MIRRORED)
    await guest.taps("language-name")
    await ann.sends_photo(BOT, b"photo")
    await office.stored_everything()
    await office.is_idle()
    await guest.says("own words")
    review = await guest.taps("button-review")
    assert "own words" in review.text
    receipt = await guest.taps("button-submit")
    number = number_in(receipt)
    standing = await guest.says(f"/status {number}")
    assert number in standing.text
    assert (await office.route())["language"] == MIRRORED
    told = [shown for shown in await ann.sees(BOT) if not shown.own]
    assert len(told) > 15
    assert {shown.text: words for shown in told if (words := foreign(shown))} == {}


@pytest.mark.parametrize("language", [ACCENTED, MIRRORED])
async def test_every_button_can_be_pressed_and_every_number_copied(
    ann, office, folder, intake, language
):
    guest = Guest(ann, folder)
    guest.speaks(language)
    await guest.says("/start")
    await guest.taps("language-name")
    await writes_up_to_the_account(guest)
    await guest.says("own words")
    await guest.taps("button-review")
    receipt = await guest.taps("button-submit")
    (code,) = [entity for entity in receipt.entities if entity["type"] == "code"]
    copied = receipt.text[code["offset"] : code["offset"] + code["length"]]
    assert copied == number_in(receipt)
    # The chosen language goes with everything else; what is left is the language of the app.
    guest.speaks(ACCENTED)
    wrong = await guest.says("/status LX-22222-22222-2")
    assert wrong.text == guest.say("wrong-number")


def test_a_pseudo_text_is_longer_and_keeps_what_is_no_language():
    shown = pseudo(ACCENTED, "Send <b>one</b> file\n/start &gt; LX-7K3M9-Q2TXA-W")
    assert shown == "Šéñð~~ <b>öñé~~</b> ƒîļé~~\n/start &gt; LX-7K3M9-Q2TXA-W"
    assert pseudo(MIRRORED, "No") == "\u200fنس\u200f"
