"""The example configuration, changed here and there, and an environment without settings."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import ConfigError, load

EXAMPLE = Path(__file__).parents[2] / "config.toml"
Edit = tuple[str, str]


@pytest.fixture(autouse=True)
def no_settings_in_the_environment(monkeypatch):
    for name in os.environ:
        if name.startswith("DENGWEN_") and name != "DENGWEN_ALL_TESTS":
            monkeypatch.delenv(name)


@pytest.fixture
def example() -> Path:
    return EXAMPLE


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """Write the example with the first occurrence of each old text replaced; return its path."""

    def edit(*edits: Edit) -> Path:
        text = EXAMPLE.read_text("utf-8")
        for old, new in edits:
            assert old in text, f"the example no longer contains {old!r}"
            text = text.replace(old, new, 1)
        path = tmp_path / "config.toml"
        path.write_text(text, "utf-8")
        return path

    return edit


@pytest.fixture
def refused(edited: Callable[..., Path]) -> Callable[..., str]:
    """Load an edited example that must be refused; return everything the error would ever show."""

    def refuse(*edits: Edit) -> str:
        with pytest.raises(ConfigError) as caught:
            load(edited(*edits))
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None
        assert str(caught.value) == "\n".join(caught.value.problems)
        return str(caught.value)

    return refuse
