"""What is not written down fails: settings, events and dependencies each have their line."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot import config
from casework.rules.events import MEETING, STARTING, TURNING

ROOT = Path(__file__).parents[2]
CONFIGURATION = (ROOT / "docs/configuration.md").read_text("utf-8")
DEPENDENCIES = (ROOT / "docs/dependencies.md").read_text("utf-8")


def rows(text: str) -> dict[str, list[str]]:
    """Return the cells of every table row that begins with one `name`, by that name."""
    found = re.findall(r"^\| `([^`]+)` \| (.*) \|$", text, re.MULTILINE)
    return {name: rest.split(" | ") for name, rest in found}


def settings(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        (inner, suffix) = (get_args(kind)[0], "[]") if get_origin(kind) is list else (kind, "")
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from settings(inner, f"{path}{name}{suffix}.")
        else:
            yield f"{path}{name}", field


SETTINGS = dict(settings(config.Config))


def default_in_words(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    factory: Any = field.default_factory
    takes_data = field.default_factory_takes_validated_data
    given = [{"data": Path("data")}] if takes_data else []
    value = factory(*given) if factory else field.default
    if value is None:
        return "none"
    if value == "":
        return "empty"
    if isinstance(value, time):
        return f"`{value:%H:%M}`"
    return f"`{json.dumps(value)}`" if isinstance(value, bool | list | dict) else f"`{value}`"


@pytest.mark.parametrize("key", SETTINGS)
def test_every_setting_is_documented_with_its_default(key):
    meaning, default, kind = rows(CONFIGURATION)[key]
    assert meaning
    assert kind
    assert default.split(", in ")[0] == default_in_words(SETTINGS[key])


def test_no_setting_is_documented_that_does_not_exist():
    documented = {key for key, cells in rows(CONFIGURATION).items() if len(cells) == 3}
    assert documented - SETTINGS.keys() == set()


def test_every_event_of_a_term_is_documented():
    events = {*STARTING, *MEETING, *TURNING}
    documented = {key for key, cells in rows(CONFIGURATION).items() if len(cells) == 1}
    assert documented - {key for key in documented if "." in key} == events


def direct_dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    wanted = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(line for extra in extras for line in extra),
    ]
    return [re.match(r"[\w.-]+", line)[0] for line in wanted]


@pytest.mark.parametrize("name", direct_dependencies())
def test_every_dependency_has_its_licence_and_reason(name):
    licence, reason, instead = rows(DEPENDENCIES)[name]
    assert licence
    assert reason.endswith(".")
    assert instead


def test_no_dependency_is_explained_that_is_not_there():
    assert rows(DEPENDENCIES).keys() == set(direct_dependencies())


def test_a_variable_for_each_way_of_overriding_is_a_setting():
    for variable in re.findall(r"`DENGWEN_([A-Z_]+)=", CONFIGURATION):
        key = variable.lower().replace("__", ".")
        assert key in SETTINGS or key == "telegram_api"


SKIPPING = {
    "a test": "import pytest\ndef test(): pytest.skip('no tool')\n",
    "a marked test": "import pytest\n@pytest.mark.skip(reason='no tool')\ndef test(): ...\n",
    "a file": "import pytest\npytest.skip('no tool', allow_module_level=True)\n",
    "a missing module": "import pytest\npytest.importorskip('no_tool')\ndef test(): ...\n",
}


@pytest.mark.parametrize("content", SKIPPING.values(), ids=SKIPPING.keys())
def test_a_test_that_is_left_out_fails_where_everything_must_run(tmp_path, content):
    (tmp_path / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text("utf-8"))
    (tmp_path / "test_it.py").write_text(content)

    def outcome(environment: dict[str, str]) -> tuple[bool, str]:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "/dev/null", "."],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return run.returncode in {0, 5}, run.stdout

    assert outcome({})[0]
    passed, said = outcome({"DENGWEN_ALL_TESTS": "1"})
    assert not passed
    assert "was left out, and DENGWEN_ALL_TESTS is set" in said
    assert "no tool" in said or "no_tool" in said
