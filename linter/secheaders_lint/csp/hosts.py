"""Hosts and paths of sources, as a browser's URL parser has them (WHATWG URL, for special schemes).

CSP Evaluator gives every value to that parser, with a word in the place of ``*``, and its evaluation ends where the parser
refuses one (a nonce that holds ``%``). Here such a value simply has no host.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from secheaders_lint.csp.sources import without_scheme

WILDCARD = "wildcard_placeholder"
_ENDS_AUTHORITY = re.compile(r"[/\\?#]")
_ENDS_PATH = re.compile(r"[?#]")
_FORBIDDEN = re.compile(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]")
_PORT = re.compile(r"[0-9]*")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_CONTROLS = "".join(map(chr, range(0x21)))
_HIGHEST_PORT, _BYTE = 65_535, 256
# Longer numbers are over every bound, and Python would refuse to read the longest.
_LONGEST_NUMBER = 64


class Location(NamedTuple):
    """Where a source points: host in lower case, with `WILDCARD` for its first ``*``, and path."""

    host: str
    path: str


def locate(source: str) -> Location | None:
    """Return host and path of a source; ``None``: a URL parser refuses it."""
    text = without_scheme(source).replace(":*", "", 1).replace("*", WILDCARD, 1)
    text = text.rstrip(_CONTROLS).lstrip("/\\")
    cut = _ENDS_AUTHORITY.search(text)
    authority, rest = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
    host = _host_of(authority.rpartition("@")[2])
    if host is None:
        return None
    return Location(host, _path(_ENDS_PATH.split(rest, maxsplit=1)[0]))


def is_address(host: str) -> bool:
    """Tell whether a host is an IP address (CSP level 3 browsers match none but 127.0.0.1)."""
    return (host.startswith("[") and host.endswith("]")) or _DOTTED.fullmatch(host) is not None


def _host_of(text: str) -> str | None:
    """Return the host of ``host:port``; ``None`` where either is none."""
    split = text.find(":", text.rfind("]") + 1 if text.startswith("[") else 0)
    host, port = (text[:split], text[split + 1 :]) if split >= 0 else (text, "")
    if not _PORT.fullmatch(port) or len(port.lstrip("0")) > 5 or int(port or 0) > _HIGHEST_PORT:
        return None
    if host.startswith("["):
        return _six(host)
    domain = unquote_to_bytes(host.encode(errors="replace")).decode(errors="replace")
    if not domain.isascii():
        # What IDNA maps: width, case, and the full stops of other scripts. Names that stay beyond ASCII are in no list.
        domain = unicodedata.normalize("NFKC", domain).replace("\u3002", ".")
    domain = domain.lower()
    if not domain or _FORBIDDEN.search(domain):
        return None
    return _four(domain) if _ends_in_number(domain) else domain


def _six(text: str) -> str | None:
    inner = text[1:-1]
    if not text.endswith("]") or "%" in inner:
        return None
    try:
        return f"[{IPv6Address(inner).compressed}]"
    except AddressValueError:
        return None


def _ends_in_number(domain: str) -> bool:
    last = domain.removesuffix(".").rpartition(".")[2]
    return (last.isascii() and last.isdecimal()) or _number(last) is not None


def _four(domain: str) -> str | None:
    """Return an IPv4 address with four decimal parts, however it was written (``127.1``, ``0x7f000001``)."""
    parts = domain.removesuffix(".").split(".")
    numbers = [_number(each) for each in parts]
    known = [each for each in numbers if each is not None]
    if len(parts) > 4 or len(known) < len(parts) or any(each >= _BYTE for each in known[:-1]):
        return None
    if known[-1] >= _BYTE ** (5 - len(known)):
        return None
    value = known[-1] + sum(each * _BYTE ** (3 - place) for place, each in enumerate(known[:-1]))
    return str(IPv4Address(value))


def _number(text: str) -> int | None:
    """Return a part of an IPv4 address: decimal, octal after ``0``, hexadecimal after ``0x``."""
    digits, base = text, 10
    if text.startswith("0x"):
        digits, base = text[2:] or "0", 16
    elif text.startswith("0") and len(text) > 1:
        digits, base = text[1:], 8
    digits = digits.lstrip("0") or digits[:1]
    if not digits.isascii() or not digits.isalnum():
        return None
    try:
        return int(digits[:_LONGEST_NUMBER], base)
    except ValueError:
        return None


def _path(text: str) -> str:
    """Return a path without ``.`` and ``..``; an empty one is ``/``."""
    kept: list[str] = []
    parts = text.replace("\\", "/").split("/")[1:] or [""]
    for place, part in enumerate(parts):
        dots = part.lower().replace("%2e", ".")
        if dots == "..":
            del kept[-1:]
        elif dots != ".":
            kept.append(part)
        if dots in {".", ".."} and place == len(parts) - 1:
            kept.append("")
    return "/" + "/".join(kept)
