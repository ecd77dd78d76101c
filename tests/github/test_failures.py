"""Whatever GitHub refuses, no finding is lost: each stands in a comment or an annotation, and always in the summary and the log."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from secheaders_lint.github.plan import MOST_ON_LINES

from tests.cli.projects import SITE

from .fake import LONGEST_BODY, Fake, RefusedError, Reply, Request
from .places import NO_NOSNIFF, PATH, SOUND, TOKEN, WORDS

if TYPE_CHECKING:
    from .places import Outcome


@pytest.fixture(autouse=True)
def slept(monkeypatch):
    """Waiting takes no time, and is written down."""
    seconds: list[float] = []
    monkeypatch.setattr(time, "sleep", seconds.append)
    return seconds


def everywhere(result: Outcome, code: str = "CTO001") -> tuple[list[str], bool, bool]:
    """Tell where a finding stands besides comments."""
    return (
        [each.properties["title"].partition(" ")[0] for each in result.annotations],
        code in result.summary,
        f" {code} " in result.out,
    )


def for_all(fake: Fake, *wanted: str, reply: Reply | None) -> None:
    class Troubles(list[Any]):
        def pop(self, _index: Any = 0) -> Any:
            return lambda request: reply if all(each in str(request) for each in wanted) else Reply(0)

        def __bool__(self) -> bool:
            return True

    fake.troubles = Troubles()


def test_a_token_that_may_only_read(opened):
    opened.fake.writes = False
    result = opened.run(*WORDS)
    assert result.status == 1
    assert opened.fake.comments == []
    assert everywhere(result) == (["CTO001"], True, True)
    assert "403 Resource not accessible by integration (wanted: pull_requests=write)" in result.err
    # One refusal is enough.
    assert sum(each.method == "POST" for each in opened.fake.requests) == 1


def test_an_annotation_is_on_the_line_of_the_head(opened):
    """The merge checkout has two lines more; a check's annotations are those of the head."""
    opened.fake.writes = False
    for words in ((), ("--suggestions", "off"), ("--annotations", "all")):
        (annotation,) = opened.run(*WORDS, *words).annotations
        line = next(n for n, text in enumerate(NO_NOSNIFF.split("\n"), 1) if "NOSNIFF" in text)
        assert annotation.properties["line"] == annotation.properties["endLine"] == str(line)


@pytest.mark.parametrize("name", ["drafts", "publish", "plan"])
def test_a_bug_of_ours_loses_nothing(opened, monkeypatch, name):
    from secheaders_lint.cli import commenting

    def broken(*_args, **_options):
        raise ValueError("a bug")

    monkeypatch.setattr(commenting, name, broken)
    result = opened.run(*WORDS)
    assert everywhere(result) == (["CTO001"], True, True)
    assert "what is told of comments failed (ValueError: a bug)" in result.err


def test_a_history_that_lacks_its_trees(opened):
    from secheaders_lint.errors import UsageError
    from secheaders_lint.source.git import GitTree

    opened.check_out(f"refs/pull/{opened.fake.number}/merge", 2)

    def lacking(*_args):
        raise UsageError("not all there")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(GitTree, "__init__", lacking)
        result = opened.run(*WORDS)
    assert result.status == 1
    assert len(opened.fake.own()) == 1
    assert "nothing to compare with: not all there" in result.err


def test_a_fork(opened):
    opened.fake.writes = False
    payload = opened.payload()
    payload["pull_request"]["head"]["repo"] = {"full_name": "ada/shop", "fork": True}
    result = opened.run(*WORDS, payload=payload)
    assert everywhere(result) == (["CTO001"], True, True)
    assert "runs for pull requests from forks get a token that may only read" in result.err


def test_a_fork_that_was_deleted_and_may_write_by_a_setting(opened):
    payload = opened.payload()
    payload["pull_request"]["head"]["repo"] = None
    opened.run(*WORDS, payload=payload)
    assert len(opened.fake.own()) == 1


def test_dependabot(opened):
    opened.fake.writes = False
    result = opened.run(*WORDS, GITHUB_ACTOR="dependabot[bot]")
    assert everywhere(result) == (["CTO001"], True, True)
    assert "runs for Dependabot get a token that may only read" in result.err


def test_a_token_that_sees_nothing(opened):
    opened.fake.reads = False
    result = opened.run(*WORDS)
    assert result.status == 1
    assert "CTO001" in everywhere(result)[0]
    assert "all is told as new, for there is nothing to compare with" in result.err


def test_no_token(opened):
    result = opened.run(*WORDS, GITHUB_TOKEN="")
    assert everywhere(result)[0] == ["CTO001"]
    assert "there is no token" in result.err
    assert opened.fake.requests == []


def test_a_closed_network(opened):
    opened.fake.close()
    result = opened.run(*WORDS)
    assert "CTO001" in everywhere(result)[0]
    assert "GitHub could not be reached" in result.err


def test_one_line_that_github_does_not_place(place):
    """422 for the whole review, without a name: each comment is tried for itself."""
    place.commit("main", {**SITE, PATH: SOUND})
    both = NO_NOSNIFF.replace("SECONDS = 31536000", "SECONDS = 0")
    place.commit("feature", {PATH: both})
    place.open_pull()
    line = next(n for n, text in enumerate(both.split("\n"), 1) if "NOSNIFF" in text)
    place.fake.unresolved.add((PATH, line))
    result = place.run(*WORDS)
    assert [each["body"].partition("HSTS001")[1] for each in place.fake.own()] == ["HSTS001"]
    assert everywhere(result) == (["CTO001"], True, True)


def test_a_limit_that_says_how_long(opened, slept):
    opened.fake.troubles = [lambda _: Reply(403, {"message": "secondary rate limit"}, {"retry-after": "7"})]
    opened.run(*WORDS)
    assert slept[0] == 7.0
    assert len(opened.fake.own()) == 1


def test_a_limit_that_does_not_end(opened, slept):
    for_all(opened.fake, "POST", reply=Reply(429, {"message": "slow down"}, {"retry-after": "30"}))
    result = opened.run(*WORDS)
    assert everywhere(result) == (["CTO001"], True, True)
    assert sum(slept) <= 90


def test_a_limit_that_is_too_long_to_wait_for(opened, slept):
    for_all(opened.fake, "POST", reply=Reply(403, {"message": "limit"}, {"retry-after": "3600"}))
    result = opened.run(*WORDS)
    assert everywhere(result) == (["CTO001"], True, True)
    assert slept == []


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_that_fails(opened, status):
    for_all(opened.fake, "/reviews", reply=Reply(status, {"message": "oops"}))
    result = opened.run(*WORDS)
    assert everywhere(result) == (["CTO001"], True, True)
    # What may have been done is not done again.
    assert sum("/reviews" in each.path for each in opened.fake.requests) == 1


def test_a_server_that_fails_once_when_asked(opened):
    opened.fake.troubles = [lambda _: Reply(502, {"message": "oops"}), lambda _: Reply(503)]
    opened.run(*WORDS)
    assert len(opened.fake.own()) == 1


def test_an_answer_that_never_came_of_a_review_that_did(opened):
    """The connection breaks off behind the review: the comments are there, so nothing is posted or annotated again."""

    def drops(request: Request) -> Reply | None:
        if request.method == "POST" and "/reviews" in request.path:
            opened.fake.troubles.clear()
            opened.fake._routed(request)
            return None
        opened.fake.troubles.append(drops)
        return Reply(0)

    opened.fake.troubles.append(drops)
    result = opened.run(*WORDS)
    assert len(opened.fake.own()) == 1
    assert everywhere(result)[0] == []


def test_an_answer_that_is_no_json(opened):
    for_all(opened.fake, "GET", "/pulls/7/comments", reply=Reply(200, raw=b"<html>"))
    result = opened.run(*WORDS)
    assert everywhere(result) == (["CTO001"], True, True)


def test_a_redirect_takes_the_token_nowhere(opened):
    for_all(opened.fake, "GET", reply=Reply(302, {}, {"location": "http://127.0.0.1:1/steal"}))
    result = opened.run(*WORDS)
    assert "CTO001" in everywhere(result)[0]
    assert "302" in result.err


def test_a_message_that_repeats_the_token(opened):
    for_all(opened.fake, "POST", reply=Reply(403, {"message": f"bad token {TOKEN}\n::error::x"}))
    result = opened.run(*WORDS)
    assert "bad token ***" in result.err
    assert everywhere(result)[0] == ["CTO001"]


def test_a_head_that_has_moved_on(opened):
    opened.commit("feature", {PATH: NO_NOSNIFF + "X = 1\n"})
    payload = opened.payload()
    opened.fake.head = opened.commit("feature", {"y.py": ""})
    result = opened.run(*WORDS, payload=payload)
    assert opened.fake.comments == []
    assert everywhere(result)[0] == ["CTO001"]
    assert "has newer commits than this run" in result.err


def test_a_closed_pull_request(opened):
    opened.fake.open = False
    result = opened.run(*WORDS)
    assert (opened.fake.comments, everywhere(result)[0]) == ([], ["CTO001"])


def test_comments_on_many_pages(opened):
    opened.fake.page = 3
    for number in range(10):
        opened.fake.comments.append(
            {"id": number, "path": PATH, "body": "x", "line": 1, "start_line": None, "subject_type": "line",
             "user": {"login": "ada"}}
        )  # fmt: skip
    opened.run(*WORDS)
    opened.run(*WORDS)
    assert len(opened.fake.own()) == 1


def many(count: int) -> dict[str, str]:
    """A repository of sites, each of which brings two findings."""
    return {f"site{number:02}/{path}": text for number in range(count) for path, text in SITE.items()}


def test_more_findings_than_comments(place):
    place.commit("main", {"README.md": "x"})
    place.commit("feature", many(20))
    place.open_pull()
    result = place.run(*WORDS)
    assert result.outputs["findings"] == "40"
    assert len(place.fake.own()) == MOST_ON_LINES
    # Ten annotations of a kind, and all of them in the log and in the summary.
    assert len(result.annotations) == 10
    assert result.summary.count("[**HSTS001 hsts-missing**]") == 20
    assert sum(" CTO001 " in line and not line.startswith("::") for line in result.out.splitlines()) == 20


def test_nothing_posted_and_more_than_ten(place):
    place.commit("main", {"README.md": "x"})
    place.commit("feature", many(8))
    place.open_pull()
    place.fake.writes = False
    result = place.run(*WORDS)
    assert len(result.annotations) == 10
    assert "6 findings more in this log and in the summary" in result.out


def test_the_fake_refuses_what_github_refuses(opened):
    fake = opened.fake
    comment = {"path": PATH, "body": "x", "line": 1, "side": "RIGHT"}
    for wrong in (
        {**comment, "line": 400},
        {**comment, "path": "manage.py"},
        {**comment, "side": "LEFT", "line": 10},
        {**comment, "line": 9, "start_line": 9},
        {**comment, "line": 9, "body": "x" * (LONGEST_BODY + 1)},
        {"path": "manage.py", "body": "x", "subject_type": "file"},
    ):
        with pytest.raises(RefusedError) as caught:
            fake._check(wrong)
        assert caught.value.reply.status == 422
