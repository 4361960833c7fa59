"""`dengwen doctor`: looks at an installation and explains what is wrong, each with its remedy.

How to add a check. Write a generator that takes an `Installation` and yields a `Finding` for each
thing that is not as it should be; one that yields nothing found everything in order:

    async def bucket(here: Installation) -> AsyncIterator[Finding]:
        if not await answers(here.config.storage.blobs):
            yield wrong("The bucket does not answer.", "Check [storage] blobs and the network.")

and give it a line in `bot/doctor/checks.py`. It may be `async` or not. `wrong` makes the command
exit with 1; `note` is for what can wait, or what could not be looked at. Both take what is found
and what to do about it, a whole sentence each, without a token, a name or anything that a citizen
wrote: a report is sent around. A check changes nothing, takes a few seconds at most, and asks
Telegram only by `here.public` and `here.team`. One that raises is itself told as a finding, by the
type of its error.
"""
