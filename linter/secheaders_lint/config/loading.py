"""From the bytes of a file to a :class:`Config`, or to one line that says what is wrong where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.config.values import Config
from secheaders_lint.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.config.values import Keys
    from secheaders_lint.source.tree import SourceTree

OWN_FILE = ".secheaders-lint.toml"
PYPROJECT = "pyproject.toml"
TABLE: Keys = ("tool", "secheaders-lint")
_MARK = b"secheaders-lint"
_LISTS = frozenset({"settings", "exclude", "select", "ignore"})


def load_config(tree: SourceTree) -> Config:
    """Return the configuration that lies at the root of a tree; the file of its own beats pyproject.toml."""
    for path in (OWN_FILE, PYPROJECT):
        try:
            data = tree.read(path)
        except SourceError as error:
            if path == PYPROJECT:
                continue
            raise UsageError(f"{error}; mend the file or name another one with --config") from None
        # A pyproject.toml that does not name this tool is not worth importing a parser for.
        if data is not None and (path == OWN_FILE or _MARK in data):
            return read_config(data, path)
    return Config()


def unread_configs(tree: SourceTree, folders: Iterable[str]) -> Iterator[str]:
    """Yield the files that look like a configuration of ours and lie in other folders than the root."""
    for folder in folders:
        for name in (OWN_FILE, PYPROJECT):
            path = f"{folder}/{name}"
            try:
                data = tree.read(path)
            except SourceError:
                continue
            if data is not None and (name == OWN_FILE or b"[tool.secheaders-lint" in data):
                yield path


def read_config(data: bytes, path: str) -> Config:
    """Return the configuration that the bytes of a file hold; raise `UsageError` with path and line where it is wrong."""
    text = _decoded(data, path)
    document = _parsed(text, path)
    below, table = _own_table(document, path)
    if table is None:
        return Config(path=path)
    from secheaders_lint.config.positions import key_lines

    lines = key_lines(text, below)
    config = Config(path=path, lines=lines)
    _check(table, config, below)
    return config._replace(**{key.replace("-", "_"): _frozen(key, value) for key, value in table.items()})


def _decoded(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}: is not UTF-8, as TOML has to be: save it so") from None


def _parsed(text: str, path: str) -> dict[str, Any]:
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise UsageError(
            f"{path}:{error.lineno}:{error.colno}: is no valid TOML: {_lower(error.msg)}"
        ) from None
    except RecursionError:
        raise UsageError(f"{path}:1: is no valid TOML: it nests too deep") from None
    except ValueError:
        # Python's own refusal to read thousands of digits: it does not say where.
        raise UsageError(f"{path}:1: is no valid TOML: it holds a number that is too long") from None


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _own_table(document: dict[str, Any], path: str) -> tuple[Keys, dict[str, Any] | None]:
    """Return where our keys are: a table of pyproject.toml, the whole of any other file unless it has that table."""
    tools = document.get("tool")
    table = tools.get("secheaders-lint") if isinstance(tools, dict) else None
    if table is None and path.rpartition("/")[2] != PYPROJECT and not isinstance(tools, dict):
        return (), document
    if table is not None and not isinstance(table, dict):
        raise UsageError(f"{path}: tool.secheaders-lint must be a table")
    return TABLE, table


def _check(table: dict[str, Any], config: Config, below: Keys) -> None:
    from secheaders_lint.config.schema import KEYS, hint

    for name, value in table.items():
        key = KEYS.get(name)
        if key is None:
            raise UsageError(f"{_at(config, name)} unknown key {_full(below, name)}{hint(name, KEYS)}")
        for found in key.wrong(value, key.wanted):
            where = _at(config, name, *found.keys)
            raise UsageError(f"{where} {_full(below, name, *found.keys)} {found.message}")


def _at(config: Config, *keys: str) -> str:
    return f"{config.path}:{config.line(*keys)}:"


def _full(below: Keys, *keys: str) -> str:
    parts = [
        key if key.replace("-", "").replace("_", "").isalnum() else f'"{key}"' for key in (*below, *keys)
    ]
    return ".".join(parts)


def _frozen(key: str, value: Any) -> Any:
    if key in _LISTS:
        return (value,) if isinstance(value, str) else tuple(value)
    if key == "per-module-ignores":
        return {name: tuple(selectors) for name, selectors in value.items()}
    return value
