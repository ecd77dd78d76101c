"""Requests: one host, a bounded number of them, and no word of the token."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from secheaders_lint.errors import UsageError
from secheaders_lint.github.api import MOST_CALLS, Api, ApiError, Transport, checked_address
from secheaders_lint.github.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN = "ghs_x"


class Wire:
    """A transport that answers from a list, and writes down what it was asked."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str, Mapping[str, str], bytes | None]] = []
        self.slept: list[float] = []

    def send(self, method: str, address: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        self.asked.append((method, address, headers, body))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def api(self) -> Api:
        transport = Transport(self.send, self.slept.append, lambda: 1000.0)
        return Api("https://api.example.org/api/v3", TOKEN, transport)


def ok(document: object = None, **headers: str) -> Answer:
    return Answer(200, headers, json.dumps(document).encode())


def bad(status: int, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, b'{"message": "no"}')


def test_a_request_has_what_github_asks_for():
    wire = Wire(ok({"a": 1}))
    assert wire.api().get("/x") == {"a": 1}
    method, address, headers, body = wire.asked[0]
    assert (method, address, body) == ("GET", "https://api.example.org/api/v3/x", None)
    assert headers["Accept"] == "application/vnd.github+json"
    assert headers["X-GitHub-Api-Version"] == "2022-11-28"
    assert headers["Authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    ("answers", "slept"),
    [
        ([bad(502), ok()], [2.0]),
        ([bad(429, retry_after="5"), ok()], [5.0]),
        ([bad(403, retry_after="5"), ok()], [5.0]),
        ([bad(403, x_ratelimit_remaining="0", x_ratelimit_reset="1030"), ok()], [30.0]),
        ([bad(429), ok()], [60.0]),
        ([OSError("reset"), ok()], [1.0]),
        ([TimeoutError(), OSError("reset"), ok()], [1.0, 1.0]),
    ],
)
def test_what_passes_is_waited_for(answers, slept):
    wire = Wire(*answers)
    wire.api().get("/x")
    assert wire.slept == slept


@pytest.mark.parametrize(
    ("answer", "tries"),
    [
        (bad(404), 1),
        (bad(403), 1),
        (bad(422), 1),
        (bad(301, location="https://elsewhere.example"), 1),
        (bad(500), 3),
        (bad(403, retry_after="999"), 1),
        (bad(429, retry_after="40"), 3),
        (OSError("x"), 3),
    ],
)
def test_what_does_not_is_given_up(answer, tries):
    wire = Wire(answer)
    with pytest.raises(ApiError):
        wire.api().get("/x")
    assert len(wire.asked) == tries
    assert sum(wire.slept) <= 90


@pytest.mark.parametrize(
    ("answer", "tries"), [(bad(500), 1), (OSError("x"), 1), (bad(429, retry_after="1"), 3)]
)
def test_what_may_have_been_done_is_not_done_again(answer, tries):
    wire = Wire(answer)
    with pytest.raises(ApiError) as caught:
        wire.api().send("POST", "/x", {})
    assert len(wire.asked) == tries
    assert caught.value.unsure is (tries == 1)


def test_who_cannot_be_reached_is_not_asked_again():
    wire = Wire(OSError("no route"))
    api = wire.api()
    for _ in range(4):
        with pytest.raises(ApiError, match="could not be reached: no route"):
            api.get("/x")
    assert len(wire.asked) == 3


def test_waiting_is_bounded_over_all_requests():
    wire = Wire(bad(429, retry_after="40"))
    api = wire.api()
    for _ in range(5):
        with pytest.raises(ApiError):
            api.get("/x")
    assert sum(wire.slept) <= 90


def test_pages_are_counted_and_addresses_are_not_followed():
    more = {"link": '<https://evil.example/x?page=2>; rel="next"'}
    wire = Wire(ok([{"n": 1}], **more), ok([{"n": 2}]))
    assert [each["n"] for each in wire.api().pages("/x?a=b", 9)] == [1, 2]
    assert [address for _, address, _, _ in wire.asked] == [
        "https://api.example.org/api/v3/x?a=b&per_page=100&page=1",
        "https://api.example.org/api/v3/x?a=b&per_page=100&page=2",
    ]


def test_a_list_without_end_ends():
    wire = Wire(ok([{}], link='<x>; rel="next"'))
    assert len(list(wire.api().pages("/x", 5))) == 5


def test_calls_are_bounded():
    wire = Wire(ok())
    api = wire.api()
    for _ in range(MOST_CALLS):
        api.get("/x")
    with pytest.raises(ApiError, match="which has to be enough"):
        api.get("/x")
    assert len(wire.asked) == MOST_CALLS


def test_no_message_has_the_token():
    answer = Answer(403, {}, json.dumps({"message": f"token {TOKEN}"}).encode())
    for problem in (answer, OSError(f"proxy says {TOKEN}")):
        with pytest.raises(ApiError) as caught:
            Wire(problem).api().get("/x")
        assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("body", [b"<html>", b"[" * 100_000, b"\xff"])
def test_an_answer_that_is_no_json(body):
    with pytest.raises(ApiError, match="is no JSON"):
        Wire(Answer(200, {}, body)).api().get("/x")


@pytest.mark.parametrize(
    "address",
    [
        "https://api.github.com",
        "https://api.acme.ghe.com",
        "https://git.acme.example/api/v3/",
        "http://127.0.0.1:80",
        "http://[::1]:8080",
        "HTTPS://API.github.com:8443/api/v3",
    ],
)
def test_addresses_that_are_spoken_to(address):
    assert checked_address(address) == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://api.github.com",
        "ftp://api.github.com",
        "file:///etc/passwd",
        "https://",
        "https://user@api.github.com",
        "https://api.github.com/?x=",
        "https://[x",
        "",
        "http://127.0.0.1.evil.example",
        "https://api.github.com:0",
        "https://api.github.com:x",
        "https://api.github.com:99999",
        "https://api.github.com\\@evil.example",
        "https://api.github.com%2eevil.example",
        "https://api.github.com\r\nHost: evil.example",
        "https://[::1",
        "//api.github.com",
    ],
)
def test_addresses_that_are_not(address):
    with pytest.raises(UsageError, match="the token is only sent to an https address"):
        checked_address(address)
