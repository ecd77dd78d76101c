"""HTTP/1.1 to one host: as much of it as GitHub's API needs.

The client of the standard library takes headers for those of a mail: to import what parses mail takes a third of the time of a run
that has nothing to judge.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, NamedTuple

from secheaders_lint.github.connection import LONGEST_LINE, MOST_LINES, connected, split_address, status_of

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

    from secheaders_lint.github.connection import Host

# Bytes of an answer, interim answers.
MOST_BYTES, _MOST_INTERIM = 30_000_000, 10
_WITHOUT_BODY = frozenset({204, 304})
_HEXADECIMAL = frozenset(b"0123456789abcdefABCDEF")


class Answer(NamedTuple):
    """The answer to one request; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """A connection that is kept from one request to the next. Redirects are not followed: they would take the token elsewhere."""

    def __init__(self) -> None:
        self._host: Host | None = None
        self._socket: socket.socket | None = None
        self._reader: IO[bytes] | None = None

    def send(self, method: str, address: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """Make one request and return its answer; raises `OSError` where there is none, or none that can be read."""
        try:
            host, target = split_address(address)
        except ValueError as error:
            raise OSError(f"it cannot be asked: {error}") from None
        request = _request(method, target or "/", {"Host": host.text, **headers}, body)
        # Who answers no more may have got the request: what changes something goes out on a connection of its own.
        kept = self._reader is not None and host == self._host and method == "GET"
        if kept:
            try:
                return self._exchange(request)
            except OSError:
                # It was kept for too long.
                self.close()
        self.close()
        try:
            self._socket = connected(host)
            self._reader = self._socket.makefile("rb")
            self._host = host
            return self._exchange(request)
        except ValueError as error:
            # A name that cannot be one of a host.
            self.close()
            raise OSError(str(error)) from None
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the connection, if there is one."""
        reader, self._reader = self._reader, None
        connection, self._socket = self._socket, None
        for each in (reader, connection):
            if each is not None:
                each.close()

    def _exchange(self, request: bytes) -> Answer:
        if self._socket is None or self._reader is None:
            raise OSError("there is no connection")
        self._socket.sendall(request)
        answer, stays = _read(self._reader)
        if not stays:
            self.close()
        return answer


def _request(method: str, target: str, headers: Mapping[str, str], body: bytes | None) -> bytes:
    # Nothing that ends a line: no character but those that can be seen, and blanks.
    if not all(each.isascii() and each.isprintable() for each in headers.values()):
        raise OSError("the request holds characters that have no place in one")
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("ascii") + (body or b"")


def _read(reader: IO[bytes]) -> tuple[Answer, bool]:
    """Read one answer, and tell whether the connection can be used again."""
    for _ in range(_MOST_INTERIM):
        line = reader.readline(LONGEST_LINE)
        status = status_of(line)
        if status is None:
            raise OSError("the answer is no HTTP" if line else "the connection was closed")
        headers = _headers(reader)
        if status >= 200:
            break
    else:
        raise OSError("the answer has no end")
    if status in _WITHOUT_BODY:
        body: bytes | None = b""
    elif "transfer-encoding" in headers:
        body = _chunks(reader, headers["transfer-encoding"])
    else:
        body = _measured(reader, headers.get("content-length"))
    if body is None:
        # Without a length, the answer ends where the connection does.
        return Answer(status, headers, _limited(reader.read(MOST_BYTES + 1))), False
    closes = line.startswith(b"HTTP/1.0") or "close" in headers.get("connection", "").lower()
    return Answer(status, headers, body), not closes


def _headers(reader: IO[bytes]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(MOST_LINES):
        line = reader.readline(LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise OSError("the answer breaks off")
        text = line.decode("latin-1").rstrip("\r\n")
        if not text:
            return headers
        name, colon, value = text.partition(":")
        if not colon or not name or name.split() != [name]:
            raise OSError("the answer is no HTTP")
        key, value = name.lower(), value.strip(" \t")
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    raise OSError("the answer has too many headers")


def _measured(reader: IO[bytes], length: str | None) -> bytes | None:
    """Read a body of a known length; ``None`` where it is not known."""
    if length is None:
        return None
    if not (length.isascii() and length.isdigit() and len(length) < 13):
        raise OSError("the answer is no HTTP")
    return _exactly(reader, int(length))


def _chunks(reader: IO[bytes], coding: str) -> bytes:
    if coding.lower() != "chunked":
        raise OSError("the answer is in a form that was not asked for")
    parts: list[bytes] = []
    left = MOST_BYTES
    while True:
        digits = reader.readline(LONGEST_LINE).partition(b";")[0].strip()
        if not digits or len(digits) > 8 or not _HEXADECIMAL.issuperset(digits):
            raise OSError("the answer breaks off")
        size = int(digits, 16)
        if size == 0:
            _headers(reader)
            return b"".join(parts)
        parts.append(_exactly(reader, size, left))
        left -= size
        if reader.readline(3) not in {b"\r\n", b"\n"}:
            raise OSError("the answer is no HTTP")


def _exactly(reader: IO[bytes], size: int, most: int | None = None) -> bytes:
    if size > (MOST_BYTES if most is None else most):
        raise OSError("the answer is too large")
    data = reader.read(size)
    if len(data) < size:
        raise OSError("the answer breaks off")
    return data


def _limited(body: bytes) -> bytes:
    if len(body) > MOST_BYTES:
        raise OSError("the answer is too large")
    return body
