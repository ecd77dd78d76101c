"""Other events than pull requests, other hosts, names that are hostile, and what a run costs."""

from __future__ import annotations

import pytest
from secheaders_lint.reporters.escape import visible

from tests.cli.projects import SETTINGS, SITE
from tests.reporters.samples import HOSTILE

from .places import NO_NOSNIFF, PATH, SOUND, WORDS


@pytest.fixture
def pushed(place):
    """A branch with a commit that switches nosniff off, checked out as a push does."""
    place.before = place.commit("main", {**SITE, PATH: SOUND})
    place.fake.push(place.commit("main", {PATH: NO_NOSNIFF}), place.before)
    place.check_out("main")
    return place


def test_a_push_tells_all_that_is_there(pushed):
    result = pushed.run(*WORDS, event="push", payload={"before": pushed.before}, sha=pushed.fake.head)
    assert (result.status, len(result.annotations)) == (1, 1)
    assert result.summary.startswith("## Security headers: 1 warning\n")
    assert pushed.fake.requests == []


@pytest.mark.parametrize("depth", [1, 9])
def test_a_push_may_ask_for_what_is_new(pushed, depth):
    pushed.check_out("main", depth)
    words = (*WORDS, "--only-new", "true")
    result = pushed.run(*words, event="push", payload={"before": pushed.before}, sha=pushed.fake.head)
    assert "1 warning that this change brings" in result.summary
    assert [each.path.rpartition("/")[0] for each in pushed.fake.requests] == (
        ["/repos/acme/shop/compare", "/repos/acme/shop/contents/shop"] if depth == 1 else []
    )


def test_a_branch_that_is_new_has_nothing_before(pushed):
    words = (*WORDS, "--only-new", "true")
    result = pushed.run(*words, event="push", payload={"before": "0" * 40}, sha=pushed.fake.head)
    assert (result.status, result.outputs["findings"]) == (1, "1")
    assert "this event tells of no commit to compare with" in result.err


def test_a_forced_push_is_told(pushed):
    pushed.commit("side", {"x.py": ""}, of=pushed.before)
    other = pushed.commit("side", {"y.py": ""})
    words = (*WORDS, "--only-new", "true")
    result = pushed.run(*words, event="push", payload={"before": other}, sha=pushed.fake.head)
    assert result.outputs["findings"] == "1"
    assert "GitHub does not tell all files that differ" in result.err


def test_a_merge_queue_fails_on_what_is_new(pushed):
    payload = {"merge_group": {"base_sha": pushed.before, "head_sha": pushed.fake.head}}
    result = pushed.run(*WORDS, event="merge_group", payload=payload, sha=pushed.fake.head)
    assert (result.status, result.outputs["findings"]) == (1, "1")
    assert pushed.fake.comments == []
    same = {"merge_group": {"base_sha": pushed.fake.head, "head_sha": pushed.fake.head}}
    result = pushed.run(*WORDS, event="merge_group", payload=same, sha=pushed.fake.head)
    assert (result.status, result.outputs["findings"]) == (0, "0")


@pytest.mark.parametrize("event", ["workflow_dispatch", "schedule"])
def test_events_without_a_change(pushed, event):
    result = pushed.run(*WORDS, event=event, payload={}, sha=pushed.fake.head)
    assert (result.status, len(result.annotations), pushed.fake.requests) == (1, 1, [])


def test_outside_of_github_it_is_a_check(pushed):
    result = pushed.run(
        *WORDS,
        event="",
        payload={},
        sha="x",
        GITHUB_REPOSITORY="",
        GITHUB_API_URL="",
        GITHUB_STEP_SUMMARY="",
        GITHUB_OUTPUT="",
    )
    assert (result.status, len(result.annotations)) == (1, 1)


def test_an_enterprise_server(opened):
    opened.fake.below = "/api/v3"
    result = opened.run(*WORDS, GITHUB_API_URL=f"{opened.fake.address}/api/v3")
    assert (result.status, len(opened.fake.own())) == (1, 1)
    assert all(each.path.startswith("/api/v3/") for each in opened.fake.requests)
    opened.fake.requests[:] = [
        each._replace(path=each.path.removeprefix("/api/v3")) for each in opened.fake.requests
    ]


def test_an_address_that_is_not_encrypted_gets_no_token(opened):
    result = opened.run(*WORDS, GITHUB_API_URL="http://git.acme.example/api/v3")
    assert "the token is only sent to an https address" in result.err
    assert "CTO001" in result.summary


def test_files_that_cannot_be_written_take_nothing_else(opened):
    result = opened.run(*WORDS, GITHUB_STEP_SUMMARY="/no/such/file", GITHUB_OUTPUT="/no/such/file")
    assert result.status == 1
    assert len(opened.fake.own()) == 1
    assert "GITHUB_STEP_SUMMARY could not be written" in result.err


def test_a_report_that_cannot_be_written_is_told(opened):
    result = opened.run(*WORDS, "--sarif-file", "/dev/null/x")
    assert result.status == 2
    assert "name a file that can be written" in result.err


def test_a_grade_fails_where_the_change_made_it_fall(opened):
    words = (*WORDS, "--fail-on", "never", "--min-grade", "A+")
    result = opened.run(*words)
    assert result.status == 1
    assert "Too low a grade" in result.summary
    assert "→" in result.summary


def test_a_grade_that_was_low_before_does_not(place):
    place.commit("main", {**SITE})
    place.commit("feature", {PATH: SETTINGS + "X = 1\n"})
    place.open_pull()
    assert place.run(*WORDS, "--min-grade", "A+").status == 0


def test_the_configuration_of_the_change_counts_for_both_sides(place):
    place.commit("main", {**SITE, ".secheaders-lint.toml": 'ignore = ["HSTS001", "CTO001"]\n'})
    place.commit("feature", {".secheaders-lint.toml": None})
    place.open_pull()
    result = place.run(*WORDS)
    assert (result.status, result.outputs["findings"]) == (0, "0")


def test_an_evaluation_that_fails_removes_no_comment(opened, monkeypatch):
    opened.run(*WORDS)

    def broken(*_args, **_options):
        raise ValueError("a bug")

    from secheaders_lint import engine

    monkeypatch.setattr(engine, "evaluate", broken)
    opened.commit("feature", {PATH: SOUND + "X = 1\n"})
    opened.open_pull()
    result = opened.run(*WORDS)
    assert result.status == 2
    assert len(opened.fake.own()) == 1


def test_what_cannot_be_done_is_an_annotation(opened):
    result = opened.run(*WORDS, "--config", "no::error::.toml")
    assert result.status == 2
    (annotation,) = result.annotations
    assert (annotation.name, annotation.properties) == ("error", {"title": "secheaders-lint"})
    assert (
        annotation.message
        == "--config no::error::.toml: No such file or directory; name a file that can be read"
    )
    assert result.summary.startswith("## Security headers: not judged")


def test_settings_that_the_change_broke_are_told_on_their_line(place):
    place.commit("main", {**SITE, PATH: SOUND})
    place.commit("feature", {PATH: SOUND + "X = (\n"})
    place.open_pull()
    result = place.run(*WORDS)
    assert result.status == 2
    (comment,) = place.fake.own()
    assert "SET001" in comment["body"] or "SET" in comment["body"]
    assert comment["line"] is not None


def test_a_partial_clone_is_asked_for_the_rest(opened):
    from tests.source.test_git import run as git

    opened.check_out(f"refs/pull/{opened.fake.number}/merge", 2)
    git(opened.checkout, "config", "remote.origin.promisor", "true")
    result = opened.run(*WORDS)
    assert (result.status, result.outputs["findings"]) == (1, "1")
    assert sum("/contents/" in each.path for each in opened.fake.requests) == 2


@pytest.mark.parametrize("name", [name for name in HOSTILE if "\udcff" not in name and "/" not in name])
def test_hostile_names_are_no_commands(place, name):
    folder = name.replace("\n", "").replace("\r", "") or "x"
    files = {f"{folder}/{path}": text for path, text in SITE.items()}
    place.commit("main", {"README.md": "x"})
    place.commit("feature", files)
    place.open_pull()
    place.fake.writes = False
    result = place.run(*WORDS)
    assert [each.properties["file"] for each in result.annotations] == [f"{visible(folder)}/{PATH}"] * 2
    assert {each.name for each in result.annotations} == {"warning"}
    assert len(result.outputs) == 10


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_values_and_lines_are_no_commands(place, text):
    value = repr(text.encode("utf-8", "replace").decode())
    comment = text.encode("utf-8", "replace").decode().replace("\n", " ").replace("\r", " ")
    lines = f"X_FRAME_OPTIONS = {value}  # {comment}\nSECURE_REFERRER_POLICY = {value}\n{comment.strip() and '#'} {comment}\n"
    place.commit("main", {**SITE, PATH: SOUND})
    place.commit("feature", {PATH: SOUND + lines})
    place.open_pull()
    place.fake.writes = False
    result = place.run("--select", "XFO001,REF", "--annotations", "all")
    titles = [each.properties["title"].partition(" ")[0] for each in result.annotations]
    assert sorted(titles) == ["REF003", "XFO001"]
    assert {each.name for each in result.annotations} == {"warning"}


@pytest.mark.parametrize(
    ("depth", "times", "calls"),
    [
        # The files of the diff, the base's and the head's content, our comments, the newest commit, the review.
        (1, 1, {"files": 1, "comments": 1, "contents": 2, "pulls": 1, "reviews": 1, "commits": 0}),
        (2, 1, {"files": 1, "comments": 1, "contents": 1, "pulls": 1, "reviews": 1, "commits": 0}),
        # The second time there is nothing to write.
        (2, 2, {"files": 1, "comments": 1, "contents": 1, "pulls": 0, "reviews": 0, "commits": 0}),
    ],
)
def test_what_a_run_asks(opened, depth, times, calls):
    opened.check_out(f"refs/pull/{opened.fake.number}/merge", depth)
    for _ in range(times):
        opened.fake.requests.clear()
        opened.run(*WORDS)
    asked = [each.path for each in opened.fake.requests]
    found = {
        name: sum(
            path.endswith(f"/{name}") or f"/{name}/" in path.replace("/pulls/7", "/pulls/7") for path in asked
        )
        for name in calls
        if name != "pulls"
    }
    found["pulls"] = sum(path.endswith("/pulls/7") for path in asked)
    assert found == calls


@pytest.mark.parametrize("git", [True, False])
@pytest.mark.parametrize(
    ("comments", "variables"),
    [
        (0, {}),
        (1, {}),
        (None, {}),  # an event about a review does not tell
        (0, {"GITHUB_RUN_ATTEMPT": "2"}),  # the event is that of the first attempt
    ],
)
def test_a_change_of_nothing_that_matters_asks_for_little(place, monkeypatch, git, comments, variables):
    place.commit("main", {**SITE})
    place.commit("feature", {"docs/x.md": "x\n"})
    place.open_pull()
    place.check_out("refs/pull/7/merge", 2)
    if not git:
        monkeypatch.setenv("PATH", "/nowhere")
    place.run(payload=place.payload(review_comments=comments), **variables)
    asked = [str(each).replace(place.merge, "SHA") for each in place.fake.requests]
    diff = ["GET /repos/acme/shop/commits/SHA", "GET /repos/acme/shop/pulls/7/files"]
    there = [] if comments == 0 and not variables else ["GET /repos/acme/shop/pulls/7/comments"]
    assert asked == [*([] if git else diff), *there]


def test_what_the_image_asks_which_has_no_git(opened, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    opened.run(*WORDS)
    path = f"/repos/acme/shop/contents/{PATH}"
    assert [str(each).replace(opened.merge, "SHA") for each in opened.fake.requests] == [
        "GET /repos/acme/shop/commits/SHA",
        "GET /repos/acme/shop/pulls/7/files",
        f"GET {path}",
        "GET /repos/acme/shop/pulls/7/comments",
        f"GET {path}",
        "GET /repos/acme/shop/pulls/7",
        "POST /repos/acme/shop/pulls/7/reviews",
    ]
