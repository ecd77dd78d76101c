"""Does a Python file look like a settings module? Answered from its text, by lines that only settings have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secheaders_lint.discovery.pytext import without_comments
from secheaders_lint.discovery.sources import decode
from secheaders_lint.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.source.tree import SourceTree

_SITE = re.compile(
    r"^[ \t]*(?:INSTALLED_APPS|MIDDLEWARE|MIDDLEWARE_CLASSES|ROOT_URLCONF)\s*(?::[^=\n]+)?\+?=(?!=)",
    re.MULTILINE,
)
_LAYER = re.compile(
    r"^[ \t]*from[ \t]+[\w.]+[ \t]+import[ \t]*(?:\([ \t]*)?\*|^[ \t]*include\(", re.MULTILINE
)
_CONFIGURATIONS = re.compile(r"^[ \t]*(?:from|import)[ \t]+(?:configurations|cbs)\b", re.MULTILINE)
_CLASS = re.compile(r"^class[ \t]+(\w+)[ \t]*\(", re.MULTILINE)
_IMPORT = re.compile(r"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]*(\(?)", re.MULTILINE)
_PART = re.compile(r"""["'](?:[\w./-]*/)?(\w+)\.py["']""")
_URLCONF = re.compile(
    r"""^[ \t]*(?:ROOT_URLCONF|WSGI_APPLICATION)\s*(?::[^=\n]+)?=\s*["'](\w+)\.""", re.MULTILINE
)
_STATEMENT = re.compile(r"^(?!\"\"$)\S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Look:
    """What the text of a would-be settings module shows at a glance."""

    site: bool = False
    """It assigns what every site must: apps, middleware or the URL configuration."""
    layer: bool = False
    """It takes over all names of another module."""
    hollow: bool = False
    """It holds no statement at all."""
    configurations: bool = False
    """It uses django-configurations."""
    classes: tuple[str, ...] = ()
    """Classes that it defines or imports by name."""
    parts: frozenset[str] = frozenset()
    """Last names of the modules that it is put together from."""
    top: str | None = None
    """The top package that its URL configuration is in."""

    @property
    def is_settings(self) -> bool:
        """Say whether Django could be started with it."""
        return self.site or self.layer or self.configurations


NOTHING = Look()


class Looker:
    """Looks at files, at each once."""

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree
        self._looks: dict[str, Look] = {}

    def look(self, path: str) -> Look:
        """Return the look of a file; nothing of note where it cannot be read."""
        if path not in self._looks:
            try:
                data = self._tree.read(path)
            except SourceError:
                data = None
            self._looks[path] = NOTHING if data is None else _look_at(decode(data, path))
        return self._looks[path]


def _look_at(text: str) -> Look:
    code = without_comments(text)
    imports = list(_imports(code))
    urlconf = _URLCONF.search(code)
    imported = [
        name for _, names in imports for name in re.findall(r"[^\W\d]\w*", names) if name[0].isupper()
    ]
    return Look(
        site=_SITE.search(code) is not None,
        layer=_LAYER.search(code) is not None,
        hollow=_STATEMENT.search(code) is None,
        configurations=_CONFIGURATIONS.search(code) is not None,
        classes=tuple(dict.fromkeys([*_CLASS.findall(code), *imported])),
        parts=frozenset([module.rpartition(".")[2] for module, _ in imports] + _PART.findall(code)),
        top=urlconf[1] if urlconf else None,
    )


def _imports(code: str) -> Iterator[tuple[str, str]]:
    """Yield module and names, as they are written, of every ``from … import``."""
    at, closed = 0, True
    while found := _IMPORT.search(code, at):
        start = found.end()
        at = code.find(")", start) if closed and found[2] else -1
        if found[2] and at < 0:
            # No later bracket is closed either: looking for the end of each would take for ever.
            closed = False
        if at < 0:
            at = code.find("\n", start)
        at = at if at >= 0 else len(code)
        yield found[1], code[start:at]
