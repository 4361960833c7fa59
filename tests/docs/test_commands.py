"""Every command and option stands in docs/commands.md, and no page shows one that is refused.

The page is made from the commands themselves. To write it anew:
`DENGWEN_WRITE_DOCS=1 .venv/bin/python -m pytest tests/docs/test_commands.py`.
"""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.__main__ import cli

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs/commands.md"
BEGIN, END = "<!-- commands: begin -->", "<!-- commands: end -->"
PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")})
# How signed texts begin, which no shell sees.
FIRST_LINES = {
    f"dengwen {rest}"
    for rest in (
        "enrolment",
        "entry v1",
        "epoch",
        "grant",
        "hand-over",
        "hand-over receipt",
        "mail",
        "receipt v1\\n",
        "roster",
        "roster request",
    )
}


def leaves(
    command: click.Command = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if isinstance(command, click.Group):
        for name, inner in sorted(command.commands.items()):
            yield from leaves(inner, (*path, name))
    elif not command.hidden:
        yield path, command


LEAVES = dict(leaves())


def unwrapped(text: str) -> str:
    """Return help as Markdown: what `\\b` keeps as it is becomes code, the rest flows."""
    parts = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        kept = paragraph.lstrip().startswith("\b")
        lines = [line.rstrip() for line in paragraph.replace("\b", "").strip("\n").splitlines()]
        parts.append(
            "\n".join(["```text", *lines, "```"])
            if kept
            else " ".join(line.strip() for line in lines)
        )
    return "\n\n".join(parts)


def described(path: tuple[str, ...], command: click.Command) -> str:
    ctx = click.Context(command, info_name=" ".join(("dengwen", *path)))
    options = [each for each in command.params if isinstance(each, click.Option)]
    usage = command.collect_usage_pieces(ctx)[0 if options else 1 :]
    records = [record for option in options if (record := option.get_help_record(ctx))]
    rows = [(names, what.replace("|", "\\|").replace("<", "&lt;")) for names, what in records]
    table = ["| option | |", "|---|---|", *(f"| `{names}` | {what} |" for names, what in rows)]
    return "\n\n".join(
        [
            f"## dengwen {' '.join(path)}",
            f"    dengwen {' '.join((*path, *usage))}",
            unwrapped(command.help or "").replace("<", "&lt;"),
            *(["\n".join(table)] if rows else []),
        ]
    )


def test_the_page_has_every_command_and_option_as_it_is():
    text = DOCUMENT.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    made = "\n\n".join(described(path, command) for path, command in LEAVES.items())
    written = f"{head}{BEGIN}\n\n{made}\n\n{END}{rest.partition(END)[2]}"
    if os.environ.get("DENGWEN_WRITE_DOCS"):
        DOCUMENT.write_text(written, "utf-8")
    else:
        assert text == written, "write it anew; the head of this file says how"


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_says_what_it_is_for(path):
    command = LEAVES[path]
    assert command.help
    assert [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden and not option.help
    ] == []


def in_blocks(text: str) -> Iterator[str]:
    """Return the lines of code blocks, fenced or indented; a backslash joins two."""
    fenced = False
    for line in text.replace("\\\n", " ").splitlines():
        if re.match(r"\s*```", line):
            fenced = not fenced
        elif fenced or line.startswith("    "):
            yield line.strip().removeprefix("$ ")


def in_sentences(text: str) -> list[str]:
    return re.findall(r"`(dengwen [^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def shown() -> Iterator[tuple[str, str, bool]]:
    for page in PAGES:
        if page == DOCUMENT or page.name == "CHANGELOG.md":
            continue
        text = page.read_text("utf-8")
        lines = [(line, True) for line in in_blocks(text) if line.startswith("dengwen ")]
        for line, whole in [*lines, *((span, False) for span in in_sentences(text))]:
            if line not in FIRST_LINES:
                yield str(page.relative_to(ROOT)), line, whole


def is_placeholder(word: str) -> bool:
    return word.upper() == word or "…" in word


def refusal(line: str, *, whole: bool) -> str | None:
    """Say why the command line would not take what is shown; `whole` wants every argument."""
    words = shlex.split(re.sub(r"[\[\]()|]", " ", line), comments=True)[1:]
    command: click.Command = cli
    try:
        while isinstance(command, click.Group) and words and words != ["--help"]:
            ctx = command.make_context(command.name, words, resilient_parsing=True)
            rest = [*ctx._protected_args, *ctx.args]
            ctx.resilient_parsing = False
            _, inner, words = command.resolve_command(ctx, rest)
            command = inner or cli
        if isinstance(command, click.Group) or words == ["--help"]:
            return "is not a whole command" if whole and not words else None
        return parsed(command, words, whole=whole)
    except click.UsageError as error:
        return error.format_message()


def parsed(command: click.Command, words: list[str], *, whole: bool) -> str | None:
    ctx = click.Context(command, info_name=command.name)
    given, rest, _ = command.make_parser(ctx).parse_args(words)
    if rest:
        return f"nothing takes {rest}"
    faults = (
        wrong(parameter, given.get(parameter.name or ""), ctx, whole=whole)
        for parameter in command.params
    )
    return next(filter(None, faults), None)


def wrong(
    parameter: click.Parameter, value: object, ctx: click.Context, *, whole: bool
) -> str | None:
    values = value if isinstance(value, tuple | list) else [value]
    said = [each for each in values if isinstance(each, str)]
    if parameter.required and not said and whole:
        return f"{parameter.name} is missing"
    if parameter.nargs == 1 and not isinstance(parameter.type, click.Path | click.File):
        for each in said:
            if not is_placeholder(each):
                parameter.type.convert(each, parameter, ctx)
    return None


@pytest.mark.parametrize(("page", "line", "whole"), sorted(set(shown())))
def test_what_a_page_tells_to_type_is_taken(page, line, whole):
    assert refusal(line, whole=whole) is None, page


@pytest.mark.parametrize(
    "line",
    [
        "dengwen nothing",
        "dengwen reader",
        "dengwen verify --nothing",
        "dengwen term",
        "dengwen open",
    ],
)
def test_what_would_be_refused_is_found(line):
    assert refusal(line, whole=True)


def test_every_command_is_told_of_where_somebody_needs_it():
    told = "\n".join(f"{line} " for _, line, _ in shown())
    assert [" ".join(path) for path in LEAVES if f"dengwen {' '.join(path)} " not in told] == []
