"""The letter of securityheaders.com, estimated: its code is closed, and what is known of it is known from its reports.

Taken from what its author wrote (2016 to 2023) and from threads of securityheaders/securityheaders-bugs: six headers count,
each that is missing costs about a letter, and a warning keeps a site from A+. It may be a letter off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.grades.observatory.fields import PRIVATE, UNSAFE, max_ages
from secheaders_lint.grades.observatory.scan import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.grades.observatory.scan import Headers

LETTERS = ("A+", "A", "B", "C", "D", "E", "F")
# The answer where a redirect was not followed to a page.
NOT_FOLLOWED = "R"
HSTS = "Strict-Transport-Security"
COUNTED = (
    HSTS,
    "Content-Security-Policy",
    "X-Frame-Options",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
)
_CSP = "content-security-policy"
# Where the warning about a short max-age begins is not published; 30 days is what is often named.
_SHORT_SECONDS = 2_592_000
_SHOWN = 40
_NONCE_OR_HASH = ("'nonce-", "'sha256-", "'sha384-", "'sha512-")


class Estimate(NamedTuple):
    """A letter, and a reason for each step below A+."""

    grade: str
    because: tuple[str, ...] = ()


def estimate(headers: Headers, *, secure: bool = True) -> Estimate:
    """Return the letter of a page by its headers; over plain http (not ``secure``) HSTS is not among those that count."""
    counted = [name for name in COUNTED if secure or name != HSTS]
    missing = [name for name in counted if joined(headers, name.lower()) is None]
    warnings = [
        warning for name in counted if name not in missing for warning in _warnings(headers, name.lower())
    ]
    place = max(len(missing), 1 if warnings else 0)
    because = [f"{name} is missing: a letter less" for name in missing]
    because += [f"{warning}: at most A" for warning in warnings]
    return Estimate(LETTERS[min(place, len(LETTERS) - 1)], tuple(because))


def is_counted(name: str) -> bool:
    """Tell whether a header, in any case, has a part in the letter."""
    return name.lower() in {each.lower() for each in COUNTED}


def _warnings(headers: Headers, name: str) -> Iterator[str]:
    """Yield what is wrong with a counted header that is there."""
    lines = [value for sent, value in headers if sent.lower() == name]
    if len(lines) > 1:
        yield f"{_shown(name)} is sent {len(lines)} times"
    value = ", ".join(lines)
    if name == HSTS.lower():
        if _is_short(value):
            yield f"{HSTS} has a max-age below 30 days"
    elif name == _CSP:
        yield from (f"{_CSP.title()} lets scripts use {word}" for word in _unsafe_words(value))
    elif name == "referrer-policy":
        yield from _referrer_warnings(value)


def _shown(name: str) -> str:
    return next(each for each in COUNTED if each.lower() == name)


def _is_short(value: str) -> bool:
    ages = max_ages(value)
    return not ages or ages[-1] is None or ages[-1] < _SHORT_SECONDS


def _unsafe_words(value: str) -> list[str]:
    """Return what is unsafe in ``script-src`` of any policy, or in ``default-src`` that stands in for it."""
    found = []
    for policy in value.split(","):
        lists = {words[0]: words[1:] for part in policy.lower().split(";") if (words := part.split())}
        sources = lists.get("script-src", lists.get("default-src", []))
        # Browsers pass over 'unsafe-inline' beside a nonce or a hash, and so does the grader (since 2019).
        covered = any(source.startswith(_NONCE_OR_HASH) for source in sources)
        found += ["'unsafe-inline'"] if "'unsafe-inline'" in sources and not covered else []
        found += ["'unsafe-eval'"] if "'unsafe-eval'" in sources else []
    return list(dict.fromkeys(found))


def _referrer_warnings(value: str) -> Iterator[str]:
    words = [word.strip().lower() for word in value.split(",")]
    strange = [word for word in words if word not in PRIVATE | UNSAFE]
    if strange:
        yield f"Referrer-Policy holds what is no policy ({strange[0][:_SHOWN] or 'empty'})"
    known = [word for word in words if word not in strange]
    if known and known[-1] in UNSAFE:
        yield f"Referrer-Policy is weak ({known[-1]})"
