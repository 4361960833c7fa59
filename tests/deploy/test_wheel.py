"""What is installed is whole: files that are no modules go into the wheel, too."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
PACKAGES = [name.rstrip("*") for name in SETTINGS["packages"]["find"]["include"]]


def test_every_file_that_a_package_reads_is_installed_with_it():
    for package in PACKAGES:
        folder = ROOT / package
        installed = {
            path
            for pattern in SETTINGS["package-data"].get(package, [])
            for path in folder.glob(pattern)
        }
        data = {
            path
            for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
        }
        assert data <= installed, package


def test_every_module_is_in_a_package_that_is_found():
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            folder = path.parent
            while folder != ROOT:
                assert (folder / "__init__.py").exists(), folder
                folder = folder.parent
