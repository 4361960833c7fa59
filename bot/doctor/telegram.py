"""The two bots as Telegram sees them: whether it answers, who they are, and what they may."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.doctor.bot_api import BotApi, RefusedError, UnreachableError
from bot.doctor.findings import Finding, Installation, note, wrong

MOST_APART = timedelta(seconds=30)
UNAUTHORIZED = (401, 404)
MANY_WAITING = 500
GROUPS = {"team_chat": "the team", "fifth_chat": "the Fifth group", "office_chat": "the office"}
NEEDED = ("team_chat", "fifth_chat")
PRESENT = {"creator", "administrator", "member"}


async def reached(here: Installation) -> AsyncIterator[Finding]:
    """Find a server that does not answer, tokens that are not valid, and a clock that is off."""
    server = here.config.telegram.api
    for name, api in _bots(here):
        if api is None:
            yield note(
                f"The {name} bot has no token here.",
                f"Name its file in telegram.{name}_token_file, or set it in the environment.",
            )
            continue
        try:
            _, answered = await api.ask_with_clock("getMe")
        except UnreachableError as error:
            yield wrong(
                f"{server} does not answer ({error}).",
                "Look at the network, at a proxy, or at [telegram] api; in a network that blocks "
                "Telegram the service needs a way out.",
            )
            return
        except RefusedError as error:
            yield _refused(name, error)
            continue
        if here.config.clock_offset_file is None and answered and _apart(answered):
            yield wrong(
                f"The clock of this machine and that of {server} are {_apart(answered)} apart.",
                "Switch time synchronisation on: timedatectl set-ntp true.",
            )


def _refused(name: str, error: RefusedError) -> Finding:
    if error.code in UNAUTHORIZED:
        return wrong(
            f"Telegram does not know the token of the {name} bot.",
            "Ask BotFather for it with /token, and put it into its file.",
        )
    return wrong(f"Telegram refuses the {name} bot ({error.code}).", "Try again in a while.")


def _apart(answered: datetime) -> str:
    apart = abs(datetime.now(UTC) - answered)
    return f"{apart.total_seconds():.0f} seconds" if apart > MOST_APART else ""


async def accounts(here: Installation) -> AsyncIterator[Finding]:
    """Find two tokens of one bot, and settings at BotFather that let a bot see too much."""
    seen: dict[int, str] = {}
    silent = []
    for name, api in _bots(here):
        me = await _answer(api, "getMe")
        if me is None:
            silent.append(name)
            continue
        if me["id"] in seen:
            yield wrong(
                "Both tokens are of one bot.",
                "Make a second one at BotFather: the public's and the team's must differ.",
            )
            return
        seen[me["id"]] = name
        for finding in _settings(here, name, me):
            yield finding
    for finding in _not_seen(silent):
        yield finding


def _settings(here: Installation, name: str, me: dict[str, Any]) -> Iterator[Finding]:
    bot = f"@{me.get('username', '')}"
    if me.get("can_read_all_group_messages"):
        yield wrong(
            f"{bot} reads all that is said in its groups: privacy mode is off.",
            f"At BotFather: /setprivacy, {bot}, Enable. Then take it out of each group and add it "
            "again.",
        )
    if name == "public" and me.get("can_join_groups"):
        yield note(
            f"{bot} can be added to groups, where a petition would be read by all.",
            f"At BotFather: /setjoingroups, {bot}, Disable.",
        )
    if name == "team" and not me.get("can_join_groups"):
        yield wrong(
            f"{bot} cannot be added to groups.", f"At BotFather: /setjoingroups, {bot}, Enable."
        )
    named = here.config.telegram.public_username
    if name == "public" and named and named.lower() != str(me.get("username", "")).lower():
        yield wrong(
            f"telegram.public_username is not the name of the public bot, which is {bot}.",
            "Correct it: receipts and slips lead there.",
        )


async def delivery(here: Installation) -> AsyncIterator[Finding]:
    """Find a webhook where the service polls, and updates that pile up."""
    # Whoever polls gets nothing as long as Telegram has an address to deliver to.
    telegram = here.config.telegram
    ours = {"public": telegram.webhook_url, "team": telegram.team_webhook_url}
    silent = []
    for name, api in _bots(here):
        info = await _answer(api, "getWebhookInfo")
        if info is None:
            silent.append(name)
            continue
        if info.get("url") and ours[name] is None:
            yield wrong(
                f"Telegram delivers what the {name} bot gets to a webhook, so polling gets none.",
                "Find out who else uses this token; then call deleteWebhook, or ask BotFather for "
                "another token with /revoke.",
            )
        elif (info.get("url") or None) != ours[name]:
            yield _elsewhere(name, anywhere=bool(info.get("url")))
        if info.get("url") and info.get("last_error_message"):
            yield note(
                f"The last delivery to the {name} bot's webhook failed.",
                "Look at the proxy in front of it, and at its certificate.",
            )
        if int(info.get("pending_update_count") or 0) > MANY_WAITING:
            yield note(
                f"{info['pending_update_count']} updates of the {name} bot wait at Telegram.",
                "If the service runs, look at its log; Telegram keeps them for a day.",
            )
    for finding in _not_seen(silent):
        yield finding


def _not_seen(bots: Iterable[str]) -> Iterator[Finding]:
    """Say of which bots nothing was looked at: silence is not the same as being in order."""
    if names := " and ".join(bots):
        yield note(
            f"Not looked at, since Telegram told nothing of it: {names}.",
            "Mend what stands at 'telegram', then run 'dengwen doctor' again.",
        )


def _elsewhere(name: str, *, anywhere: bool) -> Finding:
    if not anywhere:
        return note(
            f"Telegram does not know the webhook of the {name} bot yet.",
            "The process tells it when it starts: see webhook-not-set in its log.",
        )
    return wrong(
        f"Telegram delivers what the {name} bot gets to another address than ours.",
        "If the address was changed of late, start the process again. Else somebody has the token: "
        "ask BotFather for another with /revoke, and find out how they came by it.",
    )


async def groups(here: Installation) -> AsyncIterator[Finding]:
    """Find groups that the team's bot cannot write to, and the public bot where it must not be."""
    me = await _answer(here.team, "getMe")
    other = await _answer(here.public, "getMe")
    for finding in _not_seen([] if me else ["team"]):
        yield finding
    if me is None or here.team is None:
        return
    if other is None and any(getattr(here.config.telegram, setting) for setting in GROUPS):
        for finding in _not_seen(["public"]):
            yield finding
    for setting, whose in GROUPS.items():
        chat = getattr(here.config.telegram, setting)
        if chat is None:
            if setting in NEEDED:
                yield note(
                    f"telegram.{setting} is not set, so nothing is announced to {whose}.",
                    "Add the team's bot to the group and enter the group's number: where the link "
                    "of a message there is t.me/c/1234567890/5, it is -1001234567890.",
                )
            continue
        topics = here.config.telegram.topics
        for finding in await _group(here.team, chat, whose, me["id"], topics=topics):
            yield finding
        if other is not None and await _is_in(here.team, chat, other["id"]):
            yield wrong(
                f"The public bot is in the group of {whose}.",
                "Take it out: it faces everybody, and must hear nothing of this group.",
            )


async def _group(api: BotApi, chat: int, whose: str, bot: int, *, topics: bool) -> list[Finding]:
    try:
        about = await api.ask("getChat", chat_id=chat)
        standing = await api.ask("getChatMember", chat_id=chat, user_id=bot)
    except RefusedError:
        return [
            wrong(
                f"The team's bot does not find the group of {whose}.",
                "Add it to the group, or correct the number: a group that was upgraded has a new "
                "one, which begins with -100.",
            )
        ]
    except UnreachableError:
        return list(_not_seen([f"the group of {whose}"]))
    if standing.get("status") not in PRESENT and not standing.get("is_member"):
        return [wrong(f"The team's bot is not in the group of {whose}.", "Add it there.")]
    if standing.get("can_send_messages") is False:
        return [wrong(f"The team's bot may not write to {whose}.", "Give it leave to send.")]
    return list(_topics(about, standing, whose)) if topics else []


def _topics(about: dict[str, Any], standing: dict[str, Any], whose: str) -> Iterator[Finding]:
    if not about.get("is_forum"):
        yield wrong(
            f"telegram.topics is on, and the group of {whose} has no topics.",
            "Switch topics on in the group's settings, or telegram.topics off.",
        )
    elif not standing.get("can_manage_topics"):
        yield wrong(
            f"The team's bot may not open topics in the group of {whose}.",
            "Make it an administrator with the one right to manage topics.",
        )


async def _is_in(api: BotApi, chat: int, account: int) -> bool:
    standing = await _answer(api, "getChatMember", chat_id=chat, user_id=account)
    return standing is not None and standing.get("status") in PRESENT


async def _answer(api: BotApi | None, method: str, **parameters: Any) -> Any:
    """Return an answer, or None where there is none: `reached` says why."""
    if api is None:
        return None
    try:
        return await api.ask(method, **parameters)
    except (UnreachableError, RefusedError):
        return None


def _bots(here: Installation) -> tuple[tuple[str, BotApi | None], ...]:
    return ("public", here.public), ("team", here.team)
