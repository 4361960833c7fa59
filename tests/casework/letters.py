"""A member enters a letter, in one go."""

from casework.desk.letters import begin_letter, keep_words, letter_of, put_form
from casework.rules.letters import Form, Step

ANSWERS = {
    Step.CHANNEL: "letter",
    Step.DAY: "2026-11-20",
    Step.IDENTITY: "named",
    Step.NAME: "Wang Fang",
    Step.PHONE: "0939-1234",
    Step.ADDRESS: "",
    Step.EMPLOYER: "",
    Step.PEOPLE: "3",
    Step.JOINT: "yes",
    Step.UNIT: "office",
    Step.CONCERNS: "none",
    Step.CATEGORY: "C",
    Step.ACCOUNT: "done",
}


async def puts(scope, letter, form):
    return put_form(scope, letter, form)


async def enters(world, member, words="The fee was waived.", **answers):
    await world.does(begin_letter, member)
    changed = {Step(name): value for name, value in answers.items()}
    letter = await letter_of(world.scope(), member)
    await world.does(puts, letter, Form(Step.REVIEW, ANSWERS | changed))
    letter = await letter_of(world.scope(), member)
    if words:
        await world.does(keep_words, letter, words, world.clock())
    return letter
