"""axe-core in a page: what shuts people out who use no mouse, no screen or no small print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import Page

SOURCE = Path(__file__).parent / "oracles/node_modules/axe-core/axe.min.js"
MISSING = "axe-core is not installed: npm ci --prefix tests/oracles"
RUN = """async ([within, options]) =>
    (await axe.run(within ?? document, { resultTypes: ['violations'], ...options })).violations"""
GRAVE = {"serious", "critical"}


def is_there() -> bool:
    """Say whether axe-core is installed."""
    return SOURCE.is_file()


async def violations(
    page: Page, *, within: str | None = None, rules: Sequence[str] = ()
) -> list[str]:
    """Return what is seriously wrong with the page as it stands, one line for each element.

    Args:
        page: what to look at; its policy may forbid foreign scripts, this one comes from outside.
        within: a selector of the part to look at; None takes the whole page.
        rules: names of the only rules to go by; none takes all of them.
    """
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(SOURCE.read_text("utf-8"))
    options = {"runOnly": list(rules)} if rules else {}
    found: list[dict[str, Any]] = await page.evaluate(RUN, [within, options])
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))} "
        f"{node['html'][:120]} {node['failureSummary']}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]
