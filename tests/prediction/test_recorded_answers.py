"""Answers of every kind are those that seven versions of Django sent: ``django_answers.json`` has what was recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from secheaders_lint import engine
from secheaders_lint.discovery import discover
from secheaders_lint.model.site import Surroundings
from secheaders_lint.prediction.simulate import KINDS, SCHEMES, answers
from secheaders_lint.source.memory import MemoryTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Header, Response

TABLE: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "django_answers.json").read_text(encoding="utf-8")
)
POLICIES = {"content-security-policy", "content-security-policy-report-only"}
# What settings cannot tell of these: whether a page asks for the nonce, whether its text is longer than 200 bytes, whether its
# address names the language.
OPEN = {
    "csp3_policy": POLICIES, "csp4_policy": POLICIES, "csp_native_nonce": POLICIES, "gzip": {"vary"},
    "locale_redirect": {"vary"},
}  # fmt: skip
# Versions of the packages that the answers were recorded with.
PACKAGES = {"corsheaders": "django-cors-headers==4.9.0", "whitenoise": "whitenoise==6.12.0", "django_permissions_policy": "django-permissions-policy==4.34.0"}  # fmt: skip
# What the recorded requests said of themselves.
ASKED_BY = {"Origin": "https://other.example"}
PREAMBLE = """\
SECRET_KEY = "abcdefghijklmnopqrstuvwxyz0123456789"
ALLOWED_HOSTS = ["testserver"]
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.staticfiles"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_URL = "/static/"
STATIC_ROOT = "static"
"""


def site_of(name: str, django: str) -> SiteModel:
    given = dict(TABLE["settings"][name])
    csp = given.pop("csp", None)
    apps = given.pop("EXTRA_APPS", [])
    given.pop("since", None)
    lines = [f"{setting} = {value!r}" for setting, value in given.items()]
    if "@NONCE@" in str(given):
        lines = ["from csp.constants import NONCE", *(line.replace("'@NONCE@'", "NONCE") for line in lines)]
    text = "\n".join([PREAMBLE, f"INSTALLED_APPS += {apps!r}", *lines, ""])
    pinned = [f"Django=={django}", *([f"django-csp=={csp}"] if csp else [])]
    pinned += [pin for package, pin in PACKAGES.items() if package in text]
    manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "recorded_settings")\n'
    tree = MemoryTree(
        {"manage.py": manage, "recorded_settings.py": text, "requirements.txt": "\n".join(pinned)}
    )
    discovery = discover(tree)
    options = engine.Options(surroundings=Surroundings(tls="django"))
    (site,) = engine.build_sites(tree, discovery, discovery.judged, options).sites
    return site


def recorded(name: str, django: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for kind, row in TABLE["recorded"][name][django].items():
        for scheme, number in row.items():
            yield kind, scheme, TABLE["answers"][number]


def same(name: str, value: str) -> object:
    # django-csp writes directives in the order of a set; the table has them sorted.
    return sorted(value.replace("nonce-NONCE", "nonce-*").split("; ")) if name in POLICIES else value


def differences(answer: Response, real: dict[str, Any], unsure: set[str]) -> list[str]:
    """Return in words what is stated of an answer and is not so, and what is neither stated nor open."""
    found = []
    if answer.status != real["status"]:
        found.append(f"status {answer.status} instead of {real['status']}")
    stated = {header.name.lower(): header for header in answer.headers if header.name != "Set-Cookie"}
    for name in sorted({*stated, *real["headers"]}):
        header: Header | None = stated.get(name)
        sent = real["headers"].get(name)
        if header is not None and header.echo:
            header = header._replace(value=ASKED_BY[header.echo])
        if header is not None and (header.state != "known" or header.value is None):
            if name not in unsure:
                found.append(f"{name} is not stated")
        elif header is None or sent is None or same(name, str(header.value)) != same(name, sent):
            found.append(f"{name}: {header and header.value!r} instead of {sent!r}")
    cookies = {
        str(header.value).partition("=")[0] for header in answer.headers if header.name == "Set-Cookie"
    }
    if cookies != {cookie["name"] for cookie in real.get("cookies", [])}:
        found.append(f"cookies {cookies}")
    return found


CASES = [(name, django) for name, versions in TABLE["recorded"].items() for django in versions]


@pytest.mark.parametrize(("name", "django"), CASES)
def test_answers(name: str, django: str) -> None:
    predicted = {(answer.kind, answer.scheme): answer for answer in answers(site_of(name, django))}
    assert [*predicted] == [
        (kind, scheme) for kind in KINDS for scheme in SCHEMES if (kind, scheme) in predicted
    ]
    for kind, scheme, real in recorded(name, django):
        if "raised" in real:
            continue
        answer = predicted[kind, scheme]
        if answer.status == 500 and real["status"] == 500:
            continue
        unsure = OPEN.get(name, set()) if kind != "error" or name == "locale_redirect" else set()
        assert differences(answer, real, unsure) == [], (kind, scheme)
