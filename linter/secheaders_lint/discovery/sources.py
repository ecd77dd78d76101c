"""Gathers every mention of a settings module in the repository, from the files that names single out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.discovery.mentions import Mention, Voice
from secheaders_lint.discovery.plaintext import read_plaintext, speaks_of_settings
from secheaders_lint.discovery.scripts import read_script
from secheaders_lint.errors import SourceError
from secheaders_lint.source.text import decode_plain

if TYPE_CHECKING:
    from secheaders_lint.discovery.inventory import Inventory
    from secheaders_lint.discovery.telling import TellingFiles
    from secheaders_lint.source.tree import SourceTree

# Nothing that names a settings module is larger; data with a telling name may be.
_MAX_BYTES = 1_000_000
# More mentions than any repository has; every one is looked up in all folders.
_MAX_MENTIONS = 3000


def read_text(tree: SourceTree, path: str) -> str | None:
    """Return a configuration file as text, None where it is absent or cannot be read."""
    try:
        data = tree.read(path)
    except SourceError:
        return None
    return None if data is None else decode(data, path)


def decode(data: bytes, path: str) -> str:
    r"""Decode a file leniently: odd bytes never stop discovery, and every line ends in ``\n``."""
    text = decode_plain(data, path).text
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def gather_mentions(tree: SourceTree, inventory: Inventory, files: TellingFiles) -> list[Mention]:
    """Return all mentions, scripts first."""
    mentions = []
    for path in inventory.scripts:
        data = _bytes(tree, path)
        if data is not None and (b"DJANGO_SETTINGS_MODULE" in data or b"DJANGO_CONFIGURATION" in data):
            mentions += read_script(path, decode(data, path))
    for path in files.deploy:
        mentions += _plain(tree, path, Voice.DEPLOY, _deploy_name(path))
    for path in files.compose:
        mentions += _plain(tree, path, Voice.NEUTRAL, "compose file")
    for path in files.environment:
        mentions += _plain(tree, path, Voice.NEUTRAL, "environment file")
    for path in files.tests:
        mentions += _plain(tree, path, Voice.TEST, _test_name(path))
    for path in files.cluster:
        mentions += _plain(tree, path, Voice.DEPLOY, "deployment manifest")
    return mentions[:_MAX_MENTIONS]


def _plain(tree: SourceTree, path: str, voice: Voice, what: str) -> list[Mention]:
    data = _bytes(tree, path)
    if data is None or not speaks_of_settings(data):
        return []
    return read_plaintext(path, decode(data, path), voice, what)


def _bytes(tree: SourceTree, path: str) -> bytes | None:
    try:
        data = tree.read(path)
    except SourceError:
        return None
    return data if data is not None and len(data) <= _MAX_BYTES else None


def _deploy_name(path: str) -> str:
    name = path.rpartition("/")[2]
    return "Dockerfile" if "ockerfile" in name else name


def _test_name(path: str) -> str:
    return "workflow" if path.startswith(".github/workflows/") else path.rpartition("/")[2]


def is_distribution(tree: SourceTree) -> bool:
    """Say whether the repository is built as a package for others to install, as a reusable app is."""
    if tree.is_file("setup.py"):
        return True
    pyproject = read_text(tree, "pyproject.toml") or ""
    setup_cfg = read_text(tree, "setup.cfg") or ""
    return "[build-system]" in pyproject or "Framework :: Django" in pyproject or "[metadata]" in setup_cfg
