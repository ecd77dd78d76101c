"""Requests to GitHub's API: one host, a bounded number of them, and nothing that tells the token."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from secheaders_lint.errors import SecheadersError, UsageError
from secheaders_lint.github.connection import split_address
from secheaders_lint.github.wire import Answer, Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

JSON: Final = "application/vnd.github+json"
RAW: Final = "application/vnd.github.raw+json"
_VERSION = "2022-11-28"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# Of one run: requests, seconds of waiting in all, tries of one request.
MOST_CALLS, _MOST_WAIT, _MOST_TRIES = 400, 90.0, 3
# What GitHub asks for where it says nothing of how long a limit holds.
_USUAL_WAIT = 60.0
_PAGE = 100


class ApiError(SecheadersError):
    """GitHub did not do what was asked: ``status`` is that of its answer, 0 where there was none or none that can be read."""

    def __init__(self, status: int, message: str, *, unreachable: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.unreachable = unreachable

    @property
    def refused(self) -> bool:
        """True for a right that is missing: 403, or 404 as if nothing were there."""
        return self.status in {401, 403, 404}

    @property
    def invalid(self) -> bool:
        """True for a request that GitHub does not take as it is."""
        return self.status == 422

    @property
    def unsure(self) -> bool:
        """True where it may have been done nevertheless."""
        return self.status == 0 or self.status >= 500


class Transport(NamedTuple):
    """How requests leave the process, and how time passes: tests have others."""

    send: Callable[[str, str, Mapping[str, str], bytes | None], Answer]
    sleep: Callable[[float], None]
    now: Callable[[], float]


class Api:
    """The API at one address; ``calls`` counts the requests, ``notes`` are sentences about waiting."""

    def __init__(self, address: str, token: str, transport: Transport) -> None:
        self._address = checked_address(address)
        self._token = token
        self._transport = transport
        self._waited = 0.0
        # Who was not there after all tries is not asked again: each of them may take its time to fail.
        self._unreachable: ApiError | None = None
        self.calls = 0

    def get(self, path: str) -> Any:
        """Return a document."""
        return self._parsed(self._ask("GET", path, None, JSON))

    def raw(self, path: str) -> bytes | None:
        """Return the bytes of a file; ``None`` where there is none."""
        try:
            return self._ask("GET", path, None, RAW).body
        except ApiError as error:
            if error.status == 404:
                return None
            raise

    def pages(self, path: str, most: int) -> Iterator[dict[str, Any]]:
        """Yield the items of a list, page by page. Addresses of further pages are not taken from the answer, only that there is one."""
        sign = "&" if "?" in path else "?"
        for page in range(1, most + 1):
            answer = self._ask("GET", f"{path}{sign}per_page={_PAGE}&page={page}", None, JSON)
            items = self._parsed(answer)
            yield from (each for each in items if isinstance(each, dict)) if isinstance(items, list) else ()
            if 'rel="next"' not in answer.headers.get("link", ""):
                return

    def send(self, method: str, path: str, document: dict[str, Any] | None = None) -> Any:
        """Change something, and return the document of the answer."""
        body = None if document is None else json.dumps(document).encode()
        return self._parsed(self._ask(method, path, body, JSON))

    def _ask(self, method: str, path: str, body: bytes | None, accept: str) -> Answer:
        if self._unreachable is not None:
            raise self._unreachable
        problem = ApiError(0, "nothing was asked")
        for attempt in range(_MOST_TRIES):
            answer, wait = self._try(method, path, body, accept)
            if isinstance(answer, Answer):
                return answer
            problem = answer
            # What may have been done is not done again: only who asked knows how to find out.
            again = wait is not None and (method == "GET" or not problem.unsure)
            if not again or attempt + 1 == _MOST_TRIES or self._waited + (wait or 0) > _MOST_WAIT:
                break
            self._waited += wait or 0
            self._transport.sleep(wait or 0)
        if problem.unreachable and method == "GET":
            self._unreachable = problem
        raise problem

    def _try(
        self, method: str, path: str, body: bytes | None, accept: str
    ) -> tuple[Answer | ApiError, float | None]:
        """Make one request; of one that failed, also say how long to wait until the next one (``None``: it is of no use)."""
        if self.calls >= MOST_CALLS:
            return ApiError(0, f"this run has asked GitHub {MOST_CALLS} times, which has to be enough"), None
        self.calls += 1
        headers = {"Accept": accept, "X-GitHub-Api-Version": _VERSION, "User-Agent": "secheaders-lint"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            answer = self._transport.send(method, f"{self._address}{path}", headers, body)
        except OSError as error:
            reason = getattr(error, "reason", None) or error
            told = self._said(f"GitHub could not be reached: {reason}")
            return ApiError(0, told, unreachable=True), 1.0
        if 200 <= answer.status < 300:
            return answer, None
        return ApiError(answer.status, self._told(answer, method, path)), self._wait(answer)

    def _wait(self, answer: Answer) -> float | None:
        """Return how long GitHub asks to wait; ``None`` where waiting does not help."""
        headers = answer.headers
        if answer.status >= 500:
            return 2.0
        if answer.status not in {403, 429}:
            return None
        if headers.get("retry-after", "").isdecimal():
            return float(headers["retry-after"])
        if headers.get("x-ratelimit-remaining") == "0" and headers.get("x-ratelimit-reset", "").isdecimal():
            return max(float(headers["x-ratelimit-reset"]) - self._transport.now(), 1.0)
        return _USUAL_WAIT if answer.status == 429 else None

    def _told(self, answer: Answer, method: str, path: str) -> str:
        try:
            document = json.loads(answer.body)
            message = str(document.get("message", "")) if isinstance(document, dict) else ""
        except (ValueError, RecursionError):
            message = ""
        wanted = answer.headers.get("x-accepted-github-permissions", "")
        more = f" (wanted: {wanted})" if wanted else ""
        return self._said(f"{method} {path.partition('?')[0]}: {answer.status} {message[:200]}{more}")

    def _said(self, text: str) -> str:
        """Return a text in which the token does not stand, whoever put it there."""
        return text.replace(self._token, "***") if self._token else text

    @staticmethod
    def _parsed(answer: Answer) -> Any:
        if not answer.body:
            return None
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError):
            raise ApiError(0, "GitHub's answer is no JSON") from None


def checked_address(address: str) -> str:
    """Return an address that the token may be sent to; raises `UsageError` for one that is not encrypted, or holds more than a host."""
    try:
        host, rest = split_address(address)
    except ValueError:
        host, rest = None, ""
    if host is None or "?" in rest or "#" in rest or not (host.secure or host.name in _LOOPBACK):
        raise UsageError(f"GITHUB_API_URL is {address!r}: the token is only sent to an https address")
    return address.rstrip("/")


def network() -> Transport:
    """Return the transport that goes out to the network."""
    return Transport(Wire().send, time.sleep, time.time)
