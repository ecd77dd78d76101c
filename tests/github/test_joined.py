"""Two findings whose fixes change the same lines: one comment, one suggestion that mends both, and none is lost on the way."""

from __future__ import annotations

import pytest
from secheaders_lint.cli import joining

from tests.cli.projects import SITE

from .applier import applied, suggested
from .fake import Reply
from .places import PATH, Place

# Both fixes add a line below this one.
LAST = "SECURE_SSL_REDIRECT = True\n"
SETTINGS = f"""\
INSTALLED_APPS = ["django.contrib.sessions"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
{LAST}"""
SESSION, CSRF = "SESSION_COOKIE_SECURE = True\n", "CSRF_COOKIE_SECURE = True\n"
SOUND = SETTINGS + SESSION + CSRF
WORDS = ("--select", "COOKIE001,COOKIE003,SET", "--unsafe-suggestions")
BOTH = ["COOKIE001", "COOKIE003"]


def opened(place: Place, ending: str = "\n") -> Place:
    """A pull request that takes both settings out, while the base branch has gained lines above."""
    place.commit("main", {**SITE, PATH: SOUND.replace("\n", ending)})
    place.commit("feature", {PATH: SETTINGS.replace("\n", ending)})
    place.commit("main", {PATH: f"# One.{ending}# Two.{ending}" + SOUND.replace("\n", ending)})
    place.open_pull()
    return place


def codes(text: str) -> list[str]:
    return [each for each in BOTH if each in text]


def push(place: Place, text: str) -> None:
    place.commit("feature", {PATH: text})
    place.open_pull()


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_one_comment_mends_both(place, ending):
    opened(place, ending)
    result = place.run(*WORDS)
    (comment,) = place.fake.own()
    lines = suggested(comment["body"])
    assert (result.status, result.outputs["findings"], result.annotations) == (1, "2", [])
    assert codes(comment["body"]) == BOTH
    assert "Applying this fixes both (unsafe): " in comment["body"]
    assert lines is not None
    text = SETTINGS.replace("\n", ending)
    start = comment["start_line"] or comment["line"]
    mended = applied(text, start, comment["line"], lines)
    assert sorted(mended.split(ending)) == sorted(SOUND.split("\n"))
    assert mended.startswith(text)
    # The reviewer clicks on it.
    push(place, mended)
    result = place.run(*WORDS)
    assert (result.status, place.fake.comments) == (0, [])


def test_it_is_not_repeated(place):
    opened(place)
    place.run(*WORDS)
    push(place, SETTINGS + "\n\n\n# Later.\n")
    first = place.fake.comments[0]["id"]
    place.fake.requests.clear()
    place.run(*WORDS)
    assert [each["id"] for each in place.fake.comments] == [first]
    assert {each.method for each in place.fake.requests} == {"GET"}


@pytest.mark.parametrize(("mended", "still"), [(SESSION, "COOKIE003"), (CSRF, "COOKIE001")])
def test_one_of_them_is_mended_by_hand(place, mended, still):
    opened(place)
    place.run(*WORDS)
    push(place, SETTINGS + mended)
    place.run(*WORDS)
    (comment,) = place.fake.own()
    assert codes(comment["body"]) == [still]
    lines = suggested(comment["body"])
    assert lines is not None
    start = comment["start_line"] or comment["line"]
    assert sorted(applied(SETTINGS + mended, start, comment["line"], lines).split("\n")) == sorted(
        SOUND.split("\n")
    )


def test_another_one_comes_to_it(place):
    opened(place)
    push(place, SETTINGS + SESSION)
    place.run(*WORDS)
    assert [codes(each["body"]) for each in place.fake.own()] == [["COOKIE003"]]
    push(place, SETTINGS)
    place.run(*WORDS)
    assert [codes(each["body"]) for each in place.fake.own()] == [BOTH]


def test_an_answered_comment_keeps_what_it_says(place):
    opened(place)
    push(place, SETTINGS + SESSION)
    place.run(*WORDS)
    place.fake.reply_to(place.fake.comments[0]["id"])
    push(place, SETTINGS)
    place.run(*WORDS)
    assert sorted(codes(each["body"]) for each in place.fake.own()) == [["COOKIE001"], ["COOKIE003"]]
    place.run(*WORDS)
    assert len(place.fake.own()) == 2


def test_an_answered_comment_on_both_is_not_repeated(place):
    opened(place)
    place.run(*WORDS)
    place.fake.reply_to(place.fake.comments[0]["id"])
    push(place, SETTINGS + "# Later.\n")
    result = place.run(*WORDS)
    assert len(place.fake.own()) == 1
    assert (result.outputs["findings"], result.annotations) == ("2", [])


def test_where_the_fixes_do_not_hold_together_one_is_suggested(place, monkeypatch):
    monkeypatch.setattr(joining, "together", lambda *_: None)
    opened(place)
    place.run(*WORDS)
    assert [codes(each["body"]) for each in place.fake.own()] == [["COOKIE001"], ["COOKIE003"]]
    assert [suggested(each["body"]) is None for each in place.fake.own()] == [False, True]


def test_tries_are_bounded(place, monkeypatch):
    monkeypatch.setattr(joining, "_MOST_TRIES", 0)
    opened(place)
    place.run(*WORDS)
    assert len(place.fake.own()) == 2


def test_a_token_that_may_only_read_loses_neither(place):
    opened(place)
    place.fake.writes = False
    result = place.run(*WORDS)
    assert [each.properties["title"].partition(" ")[0] for each in result.annotations] == BOTH
    assert codes(result.summary) == BOTH


def test_a_line_that_github_does_not_resolve_loses_neither(place):
    opened(place)
    place.fake.unresolved.add((PATH, SETTINGS.count("\n")))
    result = place.run(*WORDS)
    assert place.fake.comments == []
    assert [each.properties["title"].partition(" ")[0] for each in result.annotations] == BOTH


def test_a_review_that_may_have_arrived_is_looked_for(place, monkeypatch):
    opened(place)
    usual = place.fake._routed

    def lost(request):
        reply = usual(request)
        return Reply(502, {"message": "lost"}) if request.method == "POST" else reply

    monkeypatch.setattr(place.fake, "_routed", lost)
    result = place.run(*WORDS)
    assert [codes(each["body"]) for each in place.fake.own()] == [BOTH]
    assert result.annotations == []


def test_an_old_comment_stays_where_the_new_one_is_refused(place):
    opened(place)
    push(place, SETTINGS + SESSION)
    place.run(*WORDS)
    (old,) = place.fake.own()
    push(place, SETTINGS)
    place.fake.unresolved.add((PATH, SETTINGS.count("\n")))
    result = place.run(*WORDS)
    assert [each["id"] for each in place.fake.own()] == [old["id"]]
    assert [each.properties["title"].partition(" ")[0] for each in result.annotations] == BOTH
