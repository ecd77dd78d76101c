"""What real Python gives: runs generated packages in forked processes of their own, time- and memory-limited."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import tempfile
import warnings
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import Self

# Imported before the processes are forked: each of them would do it again. Packages that a test's Python lacks are its own matter.
_USED = (
    "configurations.importer", "configurations.values", "decouple", "distutils.util", "django.conf.global_settings", "dotenv",
    "environ", "environs", "tomllib",
)  # fmt: skip
for _package in _USED:
    with contextlib.suppress(ImportError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        importlib.import_module(_package)

_CLEAN = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}


def plain(value: Any, root: str) -> Any:
    """Return a value as ``settings --format json`` would show it; ``root`` is the folder of the package."""
    if isinstance(value, PurePath):
        value = str(value)
    if isinstance(value, str):
        value = str.__str__(value)
        return value.replace(root, "$ROOT")
    if isinstance(value, bool | int | float | type(None)):
        return value
    if isinstance(value, list | tuple):
        return [plain(part, root) for part in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(part, root) for part in value), key=lambda part: (str(type(part)), str(part)))
    if isinstance(value, dict):
        return {str(key).replace(root, "$ROOT"): plain(part, root) for key, part in value.items()}
    return {"repr": True}


class Package:
    """Files (path → text) on disk, ready to be run under several environments."""

    def __init__(self, files: dict[str, str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="generated")
        self._tops = {path.partition("/")[0].removesuffix(".py") for path in files}
        self.write(files)

    def write(self, files: dict[str, str]) -> None:
        """Put files into the package, over those that are there."""
        for path, text in files.items():
            target = Path(self._folder.name, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._folder.cleanup()

    def run(
        self, environment: dict[str, str], module: str = "settings", configuration: str | None = None
    ) -> dict[str, Any] | None:
        """Return the upper-case names after importing ``module``; ``None`` where the import raised.

        With a ``configuration``, the module is imported as django-configurations does it, and what is returned is what the
        classes of the package set, not Django's defaults.
        """
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            if configuration is not None:
                environment = {
                    **environment,
                    "DJANGO_SETTINGS_MODULE": module,
                    "DJANGO_CONFIGURATION": configuration,
                }
            _child(os.path.realpath(self._folder.name), self._tops, environment, write, module)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            data = pipe.read()
        os.waitpid(child, 0)
        return json.loads(data) if data else None


def _own_names(module: Any, tops: set[str], configuration: str) -> set[str]:
    """Return the names that a module, or the classes of its package that a configuration inherits from, set themselves.

    Names that Django has a default for are left out: django-configurations sets every one of them.
    """
    defaults = vars(importlib.import_module("django.conf.global_settings"))
    classes = getattr(module, configuration).__mro__
    own = {name for owner in classes if owner.__module__.partition(".")[0] in tops for name in vars(owner)}
    return {*own, *vars(module)} - {"CONFIGURATION", "DOTENV", "DOTENV_LOADED", *defaults}


def _child(folder: str, tops: set[str], environment: dict[str, str], write: int, name: str) -> None:
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
        signal.alarm(10)
        warnings.simplefilter("ignore")
        os.environ.clear()
        os.environ.update({**_CLEAN, **environment})
        sys.argv[:] = ["-c"]
        sys.path.insert(0, folder)
        sys.dont_write_bytecode = True
        for loaded in [loaded for loaded in sys.modules if loaded.partition(".")[0] in tops]:
            del sys.modules[loaded]
        importlib.invalidate_caches()
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        configuration = environment.get("DJANGO_CONFIGURATION")
        if configuration is not None:
            importlib.import_module("configurations.importer").install()
        module = importlib.import_module(name)
        names = _own_names(module, tops, configuration) if configuration else vars(module)
        found = {name: plain(getattr(module, name), folder) for name in names if name.isupper()}
        os.write(write, json.dumps(found).encode())
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it raised, there are no settings
        code = 1
    finally:
        os._exit(code)
