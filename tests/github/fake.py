"""A GitHub on loopback, as far as a review needs one. Each rule names what it stands on: a section of GitHub's documentation or
OpenAPI description, or reports of how GitHub behaves.

It serves one repository from git objects, one pull request, its comments. What it refuses, GitHub refuses.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from difflib import SequenceMatcher
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

REPOSITORY = "acme/shop"
_GIT = shutil.which("git") or "git"
BOT = "github-actions[bot]"
# Body length: over it 422 (renovatebot/renovate #2032); not in the OpenAPI description.
LONGEST_BODY = 65_536


class Request(NamedTuple):
    """A request as it came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        return json.loads(self.body) if self.body else None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Reply(NamedTuple):
    status: int
    document: Any = None
    headers: Mapping[str, str] = MappingProxyType({})
    raw: bytes | None = None


class RefusedError(Exception):
    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.reply = Reply(
            status, {"message": message}, {name.replace("_", "-"): value for name, value in headers.items()}
        )


class Fake:
    """The state of one repository with one pull request, and a server for it."""

    def __init__(self, repository: Path, number: int = 7) -> None:
        self.repository = repository
        self.number = number
        self.head = self.base = ""
        self.open = True
        # Rights of the token: a fork's reads, whatever `permissions:` says (GitHub docs: automatic token authentication).
        self.writes = True
        self.reads = True
        self.comments: list[dict[str, Any]] = []
        self.reviews: list[dict[str, Any]] = []
        self.requests: list[Request] = []
        # Files whose patch GitHub leaves out: binary, pure renames, and over 20,000 lines or 500 KB (GitHub docs: repository limits;
        # tsantalis/RefactoringMiner #1108).
        self.without_patch: set[str] = set()
        # Answers that come before any other: rate limits, failures. None: the connection is dropped.
        self.troubles: list[Callable[[Request], Reply | None]] = []
        # Lines that GitHub refuses for reasons of its own, although the diff shows them ("Line could not be resolved").
        self.unresolved: set[tuple[str, int]] = set()
        self.page = 100
        # An Enterprise Server's API lies below /api/v3.
        self.below = ""
        self._next = 1000
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # What happens to the pull request.

    def push(self, head: str, base: str) -> None:
        """A new commit is the head: comments follow their lines, or are outdated: `line` is null, `original_line` stays (OpenAPI schema)."""
        for each in self.comments:
            if each["subject_type"] == "line" and each["line"] is not None and each["side"] == "RIGHT":
                for key in ("start_line", "line"):
                    if each[key] is not None:
                        each[key] = self._moved(each["path"], self.head, head, each[key])
                if each["line"] is None:
                    each["start_line"] = None
        self.head, self.base = head, base
        for each in self.comments:
            if each["side"] == "LEFT" and each["line"] is not None and each["subject_type"] == "line":
                patch = next(
                    (one.get("patch") for one in self.files() if one["filename"] == each["path"]), None
                )
                if each["line"] not in _taken_out(patch or ""):
                    each["line"] = None

    def _moved(self, path: str, old: str, new: str, line: int) -> int | None:
        before, after = self.text(old, path), self.text(new, path)
        if before is None or after is None:
            return None
        matcher = SequenceMatcher(None, before.split("\n"), after.split("\n"), autojunk=False)
        for start, other, size in matcher.get_matching_blocks():
            if start < line <= start + size:
                return line - start + other
        return None

    def reply_to(self, comment: int) -> None:
        """A person answers a comment."""
        first = next(each for each in self.comments if each["id"] == comment)
        self.comments.append(
            {**first, "id": self._id(), "in_reply_to_id": comment, "body": "Why?", "user": {"login": "ada"}}
        )

    def own(self) -> list[dict[str, Any]]:
        return [each for each in self.comments if each["user"]["login"] == BOT]

    # git

    def git(self, *arguments: str) -> bytes:
        return subprocess.run((_GIT, *arguments), cwd=self.repository, check=True, capture_output=True).stdout

    def text(self, commit: str, path: str) -> str | None:
        try:
            return self.git("show", f"{commit}:{path}").decode("utf-8", "surrogateescape")
        except subprocess.CalledProcessError:
            return None

    def files(self) -> list[dict[str, Any]]:
        """The diff of a pull request is three-dot: merge base to head (GitHub docs: about comparing branches)."""
        return self._compared(self.git("merge-base", self.base, self.head).decode().strip(), self.head)

    def _compared(self, before: str, after: str) -> list[dict[str, Any]]:
        found = []
        listing = self.git("diff", "--raw", "-M", "--abbrev=40", "-z", before, after).decode().split("\0")
        items = iter(listing[:-1])
        for head in items:
            fields, path = head.split(" "), next(items)
            letter, previous = fields[4][0], None
            if letter in "RC":
                previous, path = path, next(items)
            paths = [previous, path] if previous else [path]
            patch = self.git("diff", "-M", before, after, "--", *paths).decode("utf-8", "replace")
            # The API's patch starts at @@, without the --- and +++ lines.
            at = patch.find("\n@@ ")
            status = {"A": "added", "D": "removed", "M": "modified", "R": "renamed", "T": "changed"}[letter]
            item: dict[str, Any] = {
                "filename": path,
                "status": status,
                "sha": fields[3] if letter != "D" else fields[2],
            }
            if previous:
                item["previous_filename"] = previous
            if at >= 0 and path not in self.without_patch:
                item["patch"] = patch[at + 1 :].removesuffix("\n")
            found.append(item)
        return found

    # The rules of comments.

    def _place(self, comment: dict[str, Any]) -> None:
        """Refuse a comment on lines that the diff does not show (community reports: suggest-changes #28, #64)."""
        patch = next(
            (each.get("patch") for each in self.files() if each["filename"] == comment["path"]), None
        )
        if patch is None:
            raise RefusedError(422, "Pull request review thread diff hunk can't be blank")
        side = comment.get("side", "RIGHT")
        # RIGHT for added lines and those around them, LEFT for deleted ones (OpenAPI).
        shown = {"RIGHT": _shown(patch), "LEFT": _taken_out(patch)}.get(side, {})
        line, start = comment["line"], comment.get("start_line")
        if line not in shown:
            raise RefusedError(422, "Pull request review thread line must be part of the diff")
        if start is not None and (start >= line or shown.get(start) != shown[line]):
            raise RefusedError(
                422, "Pull request review thread start line must be part of the same hunk as the line"
            )
        if (comment["path"], line) in self.unresolved:
            raise RefusedError(422, "Line could not be resolved")

    def _write(self) -> None:
        if not self.writes:
            # The text of community discussion 44650; the header names what was wanted (GitHub docs: troubleshooting the REST API).
            raise RefusedError(
                403,
                "Resource not accessible by integration",
                x_accepted_github_permissions="pull_requests=write",
            )

    def _check(self, comment: dict[str, Any]) -> None:
        if len(comment["body"]) > LONGEST_BODY:
            raise RefusedError(422, "body is too long (maximum is 65536 characters)")
        if comment.get("subject_type") == "file":
            # Allowed for any file in the diff (OpenAPI: subject_type; reviewdog posts so).
            if all(each["filename"] != comment["path"] for each in self.files()):
                raise RefusedError(422, "Path could not be resolved")
            return
        self._place(comment)

    def _add(self, comment: dict[str, Any]) -> dict[str, Any]:
        on_file = comment.get("subject_type") == "file"
        item = {
            "id": self._id(),
            "path": comment["path"],
            "body": comment["body"],
            "line": None if on_file else comment["line"],
            "original_line": None if on_file else comment["line"],
            "start_line": comment.get("start_line"),
            "side": comment.get("side", "RIGHT"),
            "subject_type": "file" if on_file else "line",
            "commit_id": self.head,
            "user": {"login": BOT},
        }
        self.comments.append(item)
        return item

    def _id(self) -> int:
        self._next += 1
        return self._next

    # The routes.

    def answer(self, request: Request) -> Reply | None:
        self.requests.append(request)
        if self.troubles:
            trouble = self.troubles.pop(0)
            reply = trouble(request)
            if reply is None or reply.status:
                return reply
        try:
            return self._routed(request)
        except RefusedError as refused:
            return refused.reply

    def _routed(self, request: Request) -> Reply:
        prefix = f"{self.below}/repos/{REPOSITORY}"
        if not self.reads or not request.path.startswith(prefix):
            # GitHub answers 404 for what a token may not even see (GitHub docs: troubleshooting; reviewdog takes both for a missing right).
            raise RefusedError(404, "Not Found")
        for method, pattern, handler in _ROUTES:
            found = re.fullmatch(prefix + pattern, request.path)
            if found and method == request.method:
                return handler(self, request, *map(unquote, found.groups()))
        raise RefusedError(404, "Not Found")

    def get_pull(self, _request: Request, _number: str) -> Reply:
        state = "open" if self.open else "closed"
        return Reply(
            200,
            {"number": self.number, "state": state, "head": {"sha": self.head}, "base": {"sha": self.base}},
        )

    def get_files(self, request: Request, _number: str) -> Reply:
        return self._paged(request, self.files())

    def get_comments(self, request: Request, _number: str) -> Reply:
        return self._paged(request, self.comments)

    def _paged(self, request: Request, items: list[dict[str, Any]]) -> Reply:
        """Lists come in pages; `Link` names the next one (GitHub docs: using pagination in the REST API)."""
        page = int(request.query.get("page", "1"))
        size = min(int(request.query.get("per_page", "30")), self.page)
        part = items[(page - 1) * size : page * size]
        more = page * size < len(items)
        link = {"link": f'<{self.address}{request.path}?page={page + 1}>; rel="next"'} if more else {}
        return Reply(200, part, link)

    def post_review(self, request: Request, _number: str) -> Reply:
        """Create-review is all-or-nothing: one comment that cannot be placed, and none is posted (max-sixty/tend #252, QwenLM/qwen-code #6711)."""
        self._write()
        document = request.document
        if document["commit_id"] != self.head:
            raise RefusedError(422, "commit_id is not part of the pull request")
        if document.get("event") != "COMMENT":
            raise RefusedError(422, "the review would stay pending")
        for each in document["comments"]:
            self._check(each)
        self.reviews.append(document)
        for each in document["comments"]:
            self._add(each)
        return Reply(200, {"id": self._id()})

    def post_comment(self, request: Request, _number: str) -> Reply:
        self._write()
        self._check(request.document)
        return Reply(201, self._add(request.document))

    def patch_comment(self, request: Request, number: str) -> Reply:
        self._write()
        comment = self._comment(number)
        comment["body"] = request.document["body"]
        return Reply(200, comment)

    def delete_comment(self, _request: Request, number: str) -> Reply:
        self._write()
        self.comments.remove(self._comment(number))
        return Reply(204)

    def _comment(self, number: str) -> dict[str, Any]:
        found = next((each for each in self.comments if each["id"] == int(number)), None)
        if found is None:
            raise RefusedError(404, "Not Found")
        return found

    def get_commit(self, _request: Request, commit: str) -> Reply:
        try:
            names = self.git("rev-list", "--parents", "-n", "1", commit).decode().split()
        except subprocess.CalledProcessError:
            raise RefusedError(422, f"No commit found for SHA: {commit}") from None
        return Reply(200, {"sha": names[0], "parents": [{"sha": name} for name in names[1:]]})

    def get_compare(self, _request: Request, before: str, after: str) -> Reply:
        try:
            base = self.git("merge-base", before, after).decode().strip()
        except subprocess.CalledProcessError:
            # `before` of a push is forty zeros for a new branch (golangci/golangci-lint-action #1256).
            raise RefusedError(404, "Not Found") from None
        status = "identical" if before == after else "ahead" if base == before else "diverged"
        document = {
            "status": status,
            "merge_base_commit": {"sha": base},
            "files": self._compared(base, after),
        }
        return Reply(200, document)

    def get_content(self, request: Request, path: str) -> Reply:
        try:
            return Reply(200, raw=self.git("show", f"{request.query['ref']}:{path}"))
        except subprocess.CalledProcessError:
            raise RefusedError(404, "Not Found") from None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def handle_any(self) -> None:
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                reply = fake.answer(Request(self.command, parts.path, query, headers, body))
                if reply is None:
                    self.close_connection = True
                    return
                data = reply.raw if reply.raw is not None else json.dumps(reply.document).encode()
                data = b"" if reply.status == 204 else data
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PATCH = do_DELETE = handle_any  # noqa: N815 - names of the standard library

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


_ROUTES: tuple[tuple[str, str, Callable[..., Reply]], ...] = (
    ("GET", r"/pulls/(\d+)", Fake.get_pull),
    ("GET", r"/pulls/(\d+)/files", Fake.get_files),
    ("GET", r"/pulls/(\d+)/comments", Fake.get_comments),
    ("POST", r"/pulls/(\d+)/reviews", Fake.post_review),
    ("POST", r"/pulls/(\d+)/comments", Fake.post_comment),
    ("PATCH", r"/pulls/comments/(\d+)", Fake.patch_comment),
    ("DELETE", r"/pulls/comments/(\d+)", Fake.delete_comment),
    ("GET", r"/commits/([^/]+)", Fake.get_commit),
    ("GET", r"/compare/([^/]+)\.\.\.([^/]+)", Fake.get_compare),
    ("GET", r"/contents/(.+)", Fake.get_content),
)


def _shown(patch: str) -> dict[int, int]:
    """Lines of the new file that a patch shows (added ones and context), each with the number of its hunk."""
    found: dict[int, int] = {}
    hunk = line = left_old = left_new = 0
    for text in patch.split("\n"):
        if left_old <= 0 and left_new <= 0:
            head = re.match(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", text)
            if head:
                hunk += 1
                line = int(head[2])
                left_old, left_new = int(head[1] or 1), int(head[3] or 1)
            continue
        if text.startswith("\\"):
            continue
        if text[:1] != "+":
            left_old -= 1
        if text[:1] != "-":
            left_new -= 1
            found[line] = hunk
            line += 1
    return found


def _taken_out(patch: str) -> dict[int, int]:
    """Lines of the old file that a patch takes out, each with the number of its hunk."""
    turned = "\n".join(
        re.sub(r"^@@ -(\S+) \+(\S+) @@", r"@@ -\2 +\1 @@", text).translate({}) if text.startswith("@@")
        else {"+": "-", "-": "+"}.get(text[:1], text[:1]) + text[1:]
        for text in patch.split("\n")
    )  # fmt: skip
    kept = set()
    line = 0
    for text in patch.split("\n"):
        head = re.match(r"@@ -(\d+)", text)
        if head:
            line = int(head[1])
        elif text[:1] in {" ", "-"}:
            if text[:1] == "-":
                kept.add(line)
            line += 1
    return {number: hunk for number, hunk in _shown(turned).items() if number in kept}


def serving(repository: Path) -> Iterator[Fake]:
    """A fake for the time of a test."""
    fake = Fake(repository)
    try:
        yield fake
    finally:
        fake.close()
