"""Small trees in memory, and short ways to ask discovery about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.discovery import Discovery, Entrypoint, discover
from secheaders_lint.source.memory import MemoryTree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "{}")\n'
SITE = "INSTALLED_APPS = []\nMIDDLEWARE = []\n"
LAYER = "from .base import *\n"


def sets(module: str) -> str:
    """Return a script that sets the default settings module."""
    return MANAGE.format(module)


def package(folder: str, **modules: str) -> dict[str, str]:
    """Return the files of a package."""
    return {f"{folder}/__init__.py": "", **{f"{folder}/{name}.py": text for name, text in modules.items()}}


def found(files: Mapping[str, str | bytes], within: Sequence[str] = ()) -> Discovery:
    """Return what discovery finds in a tree of these files."""
    return discover(MemoryTree(files), within=within)


def judged(files: Mapping[str, str | bytes], within: Sequence[str] = ()) -> list[str]:
    """Return the names of the entrypoints that are judged."""
    return [entrypoint.name for entrypoint in found(files, within).judged]


def entrypoint(files: Mapping[str, str | bytes], name: str) -> Entrypoint:
    """Return one entrypoint by its name."""
    return next(each for each in found(files).entrypoints if each.name == name)
