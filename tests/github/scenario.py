"""A pull request as a story: what its author pushes, and what is said after each push. Told in docs/pull-request.md."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.cli.projects import MANAGE

from .applier import applied, suggested

if TYPE_CHECKING:
    from .places import Outcome, Place

BASE_PATH, PRODUCTION_PATH = "shop/settings/base.py", "shop/settings/production.py"
BASE = """\
SECRET_KEY = "see the vault"
INSTALLED_APPS = ["django.contrib.contenttypes", "shop"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31536000
"""
PRODUCTION = """\
from .base import *

DEBUG = False
ALLOWED_HOSTS = ["shop.example"]
SECURE_SSL_REDIRECT = True
"""
FILES = {
    "manage.py": MANAGE.format("shop.settings.production"),
    "requirements.txt": "Django==5.2.7\n",
    "shop/__init__.py": "",
    "shop/settings/__init__.py": "",
    BASE_PATH: BASE,
    PRODUCTION_PATH: PRODUCTION,
}
NO_NOSNIFF = BASE.replace("NOSNIFF = True", "NOSNIFF = False")
WITHOUT_HSTS = NO_NOSNIFF.replace("SECURE_HSTS_SECONDS = 31536000\n", "")
# What the story is about; other rules have their own pages.
WORDS = ("--select", "HSTS001,CTO001,MW,XFO")


class Step(NamedTuple):
    """One push: what its author did, the diff against the base branch, what came of it, and the comments that are there then."""

    title: str
    diff: str
    outcome: Outcome
    comments: tuple[dict[str, Any], ...]


def story(place: Place) -> list[Step]:
    """Play the story and return its steps."""
    place.commit("main", FILES)
    steps = [
        _step(place, "A pull request is opened", {BASE_PATH: WITHOUT_HSTS}),
        _step(place, "The suggestion is applied", {BASE_PATH: _accepted(place)}),
        _step(place, "The deleted line comes back", {BASE_PATH: BASE + "# Reviewed.\n"}),
        _step(place, "A later push takes a middleware out", {BASE_PATH: _without_frames()}),
    ]
    place.fake.comments.clear()
    place.fake.writes = False
    return [*steps, _step(place, "The same from a fork, whose runs may not write", {}, fork=True)]


def _step(place: Place, title: str, files: dict[str, str], *, fork: bool = False) -> Step:
    place.commit("feature", files)
    place.open_pull()
    payload = place.payload()
    if fork:
        payload["pull_request"]["head"]["repo"] = {"full_name": "ada/shop", "fork": True}
    outcome = place.run(*WORDS, payload=payload)
    diff = place.fake.git("diff", f"{place.fake.base}...{place.fake.head}").decode()
    return Step(title, diff, outcome, tuple(dict(each) for each in place.fake.own()))


def _accepted(place: Place) -> str:
    """Return the file after the reviewer has clicked on the first suggestion."""
    for comment in place.fake.own():
        lines = suggested(comment["body"])
        if lines is not None:
            start = comment["start_line"] or comment["line"]
            return applied(WITHOUT_HSTS, start, comment["line"], lines)
    raise AssertionError("nothing was suggested")


def _without_frames() -> str:
    return BASE.replace('    "django.middleware.clickjacking.XFrameOptionsMiddleware",\n', "")


def page(steps: list[Step]) -> str:
    """Return the story as a page for people."""
    parts = [_HEAD]
    for step in steps:
        parts.append(f"## {step.title}\n\n{_fenced(_body(step.diff), 'diff')}")
        parts.append(_commented(step))
        if step.outcome.annotations:
            lines = "\n".join(
                f"{each.name}: {each.properties['file']}:{each.properties['line']}: {each.properties['title']}: {each.message}"
                for each in step.outcome.annotations
            )
            parts.append(f"Annotated:\n\n{_fenced(lines + chr(10))}")
        ended = "passes" if step.outcome.status == 0 else "fails"
        parts.append(f"The check {ended}. The summary of its job:\n\n{_quoted(step.outcome.summary)}")
    return re.sub(r"\b[0-9a-f]{12}\b", "4f2a91c07be3", "\n".join(parts))


_HEAD = """\
# A pull request, from opening to merging

What the Action says on a small shop, push by push. This page is written by `python scripts/document_pull_request.py`, which plays the story on a
repository with a merge commit and a stand-in for GitHub's API; a test holds it against what is really posted.
"""


def _commented(step: Step) -> str:
    if not step.comments:
        return "No comment is there.\n"
    told = []
    for each in step.comments:
        line = f", {'deleted ' if each['side'] == 'LEFT' else ''}line {each['line']}"
        where = f"`{each['path']}`" + (line if each["line"] is not None else "")
        body = re.sub(r"\n<!-- .* -->\n", "\n", each["body"])
        told.append(f"The comment on {where}:\n\n{_quoted(body)}")
    return "\n".join(told)


def _body(diff: str) -> str:
    return "".join(
        f"{line}\n"
        for line in diff.splitlines()
        if not line.startswith(("diff ", "index ", "--- ")) or not line
    )


def _fenced(text: str, info: str = "") -> str:
    return f"```{info}\n{text}```\n"


def _quoted(text: str) -> str:
    """Quote Markdown; headings would become those of the page."""
    lines = re.sub(r"^#+ (.*)$", r"**\1**", text.strip("\n"), flags=re.MULTILINE).split("\n")
    return "".join(f"> {line}".rstrip() + "\n" for line in lines)
