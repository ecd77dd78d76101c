"""Write the paths of all of Django's middleware, with the series that have them, into the package's data.

``python scripts/record_middleware_paths.py WHEEL…`` with one wheel of each series (``pip download --no-deps django==5.2.*``).
Each wheel's modules are read as text: the classes named ``…Middleware`` that start a line, and what modules import by such a
name, for they can be had from there too.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path

TABLE = Path(__file__).parents[1] / "linter/secheaders_lint/data/django_middleware.json"
_CLASS = re.compile(r"^class (\w+Middleware)\b", re.MULTILINE)
_IMPORT = re.compile(r"^(?:from [\w.]+ )?import (\([^)]*\)|[^\n(]*)", re.MULTILINE)
_NAME = re.compile(r"\b\w+Middleware\b")


def paths_in(wheel: str) -> tuple[str, set[str]]:
    """Return the exact version of a wheel of Django, and the dotted paths of its middleware."""
    version = Path(wheel).name.split("-")[1]
    found = set()
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not name.startswith("django/") or not name.endswith(".py"):
                continue
            text = archive.read(name).decode("utf-8")
            module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            imported = [each for names in _IMPORT.findall(text) for each in _NAME.findall(names)]
            found |= {f"{module}.{each}" for each in (*_CLASS.findall(text), *imported)}
    return version, found


def main(wheels: list[str]) -> None:
    """Write the table: path → first and last series that have it, ``null`` where the newest has."""
    read = sorted((paths_in(wheel) for wheel in wheels), key=lambda pair: _numbers(pair[0]))
    series = {_series(version): version for version, _ in read}
    spans: dict[str, list[str]] = {}
    for version, paths in read:
        for path in paths:
            spans.setdefault(path, [_series(version), ""])[1] = _series(version)
    newest = list(series)[-1]
    rows = {path: [first, None if last == newest else last] for path, (first, last) in sorted(spans.items())}
    lines = ",\n".join(f"  {json.dumps(path)}: {json.dumps(row)}" for path, row in rows.items())
    text = f'{{"read_from": {json.dumps(series)},\n "paths": {{\n{lines}\n }}}}\n'
    TABLE.write_text(text, encoding="utf-8")


def _series(version: str) -> str:
    return ".".join(version.split(".")[:2])


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


if __name__ == "__main__":
    main(sys.argv[1:])
