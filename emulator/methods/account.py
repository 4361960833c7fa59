"""Methods about the bot itself and its updates."""

import re

from emulator.call import Call
from emulator.errors import RefusedError, bad_request
from emulator.state import Json, Toast
from emulator.updates import Update
from emulator.webhooks import USUAL_CONNECTIONS, Hook, polling_refused
from emulator.wire import me_json
from emulator.world import World

LONGEST_POLL_SECONDS = 50
COMMANDS_LIMIT = 100
_LANGUAGE = re.compile("([a-z]{2})?")
_TEXT_LIMITS = {"description": 512, "short_description": 120, "name": 64}


class Account:
    """getMe, getUpdates, the bot's menu and descriptions, answers to presses."""

    def __init__(self, world: World) -> None:
        self._world = world

    def get_me(self, call: Call) -> Json:
        """Who the bot is."""
        return me_json(call.bot)

    async def get_updates(self, call: Call) -> list[Update]:
        """What happened, from the offset on; waits up to the timeout while nothing has."""
        if call.bot.id in self._world.deliveries:
            raise polling_refused()
        _remember_allowed(call)
        wait = min(max(call.integer("timeout") or 0, 0), LONGEST_POLL_SECONDS)
        return await call.bot.updates.take(
            offset=call.integer("offset"), limit=call.integer("limit") or 0, timeout_seconds=wait
        )

    def set_webhook(self, call: Call) -> bool:
        """Where updates go from now on; an empty address removes the webhook."""
        if not call.text("url"):
            return self.delete_webhook(call)
        connections = call.integer("max_connections") or USUAL_CONNECTIONS
        hook = Hook(call.text("url"), call.text("secret_token"), connections)
        _remember_allowed(call)
        if call.flag("drop_pending_updates"):
            call.bot.updates.discard()
        self._world.set_hook(call.bot, hook)
        return True

    def delete_webhook(self, call: Call) -> bool:
        """Goes back to getUpdates; drops what waits if asked."""
        if call.flag("drop_pending_updates"):
            call.bot.updates.discard()
        self._world.set_hook(call.bot, None)
        return True

    def get_webhook_info(self, call: Call) -> Json:
        """Whether there is a webhook, and how many updates wait."""
        delivery = self._world.deliveries.get(call.bot.id)
        info: Json = {
            "url": "",
            "has_custom_certificate": False,
            "pending_update_count": len(call.bot.updates),
        }
        if delivery is not None:
            info |= delivery.info()
        if call.bot.updates.allowed:
            info["allowed_updates"] = sorted(call.bot.updates.allowed)
        return info

    def set_my_commands(self, call: Call) -> bool:
        """The menu of commands for a scope and a language."""
        commands = call.structure("commands", "can't parse commands JSON object")
        if not isinstance(commands, list):
            raise bad_request("can't parse commands: expected an Array of BotCommand")
        if len(commands) > COMMANDS_LIMIT:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not command.get("command") or not command.get("description"):
                raise bad_request("BOT_COMMAND_INVALID")
        call.bot.commands[_scope(call)] = commands
        self._world.touch()
        return True

    def get_my_commands(self, call: Call) -> list[Json]:
        """The menu of commands for a scope and a language."""
        return call.bot.commands.get(_scope(call), [])

    def delete_my_commands(self, call: Call) -> bool:
        """Takes the menu away."""
        call.bot.commands.pop(_scope(call), None)
        return True

    def set_my_text(self, call: Call) -> bool:
        """setMyDescription, setMyShortDescription and setMyName, for a language."""
        name, language = _text_name(call.method), _language(call)
        if len(call.text(name)) > _TEXT_LIMITS[name]:
            raise bad_request(f"bot {name.replace('_', ' ')} is too long")
        call.bot.descriptions[f"{name} {language}"] = call.text(name)
        return True

    def get_my_text(self, call: Call) -> Json:
        """getMyDescription, getMyShortDescription and getMyName."""
        name = _text_name(call.method)
        kept = call.bot.descriptions.get(f"{name} {_language(call)}", "")
        return {name: kept or (call.bot.first_name if name == "name" else "")}

    def answer_callback_query(self, call: Call) -> bool:
        """Ends the progress bar of a press and shows a notice, if there are words for one."""
        query = self._world.queries.get(call.text("callback_query_id"))
        age = self._world.now() - query.pressed if query else self._world.settings.query_lifetime
        if query is None or query.bot is not call.bot or age >= self._world.settings.query_lifetime:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        text = call.text("text")
        self._world.touch()
        if text:
            toast = Toast(text, call.flag("show_alert"), call.bot.username, self._world.revision)
            self._world.toasts.setdefault(query.user.id, []).append(toast)
        return True

    def log_out(self, _call: Call) -> bool:
        """Pretends that the bot moves to another server."""
        return True

    def close(self, _call: Call) -> bool:
        """Pretends that the bot instance closes."""
        return True

    def get_file(self, call: Call) -> Json:
        """Where a file can be downloaded."""
        file_id = call.text("file_id")
        if not file_id:
            raise bad_request("file_id not specified")
        return self._world.files.get_file(call.bot, file_id)


def unauthorized() -> RefusedError:
    """The answer to a token that no bot has."""
    return RefusedError(401, "Unauthorized")


def _remember_allowed(call: Call) -> None:
    """Keep which kinds of updates the bot wants; calls that bring no list leave it as it is."""
    allowed = call.structure("allowed_updates", "can't parse allowed updates JSON object")
    if isinstance(allowed, list):
        call.bot.updates.allowed = frozenset(map(str, allowed))


def _scope(call: Call) -> str:
    scope = call.structure("scope", "can't parse BotCommandScope") or {"type": "default"}
    parts = (scope.get("type"), scope.get("chat_id", ""), _language(call))
    return " ".join(map(str, parts))


def _language(call: Call) -> str:
    code = call.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _text_name(method: str) -> str:
    return {"mydescription": "description", "myname": "name"}.get(
        method.lower()[3:], "short_description"
    )
