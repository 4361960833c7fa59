"""The desk over the emulator, as `bot.desk` wires it, and what its readers do there."""

import asyncio
import secrets
from types import SimpleNamespace

import pytest

from bot.backstage import Backstage
from bot.bots import make_bot
from bot.desk import apology, make_dispatcher, steps
from bot.fetching import Fetching
from bot.indexing import Indexer, index_over
from bot.letter_steps import letter_steps
from bot.papers import Papers
from bot.registrar import Registrar
from bot.updates import LoopParts, UpdateLoop
from casework.desk.papers import PaperCount
from casework.rules.viewing import UPLOAD_MOST_BYTES
from emulator.client import Control
from emulator.server import Emulator
from handlers.team.context import Names
from handlers.team.offers import OFFERS
from handlers.team.slip_words import House
from handlers.texts import Texts
from storage.ledger.age import SealingWriter, parse_recipient
from storage.ledger.padding import pad
from storage.sql.journal import SqlJournal
from storage.sql.tables import pieces
from storage.sql.work import Work, open_database
from tests.casework.office import PASSPHRASE, World
from tests.scribe import SCRIBE

TOKEN, DESK = "100300:desk-token", "desk_bot"
PAPERS_PER_DAY = 3
LIMIT = 1024 * 1024
HOUSE = House(
    team={"en": "the inspection team", "zh-CN": "县委巡察组"},
    fifth={"en": "the Fifth group", "zh-CN": "第五巡视组"},
    ways=(SimpleNamespace(kind="phone", text={"en": "0939-0000", "zh-CN": "0939-0000"}),),
)
SECRET = "The fee was waived for a <friend> & his firm."


class Texted(SimpleNamespace):
    """A token as the configuration holds it."""

    def get_secret_value(self):
        return self.text


@pytest.fixture
async def world(tmp_path):
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/desk.db", SCRIBE)
    await database.create_tables()
    yield World(tmp_path, database)
    await database.close()


@pytest.fixture
async def control():
    async with Emulator() as emulator, Control(emulator.url) as control:
        await control.bot(TOKEN, DESK, "Desk")
        control.emulator, control.api = emulator, emulator.url
        yield control


@pytest.fixture
def names():
    """What the desk calls units, categories and people; a test may say."""
    return Names(units=(), categories=(), people=())


@pytest.fixture
def most_bytes():
    """How much the Bot API server takes at once; a test may say."""
    return UPLOAD_MOST_BYTES


@pytest.fixture
async def desk(world, control, names, most_bytes):
    """The desk as `bot.desk` wires it, on the keys and the roster of the test."""
    bot = make_bot(control.api, Texted(text=TOKEN))
    texts = Texts(["zh-CN", "en"])
    index = index_over(world.database, world.keys)
    stage = Backstage(bot, world.database, world.scope, texts, names)
    making = Papers(stage, index, PaperCount(PAPERS_PER_DAY))
    loop = UpdateLoop(
        bot=bot,
        name="team",
        dispatcher=make_dispatcher(world.keys.local, texts, names, index),
        database=world.database,
        journal=SqlJournal(world.database, "team"),
        answers_seal=world.keys.local.sealed("answers"),
        parts=LoopParts(
            scope=lambda work: {"scope": world.scope(work)},
            seal_for_courier=world.keys.seal_for_courier,
            seal_quarantined=lambda _raw: None,
            apology=lambda raw: apology(texts, raw),
            after_sent=steps(
                stage,
                world.blobs,
                making,
                letter_steps(stage, world.blobs, Fetching(bot, None, LIMIT), HOUSE),
                most_bytes,
            ),
        ),
        clock=world.clock,
        new_id=lambda: secrets.token_hex(16),
        retry_seconds=0.05,
    )
    stop = asyncio.Event()
    running = asyncio.create_task(loop.run(stop))
    indexing = asyncio.create_task(Indexer(index).run(stop))
    yield loop
    stop.set()
    await asyncio.gather(running, indexing)
    await making.stop()
    await bot.session.close()


@pytest.fixture
def registrar(world):
    return Registrar(world.database, world.scope, 0.01)


async def enrols(world, control, reader_id, language="en"):
    person = await control.user(reader_id, language_code=language)
    await person.says(DESK, "/start")
    await person.waits_for(DESK, "/enroll")
    await person.says(DESK, f"/enroll code-{reader_id}")
    await person.waits_for(DESK, "passphrase")
    await person.says(DESK, PASSPHRASE)
    await person.waits_for(DESK, "once more")
    await person.says(DESK, PASSPHRASE)
    await person.waits_for(DESK, "signs the roster")
    await world.sign(reader_id)
    return person


async def unlocks(person):
    await person.says(DESK, "/unlock")
    await person.waits_for(DESK, "passphrase")
    await person.says(DESK, PASSPHRASE)
    return await person.waits_for(DESK, "Unlocked until")


async def opens_the_case(person):
    await person.says(DESK, "/queue")
    await person.waits_for(DESK, "001")
    await person.taps(DESK, "001")
    return await person.waits_for(DESK, "handled by")


async def opens_the_section(person, section):
    """Press a section's button on the card; its buttons take the place of the card's."""
    await opens_the_case(person)
    await person.taps(DESK, section)
    return await person.waits_for(DESK, "handled by")


async def chooses(person, button):
    """Open the card and press one of its buttons by the name of its sentence, wherever it is."""
    say = Texts(["en"]).say("en")
    card = await opens_the_case(person)
    if say.label(button) not in card.labels:
        section = next(offer.section for offer in OFFERS if offer.label == button)
        await person.taps(DESK, say.label(f"desk-button-section-{section}"))
        await person.waits_for(DESK, "handled by")
    await person.taps(DESK, say.label(button))


async def reads(person):
    await opens_the_case(person)
    await person.taps(DESK, "Read")
    return await person.waits_for(DESK, "page 1 of 1")


async def attaches(world, case_id, content, name, *, kind="document", mime=None):
    """Seal a file into a case as the intake's downloads do."""
    (epoch,) = await world.scope().book.epochs(case_id)
    recipient, blob = parse_recipient(epoch.recipient), secrets.token_hex(16)
    path = world.blobs.path(blob)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file, SealingWriter(file, [recipient]) as writer:
        writer.write(pad(content))
    meta = {
        "kind": kind,
        "sent_at": world.clock().isoformat(),
        "name": name,
        "mime": mime,
        "size": len(content),
    }
    row = {
        "id": secrets.token_hex(16),
        "case_id": case_id,
        "sequence": len(await world.scope().book.pieces(case_id)) + 1,
        "meta": world.keys.seal_meta(epoch.recipient, meta),
        "content": None,
        "blob": blob,
        "stored": True,
        "epoch": 1,
    }
    work = Work(world.database)
    work.write(lambda c: c.execute(pieces.insert().values(**row)))
    work.log({"event": "follow-up"})
    await work.commit()


async def sees_files(person, how_many=1):
    """Wait until so many files are on the screen; returns the newest of them."""

    def found(seen):
        files = [message for message in seen if message.file is not None]
        return files[-how_many:] if len(files) >= how_many else None

    return await person.waits_until(DESK, found, timeout=10)


async def sees_the_button(person, label):
    """Wait until a button is on the screen: those of a section take the place of the card's."""

    def there(seen):
        labels = (button.label for m in seen for row in m.buttons for button in row)
        return label in labels or None

    return await person.waits_until(DESK, there)


async def all_texts(control):
    calls = await control.calls(DESK)
    return [(call["method"], str(call)) for call in calls]
