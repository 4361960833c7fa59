"""Letters are moved to the key of each new day, and older keys are unlinked."""

from bot.letter_keeping import LetterKeeping
from casework.desk.letters import letter_of
from tests.casework.letters import enters


async def test_a_letter_outlives_the_day_and_its_key_does_not(world):
    await world.draws_blanks()
    member = await world.joins("member", sign=False)
    letter = await enters(world, member)
    world.clock.passes(days=1)
    today = world.scope().today()
    await LetterKeeping(world.database, world.scope).keep(today)
    again = await letter_of(world.scope(), member)
    assert again.form == letter.form
    assert again.row.day == today.isoformat()
    assert world.letters.forget_before(today) == 0


async def test_a_letter_whose_key_is_gone_holds_up_no_other(world, caplog):
    await world.draws_blanks()
    member = await world.joins("member", sign=False)
    other = await world.joins("other", sign=False)
    await enters(world, member)
    world.clock.passes(days=1)
    world.letters.forget_before(world.scope().today())
    await enters(world, other)
    world.clock.passes(days=1)
    await LetterKeeping(world.database, world.scope).keep(world.scope().today())
    assert await letter_of(world.scope(), other)
    assert "letter-not-moved" in caplog.text
