"""Whether code of the repository reads a setting: a search over the bytes of its modules, without a parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.discovery.inventory import walk_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.source.tree import SourceTree

# ``NAME = …``, ``NAME: int = …``, ``NAME += …``, ``override_settings(NAME=…)``, ``NAME["key"] = …``, ``NAME.append(…)``
_WRITTEN = (
    rb"\s*(?:(?::[^=\n]{1,80}|\[[^\]\n]{1,80}\]\s*)?(?:[+|]=|=(?!=))|\.(?:append|extend|insert|update)\()"
)
_QUOTES = (b'"', b"'")


def readers(tree: SourceTree, name: str) -> Iterator[str]:
    """Yield the Python files of the repository in which anything but an assignment names a setting.

    A text of that name in a file that also sets it is the variable that the value comes from.
    """
    for folder, filenames in walk_own(tree):
        for path, data in tree.contents(folder, (each for each in filenames if each.endswith(".py"))):
            if _reads(data, name):
                yield path


def _reads(data: bytes, name: str) -> bool:
    wanted = name.encode()
    if wanted not in data:
        return False
    sets = False
    quoted = False
    for match in re.finditer(rb"(?<![A-Za-z0-9_])%s(?![A-Za-z0-9_])" % re.escape(wanted), data):
        start, end = match.span()
        line = data[data.rfind(b"\n", 0, start) + 1 : start]
        if line.lstrip().startswith(b"#"):
            continue
        if line[-1:] in _QUOTES and data[end : end + 1] == line[-1:]:
            if b"attr(" in line:
                return True
            quoted = True
        elif re.match(_WRITTEN, data[end : end + 100]):
            sets = True
        else:
            return True
    return quoted and not sets
