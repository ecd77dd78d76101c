"""What started the run, as far as it can be read: payloads may lack anything."""

from __future__ import annotations

import json
from typing import Any

import pytest
from secheaders_lint.github.event import Event, Pull, read_event

HEAD, BASE, MERGE = "a" * 40, "b" * 40, "c" * 40


def pull(**changes: Any) -> dict[str, Any]:
    own = {"full_name": "acme/shop", "fork": True}
    return {
        "number": 7,
        "pull_request": {"head": {"sha": HEAD, "repo": own}, "base": {"sha": BASE, "repo": own}, **changes},
    }


def read(name: str, document: Any, **environment: str) -> Event:
    given = {
        "GITHUB_EVENT_NAME": name,
        "GITHUB_REPOSITORY": "acme/shop",
        "GITHUB_API_URL": "https://api.github.com/",
        "GITHUB_SHA": MERGE,
    }
    return read_event({**given, **environment}, json.dumps(document).encode())


@pytest.mark.parametrize("name", ["pull_request", "pull_request_target"])
def test_a_pull_request(name):
    event = read(name, pull())
    assert event.pull == Pull(7, HEAD, BASE, fork=False)
    assert (event.api, event.sha, event.readonly) == ("https://api.github.com", MERGE, "")


@pytest.mark.parametrize("repo", [None, {"full_name": "ada/shop"}, {}])
def test_from_elsewhere(repo):
    event = read("pull_request", pull(head={"sha": HEAD, "repo": repo}))
    assert event.pull is not None
    assert event.pull.fork
    assert "from forks" in event.readonly


@pytest.mark.parametrize(
    ("told", "attempt", "comments"),
    [(3, "1", 3), (0, "1", 0), (None, "1", None), ("0", "1", None), (0, "2", None)],
)
def test_how_many_comments_there_are(told, attempt, comments):
    event = read("pull_request", pull(review_comments=told), GITHUB_RUN_ATTEMPT=attempt)
    assert event.pull is not None
    assert event.pull.comments == comments


def test_dependabot():
    assert "Dependabot" in read("pull_request", pull(), GITHUB_ACTOR="dependabot[bot]").readonly


@pytest.mark.parametrize(
    ("name", "document", "before"),
    [
        ("push", {"before": BASE}, BASE),
        ("push", {"before": "0" * 40}, None),
        ("push", {}, None),
        ("merge_group", {"merge_group": {"base_sha": BASE, "head_sha": HEAD}}, BASE),
        ("workflow_dispatch", {"inputs": {}}, None),
        ("schedule", {}, None),
        ("push", pull(), None),
    ],
)
def test_other_events(name, document, before):
    event = read(name, document)
    assert (event.pull, event.before) == (None, before)


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        None,
        {"pull_request": None},
        {"number": "7", "pull_request": pull()["pull_request"]},
        {"number": -1, "pull_request": pull()["pull_request"]},
        pull(head=None),
        pull(head={"sha": "../../x"}),
        pull(head={"sha": "--upload-pack=x"}),
        pull(base={"sha": None}),
    ],
)
def test_payloads_that_say_nothing(document):
    assert read("pull_request", document).pull is None


@pytest.mark.parametrize("payload", [None, b"", b"{", b"[" * 100_000, b"\xff\xfe"])
def test_payloads_that_are_none(payload):
    assert read_event({"GITHUB_EVENT_NAME": "pull_request"}, payload).pull is None


@pytest.mark.parametrize("name", ["acme/shop/../x", "acme", "a b/c", "acme/shop?x=1", "acme/shop\n"])
def test_a_repository_is_a_name(name):
    assert read("push", {}, GITHUB_REPOSITORY=name).repository == ""


def test_nothing_at_all():
    assert read_event({}, None) == Event("", "", "", "")
