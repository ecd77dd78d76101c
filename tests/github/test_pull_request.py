"""A pull request from its opening on: what is posted after each push, on a repository with a merge ref and a fake of GitHub's API."""

from __future__ import annotations

import json

import pytest

from tests.cli.projects import SETTINGS, SITE

from .applier import applied, suggested
from .fake import BOT
from .places import NO_NOSNIFF, PATH, SOUND, WORDS


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)


def test_what_is_new_is_one_comment_with_a_suggestion_at_the_head(opened):
    result = opened.run(*WORDS)
    assert result.status == 1
    (comment,) = opened.fake.own()
    # The merge checkout has two lines more above it.
    assert (comment["path"], comment["line"]) == (PATH, line_of(NO_NOSNIFF, "NOSNIFF"))
    assert "CTO001 nosniff-off" in comment["body"]
    lines = suggested(comment["body"])
    assert lines is not None
    assert applied(NO_NOSNIFF, comment["line"], comment["line"], lines) == SOUND
    assert result.annotations == []
    assert "CTO001" in result.summary
    assert (result.outputs["warnings"], result.outputs["findings"]) == ("1", "1")
    assert opened.fake.reviews[0]["commit_id"] == opened.fake.head != opened.merge


def test_a_second_run_repeats_nothing(opened):
    opened.run(*WORDS)
    opened.fake.requests.clear()
    result = opened.run(*WORDS)
    assert (result.status, result.annotations) == (1, [])
    assert len(opened.fake.comments) == 1
    assert {each.method for each in opened.fake.requests} == {"GET"}


def test_a_push_that_mends_it_takes_the_comment_away(opened):
    opened.run(*WORDS)
    opened.commit("feature", {PATH: SOUND + "X = 1\n"})
    opened.open_pull()
    result = opened.run(*WORDS)
    assert (result.status, opened.fake.comments) == (0, [])
    assert "nothing new" in result.summary


def test_a_comment_that_was_answered_stays(opened):
    opened.run(*WORDS)
    opened.fake.reply_to(opened.fake.comments[0]["id"])
    opened.commit("feature", {PATH: SOUND + "X = 1\n"})
    opened.open_pull()
    opened.run(*WORDS)
    assert len(opened.fake.comments) == 2


def test_a_mark_by_somebody_else_is_no_comment_of_ours(opened):
    opened.run(*WORDS)
    opened.fake.comments[0]["user"] = {"login": "mallory"}
    opened.run(*WORDS)
    assert [each["user"]["login"] for each in opened.fake.comments] == ["mallory", BOT]
    opened.commit("feature", {PATH: SOUND + "X = 1\n"})
    opened.open_pull()
    opened.run(*WORDS)
    assert [each["user"]["login"] for each in opened.fake.comments] == ["mallory"]


def test_another_run_of_the_same_repository_leaves_our_comments(opened):
    opened.run(*WORDS)
    opened.commit("feature", {PATH: SOUND + "X = 1\n"})
    opened.open_pull()
    opened.run(*WORDS, "--settings", "shop.settings")
    assert len(opened.fake.comments) == 1


def test_an_outdated_comment_makes_way(opened):
    opened.run(*WORDS)
    first = opened.fake.comments[0]["id"]
    opened.commit("feature", {PATH: NO_NOSNIFF.replace("NOSNIFF = False", "NOSNIFF = False  # why not")})
    opened.open_pull()
    assert opened.fake.comments[0]["line"] is None
    opened.run(*WORDS)
    (comment,) = opened.fake.own()
    assert comment["id"] != first
    assert comment["line"] == line_of(NO_NOSNIFF, "NOSNIFF")


def test_a_comment_follows_its_line_and_is_not_repeated(opened):
    opened.run(*WORDS)
    first = opened.fake.comments[0]["id"]
    opened.commit("feature", {PATH: NO_NOSNIFF + "X = 1\n", "a.py": ""})
    opened.open_pull()
    opened.run(*WORDS)
    assert [each["id"] for each in opened.fake.comments] == [first]


def test_a_finding_outside_of_the_diff_is_on_its_file(place):
    above = SOUND + "\n" * 20
    place.commit("main", {**SITE, PATH: above + "A = 1\n"})
    place.commit(
        "feature", {PATH: NO_NOSNIFF + "\n" * 20 + "A = 2\n", "requirements.txt": "Django==5.2.7\n#\n"}
    )
    place.open_pull()
    place.fake.without_patch.add(PATH)
    result = place.run(*WORDS)
    (comment,) = place.fake.own()
    assert (comment["subject_type"], comment["path"], comment["line"]) == ("file", PATH, None)
    assert suggested(comment["body"]) is None
    assert "SECURE_CONTENT_TYPE_NOSNIFF = True" in comment["body"]
    assert result.annotations == []


def test_a_finding_in_a_file_that_did_not_change_is_an_annotation(place):
    bare = SOUND.replace("SECURE_CONTENT_TYPE_NOSNIFF = True\n", "")
    place.commit("main", {**SITE, PATH: bare})
    place.commit("feature", {"requirements.txt": "Django==2.2.28\n"})
    place.open_pull()
    result = place.run(*WORDS)
    assert place.fake.comments == []
    (annotation,) = result.annotations
    assert annotation.properties["title"] == "CTO001 nosniff-off"
    assert "This change drops **`X-Content-Type-Options`** from every page." in result.summary
    assert result.outputs["grade-before"] != result.outputs["grade"]


def test_a_pull_request_without_anything_that_matters(place):
    place.commit("main", {**SITE})
    place.commit("feature", {"docs/x.md": "x\n"})
    place.open_pull()
    result = place.run()
    assert (result.status, result.annotations, place.fake.comments) == (0, [], [])
    assert result.outputs["findings"] == "0"
    assert "no file that can have to do with headers has changed" in result.err


def test_what_was_there_before_is_not_told(place):
    place.commit("main", {**SITE})
    place.commit("feature", {"other.py": "x = 1\n"})
    place.open_pull()
    result = place.run(*WORDS)
    assert (result.status, result.annotations, place.fake.comments) == (0, [], [])
    assert "2 findings were there before" in result.summary


def test_what_the_change_silences_stands_in_the_summary(place):
    place.commit("main", {**SITE, PATH: SOUND})
    ignored = NO_NOSNIFF.replace("NOSNIFF = False", "NOSNIFF = False  # secheaders: ignore[CTO001] later")
    place.commit("feature", {PATH: ignored})
    place.open_pull()
    result = place.run(*WORDS)
    assert result.status == 0
    assert "1 finding silenced by this change" in result.summary


@pytest.mark.parametrize("depth", [1, 2, 20])
def test_every_depth_of_the_checkout_tells_the_same(opened, depth):
    opened.check_out(f"refs/pull/{opened.fake.number}/merge", depth)
    result = opened.run(*WORDS)
    assert (result.status, result.outputs["findings"]) == (1, "1")
    asked = [str(each) for each in opened.fake.requests if "/contents/" in each.path]
    # With two commits the base is there; the head's file is asked for, since the merge has other lines.
    assert len(asked) == (2 if depth == 1 else 1)


def test_no_git_at_all(opened, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    result = opened.run(*WORDS)
    assert (result.status, len(opened.fake.own()), result.outputs["findings"]) == (1, 1, "1")


def test_a_checkout_without_the_folder_of_git(opened):
    (opened.checkout / ".git").rename(opened.folder / "git-folder")
    result = opened.run(*WORDS)
    assert (result.status, len(opened.fake.own())) == (1, 1)


@pytest.mark.parametrize("depth", [1, 20])
def test_the_head_may_be_checked_out_instead(opened, depth):
    opened.check_out("feature", depth)
    result = opened.run(*WORDS, event="pull_request_target", sha=opened.fake.base)
    assert result.status == 1
    (comment,) = opened.fake.own()
    assert comment["line"] == line_of(NO_NOSNIFF, "NOSNIFF")


def test_another_checkout_is_told(opened):
    opened.check_out("main")
    result = opened.run(*WORDS, event="pull_request_target", sha=opened.fake.base)
    assert opened.fake.comments == []
    assert "what is checked out is neither the pull request's merge commit nor its head" in result.err


def test_removed_renamed_and_added_files_come_back_for_the_base(place):
    place.commit("main", {**SITE, "shop/settings.py": "from .a.base import *\n", "shop/a/base.py": SETTINGS})
    place.commit(
        "feature",
        {"shop/settings.py": "from .b.base import *\n", "shop/a/base.py": None, "shop/b/base.py": SETTINGS},
    )
    place.open_pull()
    result = place.run(*WORDS)
    assert (result.status, result.outputs["findings"]) == (0, "0")
    assert "2 findings were there before" in result.summary


def test_several_paths_are_one_review(place):
    shop = {f"one/{path}": text for path, text in SITE.items()} | {
        f"two/{path}": text for path, text in SITE.items()
    }
    place.commit("main", {"README.md": "x"})
    place.commit("feature", shop)
    place.open_pull()
    result = place.run(*WORDS, "one", "two")
    assert result.outputs["findings"] == "4"
    assert len(place.fake.reviews) == 1
    assert {each["path"] for each in place.fake.own()} == {"one/shop/settings.py", "two/shop/settings.py"}


def test_no_django_is_a_notice_and_no_failure(place):
    place.commit("main", {"x.py": ""})
    place.commit("feature", {"x.py": "x = 1\n"})
    place.open_pull()
    result = place.run()
    assert result.status == 0
    assert "no Django settings found" in result.err
    assert "no Django settings found" in result.summary
    assert result.outputs["findings"] == "0"


def test_files_are_written_where_they_are_asked_for(opened):
    result = opened.run(*WORDS, "--sarif-file", "out/x.sarif", "--json-file", "out/x.json")
    sarif = json.loads((opened.checkout / "out/x.sarif").read_text(encoding="utf-8"))
    assert [each["ruleId"] for each in sarif["runs"][0]["results"]] == ["CTO001"]
    document = json.loads((opened.checkout / "out/x.json").read_text(encoding="utf-8"))
    assert [each["code"] for each in document["findings"]] == ["CTO001"]
    assert (result.outputs["sarif-file"], result.outputs["json-file"]) == ("out/x.sarif", "out/x.json")


def test_suggestions_off_writes_nothing_on_the_pull_request(opened):
    result = opened.run(*WORDS, "--suggestions", "off")
    assert opened.fake.comments == []
    assert len(result.annotations) == 1


@pytest.mark.parametrize(("word", "count"), [("auto", 0), ("all", 1), ("off", 0)])
def test_annotations(opened, word, count):
    assert len(opened.run(*WORDS, "--annotations", word).annotations) == count


def test_inputs_of_the_action_are_options(opened):
    result = opened.run(**{"INPUT_SELECT": "CTO001", "INPUT_FAIL-ON": "never", "INPUT_PATH": ".\nshop\n"})
    assert (result.status, result.outputs["findings"]) == (0, "1")


def test_fixes_that_change_what_visitors_get_are_suggested_on_demand(place):
    place.commit("main", {**SITE, PATH: SOUND})
    place.commit("feature", {PATH: SOUND.replace("SECONDS = 31536000", "SECONDS = 0")})
    place.open_pull()
    place.run(*WORDS)
    (comment,) = place.fake.own()
    assert suggested(comment["body"]) is None
    assert "Fix (unsafe)" in comment["body"]
    place.run(*WORDS, "--unsafe-suggestions")
    (comment,) = place.fake.own()
    assert suggested(comment["body"]) == ["SECURE_HSTS_SECONDS = 300"]
    # Another text for the same line is an edit, which notifies nobody.
    assert [str(each) for each in place.fake.requests if each.method in {"PATCH", "DELETE"}] == [
        f"PATCH /repos/acme/shop/pulls/comments/{comment['id']}"
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("end", ["", "X = 1"])
def test_line_ends_stay(place, ending, end):
    def written(text: str) -> bytes:
        return str(text + end).replace("\n", str(ending)).encode()

    place.commit("main", {**SITE, PATH: written(SOUND)})
    place.commit("feature", {PATH: written(NO_NOSNIFF)})
    place.open_pull()
    place.run(*WORDS)
    (comment,) = place.fake.own()
    lines = suggested(comment["body"])
    assert lines is not None
    assert (
        applied(written(NO_NOSNIFF).decode(), comment["line"], comment["line"], lines)
        == written(SOUND).decode()
    )
