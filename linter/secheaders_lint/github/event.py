"""What started the run: the environment of a step of GitHub Actions, and the payload of its event."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_PULL_EVENTS = frozenset(
    {"pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment"}
)
_BOT = "dependabot[bot]"


class Pull(NamedTuple):
    """A pull request: its number, the newest commit of either side when the event was made, and whether it comes from elsewhere.

    ``comments`` is how many comments lines and files had then; ``None`` where that is not told, or was long ago.
    """

    number: int
    head: str
    base: str
    fork: bool
    comments: int | None = None


class Event(NamedTuple):
    """One run of a workflow. ``sha`` is the commit that it is about, ``before`` the one that a push or a queue went out from.

    ``api`` is the address that the token is for. ``readonly`` says in half a sentence why it may not be able to write.
    """

    name: str
    repository: str
    api: str
    sha: str
    pull: Pull | None = None
    before: str | None = None
    readonly: str = ""


def read_event(environment: Mapping[str, str], payload: bytes | None) -> Event:
    """Return what the environment and the payload say; what is missing or malformed in them is left out."""
    document = _document(payload)
    name = environment.get("GITHUB_EVENT_NAME", "")
    repository = environment.get("GITHUB_REPOSITORY", "")
    pull = _pull(document) if name in _PULL_EVENTS else None
    if pull is not None and environment.get("GITHUB_RUN_ATTEMPT", "1") != "1":
        # Who runs a job again gets the event as it was.
        pull = pull._replace(comments=None)
    return Event(
        name,
        repository if _REPOSITORY.fullmatch(repository) else "",
        environment.get("GITHUB_API_URL", "").rstrip("/"),
        _commit(environment.get("GITHUB_SHA")) or "",
        pull,
        _before(name, document),
        _why_readonly(environment, pull),
    )


def _document(payload: bytes | None) -> dict[str, Any]:
    try:
        document = json.loads(payload or b"{}")
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _pull(document: dict[str, Any]) -> Pull | None:
    """Return the pull request of a payload; that of a fork may lack its repository, or be empty."""
    pull = _at(document, "pull_request")
    number = _at(document, "number") or _at(pull, "number")
    head, base = _commit(_at(pull, "head", "sha")), _commit(_at(pull, "base", "sha"))
    if not isinstance(number, int) or number < 1 or head is None or base is None:
        return None
    # `fork` alone tells that a repository has been forked from another one, which those of many people have.
    own = _at(pull, "base", "repo", "full_name")
    fork = _at(pull, "head", "repo", "full_name") != own
    # An event about a review tells of the pull request without numbers.
    comments = _at(pull, "review_comments")
    return Pull(number, head, base, fork, comments if isinstance(comments, int) else None)


def _before(name: str, document: dict[str, Any]) -> str | None:
    if name == "push":
        before = _commit(_at(document, "before"))
        # A branch that is new was nowhere before: forty zeros.
        return before if before and before.strip("0") else None
    if name == "merge_group":
        return _commit(_at(document, "merge_group", "base_sha"))
    return None


def _why_readonly(environment: Mapping[str, str], pull: Pull | None) -> str:
    if environment.get("GITHUB_ACTOR") == _BOT:
        return "runs for Dependabot get a token that may only read"
    if pull is not None and pull.fork:
        return "runs for pull requests from forks get a token that may only read"
    return ""


def _at(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _commit(value: Any) -> str | None:
    return value if isinstance(value, str) and _COMMIT.fullmatch(value) else None
