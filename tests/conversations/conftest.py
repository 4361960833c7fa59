import pytest

from emulator.client import Control
from emulator.server import Emulator
from storage.ledger.age import Profile
from tests.conversations.desk_office import control, desk, most_bytes, names, registrar, world
from tests.conversations.public_courier import delivering
from tests.conversations.public_office import BOT, TOKEN, Clock, Office

__all__ = ["control", "desk", "most_bytes", "names", "registrar", "world"]


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def telegram(clock):
    """An emulated Telegram with the public bot, as its control interface."""
    async with Emulator(now=clock) as emulator, Control(emulator.url) as control:
        await control.bot(TOKEN, BOT, "登闻")
        control.emulator, control.api = emulator, emulator.url
        yield control


@pytest.fixture
def profile():
    """The kind of keys of the installation; a test may choose another."""
    return Profile.MLKEM768X25519


@pytest.fixture
async def office(telegram, clock, profile, tmp_path):
    office = Office(tmp_path, telegram.api, telegram.emulator, clock, profile)
    yield office
    await office.database.close()


@pytest.fixture
async def intake(office):
    """The one process that listens, from the start of a test to its end."""
    async with office.open() as running:
        yield running


@pytest.fixture
async def courier(office, monkeypatch):
    """The deliveries of the public bot; a test says when."""
    async with delivering(office, monkeypatch) as delivery:
        yield delivery


@pytest.fixture
async def lin(telegram):
    """A person whose Telegram speaks Chinese."""
    return await telegram.user("林小梅", username="lin_xiaomei")


@pytest.fixture
async def ann(telegram):
    """A person whose Telegram speaks English."""
    return await telegram.user("Ann Porter", language_code="en")
