"""The part of the control interface by which people act: `/control/users/<id>/<act>`."""

from base64 import b64decode

from aiohttp import web

from emulator.contents import CONTENTS, origin, quote
from emulator.control import account_named, body_of, bot_named, user_in
from emulator.errors import ImpossibleActError, RefusedError
from emulator.files import MEDIA_KINDS
from emulator.groups import GroupLife
from emulator.people import Person, Press, sender_of
from emulator.state import Chat, Json, Media
from emulator.view import message_view
from emulator.world import World


class Acts:
    """Serves the acts of people. Every answer bears the revision at which the act was done."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """What to serve."""
        at = "/control/users/{id}"
        return [
            web.post(f"{at}/send", self._send),
            web.post(f"{at}/edit", self._edit),
            web.post(f"{at}/press", self._press),
            web.post(f"{at}/tap", self._tap),
            web.post(f"{at}/delete", self._delete),
            web.post(f"{at}/wipe", self._wipe),
            web.post(f"{at}/block", self._block),
            web.post(f"{at}/unblock", self._unblock),
            web.post(f"{at}/add", self._add),
            web.post(f"{at}/remove", self._remove),
            web.post(f"{at}/promote", self._promote),
            web.post(f"{at}/deactivate", self._deactivate),
        ]

    async def _begin(self, request: web.Request) -> tuple[Person, Json]:
        return Person(self._world, user_in(self._world, request)), await body_of(request)

    async def _send(self, request: web.Request) -> web.Response:
        person, body = await self._begin(request)
        chat = person.chat(body["chat"])
        message = person.sends(
            chat,
            body.get("text") or "",
            media=self._media(body),
            reply_to=body.get("reply_to"),
            thread_id=body.get("thread_id"),
            content=self._content(body),
            circumstances=self._circumstances(chat, body),
        )
        return self._done({"message": message_view(message, person.user)})

    def _content(self, body: Json) -> Json | None:
        make = CONTENTS.get(body.get("kind", "text"))
        return make(**body["about"]) if make else None

    def _circumstances(self, chat: Chat, body: Json) -> Json:
        """The album that a message belongs to, where it comes from, and what it quotes."""
        shown: Json = {}
        if "album" in body:
            shown["media_group_id"] = str(body["album"])
        if (source := body.get("forwarded_from")) is not None:
            shown["forward_origin"] = self._origin(source, body)
        if (words := body.get("quotes")) is not None:
            answered = chat.messages[body["reply_to"]].text if "reply_to" in body else words
            shown["quote"] = quote(words, answered)
        if (source := body.get("answers_elsewhere")) is not None:
            shown["external_reply"] = {"origin": self._origin(source, body)}
        return shown

    def _origin(self, source: str | int, body: Json) -> Json:
        """A name is that of somebody who hides their account, or with `channel` of a channel."""
        if body.get("channel"):
            place = Chat(-1001000000000 - len(self._world.groups), "channel", title=str(source))
            return origin(self._world.now(), place, body.get("signature"))
        account = sender_of(self._world, source) if isinstance(source, int) else source
        return origin(self._world.now(), account)

    def _media(self, body: Json) -> Media | None:
        kind = body.get("kind", "text")
        if kind == "text" or kind in CONTENTS:
            return None
        if kind not in MEDIA_KINDS:
            raise ImpossibleActError(f"nobody can send a {kind!r}; there are {MEDIA_KINDS}")
        try:
            return self._world.files.media(
                kind,
                b64decode(body["data"]),
                name=body.get("file_name"),
                mime_type=body.get("mime_type"),
                duration=int(body.get("duration") or 0),
                tells_size=bool(body.get("tells_size", True)),
            )
        except RefusedError as error:
            raise ImpossibleActError(error.description) from error

    async def _edit(self, request: web.Request) -> web.Response:
        person, body = await self._begin(request)
        chat = person.chat(body["chat"])
        message = person.edits(
            chat,
            int(body["message_id"]),
            body.get("text") or "",
            media=self._media(body),
            content=self._content(body),
        )
        return self._done({"message": message_view(message, person.user)})

    async def _press(self, request: web.Request) -> web.Response:
        person, body = await self._begin(request)
        press = person.presses(
            person.chat(body["chat"]),
            int(body["message_id"]),
            int(body["row"]),
            int(body["column"]),
        )
        return self._pressed(press)

    async def _tap(self, request: web.Request) -> web.Response:
        person, body = await self._begin(request)
        return self._pressed(person.taps(person.chat(body["chat"]), body["label"]))

    def _pressed(self, press: Press) -> web.Response:
        sent = press.message.id if press.message else None
        return self._done({"query_id": press.query_id, "message_id": sent, "url": press.url})

    async def _delete(self, request: web.Request) -> web.Response:
        person, body = await self._begin(request)
        for_all = bool(body.get("for_all", True))
        person.deletes(person.chat(body["chat"]), int(body["message_id"]), for_all=for_all)
        return self._done({})

    async def _wipe(self, request: web.Request) -> web.Response:
        person, body = await self._begin(request)
        person.wipes(person.chat(body["chat"]), for_all=bool(body.get("for_all", True)))
        return self._done({})

    async def _block(self, request: web.Request) -> web.Response:
        person, body = await self._begin(request)
        person.blocks(bot_named(self._world, body["bot"]))
        return self._done({})

    async def _unblock(self, request: web.Request) -> web.Response:
        person, body = await self._begin(request)
        person.unblocks(bot_named(self._world, body["bot"]))
        return self._done({})

    async def _add(self, request: web.Request) -> web.Response:
        person, body = await self._begin(request)
        account = account_named(self._world, body["member"])
        self._life(body).adds(account, person.user)
        return self._done({})

    async def _remove(self, request: web.Request) -> web.Response:
        person, body = await self._begin(request)
        account = account_named(self._world, body["member"])
        self._life(body).removes(account, person.user)
        return self._done({})

    async def _promote(self, request: web.Request) -> web.Response:
        person, body = await self._begin(request)
        account = account_named(self._world, body["member"])
        self._life(body).promotes(account, person.user, body.get("without") or ())
        return self._done({})

    async def _deactivate(self, request: web.Request) -> web.Response:
        person, _ = await self._begin(request)
        person.user.deactivated = True
        return self._done({})

    def _life(self, body: Json) -> GroupLife:
        chat: Chat | None = self._world.groups.get(int(body["chat"]))
        if chat is None:
            raise ImpossibleActError(f"there is no group {body['chat']}")
        return GroupLife(self._world, chat)

    def _done(self, result: Json) -> web.Response:
        return web.json_response(result | {"revision": self._world.revision})
