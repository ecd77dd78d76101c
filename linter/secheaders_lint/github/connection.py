"""Connections to one host: over TLS, its certificate checked, through a proxy where the environment names one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import socket
    import ssl

# Seconds of silence until a connection is given up.
_TIMEOUT = 20.0
# Of the head of an answer.
LONGEST_LINE: Final = 65_536
MOST_LINES: Final = 200
_OF_HOSTS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")
_OF_NUMBERS = frozenset("0123456789abcdef:.")


class Host(NamedTuple):
    """Who is spoken to, and whether over TLS, as everybody is who is not on this machine."""

    name: str
    port: int
    secure: bool

    @property
    def text(self) -> str:
        """The host as a request names it."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        return name if self.port == (443 if self.secure else 80) else f"{name}:{self.port}"


def split_address(address: str) -> tuple[Host, str]:
    """Return the host of an http address and the rest of it; raises `ValueError` for anything else, and for names of users.

    Stricter than the standard library, whose import takes longer than all else that is done with an address.
    """
    scheme, _, rest = address.partition("://")
    authority, slash, path = rest.partition("/")
    if (
        scheme.lower() not in {"http", "https"}
        or not (address.isascii() and address.isprintable())
        or " " in address
    ):
        raise ValueError("no http address")
    name, _, port = authority.lower().partition(":")
    allowed = _OF_HOSTS
    if authority.startswith("["):
        name, closing, port = authority[1:].lower().partition("]")
        name, port, allowed = name if closing else "", port.removeprefix(":"), _OF_NUMBERS
    if not name or not allowed.issuperset(name) or not (port.isdigit() or not port):
        raise ValueError("no host")
    secure = scheme.lower() == "https"
    number = int(port[:6]) if port else (443 if secure else 80)
    if not 0 < number < 65_536:
        raise ValueError("no port")
    return Host(name, number, secure), f"{slash}{path}"


def status_of(line: bytes) -> int | None:
    """Return the status that the first line of an answer tells; ``None`` where it is none of HTTP/1."""
    known = (
        line[:9] in {b"HTTP/1.0 ", b"HTTP/1.1 "}
        and line[9:12].isdigit()
        and line[12:13] in {b" ", b"\r", b"\n"}
    )
    return int(line[9:12]) if known else None


def connected(host: Host) -> socket.socket:
    """Return a connection to a host, its certificate checked where TLS is spoken; raises `OSError` where there is none."""
    if not host.secure:
        return _opened(host.name, host.port)
    import ssl

    quick = _trust_in_folder()
    if quick is not None:
        try:
            return _wrapped(host, quick)
        except ssl.SSLCertVerificationError:
            # The folder may not hold all that the system trusts.
            quick = None
    return _wrapped(host, ssl.create_default_context())


def _trust_in_folder() -> ssl.SSLContext | None:
    """Return trust in the system's certificates as they lie in its folder, where each is found by its name when it is wanted.

    ``None`` where there is no such folder, or the environment names a file of its own. All else is as by default.
    """
    import ssl

    paths = ssl.get_default_verify_paths()
    if os.environ.get(paths.openssl_cafile_env) or paths.capath is None:
        return None
    try:
        names = os.listdir(paths.capath)  # noqa: PTH208 - a run without Django must not pay for pathlib
    except OSError:
        return None
    # As c_rehash calls them: a hash of whom the certificate is for, and a number.
    return (
        ssl.create_default_context(capath=paths.capath) if any(name[8:] == ".0" for name in names) else None
    )


def _wrapped(host: Host, trust: ssl.SSLContext) -> socket.socket:
    trust.set_alpn_protocols(["http/1.1"])
    plain = _reached(host)
    try:
        return trust.wrap_socket(plain, server_hostname=host.name)
    except BaseException:
        plain.close()
        raise


def _opened(name: str, port: int) -> socket.socket:
    import socket

    connection = socket.create_connection((name, port), _TIMEOUT)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _reached(host: Host) -> socket.socket:
    """Return a connection to a host that ends its own TLS, through the proxy where there is one."""
    proxy = _proxy(host)
    if proxy is None:
        return _opened(host.name, host.port)
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(proxy if "://" in proxy else f"//{proxy}")
        name, port = parts.hostname or "", parts.port or 80
        wish = _wish(f"{host.name}:{host.port}", parts.username, parts.password)
    except ValueError:
        # Not told: it may hold a password.
        raise OSError("the environment names a proxy that is no address (https_proxy)") from None
    connection = _opened(name, port)
    try:
        connection.sendall(wish)
        _await_way(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _await_way(connection: socket.socket) -> None:
    """Read what a proxy answers, byte by byte: what follows the head is for TLS."""
    with connection.makefile("rb", buffering=0) as reader:
        status = status_of(reader.readline(LONGEST_LINE))
        if status is None or not 200 <= status < 300:
            raise OSError(f"the proxy answers {status or 'nothing that is HTTP'}")
        for _ in range(MOST_LINES):
            if not reader.readline(LONGEST_LINE).strip():
                return
    raise OSError("the proxy's answer has no end")


def _wish(where: str, user: str | None, password: str | None) -> bytes:
    """Return the request for a way through a proxy."""
    lines = [f"CONNECT {where} HTTP/1.1", f"Host: {where}"]
    if user is not None:
        from base64 import b64encode
        from urllib.parse import unquote

        word = f"{unquote(user)}:{unquote(password or '')}"
        lines.append(f"Proxy-Authorization: Basic {b64encode(word.encode()).decode()}")
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def _proxy(host: Host) -> str | None:
    """Return the proxy that the environment names for a host, or the settings of a system that has such."""
    named = os.environ.get("https_proxy") or os.environ.get("HTTPS_PROXY")
    if not named and sys.platform not in {"darwin", "win32"}:
        return None
    import urllib.request

    proxy = urllib.request.getproxies().get("https")
    return None if not proxy or urllib.request.proxy_bypass(host.name) else proxy
