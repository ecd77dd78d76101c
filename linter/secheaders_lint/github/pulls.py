"""What GitHub tells of a pull request: its files, its comments, its newest commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.github.marks import Mark, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.github.api import Api

# GitHub lists no more files than that; of comments, what a person could still read.
MOST_FILES, _MOST_COMMENT_PAGES = 3_000, 20
_PAGES_OF_FILES = MOST_FILES // 100
_MOST_COMPARED = 300


class ChangedFile(NamedTuple):
    """A file of the diff: ``status`` in GitHub's words, the patch where there is one, the name of its content, its old path."""

    path: str
    status: str
    patch: str | None = None
    blob: str = ""
    previous: str | None = None


class Comment(NamedTuple):
    """A comment of our own that is there already; ``line`` is ``None`` for one that is outdated, ``replied`` tells of answers, ``deleted`` of a line of the old file."""

    id: int
    mark: Mark
    path: str
    line: int | None
    start: int | None
    body: str
    on_file: bool
    replied: bool
    deleted: bool = False


class Repository:
    """The part of the API that speaks of one repository."""

    def __init__(self, api: Api, name: str) -> None:
        self.api = api
        self._path = f"/repos/{name}"
        self._files: dict[int, tuple[ChangedFile, ...]] = {}

    def files(self, number: int) -> tuple[ChangedFile, ...]:
        """Return the files of a pull request's diff."""
        if number not in self._files:
            found = self.api.pages(f"{self._path}/pulls/{number}/files", _PAGES_OF_FILES)
            self._files[number] = tuple(_files(found))
        return self._files[number]

    def compared(self, before: str, after: str) -> tuple[ChangedFile, ...] | None:
        """Return the files in which a commit differs from one that it follows; ``None`` where GitHub does not tell all of them."""
        document = self.api.get(f"{self._path}/compare/{before}...{after}?per_page=1")
        files = document.get("files") if isinstance(document, dict) else None
        if not isinstance(files, list) or len(files) >= _MOST_COMPARED:
            return None
        return tuple(_files(files)) if document.get("status") in {"ahead", "identical"} else None

    def merge_base(self, base: str, head: str) -> str | None:
        """Return the commit that two commits have in common."""
        document = self.api.get(f"{self._path}/compare/{base}...{head}?per_page=1")
        return _text(document, "merge_base_commit", "sha")

    def parents(self, commit: str) -> tuple[str, ...]:
        """Return the parents of a commit."""
        document = self.api.get(f"{self._path}/commits/{commit}")
        parents = document.get("parents") if isinstance(document, dict) else None
        names = (_text(each, "sha") for each in parents) if isinstance(parents, list) else ()
        return tuple(name for name in names if name)

    def content(self, path: str, commit: str) -> bytes | None:
        """Return the bytes of a file in a commit; ``None`` where there is none."""
        from urllib.parse import quote

        return self.api.raw(f"{self._path}/contents/{quote(path)}?ref={commit}")

    def newest(self, number: int) -> str | None:
        """Return the newest commit of a pull request that is open; ``None`` for a closed one."""
        document = self.api.get(f"{self._path}/pulls/{number}")
        return _text(document, "head", "sha") if _text(document, "state") == "open" else None

    def own_comments(self, number: int, author: str) -> tuple[Comment, ...]:
        """Return the comments with our mark that ``author`` has written: anybody can write the mark alone."""
        found = list(self.api.pages(f"{self._path}/pulls/{number}/comments", _MOST_COMMENT_PAGES))
        replied = {each.get("in_reply_to_id") for each in found}
        return tuple(
            one
            for each in found
            if _text(each, "user", "login") == author
            for one in [_comment(each, replied)]
            if one is not None
        )

    def create_review(self, number: int, commit: str, comments: list[dict[str, Any]]) -> None:
        """Post a review of comments on lines. GitHub takes all of them or none."""
        document = {"commit_id": commit, "event": "COMMENT", "body": "", "comments": comments}
        self.api.send("POST", f"{self._path}/pulls/{number}/reviews", document)

    def create_comment(self, number: int, commit: str, comment: dict[str, Any]) -> None:
        """Post one comment, on a line or on a file."""
        self.api.send("POST", f"{self._path}/pulls/{number}/comments", {"commit_id": commit, **comment})

    def edit_comment(self, number: int, body: str) -> None:
        """Give a comment another text, which notifies nobody."""
        self.api.send("PATCH", f"{self._path}/pulls/comments/{number}", {"body": body})

    def delete_comment(self, number: int) -> None:
        """Take a comment away."""
        self.api.send("DELETE", f"{self._path}/pulls/comments/{number}")


def _files(items: Any) -> Iterator[ChangedFile]:
    for each in items:
        path = _text(each, "filename")
        if path:
            patch = _text(each, "patch")
            yield ChangedFile(
                path,
                _text(each, "status") or "",
                patch,
                _text(each, "sha") or "",
                _text(each, "previous_filename"),
            )


def _comment(item: dict[str, Any], replied: set[Any]) -> Comment | None:
    number, body = item.get("id"), _text(item, "body") or ""
    mark = mark_of(body)
    if not isinstance(number, int) or mark is None or item.get("in_reply_to_id") is not None:
        return None
    return Comment(
        number,
        mark,
        _text(item, "path") or "",
        _number(item.get("line")),
        _number(item.get("start_line")),
        body,
        item.get("subject_type") == "file",
        number in replied,
        item.get("side") == "LEFT",
    )


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _text(value: Any, *keys: str) -> str | None:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None
