"""axe-core in a page: what shuts people out who use no mouse, no screen or no small print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.async_api import Page

SOURCE = Path(__file__).parent / "oracles/node_modules/axe-core/axe.min.js"
MISSING = "axe-core is not installed: npm ci --prefix tests/oracles"
GRAVE = {"serious", "critical"}


def is_there() -> bool:
    """Say whether axe-core is installed."""
    return SOURCE.is_file()


async def violations(page: Page, *, within: str | None = None) -> list[str]:
    """Return what is seriously wrong with the page as it stands, one line for each element.

    Args:
        page: what to look at; its policy may forbid foreign scripts, this one comes from outside.
        within: a selector of the part to look at; None takes the whole page.
    """
    await page.evaluate(SOURCE.read_text("utf-8"))
    found: list[dict[str, Any]] = await page.evaluate(
        "async (within) => (await axe.run(within ?? document)).violations", within
    )
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))} "
        f"{node['html'][:120]} {node['failureSummary']}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]
