"""What real Python gives: runs generated packages in forked processes of their own, time- and memory-limited."""

from __future__ import annotations

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

_CLEAN = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}


def plain(value: Any, root: str) -> Any:
    """Return a value as ``settings --format json`` would show it; ``root`` is the folder of the package."""
    if isinstance(value, PurePath):
        value = str(value)
    if isinstance(value, str):
        value = str.__str__(value)
        return "$ROOT" + value[len(root) :] if value.startswith(root) else value
    if isinstance(value, bool | int | float | type(None)):
        return value
    if isinstance(value, list | tuple):
        return [plain(part, root) for part in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(part, root) for part in value), key=lambda part: (str(type(part)), str(part)))
    if isinstance(value, dict):
        return {str(key): plain(part, root) for key, part in value.items()}
    return {"repr": True}


class Package:
    """Files (path → text) on disk, ready to be run under several environments."""

    def __init__(self, files: dict[str, str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="generated")
        self._tops = {path.partition("/")[0].removesuffix(".py") for path in files}
        for path, text in files.items():
            target = Path(self._folder.name, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._folder.cleanup()

    def run(self, environment: dict[str, str]) -> dict[str, Any] | None:
        """Return the upper-case names after importing ``settings``; ``None`` where the import raised."""
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            _child(os.path.realpath(self._folder.name), self._tops, environment, write)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            data = pipe.read()
        os.waitpid(child, 0)
        return json.loads(data) if data else None


def _child(folder: str, tops: set[str], environment: dict[str, str], write: int) -> None:
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
        for name in [name for name in sys.modules if name.partition(".")[0] in tops]:
            del sys.modules[name]
        importlib.invalidate_caches()
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        module = importlib.import_module("settings")
        found = {name: plain(value, folder) for name, value in vars(module).items() if name.isupper()}
        os.write(write, json.dumps(found).encode())
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it raised, there are no settings
        code = 1
    finally:
        os._exit(code)
