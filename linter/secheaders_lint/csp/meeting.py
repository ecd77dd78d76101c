"""What two sources that are not keywords both allow, seen from a page that came over https (CSP level 3, 6.7.2)."""

from __future__ import annotations

import re
from typing import NamedTuple

from secheaders_lint.csp.sources import SELF, is_scheme

_HOST = re.compile(
    r"(?:(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://)?(?P<host>[^:/]+)(?::(?P<port>[0-9]+|\*))?(?P<path>/.*)?"
)
# "Scheme-part match": what each scheme of an expression lets in.
_LETS_IN = {
    "http": frozenset({"http", "https"}),
    "https": frozenset({"https"}),
    "ws": frozenset({"ws", "wss", "http", "https"}),
    "wss": frozenset({"wss", "https"}),
}
_PAGE = "https"
_ANY = "*"


class _Host(NamedTuple):
    """A host source in parts; those that are not written are empty."""

    scheme: str
    host: str
    port: str
    path: str

    def __str__(self) -> str:
        scheme = f"{self.scheme}://" if self.scheme else ""
        return f"{scheme}{self.host}{f':{self.port}' if self.port else ''}{self.path}"


def meet(one: str, other: str) -> str | None:
    """Return the source for what two sources both allow; ``None`` where that is nothing.

    ``'self'`` is taken for another host than all that are named: which one it is cannot be told from a policy.
    """
    if one == other:
        return one
    if _ANY in {one, other}:
        return _within_any(other if one == _ANY else one)
    for wide, narrow in ((one, other), (other, one)):
        if is_scheme(wide):
            return _within_scheme(wide[:-1].lower(), narrow)
    left, right = _parts(one), _parts(other)
    return None if left is None or right is None else _of_hosts(left, right)


def _within_any(narrow: str) -> str | None:
    """Return what ``*`` leaves of a source: all but schemes that are not of the network."""
    return narrow if not is_scheme(narrow) or narrow[:-1].lower() in _LETS_IN else None


def _within_scheme(scheme: str, narrow: str) -> str | None:
    if narrow == SELF:
        return SELF if _PAGE in _lets_in(scheme) else None
    if is_scheme(narrow):
        both = _scheme(scheme, narrow[:-1].lower())
        return None if both is None else f"{both}:"
    parts = _parts(narrow)
    if parts is None:
        return None
    if not parts.scheme:
        return narrow if _PAGE in _lets_in(scheme) else None
    both = _scheme(scheme, parts.scheme)
    return None if both is None else str(parts._replace(scheme=both))


def _of_hosts(one: _Host, other: _Host) -> str | None:
    scheme = _scheme(one.scheme, other.scheme)
    host = _host(one.host, other.host)
    port = _port(one.port, other.port)
    path = _path(one.path, other.path)
    if scheme is None or host is None or port is None or path is None:
        return None
    return str(_Host(scheme, host, port, path))


def _parts(source: str) -> _Host | None:
    match = _HOST.fullmatch(source)
    if match is None or source.startswith("'"):
        return None
    return _Host(
        (match["scheme"] or "").lower(), match["host"].lower(), match["port"] or "", match["path"] or ""
    )


def _lets_in(scheme: str) -> frozenset[str]:
    return _LETS_IN.get(scheme, frozenset({scheme}))


def _scheme(one: str, other: str) -> str | None:
    """Return the narrower of two schemes; one that is not written is that of the page."""
    if (one or _PAGE) == (other or _PAGE):
        return one or other
    if (other or _PAGE) in _lets_in(one or _PAGE):
        return other
    return one if (one or _PAGE) in _lets_in(other or _PAGE) else None


def _host(one: str, other: str) -> str | None:
    if one == other:
        return one
    for wide, narrow in ((one, other), (other, one)):
        if wide == _ANY or (wide.startswith("*.") and narrow.endswith(wide[1:])):
            return narrow
    return None


def _port(one: str, other: str) -> str | None:
    if one == _ANY:
        return other
    return one if other in {one, _ANY} else None


def _path(one: str, other: str) -> str | None:
    """Return the narrower of two paths: an empty one fits all, one that ends in a slash what begins with it."""
    for wide, narrow in ((one, other), (other, one)):
        if not wide or wide == narrow or (wide.endswith("/") and narrow.startswith(wide)):
            return narrow
    return None
