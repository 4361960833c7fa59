"""Who may press and say what: every role, every command and button, every relation to a case.

The two tables are written by hand and read by people: they say what the office wants, whatever the
code has. Each press goes through the real dispatcher as the update loop would give it to it.

Who adds a button adds one line to `BUTTONS` (and one to `DATA` if its data is more than
`prefix:case:version`); who adds a command adds one line to `COMMANDS`; who lets words be awaited
adds one line with the name of the step, `~step`. A test says which line is missing.

A cell holds one letter for each relation, in this order:

    u  nobody handles the case      a  somebody else does       m  this person does
    s  this body stands in for the team on it                    (only those who can)
    r  the person was recused       b  the body is complained of (the leading group: not let in)
    g  the person has left the roster

and the letter says what has to come of the press:

    y  the right is there           n  refused: not for this role, or not in this relation
    f  somebody was faster, and it is said who
    h  refused as if there were no such case
    -  answered as a stranger is
"""

import re
import zlib
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from bot.registrar import Registrar
from casework.desk.assign import tag_of
from casework.rules.dispatch import Counts
from handlers.team.context import Desk
from handlers.team.rights import BUTTONS as BUTTON_NEEDS
from handlers.team.rights import COMMANDS as NEEDS
from handlers.team.rights import menu_of
from handlers.team.templates import Template
from storage.sql.work import open_database
from tests.casework.office import Roster, World
from tests.conversations.desk_crowd import BLIND, PLACE_AT, READING, STRANGER, gather
from tests.conversations.desk_rights import commands_of, desk_dispatcher, prefixes_of, steps_of
from tests.conversations.desk_wire import Wire, read_nearby
from tests.scribe import SCRIBE

in_one_world = pytest.mark.asyncio(loop_scope="module")
ROLES = (*READING, *BLIND)
RELATIONS = dict.fromkeys(READING[:3], "uamrbg") | {
    **dict.fromkeys(READING[3:], "uamsrbg"),
    **dict.fromkeys(BLIND, "ug"),
    "none": "u",
}
BUTTONS = """
                leader deputy member fifth   office  leading liaison operator none
# Lists
q               yyyyy- yyyyy- yyyyy- yyyyyy- yyyyyy- yyyyyy- n-      n-       -
qf              yyyyy- yyyyy- yyyyy- yyyyyy- yyyyyy- yyyyyy- n-      n-       -
qc              yyyyy- yyyyy- yyyyy- yyyyyy- yyyyyy- yyyyyy- n-      n-       -
qu              yyyyy- yyyyy- yyyyy- yyyyyy- yyyyyy- yyyyyy- n-      n-       -
qt              yyyyy- yyyyy- yyyyy- yyyyyy- yyyyyy- yyyyyy- n-      n-       -
qs              yyyyy- yyyyy- yyyyy- yyyyyy- yyyyyy- yyyyyy- n-      n-       -
f               yyyyy- yyyyy- yyyyy- yyyyyy- yyyyyy- yyyyyy- n-      n-       -
due             yyyyy- yyyyy- yyyyy- yyyyyy- yyyyyy- yyyyyy- y-      n-       -
rep             nnnnn- nnnnn- nnnnn- nnnnnn- yyyyyy- nnnnnn- n-      n-       -
fig             yyyyy- yyyyy- nnnnn- yyyyyy- yyyyyy- nnnnnn- n-      n-       -
# A case
c               yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
sec             yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
read            yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
file            yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
files           yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
orig            yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
pics            yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
# One term of it
tm/seen         yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
tm/view         yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
tm/done         yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
tm/more         yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
tm/hand         yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
tm/ask          nnnhh- nnnhh- yyyhh- nnnnhh- nnnnhh- nnnnhh- n-      n-       -
claim           yffhh- yffhh- yffhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
note            yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
~noting         yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- h-      h-       -
reply           yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
~replying       yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- h-      h-       -
tpl             yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
say             yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
told            yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
~telling        yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- h-      h-       -
tk              yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
tw              yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
td              yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
tell            yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
lift            yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
said            yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
review          nnnnn- nnnnn- nnnnn- yyyyhh- nnnyhh- nnnyhh- n-      n-       -
stamp           nnnnn- nnnnn- nnnnn- yyyyhh- nnnyhh- nnnyhh- n-      n-       -
~reviewing      nnnhh- nnnhh- nnnhh- yyyyhh- nnnyhh- nnnyhh- h-      h-       -
return          nnnnn- nnnnn- nnnnn- yyyyhh- nnnyhh- nnnyhh- n-      n-       -
~returning      nnnhh- nnnhh- nnnhh- yyyyhh- nnnyhh- nnnyhh- h-      h-       -
resubmit        yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
again           yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
close           yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
closing         yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
# Who handles it, and what it is about
assign          yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
as              yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
unassign        yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
tri             yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
mk              yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
cats            yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
cat             yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
setcat          yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
units           yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
su              yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
# What is written down of it, and what is to be done
place           yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
when            yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
sender          yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
who             yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
advise          nnyhh- nnyhh- nnyhh- nnnnhh- nnnnhh- nnnnhh- n-      n-       -
order           yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
found           yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
~describing     yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- h-      h-       -
mend            yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
takeback        yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
~correcting     yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- h-      h-       -
# Decisions about it
d-confirm       yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-lift          yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-report        yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-handle        yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-result        yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-verify        yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-more          yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-nomore        yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-agree         yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-disagree      yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-pass          yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-decline       yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-keep          yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-extend        yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-dispose       yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-decided       yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-rectify       yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-rectified     yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-merge         yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-unmerge       yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-signed        yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-answered      yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-reopen        yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-link          yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-unlink        yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-task          yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-taskday       yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-untask        yyyhh- yyyhh- nnnnn- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-taskdone      yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-claim         yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-noclaim       yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
d-pick          yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
~deciding       yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- h-      h-       -
# Papers
lg              yyyyy- yyyyy- nnnnn- yyyyyy- yyyyyy- nnnnnn- n-      n-       -
lgc             yyyyy- yyyyy- nnnnn- yyyyyy- yyyyyy- nnnnnn- n-      n-       -
crep            yyyyy- yyyyy- nnnnn- yyyyyy- yyyyyy- nnnnnn- n-      n-       -
fu              yyyhh- yyyhh- nnyhh- nnnyhh- yyyyhh- nnnyhh- n-      n-       -
ft              yyyhh- yyyhh- nnyhh- nnnyhh- yyyyhh- nnnyhh- n-      n-       -
fr              yyyhh- yyyhh- nnyhh- nnnyhh- yyyyhh- nnnyhh- n-      n-       -
fc              yyyhh- yyyhh- nnyhh- nnnyhh- yyyyhh- nnnyhh- n-      n-       -
# What came by other ways
lt              yyyyy- yyyyy- yyyyy- nnnnnn- nnnnnn- nnnnnn- n-      n-       -
~entering       yyyyy- yyyyy- yyyyy- nnnnnn- nnnnnn- nnnnnn- n-      n-       -
doc             yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
~documenting    yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- h-      h-       -
slip            yyyhh- yyyhh- yyyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
# Who reads it
leave           yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
recuse          yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
rc              yyyhh- yyyhh- nnnhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
rc/self         yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
~recusing       yyyhh- yyyhh- nnnhh- nnnyhh- nnnyhh- nnnyhh- h-      h-       -
~recusing/self  yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- h-      h-       -
recusing        yyyhh- yyyhh- nnnhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
recusing/self   yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
grant           yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
gr              yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
granting        yyyhh- yyyhh- yyyhh- yyyyhh- yyyyhh- yyyyhh- n-      n-       -
office          yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
officein        yyyhh- yyyhh- nnyhh- nnnyhh- nnnyhh- nnnyhh- n-      n-       -
rw              yyyyy- yyyyy- nnnnn- yyyyyy- nnnnnn- nnnnnn- n-      n-       -
# Who is away
lv              yyyyy- yyyyy- yyyyy- nnnnnn- nnnnnn- nnnnnn- n-      n-       -
~leaving        yyyyy- yyyyy- yyyyy- nnnnnn- nnnnnn- nnnnnn- n-      n-       -
lvf             yyyyy- yyyyy- nnnnn- nnnnnn- nnnnnn- nnnnnn- n-      n-       -
~leaving/other  yyyyy- yyyyy- nnnnn- nnnnnn- nnnnnn- nnnnnn- n-      n-       -
# What follows the round's feedback
rd              yyyyy- yyyyy- nnnnn- nnnnnn- yyyyyy- nnnnnn- n-      n-       -
~rounding       yyyyy- yyyyy- nnnnn- nnnnnn- yyyyyy- nnnnnn- n-      n-       -
# One's own account
lang            yyyyy- yyyyy- yyyyy- yyyyyy- yyyyyy- yyyyyy- y-      y-       -
~finding        yyyyy- yyyyy- yyyyy- yyyyyy- yyyyyy- yyyyyy- n-      n-       -
"""
COMMANDS = """
                leader deputy member fifth   office  leading liaison operator none
queue           y-     y-     y-     y-      y-      y-      n-      n-       -
mine            y-     y-     y-     y-      y-      y-      n-      n-       -
due             y-     y-     y-     y-      y-      y-      y-      n-       -
find            y-     y-     y-     y-      y-      y-      n-      n-       -
reports         n-     n-     n-     n-      y-      n-      n-      n-       -
figures         y-     y-     n-     y-      y-      n-      n-      n-       -
ledger          y-     y-     n-     y-      y-      n-      n-      n-       -
unlock          y-     y-     y-     y-      y-      y-      n-      n-       -
lock            y-     y-     y-     y-      y-      y-      n-      n-       -
recuse          y-     y-     y-     y-      y-      y-      n-      n-       -
leave           y-     y-     y-     n-      n-      n-      n-      n-       -
register        y-     y-     y-     n-      n-      n-      n-      n-       -
round           y-     y-     n-     n-      y-      n-      n-      n-       -
rewrap          y-     y-     n-     y-      n-      n-      n-      n-       -
passphrase      y-     y-     y-     y-      y-      y-      n-      n-       -
language        y-     y-     y-     y-      y-      y-      y-      y-       -
help            y-     y-     y-     y-      y-      y-      y-      y-       -
start           y-     y-     y-     y-      y-      y-      y-      y-       -
cancel          y-     y-     y-     y-      y-      y-      y-      y-       -
enroll          --     --     --     --      --      --      --      --       -
"""
OWN_ACCOUNT = {
    *("choosing_passphrase", "repeating_passphrase", "unlocking", "giving_old_passphrase"),
    *("choosing_new_passphrase", "repeating_new_passphrase"),
}
"""Steps that are about nobody and nothing but the person's own key."""


@dataclass(frozen=True)
class Data:
    """What is sent, and where the conversation stands; `{…}` stand for what the press is about."""

    text: str = "{word}:{case}:{version}"
    step: object = None
    known: dict = field(default_factory=dict)


LETTER = Template("acceptance-notice", Counts.NOTICE)
TELLING = {"case": "{case}", "counts": "notice"}
TOLD = {"way": "phone", "day": "2026-11-23"}
MEANT = {"case": "{case}", "mark": "1234abcd", "reason": "A relative."}
DECIDING = {"case": "{case}", "act": "report", "version": "{version}"}
DATA = {
    "q": Data("q:all:-:0"),
    "qc": Data("qc:all:-:0"),
    "qu": Data("qu:all:-:0"),
    "qf": Data("qf:all:-:0"),
    "qt": Data("qt:all:-:0"),
    "qs": Data("qs:all:-:0"),
    "due": Data("due:-:0"),
    "tm/seen": Data("tm:s:{term}"),
    "tm/view": Data("tm:v:{term}"),
    "tm/done": Data("tm:d:{term}"),
    "tm/more": Data("tm:x:{term}"),
    "tm/hand": Data("tm:h:{term}"),
    "tm/ask": Data("tm:a:{term}"),
    "rep": Data("rep:0"),
    "fig": Data("fig:week"),
    "f": Data(f"f:0:{zlib.crc32(b'001'):08x}", Desk.finding, {"words": "001"}),
    "tpl": Data(f"tpl:{{case}}:{LETTER.tag}"),
    "say": Data(
        "say:{case}:1234abcd:other",
        Desk.replying,
        {"case": "{case}", "mark": "1234abcd", "words": "Which year?", "version": "{version}"},
    ),
    "tk": Data("tk:{case}:notice", Desk.telling, {"case": "{case}"}),
    "tw": Data("tw:{case}:phone", Desk.telling, TELLING),
    "td": Data("td:{case}:20261123", Desk.telling, TELLING | {"way": "phone"}),
    "tell": Data("tell:{case}", Desk.telling, TELLING | TOLD),
    "~telling": Data("By phone.", Desk.telling, TELLING | TOLD),
    "as": Data("as:{case}:{version}:{third_tag}"),
    "mk": Data("mk:{case}:{version}:on:important"),
    "cat": Data("cat:{case}:{version}:C"),
    "setcat": Data("setcat:{case}:{version}:C2"),
    "su": Data("su:{case}:{version}:{unit_tag}"),
    "~describing": Data("At the gate.", Desk.describing, {"case": "{case}", "kind": "place"}),
    "mend": Data("mend:{case}:{place}"),
    "takeback": Data("takeback:{case}:{place}"),
    "~correcting": Data(
        "At the other gate.",
        Desk.correcting,
        {"case": "{case}", "kind": "place", "position": "{place}"},
    ),
    "d-pick": Data("d-pick:{case}:way:paper", Desk.deciding, DECIDING),
    "~deciding": Data("Director Li", Desk.deciding, DECIDING | {"=way": "paper"}),
    "rc": Data("rc:third", Desk.choosing_recused, MEANT),
    "rc/self": Data("rc:{self}", Desk.choosing_recused, MEANT),
    "recusing": Data("recusing:{case}:1234abcd", Desk.recusing, MEANT | {"about": "third"}),
    "recusing/self": Data("recusing:{case}:1234abcd", Desk.recusing, MEANT | {"about": "{self}"}),
    "gr": Data("gr:office2", Desk.choosing_granted, MEANT),
    "granting": Data("granting:{case}:1234abcd", Desk.granting, MEANT | {"about": "office2"}),
    "rw": Data("rw:second:0"),
    "rd": Data("rd:show"),
    "~rounding": Data("2026-11-23", Desk.rounding, {"what": "signed"}),
    "lg": Data("lg:"),
    "lgc": Data("lgc:"),
    "crep": Data("crep:"),
    "lt": Data("lt:12345678:on"),
    "lang": Data("lang:en"),
    "lv": Data("lv:take:2026-11-25:2026-11-27"),
    "lvf": Data("lvf:{third_tag}:take:2026-11-25:2026-11-27"),
    "~leaving": Data("2026-11-25", Desk.leaving, {"about": "{self}"}),
    "~leaving/other": Data("2026-11-25", Desk.leaving, {"about": "third"}),
    "~recusing": Data("A relative.", Desk.recusing, MEANT | {"about": "third"}),
    "~recusing/self": Data("A relative.", Desk.recusing, MEANT | {"about": "{self}"}),
}
NOBODY = Roster()
NOBODY.people = {}


def table(text):
    """Return {row: {role: cell}} of a table."""
    heads, *lines = [
        line.split() for line in text.splitlines() if line and not line.startswith("#")
    ]
    assert heads == [*ROLES, "none"]
    return {row: dict(zip(heads, cells, strict=True)) for row, *cells in lines}


def data_of(row):
    """Return what is sent for a row; words at a step are any words."""
    word = row.partition("/")[0]
    if row in DATA:
        return DATA[row]
    if word.startswith("~"):
        return Data("001", getattr(Desk, word[1:]), {"case": "{case}"})
    return Data()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def crowd(tmp_path_factory):
    """Everybody, and every relation, in one world that no press changes."""
    folder = tmp_path_factory.mktemp("rights")
    database = open_database(f"sqlite+aiosqlite:///{folder}/desk.db", SCRIBE)
    await database.create_tables()
    world = World(folder, database)
    yield await gather(world, Registrar(database, world.scope, 0.01))
    await database.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wire(crowd):
    wire, near = (
        Wire(crowd.world),
        read_nearby(crowd.world.database, crowd.world.folder / "desk.db"),
    )
    yield wire
    near.close()
    await wire.close()


class Verdict:
    """Tells by what was said what came of a press."""

    def __init__(self, texts):
        say = texts.say("en")
        self._words = {
            **{say(need.refusal): "n" for need in (*BUTTON_NEEDS.values(), *NEEDS.values())},
            say("desk-no-such-case"): "h",
            say("desk-no-such-piece"): "n",
            say("desk-record-gone"): "n",
            say("desk-stranger"): "-",
            **dict.fromkeys((say("desk-not-expected"), say("desk-not-handled")), "?"),
        }
        self._faster = say("desk-already-claimed", who="|").partition("|")[2]

    def __call__(self, pressed):
        first = pressed.texts[0]
        return "f" if first.endswith(self._faster) else self._words.get(first, "y")


async def send(wire, crowd, row, role, relation, case_id=None):
    """Send what a row stands for, as somebody of a role, about a case of a relation."""
    case_id = case_id or crowd.case(role, relation)
    data, word = data_of(row), row.partition("/")[0]
    names = {
        "word": word,
        "case": case_id,
        "version": crowd.versions.get(case_id, 1),
        "term": crowd.terms.get(case_id, "0" * 32),
        "self": role,
        "place": PLACE_AT,
        "third_tag": tag_of("third"),
        "unit_tag": tag_of("office"),
    }
    text = data.text.format(**names)
    known = {name: value.format(**names) for name, value in data.known.items()}
    asks = wire.says if word.startswith("~") else wire.presses
    user_id = crowd.people[role].user_id if role in crowd.people else STRANGER
    step = data.step.state if data.step else None
    return await asks(user_id, text, step, known, roster=NOBODY if relation == "g" else None)


def test_every_button_every_command_and_every_step_has_its_line():
    dispatcher = desk_dispatcher()
    steps = {f"~{step}" for step in set(steps_of(dispatcher)) - OWN_ACCOUNT}
    written = {row.partition("/")[0] for row in table(BUTTONS)}
    there = {*prefixes_of(dispatcher), *steps}
    assert (there - written, written - there) == (set(), set()), "without a line, without a use"
    commands, there = set(table(COMMANDS)), set(commands_of(dispatcher))
    assert (there - commands, commands - there) == (set(), set()), "without a line, without a use"


@in_one_world
@pytest.mark.parametrize("role", [*ROLES, "none"])
async def test_every_button_does_what_the_table_says_and_nothing_else(wire, crowd, role):
    verdict, wrong = Verdict(wire.texts), []
    for row, cells in table(BUTTONS).items():
        assert len(cells[role]) == len(RELATIONS[role]), row
        unknown = await send(wire, crowd, row, role, "u", case_id="0" * 32)
        for relation, expected in zip(RELATIONS[role], cells[role], strict=True):
            pressed = await send(wire, crowd, row, role, relation)
            found = verdict(pressed)
            if found != expected:
                wrong.append(f"{row}, {role}, {relation}: {found}, not {expected}")
            if found != "y" and (pressed.changes or pressed.events):
                wrong.append(f"{row}, {role}, {relation}: refused, and {pressed.events} happened")
            if found == "h" and pressed != unknown:
                wrong.append(f"{row}, {role}, {relation}: tells that there is such a case")
            if not row.startswith("~") and not pressed.ended:
                wrong.append(f"{row}, {role}, {relation}: the button waits for ever")
    assert wrong == []


@in_one_world
@pytest.mark.parametrize("role", [*ROLES, "none"])
async def test_every_command_does_what_the_table_says_and_menus_show_it(wire, crowd, role):
    verdict, allowed = Verdict(wire.texts), set()
    for command, cells in table(COMMANDS).items():
        user_id = crowd.people[role].user_id if role in crowd.people else STRANGER
        on_roster, gone = cells[role] if role in crowd.people else "--"
        answer = await wire.says(user_id, f"/{command}")
        assert verdict(answer) == on_roster, command
        assert verdict(await wire.says(user_id, f"/{command}", roster=NOBODY)) == gone, command
        allowed |= {command} if on_roster == "y" else set()
    if role in crowd.people:
        shown = [*menu_of(crowd.people[role])]
        assert set(shown) == {command for command in allowed if NEEDS[command].menu}
        said = (await wire.says(user_id, "/help")).texts[0]
        assert re.findall(r"^/(\w+)", said, re.MULTILINE) == shown


@in_one_world
@pytest.mark.parametrize("role", READING)
async def test_a_card_offers_what_may_be_pressed_and_nothing_else(wire, crowd, role):
    expected = table(BUTTONS)
    for relation in RELATIONS[role].translate({ord(each): None for each in "rbg"}):
        place = RELATIONS[role].index(relation)
        card = await send(wire, crowd, "c", role, relation)
        offered = {each.partition(":")[0] for each in card.buttons}
        for section in [each.split(":")[2] for each in card.buttons if each.startswith("sec:")]:
            case_id, user_id = crowd.case(role, relation), crowd.people[role].user_id
            opened = await wire.presses(user_id, f"sec:{case_id}:{section}")
            offered |= {each.partition(":")[0] for each in opened.buttons}
        assert {each: expected[each][role][place] for each in offered} == dict.fromkeys(
            offered, "y"
        )


@in_one_world
async def test_in_a_group_no_button_and_no_word_opens_anything(wire, crowd):
    group = {"id": -100, "type": "supergroup", "title": "Team"}
    for row in table(BUTTONS):
        if row.startswith("~"):
            continue
        text = data_of(row).text.format_map(Anything(word=row, case=crowd.cases["u"]))
        user_id = crowd.people["leader"].user_id
        pressed = await wire.presses(user_id, text, chat=group)
        assert (pressed.texts, pressed.changes, pressed.ended) == ((), 0, True), row


class Anything(dict):
    """Fills what a group's press need not say."""

    def __missing__(self, name):
        return "1"
