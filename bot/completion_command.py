"""The command `completion`: what a shell needs to complete the commands, by the Tab key."""

from __future__ import annotations

import click

from bot.command_line import refuse

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the completion for SHELL; its shell reads it when it starts.

    Commands and options are completed, no names of people or cases.
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        refuse(f"There is no completion for {shell}.")
    root = ctx.find_root().command
    try:
        click.echo(kind(root, {}, "dengwen", "_DENGWEN_COMPLETE").source())
    except RuntimeError as error:
        refuse(f"{error} Completion needs a newer {shell}.")
