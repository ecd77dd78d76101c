"""Write the names of all of Django's settings, with the series that know them, into the package's data.

``python scripts/record_setting_names.py WHEEL…`` with one wheel of each series (``pip download --no-deps django==5.2.*``).
Each wheel's ``django/conf/global_settings.py`` is read as text: the upper-case names that start a line.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path

TABLE = Path(__file__).parents[1] / "linter/secheaders_lint/data/django_setting_names.json"


def names_in(wheel: str) -> tuple[str, list[str]]:
    """Return the exact version of a wheel of Django, and the settings it has defaults for."""
    version = Path(wheel).name.split("-")[1]
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read("django/conf/global_settings.py").decode("utf-8")
    return version, re.findall(r"^([A-Z][A-Z0-9_]*) = ", text, re.MULTILINE)


def main(wheels: list[str]) -> None:
    """Write the table: name → first and last series that have it, ``null`` where the newest has."""
    found = sorted((names_in(wheel) for wheel in wheels), key=lambda pair: _numbers(pair[0]))
    series = {".".join(version.split(".")[:2]): version for version, _ in found}
    spans: dict[str, list[str | None]] = {}
    for version, names in found:
        for name in names:
            spans.setdefault(name, [".".join(version.split(".")[:2]), None])[1] = ".".join(
                version.split(".")[:2]
            )
    newest = list(series)[-1]
    rows = {name: [first, None if last == newest else last] for name, (first, last) in sorted(spans.items())}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
    text = f'{{"read_from": {json.dumps(series)},\n "names": {{\n{lines}\n }}}}\n'
    TABLE.write_text(text, encoding="utf-8")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


if __name__ == "__main__":
    main(sys.argv[1:])
