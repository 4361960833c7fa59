"""What became of every C2SP vector of age, as a table: `make vectors`."""

from __future__ import annotations

import sys

import click

from tests.vectors import cctv


def main() -> None:
    """Run all vectors, print one line for each family, and exit 1 if one failed."""
    failed = {}
    for name in cctv.names():
        if name not in cctv.SKIPPED and (wrong := cctv.what_is_wrong(cctv.read_vector(name))):
            failed[name] = wrong
    click.echo(f"{'family':<8}{'passed':>8}{'failed':>8}{'skipped':>8}")
    for family in cctv.FAMILIES:
        _print_row(family, failed, [n for n in cctv.names() if cctv.family_of(n) == family])
    _print_row("all", failed, cctv.names())
    for name, reason in sorted(cctv.SKIPPED.items()):
        click.echo(f"skipped {name}: {reason}")
    for name, wrong in sorted(failed.items()):
        click.echo(f"failed {name}: {wrong}")
    sys.exit(bool(failed))


def _print_row(title: str, failed: dict[str, str], names: list[str]) -> None:
    failures = sum(name in failed for name in names)
    skips = sum(name in cctv.SKIPPED for name in names)
    click.echo(f"{title:<8}{len(names) - failures - skips:>8}{failures:>8}{skips:>8}")


if __name__ == "__main__":
    main()
