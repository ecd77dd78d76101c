"""PERM004: values of a Permissions-Policy that browsers refuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from secheaders_lint.data.middleware import PERMISSIONS_POLICY
from secheaders_lint.data.permissions_policy import features
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Remedy, SwapText
from secheaders_lint.rules.asking import (
    PERMISSIONS,
    advice,
    listing,
    sent_anyway,
    shown,
    sureness,
)
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.given import Given
    from secheaders_lint.model.site import SiteModel

_SETTINGS = ("PERMISSIONS_POLICY", "PERMISSIONS_POLICY_REPORT_ONLY")
# What the package writes bare, or leaves out; all else it puts in double quotes.
_WORDS = frozenset({"self", "none", "*"})
_ORIGIN = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://\S+")
# One member of the header: a name, and a token, a text or a list of these in parentheses.
_VALUE = r'(?:\*|[a-zA-Z][\w-]*|"[\x20-\x21\x23-\x5b\x5d-\x7e]*")'
_MEMBER = re.compile(
    rf"\s*([a-z*][a-z0-9_.*-]*)=(?:{_VALUE}|\( *(?:{_VALUE}(?: +{_VALUE})*)? *\))(?:;[a-z][\w-]*=[^,;]+)*\s*"
)
_HOSTLIKE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/.*)?")


def check(site: SiteModel) -> Iterator[Report]:
    """Report values of the package's settings, or of a declared header, that no browser takes."""
    if sent_anyway(site, PERMISSIONS):
        yield from _of_text(site, site.given[PERMISSIONS.lower()])
        return
    if site.stack.has(PERMISSIONS_POLICY) is not True:
        return
    for name in _SETTINGS:
        policy = site.value(name) if site.settings.is_set(name) else None
        if isinstance(policy, dict):
            yield from _of_setting(site, name, policy)


def _of_setting(site: SiteModel, name: str, policy: dict[str, Any]) -> Iterator[Report]:
    wrong: dict[str, list[str]] = {}
    for feature, values in policy.items():
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, str) and value not in _WORDS and _ORIGIN.fullmatch(value) is None:
                wrong.setdefault(value, []).append(feature)
    if not wrong:
        return
    value, where = next(iter(wrong.items()))
    broken = next(
        (
            each
            for each in wrong
            if '"' in each or "\\" in each or not each.isascii() or not each.isprintable()
        ),
        None,
    )
    more = f" (and {len(wrong) - 1} more like it)" if len(wrong) > 1 else ""
    if broken is not None:
        effect = (
            f"{shown(broken)} in {name} breaks the header, so that browsers drop the whole Permissions-Policy"
        )
    else:
        effect = f"{shown(value)} for {listing(where, 3)} in {name}{more} is no origin: browsers skip it, so the feature stays closed there"
    yield Report(
        effect,
        site.where(name),
        name,
        _instead(broken or value),
        severity=advice(site) or (Severity.INFO if name == _SETTINGS[1] else None),
        confidence=sureness(site, PERMISSIONS),
        remedies=tuple(_remedies(name, wrong)),
    )


def _remedies(name: str, wrong: dict[str, list[str]]) -> Iterator[Remedy]:
    """Yield the remedy where it can be told of each value what it is meant to be."""
    meant = {value: _meant(value) for value in wrong}
    if all(meant.values()):
        steps = tuple(
            SwapText(name, value, meant[value], (feature,))
            for value, where in wrong.items()
            for feature in where
        )
        yield Remedy(f"Write {listing([repr(each) for each in meant.values()], 3)}", steps, UNSAFE)


def _meant(value: str) -> str:
    """Return the word or origin that a value is meant to be; empty where that cannot be told."""
    plain = value.strip("'\"")
    if plain in _WORDS:
        return plain
    return f"https://{plain}" if _HOSTLIKE.fullmatch(plain) else ""


def _instead(value: str) -> str:
    plain = value.strip("'\"")
    if plain in _WORDS:
        return f"Write '{plain}' without the inner quotes: the package adds what the header needs."
    if _HOSTLIKE.fullmatch(plain):
        return f"Write 'https://{plain}': an origin has a scheme."
    return "Write 'self', '*' or an origin with its scheme; an empty list closes the feature."


def _of_text(site: SiteModel, given: Given) -> Iterator[Report]:
    from difflib import get_close_matches

    by = "the edge" if given.entry is None else given.entry.label
    place = (None if given.entry is None else site.place(given.entry.site)) or site.anchor()
    members = _split(given.value or "")
    bad = next((each for each in members if _MEMBER.fullmatch(each) is None), None)
    if bad is not None:
        yield Report(
            f"{shown(bad.strip())} in the {PERMISSIONS} that {by} sends is a syntax error, so that browsers drop the whole header",
            place,
            f"{PERMISSIONS}.syntax",
            'Write feature=(), feature=(self) or feature=(self "https://example.com"), with commas between features.',
            severity=advice(site),
        )
        return
    names = [each.partition("=")[0].strip() for each in members]
    unknown = {
        name: get_close_matches(name, features(), n=1, cutoff=0.75)
        for name in names
        if name not in features()
    }
    meant = {name: near[0] for name, near in unknown.items() if near}
    if meant:
        yield Report(
            f"the {PERMISSIONS} that {by} sends names {listing(list(meant))}, which no browser knows: the feature stays open",
            place,
            f"{PERMISSIONS}.{next(iter(meant))}",
            f"Write {listing(list(meant.values()))}.",
            severity=Severity.INFO,
        )


def _split(text: str) -> list[str]:
    """Return the members of a header: commas in quotes separate nothing."""
    parts = re.findall(r'(?:"[^"]*"|[^,"])+', text)
    return [part for part in parts if part.strip()]


RULE = Rule(
    code="PERM004",
    name="permissions-policy-value-refused",
    summary="the Permissions-Policy has a value that browsers refuse",
    severity=Severity.WARNING,
    check=check,
    cwe=693,
    source="Permissions Policy (W3C), section 5.2; RFC 9651; django-permissions-policy 4.34",
    docs=Docs(
        what=(
            "Reports values in `PERMISSIONS_POLICY` that are neither `self`, `*` nor an origin: with quotes inside (`\"'self'\"`) or without a "
            "scheme (`example.com`). In a header that is declared under `[edge]` it reports syntax errors and, as advice, misspelt features. "
            "What the package itself refuses is PERM003."
        ),
        why=(
            "The package quotes whatever it is given. A text that is no origin is skipped, so the feature is closed where it was to be open. "
            "The header is a structured field: one error in its syntax, and browsers drop all of it."
        ),
        example='```python\nPERMISSIONS_POLICY = {"geolocation": ["\'self\'", "maps.example.com"]}\n```',
        instead='```python\nPERMISSIONS_POLICY = {"geolocation": ["self", "https://maps.example.com"]}\n```',
        silence="Never.",
    ),
)
