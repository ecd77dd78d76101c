"""A mention: one place of the repository that names a settings module, and how much that says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

MODULE_VARIABLE = "DJANGO_SETTINGS_MODULE"
CONFIGURATION_VARIABLE = "DJANGO_CONFIGURATION"
# How a script speaks of a module: the environment may still say otherwise.
DEFAULT = "sets the default"


class Voice(Enum):
    """Who speaks when a file names a settings module."""

    SERVER = "server"
    """wsgi.py and asgi.py: what a server reads unless its environment says otherwise."""
    DEPLOY = "deploy"
    """An image, a platform's or a production environment's file."""
    MANAGE = "manage"
    SCRIPT = "script"
    """celery.py and other scripts that start Django."""
    NEUTRAL = "neutral"
    """A compose file or an environment file that does not say which environment it is for."""
    DEVELOPMENT = "development"
    TEST = "test"
    BUILD = "build"
    """One command while an image is built."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names a settings module, a configuration class, or both."""

    voice: Voice
    module: str | None
    configuration: str | None
    path: str
    line: int
    what: str
    first_roots: tuple[str, ...] = ()
    """Folders that the file itself puts at the front of ``sys.path``, relative to its own or to one above."""
    last_roots: tuple[str, ...] = ()
    """Folders that it puts at the end."""
