"""CORS003: a pattern lets origins in that it was hardly written for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.data.cors import PATTERNS
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Remedy, SwapText
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cors import lets_everyone_in, runs, texts, with_credentials
from secheaders_lint.rules.mending import UNSAFE
from secheaders_lint.rules.origins import stranger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

HELP = r"Write dots of names as '\.' and end the pattern with '$': r'^https://\w+\.example\.com$'."


def check(site: SiteModel) -> Iterator[Report]:
    """Report patterns of origins that let a stranger in."""
    if not runs(site) or lets_everyone_in(site) is not False:
        return
    credentials = with_credentials(site)
    for given in texts(site, PATTERNS):
        found = stranger(given.text)
        if found is None:
            continue
        reads = " with the visitor's cookies" if credentials else ""
        yield Report(
            f"{given.setting} holds {_as_written(given.text)}, {found.how}: pages of {found.origin} are let in, and may read what the site answers{reads}",
            given.location,
            f"{given.setting} {given.text}",
            HELP,
            severity=Severity.ERROR if credentials else None,
            remedies=tuple(_remedies(given.setting, given.text)),
        )


def _remedies(setting: str, text: str) -> Iterator[Remedy]:
    """Yield the pattern with its dots escaped and its end closed, where no stranger is let in by it any more."""
    closed = re.sub(r"(?<![\\\])*.])\.(?![*+?{])", r"\.", text)
    closed = closed if closed.endswith(("$", r"\Z")) else f"{closed}$"
    if closed != text and stranger(closed) is None:
        yield Remedy(f"Write {_as_written(closed)}", (SwapText(setting, text, closed),), UNSAFE)


def _as_written(pattern: str) -> str:
    """Return a pattern as people write it: backslashes stay single."""
    text = repr(pattern)
    return f"r{text}".replace("\\\\", "\\") if "\\" in pattern and "'" not in pattern else text


RULE = Rule(
    code="CORS003",
    name="cors-pattern-open",
    summary="a pattern lets origins in that it was hardly written for",
    severity=Severity.WARNING,
    check=check,
    observatory="cross-origin-resource-sharing",
    cwe=185,
    versions="django-cors-headers in all versions",
    source="django-cors-headers documentation and code (re.match)",
    docs=Docs(
        what=(
            "Reports patterns in `CORS_ALLOWED_ORIGIN_REGEXES` (or `CORS_ORIGIN_REGEX_WHITELIST`) that a foreign origin fits, and names one: "
            "because the end is open, because a bare dot in front of the registered name stands for any letter, or because any name that "
            "ends so will do. With `CORS_ALLOW_CREDENTIALS` it is an error. Patterns that are not plain are left alone."
        ),
        why=(
            "The package holds a pattern against the beginning of the origin (`re.match`), the end is free unless the pattern has `$`. For "
            "`https://www.example.com` one can register `wwwxexample.com`, or give a host of one's own the name "
            "`www.example.com.evil.example`, and read from there what the site answers."
        ),
        example='```python\nCORS_ALLOWED_ORIGIN_REGEXES = [r"https://\\w+.example.com"]\n```',
        instead='```python\nCORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\\w+\\.example\\.com$"]\n```',
        silence="Every origin that fits is one of yours.",
    ),
)
