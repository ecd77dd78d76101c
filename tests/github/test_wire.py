"""HTTP and TLS as servers speak them: each answer comes from a socket, byte by byte."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from secheaders_lint.github import wire as wire_module
from secheaders_lint.github.connection import Host, split_address
from secheaders_lint.github.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
TOKEN = "ghs_x"


class Server:
    """A server that gives each connection a list of answers, one a request, and closes it then."""

    def __init__(self, *connections: list[bytes], context: ssl.SSLContext | None = None) -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self._closing = False
        self._answers = list(connections)
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        # Who waits for a connection gets one.
        self._closing = True
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        for answers in [*self._answers, []]:
            plain, _ = self._listener.accept()
            if self._closing:
                plain.close()
                return
            self.connections += 1
            try:
                with (
                    self._context.wrap_socket(plain, server_side=True)
                    if self._context
                    else plain as connection
                ):
                    self._answer(connection, answers)
            except OSError:
                plain.close()

    def _answer(self, connection: socket.socket, answers: list[bytes]) -> None:
        connection.settimeout(10)
        with connection.makefile("rb") as reader:
            for answer in answers:
                head = b""
                while not head.endswith(b"\r\n\r\n") and (line := reader.readline()):
                    head += line
                if not head:
                    return
                length = [
                    int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")
                ]
                self.requests.append(head + reader.read(sum(length)))
                connection.sendall(answer)


@pytest.fixture
def wire() -> Iterator[Wire]:
    one = Wire()
    yield one
    one.close()


@contextmanager
def serving(*connections: list[bytes], context: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(*connections, context=context)
    try:
        yield server
    finally:
        server.close()


def asked(
    wire: Wire, server: Server, method: str = "GET", path: str = "/x?a=b", body: bytes | None = None
) -> bytes:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return wire.send(method, f"http://127.0.0.1:{server.port}{path}", headers, body).body


def test_a_request_as_it_goes_out(wire):
    with serving([OK]) as server:
        answer = wire.send("POST", f"http://127.0.0.1:{server.port}/x?a=b", {"Accept": "y"}, b"{}")
    assert server.requests == [
        f"POST /x?a=b HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nAccept: y\r\nContent-Length: 2\r\n\r\n{{}}".encode()
    ]
    assert answer == (200, {"content-length": "2"}, b"hi")


@pytest.mark.parametrize(
    ("sent", "status", "body"),
    [
        (OK, 200, b"hi"),
        (b"HTTP/1.1 200\r\ncontent-length:2\r\n\r\nhi", 200, b"hi"),
        (b"HTTP/1.0 200 OK\r\n\r\nto the end", 200, b"to the end"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204, b""),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}", 404, b"{}"),
        (b"HTTP/1.1 301 Moved\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n", 301, b""),
        (b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" + OK, 200, b"hi"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n3;x=y\r\n ho\r\n0\r\nTrailer: x\r\n\r\n", 200, b"hi ho"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 200, b""),
        (b"HTTP/1.1 200 OK\r\nX: \xe9\r\nContent-Length: 2\r\n\r\nhi", 200, b"hi"),
    ],
)  # fmt: skip
def test_answers(wire, sent, status, body):
    with serving([sent]) as server:
        answer = wire.send("GET", f"http://127.0.0.1:{server.port}/", {}, None)
        # A redirect is an answer like any other.
        assert server.connections == 1
    assert (answer.status, answer.body) == (status, body)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 20x OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi!",
        b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nNo header\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nA: b\r\n folded: c\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhiho\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\nhi\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\nhi\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 1000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 50,
    ],
)
def test_what_is_no_answer(wire, sent):
    with serving([sent]) as server, pytest.raises(OSError, match=r"answer|closed|reset"):
        asked(wire, server)


@pytest.mark.parametrize(
    "sent",
    [
        OK,
        b"HTTP/1.0 200 OK\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
    ],
)
def test_one_answer_is_bounded(wire, sent, monkeypatch):
    monkeypatch.setattr(wire_module, "MOST_BYTES", 1)
    with serving([sent]) as server, pytest.raises(OSError, match="too large"):
        asked(wire, server)


def test_a_connection_is_kept(wire):
    with serving([OK, OK, OK]) as server:
        assert [asked(wire, server) for _ in range(3)] == [b"hi"] * 3
        assert server.connections == 1


@pytest.mark.parametrize(
    "sent", [OK.replace(b"1.1", b"1.0"), OK.replace(b"\r\n\r\n", b"\r\nConnection: Close\r\n\r\n")]
)
def test_one_that_is_over_is_not(wire, sent):
    with serving([sent, OK], [OK]) as server:
        asked(wire, server)
        asked(wire, server)
        assert server.connections == 2


def test_one_that_was_kept_for_too_long_is_opened_again(wire):
    with serving([OK], [OK]) as server:
        assert [asked(wire, server), asked(wire, server)] == [b"hi", b"hi"]


def test_what_changes_something_is_sent_once(wire):
    with serving([OK, b""], [b""]) as server:
        asked(wire, server)
        with pytest.raises(OSError, match=r"closed|reset"):
            asked(wire, server, "POST", body=b"{}")
        assert [each[:4] for each in server.requests] == [b"GET ", b"POST"]


@pytest.mark.parametrize("value", ["a\r\nX: y", "a\nb", "\x00", "ä", "a\x7f"])
def test_nothing_is_smuggled_into_a_request(wire, value):
    with pytest.raises(OSError, match="no place in one") as caught:
        wire.send("GET", "http://127.0.0.1:1/x", {"Authorization": value}, None)
    assert value not in str(caught.value)
    with pytest.raises(OSError, match="cannot be asked"):
        wire.send("GET", f"http://127.0.0.1:1/{value}", {}, None)


@pytest.mark.parametrize(
    ("address", "host", "rest", "text"),
    [
        (
            "https://api.github.com/repos?a=b",
            Host("api.github.com", 443, secure=True),
            "/repos?a=b",
            "api.github.com",
        ),
        ("https://GIT.example:8443", Host("git.example", 8443, secure=True), "", "git.example:8443"),
        ("http://[::1]:80/", Host("::1", 80, secure=False), "/", "[::1]"),
    ],
)
def test_addresses(address, host, rest, text):
    assert split_address(address) == (host, rest)
    assert host.text == text


def test_who_is_not_there(wire):
    with serving() as server:
        port = server.port
    with pytest.raises(OSError, match="refused"):
        wire.send("GET", f"http://127.0.0.1:{port}/", {}, None)


# TLS: with a certificate made here.


@pytest.fixture(scope="module")
def openssl() -> Callable[..., bytes]:
    found = shutil.which("openssl")
    assert found is not None, "install openssl: these tests make a certificate with it"
    return lambda *words: subprocess.run((found, *words), check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def certificate(tmp_path_factory, openssl) -> Path:
    """Certificate and key in one file, for 127.0.0.1 alone."""
    folder: Path = tmp_path_factory.mktemp("tls")
    file, key = folder / "cert.pem", folder / "key.pem"
    openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=x",
        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(file),
    )  # fmt: skip
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file


@pytest.fixture
def context(certificate) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


def over_tls(wire: Wire, server: Server, name: str = "127.0.0.1") -> bytes:
    return wire.send("GET", f"https://{name}:{server.port}/", {"Authorization": f"Bearer {TOKEN}"}, None).body


def hashed(folder: Path, certificate: Path, openssl: Callable[..., bytes]) -> None:
    name = openssl("x509", "-hash", "-noout", "-in", str(certificate)).decode().strip()
    (folder / f"{name}.0").write_bytes(certificate.read_bytes())


def test_a_certificate_in_the_file_of_the_environment(wire, certificate, context, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving([OK], context=context) as server:
        assert over_tls(wire, server) == b"hi"
        assert server.connections == 1


def test_a_certificate_in_a_folder_is_found_by_its_name(
    wire, certificate, context, openssl, tmp_path, monkeypatch
):
    hashed(tmp_path, certificate, openssl)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    # All certificates of the system are not loaded for it.
    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", None)
    with serving([OK], context=context) as server:
        assert over_tls(wire, server) == b"hi"
        assert server.connections == 1


def test_a_folder_that_lacks_it_leaves_all_that_the_system_trusts(
    wire, certificate, context, tmp_path, monkeypatch
):
    (tmp_path / "0123abcd.0").write_bytes(b"")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    usual = ssl.SSLContext.load_default_certs

    def load(self: ssl.SSLContext, purpose: ssl.Purpose = ssl.Purpose.SERVER_AUTH) -> None:
        usual(self, purpose)
        self.load_verify_locations(certificate)

    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", load)
    with serving([], [OK], context=context) as server:
        assert over_tls(wire, server) == b"hi"


@pytest.mark.parametrize("folder", ["", "empty", "other"])
def test_who_is_not_trusted_gets_nothing(wire, folder, certificate, context, tmp_path, monkeypatch):
    if folder:
        monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    if folder == "other":
        (tmp_path / "0123abcd.0").write_bytes(certificate.read_bytes())
    with serving([OK], [OK], context=context) as server:
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            over_tls(wire, server)
        assert server.requests == []


def test_a_certificate_for_another_host_gets_nothing(
    wire, certificate, context, openssl, tmp_path, monkeypatch
):
    hashed(tmp_path, certificate, openssl)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with serving([OK], [OK], context=context) as server:
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            over_tls(wire, server, "localhost")
        assert server.requests == []


def test_all_but_the_certificates_is_as_by_default(tmp_path, monkeypatch):
    from secheaders_lint.github.connection import _trust_in_folder

    assert _trust_in_folder() is None or os.path.isdir(ssl.get_default_verify_paths().capath or "")  # noqa: PTH112 - as told
    (tmp_path / "0123abcd.0").write_bytes(b"")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    own, usual = _trust_in_folder(), ssl.create_default_context()
    assert own is not None
    for name in (
        "verify_mode",
        "check_hostname",
        "verify_flags",
        "options",
        "minimum_version",
        "maximum_version",
        "protocol",
    ):
        assert getattr(own, name) == getattr(usual, name)
    assert own.get_ciphers() == usual.get_ciphers()


# Proxies.


def tunnel(target: int) -> tuple[socket.socket, list[bytes]]:
    """A proxy that makes way to one port, and what it was asked."""
    listener = socket.create_server(("127.0.0.1", 0))
    told: list[bytes] = []

    def copy(source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(4096):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            return

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += connection.recv(1)
            told.append(head)
            if b"Basic " not in head:
                connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
                return
            connection.sendall(b"HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n")
            with socket.create_connection(("127.0.0.1", target)) as other:
                back = threading.Thread(target=copy, args=(other, connection), daemon=True)
                back.start()
                copy(connection, other)
                back.join(10)

    threading.Thread(target=serve, daemon=True).start()
    return listener, told


def test_the_proxy_of_the_environment(wire, certificate, context, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving([OK], context=context) as server:
        listener, told = tunnel(server.port)
        with listener:
            monkeypatch.setenv("https_proxy", f"http://ada:l%40ve@127.0.0.1:{listener.getsockname()[1]}")
            assert over_tls(wire, server) == b"hi"
    host = f"127.0.0.1:{server.port}"
    assert told == [
        f"CONNECT {host} HTTP/1.1\r\nHost: {host}\r\nProxy-Authorization: Basic YWRhOmxAdmU=\r\n\r\n".encode()
    ]
    # What the proxy sees does not have the token.
    assert TOKEN.encode() not in told[0]


def test_a_proxy_that_refuses(wire, monkeypatch):
    listener, _ = tunnel(1)
    with listener:
        monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{listener.getsockname()[1]}")
        with pytest.raises(OSError, match="the proxy answers 407"):
            wire.send("GET", "https://api.example/", {}, None)


@pytest.mark.parametrize("proxy", ["http://ada:secret", "http://[secret", "http://x:secret"])
def test_a_proxy_that_is_no_address(wire, monkeypatch, proxy):
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(OSError, match="no address") as caught:
        wire.send("GET", "https://api.example/", {}, None)
    assert "secret" not in str(caught.value)


def test_hosts_without_a_proxy(wire, certificate, context, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving([OK], context=context) as server:
        assert over_tls(wire, server) == b"hi"
