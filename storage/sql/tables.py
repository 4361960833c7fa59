"""The tables. What lies in a LargeBinary column is sealed; what lies in clear is listed here.

In clear: how many cases there are, the day each came in, its state and whether it was reviewed, due
moments, when people are reminded of a term next, which reader holds a wrap of which case, which
cases have a recovery phrase, a way back to the reporter or a topic in a group, how often the
reporter was written to, and on which days an answer was put into their mailbox; the ids that cases
entered at the desk will have, and when letters in the making were touched. `log_entries.text`
names, in the order of arrival, which rows of which case each transaction changed: so when a case
was added to, answered, opened to somebody or closed to them, though not to whom. Nothing else about
a petition.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# SQLite gives ids of its own to a column of the type INTEGER alone, and all its integers are long.
_LONG = BigInteger().with_variant(Integer(), "sqlite")
_ROW_ID = _LONG
# Seconds since 1970 outgrow 32 bits in 2038.
_SECONDS = _LONG

# `answers` holds what is to be sent in reply, under the local key, until it is sent.
seen = Table(
    "seen",
    metadata,
    Column("bot", String(16), primary_key=True),
    Column("update_id", _LONG, primary_key=True),
    Column("seen_at", _SECONDS, nullable=False, index=True),
    Column("answers", LargeBinary),
)

# `key` is a keyed hash of bot, chat and user; the row of a reporter goes with the receipt. Who asks
# for it has a second row, under another hash, with the numbers of their receipts.
# After `kept_until` nobody needs the row any more.
dialogues = Table(
    "dialogues",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("kept_until", Date, nullable=False, index=True),
)

# A receipt that is shown again to who presses Submit twice. `key` is a keyed hash of a random word
# in that button, and the value opens with that word alone.
repeats = Table(
    "repeats",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("kept_until", Date, nullable=False, index=True),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("bot", String(16), nullable=False),
    Column("update_id", _LONG, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", _SECONDS, nullable=False),
    Column("sealed", LargeBinary),
)

# `reminder` is the outbox item that reminds of a draft, if there was one since its last change.
drafts = Table(
    "drafts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("recipient", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("identity", LargeBinary, nullable=False),
    Column("touched_at", _SECONDS, nullable=False),
    Column("submission", LargeBinary),
    Column("reminder", String(32)),
)

# What a member enters for somebody who wrote, called or came: one at a time. `owner` is a keyed
# hash of the desk; `identity` and `form`, the answers so far, lie under the key of `day`.
letters = Table(
    "letters",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(32), nullable=False, unique=True),
    Column("recipient", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("identity", LargeBinary, nullable=False),
    Column("form", LargeBinary, nullable=False),
    Column("touched_at", _SECONDS, nullable=False),
)

# Receipt numbers that the intake has drawn in advance for the desk, sealed to it: `id` is the case
# that each will be.
blanks = Table(
    "blanks",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", _SECONDS, nullable=False),
)

# `position` is the order in which petitions came in, as any database keeps it anyway.
cases = Table(
    "cases",
    metadata,
    Column("position", _ROW_ID, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("lookup", LargeBinary(32), nullable=False, unique=True),
    Column("received_on", Date, nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("review", String(16), nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
)

# Whose key a piece is sealed to: docs/spec/ledger.md §5. The voucher of an epoch is a keyed hash of
# the intake where the intake made it, and else a note signed by the log key.
epochs = Table(
    "epochs",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("recipient", Text, nullable=False),
    Column("voucher", LargeBinary, nullable=False),
)

# `blob_digest` is SHA-256 of the blob's bytes as they lie; texts have none.
pieces = Table(
    "pieces",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("meta", LargeBinary, nullable=False),
    Column("content", LargeBinary),
    Column("blob", String(64), unique=True),
    Column("stored", Boolean, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("blob_digest", LargeBinary(32)),
    UniqueConstraint("case_id", "sequence"),
)

# `pointer` is the file id at Telegram, sealed under the intake's local key, erased once stored.
downloads = Table(
    "downloads",
    metadata,
    Column("piece_id", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False, index=True),
    Column("pointer", LargeBinary, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", _SECONDS, nullable=False, index=True),
    Column("failed", Boolean, nullable=False),
)

# What was found in a file of a draft, or is to be pointed out about a message of it: sealed under
# the intake's local key, with the file id of an original that may still be asked for. It goes with
# the draft, so nothing of it outlives the receipt.
looks = Table(
    "looks",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("piece_id", String(32), nullable=False, index=True),
    Column("case_id", String(32), nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)

# `key` tells wraps made for a reader's earlier key; see `casework.rules.access.key_id`.
wraps = Table(
    "wraps",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("reader_id", String(32), primary_key=True, index=True),
    Column("key", String(16), nullable=False),
    Column("wrap", LargeBinary, nullable=False),
)

# `note` is signed by the log key and sealed under the desk's local key.
grants = Table(
    "grants",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("reader_id", String(32), primary_key=True),
    Column("note", LargeBinary, nullable=False),
)

routes = Table(
    "routes",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("route", LargeBinary, nullable=False),
)

# The way from a recovery phrase to its case, and what lies there for the reporter alone:
# docs/spec/mailbox.md.
phrases = Table(
    "phrases",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("lookup", LargeBinary(32), nullable=False, unique=True),
)

mailbox = Table(
    "mailbox",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False, index=True),
    Column("day", Date, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

# A handle is a random word in a button; it leads back to the case and comes from nobody's id.
handles = Table(
    "handles",
    metadata,
    Column("handle", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False, index=True),
)

desk_mail = Table(
    "desk_mail",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("case_id", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", _SECONDS, nullable=False),
)

# What the courier tells the desk: docs/spec/outbox.md, "Reports". It names no case in clear.
reports = Table(
    "reports",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# `sequence` rises with each insert: what falls due at the same second goes out in that order.
# `leased_until` is the end of somebody's lease, or of the pause after a failed try. `together` is a
# keyed hash of the chat, in lines that make up one message: docs/reminders.md.
outbox = Table(
    "outbox",
    metadata,
    Column("sequence", _ROW_ID, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("due_at", _SECONDS, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("term_id", String(32), index=True),
    Column("together", String(32), index=True),
    Column("attempts", Integer, nullable=False),
    Column("leased_until", _SECONDS, nullable=False),
    Column("uncertain", Boolean, nullable=False),
)

terms = Table(
    "terms",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("case_id", String(32), nullable=False, index=True),
    Column("due_on", Date, nullable=False),
    Column("met", Boolean, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

# Few terms are late, of however many there are: those are found in the order in which they are due.
Index(
    "terms_open",
    terms.c.due_on,
    terms.c.id,
    sqlite_where=terms.c.met.is_(False),
    postgresql_where=terms.c.met.is_(False),
)

# When people are reminded of an open term next: who they are is decided then.
reminders = Table(
    "reminders",
    metadata,
    Column("term_id", String(32), primary_key=True),
    Column("next_at", _SECONDS, nullable=False, index=True),
)

series = Table(
    "series",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("last", _LONG, nullable=False),
)

totals = Table(
    "totals",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("for_desk", LargeBinary, nullable=False),
    Column("for_courier", LargeBinary, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("reader_id", String(32), primary_key=True),
    Column("binding", LargeBinary, nullable=False),
    Column("identity", LargeBinary),
)

enrolments = Table(
    "enrolments",
    metadata,
    Column("reader_id", String(32), primary_key=True),
    Column("note", Text, nullable=False),
)

# Every edition of the roster that the desk took up, as the root key signed it.
rosters = Table(
    "rosters",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
)

# What happened: docs/spec/ledger.md §6. `position` is given by the desk, `received` is
# the case that the entry took in. What was shredded keeps its position and nothing else.
log_entries = Table(
    "log_entries",
    metadata,
    Column("arrival", _ROW_ID, primary_key=True),
    Column("position", _LONG, unique=True),
    Column("received", String(32), unique=True),
    Column("salt", LargeBinary(32)),
    Column("text", Text),
    Column("sealed", LargeBinary),
    Column("secret", LargeBinary),
)

# How many entries have a position.
log_head = Table(
    "log_head",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("size", _LONG, nullable=False),
)

# The size of the tree in the checkpoint that was posted on a day.
log_posts = Table(
    "log_posts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("size", _LONG, nullable=False),
)

# Where the courier finds a case's topic in a group, and, with no case, where a group has moved to.
# `chat` is a hash of the group's number.
places = Table(
    "places",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("chat", String(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# `told` is what was said of a day before it was over, sealed by the courier to itself.
summaries = Table(
    "summaries",
    metadata,
    Column("day", Date, primary_key=True),
    Column("told", LargeBinary),
)

# The days up to which the office was given the figures of a week.
weeklies = Table(
    "weeklies",
    metadata,
    Column("day", Date, primary_key=True),
    Column("told", LargeBinary),
)

# Terms that have moved with the calendar, until people are told: `sealed` holds the date before.
moves = Table(
    "moves",
    metadata,
    Column("term_id", String(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# By which calendar and rules every open term is counted, sealed: docs/calendar.md.
recounts = Table(
    "recounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
