"""Keyboards under messages and under the text box, checked as Telegram checks them."""

from dataclasses import dataclass, field
from typing import Any

from emulator.call import Call
from emulator.errors import bad_request
from emulator.state import Json

DATA_LIMIT_BYTES = 64
_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
    "pay",
)
_LINKS = ("http://", "https://", "tg://", "t.me/")


@dataclass
class Markup:
    """What a `reply_markup` asks for; nothing at all if it was absent."""

    inline: list[list[Json]] = field(default_factory=list)
    reply: list[list[str]] | None = None
    one_time: bool = False
    removes_reply: bool = False


def read_markup(call: Call, *, inline_only: bool = False) -> Markup:
    """The `reply_markup` of a call.

    Raises:
        RefusedError: it is malformed, or of a kind that an edit cannot bring.
    """
    failure = "can't parse reply keyboard markup JSON object"
    raw = call.structure("reply_markup", failure)
    if raw is None:
        return Markup()
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if inline_only and raw and "inline_keyboard" not in raw:
        raise bad_request("inline keyboard expected")
    if "inline_keyboard" in raw:
        rows = _rows(raw["inline_keyboard"], "inline keyboard")
        return Markup(inline=[[_inline_button(button) for button in row] for row in rows if row])
    if "keyboard" in raw:
        rows = _rows(raw["keyboard"], "keyboard")
        keys = [[_key(button) for button in row] for row in rows if row]
        return Markup(reply=keys, one_time=bool(raw.get("one_time_keyboard")))
    return Markup(removes_reply=bool(raw.get("remove_keyboard")))


def _rows(value: object, name: str) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request(f'field "{name.replace(" ", "_")}" of the markup must be an Array')
    return value


def _inline_button(raw: object) -> Json:
    failure = "can't parse inline keyboard button: "
    if not isinstance(raw, dict):
        raise bad_request(f"{failure}InlineKeyboardButton must be an Object")
    button = {key: value for key, value in raw.items() if value is not None}
    if not str(button.get("text", "")).strip():
        raise bad_request(f'{failure}Can\'t find field "text"')
    if not any(action in button for action in _ACTIONS):
        raise bad_request(f"{failure}Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        length = len(str(button["callback_data"]).encode())
        if not 1 <= length <= DATA_LIMIT_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and ("." not in url or not url.startswith(_LINKS)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return button


def _key(raw: object) -> str:
    text = raw.get("text") if isinstance(raw, dict) else raw
    if not isinstance(text, str) or not text.strip():
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    return text
