"""The settings of one installation and its round: a TOML file, overridden by the environment.

Every setting is described in docs/configuration.md. What is wrong is told by its key and the rule
that it breaks, never by its value: a value may be a token or somebody's name.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StrictBool,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from bot import config_s3, config_webhook
from bot.config_terms import among, around_terms
from casework.ports import RECOVERY
from casework.rules.events import MEETING, STARTING, TURNING
from casework.rules.letters import BOT
from casework.rules.letters import Channel as Letter
from casework.rules.offsets import Offset
from casework.rules.receipts import require_prefix
from casework.rules.reminders import Quiet
from casework.rules.templates import BLANKS, BLANKS_OF_TERMS, unknown_blanks
from casework.rules.terms import Term
from storage.ledger.credentials import private_text

PREFIX = "DENGWEN_"
TELEGRAM = "api.telegram.org"
POSTGRESQL = "postgresql+asyncpg://"
CLOUD_FILE_LIMIT_MB = 20
MEBIBYTE = 1024 * 1024
"""What Telegram's own servers hand to a bot. Source: Bot API, getFile."""


class ConfigError(Exception):
    """The configuration cannot be used; `problems` holds one sentence for each thing to mend."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


# --- Kinds of values ------------------------------------------------------------------------------


def _shaped(pattern: str, rule: str) -> AfterValidator:
    whole = re.compile(pattern).fullmatch

    def check(value: str) -> str:
        if whole(value) is None:
            raise ValueError(rule)
        return value

    return AfterValidator(check)


def _among(kinds: tuple[type, ...], rule: str) -> BeforeValidator:
    def check(value: object) -> object:
        # Python counts True as 1; a reader of the file does not.
        if isinstance(value, bool) or not isinstance(value, kinds):
            raise ValueError(rule)  # noqa: TRY004 - pydantic reports a ValueError and lets a TypeError through
        return value

    return BeforeValidator(check)


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]  # anything but text is caught
    except (TypeError, ValueError):
        raise ValueError("must be a date such as 2019-07-01") from None


def _time_of_day(value: object) -> time:
    rule = "must be a time of day without a zone, such as 17:30"
    try:
        moment = value if isinstance(value, time) else time.fromisoformat(value)  # type: ignore[arg-type]  # as above
    except (TypeError, ValueError):
        raise ValueError(rule) from None
    if moment.tzinfo is not None:
        raise ValueError(rule)
    return moment


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, KeyError, OSError):  # A zone that is not found is a KeyError.
        raise ValueError("must be a time zone such as Asia/Shanghai") from None
    return value


def _prefix(value: str) -> str:
    try:
        require_prefix(value)
    except ValueError:
        rule = "must be 2 to 4 of A-Z and 0-9 that the check character can guard, such as LX"
        raise ValueError(rule) from None
    return value


def _length_of_term(value: str) -> str:
    try:
        Term.parse(value)
    except ValueError:
        rule = 'must be a length such as "10 workdays", "15 days", "2 months" or "same day"'
        raise ValueError(rule) from None
    return value


def _offset(value: str) -> str:
    try:
        return str(Offset.parse(value))
    except ValueError:
        rule = 'must be how long before the end, such as "3 workdays", "4 hours" or "same day"'
        raise ValueError(rule) from None


def _server(value: str) -> str:
    rule = "must be the address of a Bot API server, such as https://api.telegram.org, and no more"
    try:
        url = urlsplit(value)
        sound = url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
    except ValueError:
        raise ValueError(rule) from None
    if not sound or "@" in url.netloc or url.query or url.fragment:
        raise ValueError(rule)
    return value.rstrip("/")


Text = Annotated[str, StringConstraints(min_length=1)]
Texts = dict[str, Text]
Day = Annotated[date, BeforeValidator(_day)]
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
Count = Annotated[int, _among((int, str), "must be a whole number"), Field(ge=1)]
Seconds = Annotated[
    float,
    _among((int, float, str), "must be a number of seconds"),
    Field(gt=0, le=3600, allow_inf_nan=False),
]
Place = Annotated[Path, _among((str, Path), "must be a path in quotes")]
# Ids stand in buttons, which hold 64 bytes.
Slug = Annotated[
    str,
    _shaped(
        r"(?=.{1,32}$)[a-z0-9]+(-[a-z0-9]+)*",
        "must be of lower-case letters, digits and single hyphens, at most 32 in all",
    ),
]
Chat = Annotated[
    int,
    _among((int, str), "must be a whole number"),
    Field(lt=0),
]
Language = Annotated[
    str,
    _shaped(
        r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?",
        "must be a language tag such as zh-CN, zh-Hant or en",
    ),
]
Role = Literal["leader", "deputy", "member", "fifth", "liaison", "office", "leading"]
Chain = dict[Literal["deputy", "leader", "fifth", "office", "leading"], Count]
"""From how many working days overdue on somebody is told besides."""
Event = Annotated[str, AfterValidator(among(STARTING))]
Met = Annotated[str, AfterValidator(among(MEETING))]
Turn = Annotated[str, AfterValidator(among(TURNING))]
Source = Annotated[str, AfterValidator(among((BOT, *Letter)))]


# --- The round: what the county's plan says -------------------------------------------------------


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True
    )


class Round(_Part):
    """One round of inspection: its name, its organs, its dates and its numbers."""

    name: Texts
    team: Texts
    fifth: Texts
    office: Texts
    opens: Day
    closes: Day
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    receipt_prefix: Annotated[str, AfterValidator(_prefix)] = "LX"
    series: Text = "礼巡信"
    bypass_series: Text = "礼巡密信"
    source: Annotated[str | None, StringConstraints(pattern=r"^https://\S+$", max_length=200)] = (
        None
    )


class Unit(_Part):
    """A body that is inspected in this round, and that citizens may complain of."""

    id: Slug
    name: Texts


class Item(_Part):
    """One kind of problem within a category."""

    code: Annotated[str, _shaped("[A-Z][1-9][0-9]?", "must be a capital and a number, such as B4")]
    name: Texts


class Category(_Part):
    """One of the subjects that the plan names; citizens pick it, the team refines it to an item."""

    code: Annotated[str, _shaped("[A-Z]", "must be one capital letter")]
    name: Texts
    priority: StrictBool = False
    items: list[Item] = Field(min_length=1)


class Channel(_Part):
    """Another way to reach the team, or help, than the bot."""

    kind: Literal["phone", "email", "post", "mailbox", "visit", "emergency"]
    text: Texts


class Person(_Part):
    """Somebody with a task in this round; `home_units` are the bodies they must not handle."""

    id: Slug
    role: Role
    name: Text = Field(repr=False)
    home_units: list[Slug] = Field(default_factory=list)


class TermRule(_Part):
    """One deadline: what starts it, how long it is, whose it is and what meets it."""

    id: Slug
    starts_on: Event
    term: Annotated[str, AfterValidator(_length_of_term)]
    roll: StrictBool = False
    who: Literal["assignee", "leader", "fifth", "team"]
    applies: Literal["all", "real-name", "flagged"] = "all"
    met_by: Met
    remind: list[Annotated[str, AfterValidator(_offset)]]
    escalate: Chain | None = None
    source: Text
    categories: list[str] = Field(default_factory=list)
    channels: list[Source] = Field(default_factory=list)
    instead_of: str = ""
    pauses_on: list[Turn] = Field(default_factory=list)
    resumes_on: list[Turn] = Field(default_factory=list)
    stops_on: list[Turn] = Field(default_factory=list)
    restarts_on: list[Turn] = Field(default_factory=list)
    name: dict[str, Annotated[Text, StringConstraints(max_length=40)]] | None = None

    @field_validator("remind")
    @classmethod
    def _each_once(cls, offsets: list[str]) -> list[str]:
        if len(set(offsets)) < len(offsets):
            raise ValueError("must name each moment once")
        return offsets


class Template(_Part):
    """A letter to reporters: what it is called, what it counts as, and its words."""

    id: Slug
    kind: Literal["notice", "question", "result", "other"]
    name: dict[str, Annotated[Text, StringConstraints(max_length=40)]]
    text: dict[str, Annotated[Text, StringConstraints(max_length=1500)]]

    @field_validator("text")
    @classmethod
    def _knows_its_blanks(cls, texts: Texts) -> Texts:
        if any(unknown_blanks(text) for text in texts.values()):
            names = ", ".join(f"{{{name}}}" for name in sorted(BLANKS | BLANKS_OF_TERMS))
            raise ValueError(f"may have in braces only {names}")
        return texts


class Calendar(_Part):
    """Days that are worked (true) or rested (false) otherwise than expected, and who says so."""

    notice: str = ""
    overrides: dict[Day, StrictBool] = Field(default_factory=dict)
    folder: Place | None = None


# --- The installation: how it runs here -----------------------------------------------------------


BotName = dict[str, Annotated[Text, StringConstraints(max_length=64)]]
"""Source: Bot API, setMyName."""


class Telegram(_Part):
    """The two bots, and the groups that are told when something arrives."""

    api: Annotated[str, AfterValidator(_server)] = f"https://{TELEGRAM}"
    files: Place | None = None
    # The files stand before the tokens, because a token is read from its file.
    public_token_file: Place | None = None
    team_token_file: Place | None = None
    public_token: SecretStr | None = Field(default=None, validate_default=True)
    team_token: SecretStr | None = Field(default=None, validate_default=True)
    public_username: (
        Annotated[str, _shaped("[A-Za-z][A-Za-z0-9_]{3,31}", "must be the bot's name without @")]
        | None
    ) = None
    public_name: BotName | None = None
    team_name: BotName | None = None
    webhook_url: config_webhook.WebhookUrl | None = None
    webhook_listen: config_webhook.ListenPlace = "127.0.0.1:8443"
    webhook_connections: Annotated[Count, Field(le=100)] = 40
    webhook_secret_file: Place | None = None
    webhook_secret: SecretStr | None = Field(default=None, validate_default=True)
    team_webhook_url: config_webhook.WebhookUrl | None = None
    team_webhook_listen: config_webhook.ListenPlace = "127.0.0.1:8444"
    team_webhook_secret_file: Place | None = None
    team_webhook_secret: SecretStr | None = Field(default=None, validate_default=True)
    team_chat: Chat | None = None
    fifth_chat: Chat | None = None
    office_chat: Chat | None = None
    topics: bool = False

    @field_validator(
        *("public_token", "team_token", "webhook_secret", "team_webhook_secret"), mode="before"
    )
    @classmethod
    def _read_from_file(cls, value: object, info: ValidationInfo) -> object:
        path = info.data.get(f"{info.field_name}_file")
        if path is None:
            return value
        if value is not None:
            raise ValueError("is given twice: give it or the file that holds it, not both")
        return private_text(path)

    @field_validator("webhook_secret", "team_webhook_secret")
    @classmethod
    def _looks_like_a_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            config_webhook.secret(value.get_secret_value())
        return value

    @field_validator("public_token", "team_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        pattern = re.compile(r"[0-9]+:[\w-]+", re.ASCII)
        if value is not None and pattern.fullmatch(value.get_secret_value()) is None:
            raise ValueError("must be a bot token: digits, a colon, letters and digits")
        return value

    @property
    def configured(self) -> bool:
        """Whether both bots have their token."""
        return not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """The bots that have no token."""
        tokens = {"public": self.public_token, "team": self.team_token}
        return tuple(bot for bot, token in tokens.items() if token is None)

    @property
    def real(self) -> bool:
        """Whether the servers are Telegram's own, where real people write."""
        return (urlsplit(self.api).hostname or "").rstrip(".") == TELEGRAM


def _with_its_driver(url: str) -> str:
    if url.startswith(POSTGRESQL) and find_spec("asyncpg") is None:
        raise ValueError("needs the package asyncpg: pip install '.[postgresql]', in the sources")
    return url


Database = Annotated[
    str,
    _shaped(
        r"sqlite\+aiosqlite:///.+|postgresql\+asyncpg://.+/.+",
        "must begin with sqlite+aiosqlite:/// and a path, or with postgresql+asyncpg:// and "
        "name a server and a database",
    ),
    AfterValidator(_with_its_driver),
]


class DatabaseFor(_Part):
    """By which addresses the processes reach the database, each with a role of its own."""

    intake: Database | None = Field(default=None, repr=False)
    desk: Database | None = Field(default=None, repr=False)
    courier: Database | None = Field(default=None, repr=False)


class Storage(_Part):
    """Where things rest; relative paths start at the working directory."""

    data: Place = Path("data")
    database_file: Place | None = None
    database: Database = Field(
        default_factory=lambda known: f"sqlite+aiosqlite:///{known.get('data')}/dengwen.db",
        repr=False,
    )
    database_for: DatabaseFor = Field(default_factory=DatabaseFor)
    blobs: Annotated[Path | str, BeforeValidator(config_s3.address)] = Field(
        default_factory=lambda known: known.get("data", Path()) / "blobs"
    )
    log: Place = Field(default_factory=lambda known: known.get("data", Path()) / "log")
    keys: Place = Path("keys")

    @model_validator(mode="before")
    @classmethod
    def _read_from_file(cls, values: Any) -> Any:
        path = values.get("database_file") if isinstance(values, dict) else None
        if path in {None, "", "none"}:
            return values
        if "database" in values:
            raise ValueError("names database and database_file; give one of them")
        return {**values, "database": private_text(Path(path))}

    def database_of(self, process: str) -> str:
        """Return the address by which a process reaches the database."""
        own: str | None = getattr(self.database_for, process)
        return own or self.database


class Ledger(_Part):
    """How cases are sealed."""

    profile: Literal["mlkem768x25519", "x25519"] = "mlkem768x25519"


class Desk(_Part):
    """How the desk treats its readers and its mail."""

    unlock_minutes: Annotated[Count, Field(le=24 * 60)] = 15
    wipe_minutes: Annotated[Count, Field(le=47 * 60)] = 10
    registrar_seconds: Seconds = 1.0
    content: Literal["open", "sealed"] = "open"
    papers: Literal["view", "print"] = "view"
    papers_per_day: Count = 30
    stand_ins: Annotated[list[Role], Field(min_length=1)] = ["deputy", "leader"]


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _chain() -> Chain:
    return {"deputy": 2, "leader": 3, "fifth": 5}


class Courier(_Part):
    """When the courier looks, and when it writes."""

    poll_seconds: Seconds = 1.0
    summary_at: TimeOfDay = time(17, 30)
    summary_on: Literal["every-day", "working-days"] = "every-day"
    summary_picture: bool = False
    font: Place | None = None
    weekly_on: Weekday = "friday"
    weekly_at: TimeOfDay = time(17, 45)
    remind_at: TimeOfDay = time(9, 0)
    day_ends_at: TimeOfDay = time(18, 0)
    chase_at: TimeOfDay = time(15, 0)
    quiet_from: TimeOfDay = time(21, 30)
    quiet_until: TimeOfDay = time(8, 0)
    escalate: Chain = Field(default_factory=_chain)


class Intake(_Part):
    """What one draft may hold, and how long it is kept."""

    max_text: Annotated[Count, Field(ge=4096)] = 100_000
    max_attachments: Count = 50
    max_file_mb: Annotated[Count, Field(le=2000)] = CLOUD_FILE_LIMIT_MB
    download_attempts: Annotated[Count, Field(le=20)] = 9
    draft_days: Count = 30
    draft_reminder_days: Annotated[int, Field(ge=0)] = 5
    own_list_days: Count = 180


class Limits(_Part):
    """How much one sender may do, and how fast the bot speaks to all of them together."""

    messages_per_minute: Annotated[Count, Field(ge=20)] = 120
    messages_per_hour: Annotated[Count, Field(ge=60)] = 600
    drafts_per_day: Count = 10
    mb_per_day: Annotated[Count, Field(ge=CLOUD_FILE_LIMIT_MB)] = 2000
    wrong_numbers_per_hour: Annotated[Count, Field(ge=3)] = 10
    wrong_phrases_per_hour: Annotated[Count, Field(ge=3)] = 5
    answers_per_second: Annotated[Count, Field(le=1000)] = 25


class Metrics(_Part):
    """Where a process shows its figures and its health, if it does."""

    listen: Annotated[
        str | None, _shaped(r"[0-9A-Za-z.:-]+", "must be an address such as 127.0.0.1")
    ] = None
    port: Annotated[Count, Field(le=65533)] = 9101


class Operator(_Part):
    """Who is told when something needs a person."""

    chat: Annotated[int, _among((int, str), "must be a whole number")] | None = None
    language: Language | None = None


class Log(_Part):
    """When the log is signed and shown."""

    sequence_seconds: Seconds = 1.0
    checkpoint_seconds: Annotated[Count, Field(le=24 * 3600)] = 600
    post_at: TimeOfDay = time(17, 0)
    witnesses: list[Text] = Field(default_factory=list)


class Backup(_Part):
    """For whom backups are sealed."""

    recipients: list[Text] = Field(default_factory=list)


def _three_languages() -> list[str]:
    return ["zh-CN", "zh-Hant", "en"]


class Config(BaseSettings):
    """Everything that is set from outside. `load` makes it and checks it as a whole."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        hide_input_in_errors=True,
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        env_parse_none_str="none",
    )

    languages: list[Language] = Field(default_factory=_three_languages, min_length=1)
    round: Round
    notice: dict[str, Annotated[Text, StringConstraints(max_length=3000)]]
    units: list[Unit] = Field(min_length=1)
    categories: list[Category] = Field(min_length=1)
    channels: list[Channel] = Field(min_length=1)
    people: list[Person]
    terms: list[TermRule] = Field(min_length=1)
    templates: list[Template] = Field(default_factory=list)
    calendar: Calendar = Field(default_factory=Calendar)
    telegram: Telegram = Field(default_factory=Telegram)
    storage: Storage = Field(default_factory=Storage)
    s3: config_s3.S3 = Field(default_factory=config_s3.S3)
    ledger: Ledger = Field(default_factory=Ledger)
    desk: Desk = Field(default_factory=Desk)
    courier: Courier = Field(default_factory=Courier)
    intake: Intake = Field(default_factory=Intake)
    limits: Limits = Field(default_factory=Limits)
    log: Log = Field(default_factory=Log)
    backup: Backup = Field(default_factory=Backup)
    metrics: Metrics = Field(default_factory=Metrics)
    operator: Operator = Field(default_factory=Operator)
    clock_offset_file: Place | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the short name of the server win, then the environment, then the file."""
        server = os.environ.get(f"{PREFIX}TELEGRAM_API")
        short = {"telegram": {"api": server}} if server else {}
        return InitSettingsSource(settings_cls, short), env_settings, init_settings


# --- Reading --------------------------------------------------------------------------------------


def load(path: Path | None = None) -> Config:
    """Return the configuration in `path`, or in DENGWEN_CONFIG's file, or in ./config.toml.

    Raises:
        ConfigError: The file is missing or unreadable, or a setting in it or in the environment
            breaks its rule. No message contains a value.
    """
    document = _document(path or Path(os.environ.get(f"{PREFIX}CONFIG") or "config.toml"))
    problems = [*_strangers(document), *_secrets_in_the_file(document)]
    problems += config_s3.secrets_in_the_file(document)
    known = {key: value for key, value in document.items() if key in Config.model_fields}
    try:
        config = Config(**known)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        problems += map(_sentence, faults)
    except SettingsError as error:
        problems.append(_not_json(str(error)))
    else:
        problems += _disagreements(config)
    if problems:
        # Raised here, not in the handlers above: what pydantic says quotes what it refuses.
        raise ConfigError(problems)
    return config


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        problem = (
            f"There is no configuration at {path}; 'dengwen init' makes one. If there is one, go "
            f"to its folder, or name the file in {PREFIX}CONFIG."
        )
    except UnicodeDecodeError:
        problem = f"{path} must be saved as UTF-8."
    except OSError as error:
        problem = f"{path} cannot be read: {error.strerror}."
    except tomllib.TOMLDecodeError as error:
        # Only the place is repeated: the parser's reason may quote what stands there.
        place = re.search(r"at line (\d+), column (\d+)\)$", str(error))
        where = f"line {place[1]}, column {place[2]}" if place else "its last line"
        problem = (
            f"{path} is not valid TOML at {where}; look for a missing quote, bracket or equals "
            "sign, or for a key given twice."
        )
    raise ConfigError([problem])


def _strangers(document: dict[str, Any]) -> Iterator[str]:
    for key in document:
        if key not in Config.model_fields:
            yield f"{key} {_UNKNOWN}."
    for name in os.environ:
        section, nested, _ = name.upper().removeprefix(PREFIX).partition("__")
        ours = name.upper().startswith(PREFIX) and bool(nested)
        if ours and section.lower() not in Config.model_fields:
            yield f"The environment variable {name} {_UNKNOWN}."


def _secrets_in_the_file(document: dict[str, Any]) -> Iterator[str]:
    telegram = document.get("telegram")
    for key in ("public_token", "team_token", "webhook_secret", "team_webhook_secret"):
        if isinstance(telegram, dict) and key in telegram:
            yield (
                f"telegram.{key} must not stand in this file; set {PREFIX}TELEGRAM__{key.upper()}, "
                f"or name a file of mode 0600 in telegram.{key}_file."
            )
    storage = document.get("storage")
    for key, address in _addresses(storage if isinstance(storage, dict) else {}):
        if isinstance(address, str) and holds_password(address):
            yield (
                f"storage.{key} must hold no password in this file; set "
                f"{PREFIX}STORAGE__{key.upper().replace('.', '__')}, or let PostgreSQL know the "
                "process by its user, or by a password file (PGPASSFILE)."
            )


def holds_password(address: str) -> bool:
    """Say whether the address of a database names a password, before the server or after it."""
    return re.match(r"[^/]+://[^/@]*:[^/]*@|[^?]*\?(.*&)?password=", address) is not None


def _addresses(storage: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "database", storage.get("database")
    others = storage.get("database_for")
    for process, address in others.items() if isinstance(others, dict) else ():
        yield f"database_for.{process}", address


# --- Saying what is wrong -------------------------------------------------------------------------

_UNKNOWN = "is not a setting; correct its name by docs/configuration.md or remove it"
_RULES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "missing": "is missing; docs/configuration.md says what belongs there",
    "extra_forbidden": _UNKNOWN,
    "string_type": "must be text in quotes",
    "string_too_short": "must not be empty",
    "string_too_long": lambda limit: f"must have at most {limit['max_length']} characters",
    "too_short": "must have at least one entry",
    "list_type": "must be a list",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "bool_type": "must be true or false",
    "greater_than": lambda limit: f"must be above {limit['gt']:g}",
    "greater_than_equal": lambda limit: f"must be at least {limit['ge']}",
    "less_than": lambda limit: f"must be below {limit['lt']}",
    "less_than_equal": lambda limit: f"must be at most {limit['le']:g}",
    "literal_error": lambda limit: f"must be one of {limit['expected']}",
    "value_error": lambda limit: str(limit["error"]),
}


def _sentence(fault: ErrorDetails) -> str:
    kind = fault["type"]
    rule = _RULES.get(kind, "must be a number" if "parsing" in kind else "cannot be used as it is")
    if not isinstance(rule, str):
        rule = rule(fault.get("ctx", {}))
    return f"{_key(fault['loc'])} {rule}."


def _key(location: tuple[str | int, ...]) -> str:
    """Return a path such as `people[#2].role`; entries are counted from one."""
    steps = (f"[#{step + 1}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(steps).removeprefix(".").removesuffix(".[key]")


def _not_json(message: str) -> str:
    field = re.search(r'field "(\w+)"', message)
    name = PREFIX + (field[1].upper() if field else "")
    return f'The environment variable {name} must hold JSON, such as ["en"] or {{"en": "text"}}.'


# --- What must agree with each other --------------------------------------------------------------


def _disagreements(config: Config) -> Iterator[str]:
    yield from _untranslated(config)
    yield from _given_twice(config)
    yield from _around_the_round(config)
    codes = [(each.code, *(item.code for item in each.items)) for each in config.categories]
    yield from around_terms(config.terms, chain.from_iterable(codes))
    yield from _around_people(config)
    yield from _around_telegram(config)
    yield from _around_drafts(config)
    yield from config_s3.around_s3(config.s3)
    yield from _around_reminders(config)


def _around_reminders(config: Config) -> Iterator[str]:
    quiet = Quiet(config.courier.quiet_from, config.courier.quiet_until)
    for name in ("remind_at", "chase_at"):
        if quiet.covers(getattr(config.courier, name)):
            yield f"courier.{name} must not lie in the quiet hours, in which nobody is reminded."


def _around_drafts(config: Config) -> Iterator[str]:
    if config.intake.draft_reminder_days >= config.intake.draft_days:
        yield "intake.draft_reminder_days must be below intake.draft_days; 0 sends no reminder."


def _untranslated(config: Config) -> Iterator[str]:
    for path, texts in _texts(config):
        for language in config.languages:
            if language not in texts:
                yield f"{path}.{language} is missing; every configured language needs its text."


def _texts(config: Config) -> Iterator[tuple[str, Texts]]:
    for organ in ("name", "team", "fifth", "office"):
        yield f"round.{organ}", getattr(config.round, organ)
    yield "notice", config.notice
    for bot in ("public_name", "team_name"):
        if (name := getattr(config.telegram, bot)) is not None:
            yield f"telegram.{bot}", name
    for number, unit in enumerate(config.units, 1):
        yield f"units[#{number}].name", unit.name
    for number, category in enumerate(config.categories, 1):
        yield f"categories[#{number}].name", category.name
        for place, item in enumerate(category.items, 1):
            yield f"categories[#{number}].items[#{place}].name", item.name
    for number, channel in enumerate(config.channels, 1):
        yield f"channels[#{number}].text", channel.text
    named = [(number, each.name) for number, each in enumerate(config.terms, 1) if each.name]
    yield from ((f"terms[#{number}].name", name) for number, name in named)
    for number, template in enumerate(config.templates, 1):
        yield f"templates[#{number}].name", template.name
        yield f"templates[#{number}].text", template.text


def _given_twice(config: Config) -> Iterator[str]:
    names = {
        "languages[#{}]": config.languages,
        "units[#{}].id": [unit.id for unit in config.units],
        "categories[#{}].code": [category.code for category in config.categories],
        "people[#{}].id": [person.id for person in config.people],
        "terms[#{}].id": [term.id for term in config.terms],
        "templates[#{}].id": [template.id for template in config.templates],
    }
    for number, category in enumerate(config.categories, 1):
        names[f"categories[#{number}].items[#{{}}].code"] = [item.code for item in category.items]
    for path, values in names.items():
        for place, value in enumerate(values):
            if value in values[:place]:
                yield f"{path.format(place + 1)} is given twice; each must be unique."


def _around_the_round(config: Config) -> Iterator[str]:
    if config.round.closes < config.round.opens:
        yield "round.closes must not be before round.opens."
    if config.round.series == config.round.bypass_series:
        yield "round.bypass_series must differ from round.series, or its cases show in the gaps."
    for number, category in enumerate(config.categories, 1):
        for place, item in enumerate(category.items, 1):
            if not item.code.startswith(category.code):
                yield f"categories[#{number}].items[#{place}].code must begin with the category's."
    if "register" not in {term.id for term in config.terms}:
        yield "terms must have one with the id register, whose date receipts promise."
    if config.calendar.overrides and not config.calendar.notice:
        yield "calendar.notice must say which notice the overrides follow."


def _around_people(config: Config) -> Iterator[str]:
    for number, person in enumerate(config.people, 1):
        if person.id == RECOVERY:
            yield f"people[#{number}].id must not be {RECOVERY}, which names the recovery key."
    roles = [person.role for person in config.people]
    if roles.count("leader") != 1:
        yield "people must have exactly one leader, who answers for the team."
    if "fifth" not in roles:
        yield "people must have someone with the role fifth, or no case can be reviewed and closed."


def _around_groups(telegram: Telegram) -> Iterator[str]:
    """A body that shared its group with another would hear of cases about itself there."""
    seen: dict[int, str] = {}
    for name in ("team_chat", "fifth_chat", "office_chat"):
        chat = getattr(telegram, name)
        if chat in seen:
            yield f"telegram.{name} must be another group than telegram.{seen[chat]}."
        elif chat is not None:
            seen[chat] = name


def _around_telegram(config: Config) -> Iterator[str]:
    telegram = config.telegram
    if telegram.public_token and telegram.team_token:
        bots = {
            token.get_secret_value().partition(":")[0]
            for token in (telegram.public_token, telegram.team_token)
        }
        if len(bots) == 1:
            yield "telegram.team_token must belong to another bot than telegram.public_token."
    yield from _around_groups(telegram)
    yield from config_webhook.around_webhooks(telegram, real=telegram.real)
    if config.operator.chat in {telegram.team_chat, telegram.fifth_chat, telegram.office_chat} - {
        None
    }:
        yield "operator.chat must be another chat than those of the readers' groups."
    if telegram.real and telegram.files is not None:
        yield "telegram.files is the folder of a local Bot API server: set telegram.api, too."
    if telegram.real and config.intake.max_file_mb > CLOUD_FILE_LIMIT_MB:
        yield (
            f"intake.max_file_mb must be at most {CLOUD_FILE_LIMIT_MB} with Telegram's own "
            "servers; larger files need a local Bot API server in telegram.api."
        )
    if telegram.real and config.clock_offset_file is not None:
        yield (
            "clock_offset_file must not be set with Telegram's own servers; it moves the dates "
            "that people are promised and is for demos and tests."
        )
