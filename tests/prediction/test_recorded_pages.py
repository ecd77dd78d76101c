"""The predicted page is the page that six versions of Django sent under the same settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from secheaders_lint import engine
from secheaders_lint.discovery import discover
from secheaders_lint.model.site import Surroundings
from secheaders_lint.prediction.simulate import page
from secheaders_lint.source.memory import MemoryTree

from .cases import CASES, URLS, Case
from .record_pages import SCHEMES, digest

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Header, Response

TABLE: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "page_headers.json").read_text(encoding="utf-8")
)
MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "recorded_settings")\n'
POLICIES = ("Content-Security-Policy", "Content-Security-Policy-Report-Only")
# Nobody would see more than the server error that such a page is.
BROKEN = 500
RECORDED = [(name, django) for name, row in TABLE["cases"].items() for django in row["django"]]


def site_of(case: Case, django: str, tls: str = "django") -> SiteModel:
    """Return the model of a case under a version of Django."""
    pinned = "".join(f"{package}\n" for package in (f"Django=={django}", *case.packages))
    tree = MemoryTree(
        {
            "manage.py": MANAGE,
            "recorded_settings.py": case.text,
            "recorded_urls.py": URLS,
            "requirements.txt": pinned,
        }
    )
    discovery = discover(tree)
    options = engine.Options(surroundings=Surroundings(tls=tls))
    built = engine.build_sites(tree, discovery, discovery.judged, options)
    assert not built.failures
    (site,) = built.sites
    return site


def recorded(name: str, django: str) -> dict[str, dict[str, Any]]:
    """Return what was recorded, by scheme."""
    row = TABLE["cases"][name]["django"][django]
    return {scheme: TABLE["answers"][number] for scheme, number in zip(SCHEMES, row, strict=True)}


def policy(text: str) -> list[str]:
    # django-csp 3 keeps directives in a set: their order is another in every process.
    return sorted(text.split("; "))


def plain(headers: dict[str, str]) -> dict[str, Any]:
    return {name: policy(value) if name in POLICIES else value for name, value in headers.items()}


def cookie_of(header: Header) -> dict[str, Any]:
    first, *flags = str(header.value).split("; ")
    cookie: dict[str, Any] = {"name": first.removesuffix("=*")}
    for flag in flags:
        key, _, value = flag.partition("=")
        cookie[key.lower()] = value or True
    return cookie


def cookies_of(answer: Response) -> list[dict[str, Any]]:
    found = []
    for header in answer.headers:
        if header.name != "Set-Cookie":
            continue
        assert header.state == "known"
        found.append(cookie_of(header))
    return sorted(found, key=lambda cookie: cookie["name"])


def refuses_cookies(name: str, django: str) -> bool:
    """Tell whether what Django raises at is the cookie: pages that set none are as ever, and that is what is predicted."""
    return name == "cookies samesite misspelt" or (
        name == "cookies across sites" and django.startswith(("2.", "3.0"))
    )


def assert_same(answer: Response, real: dict[str, Any], *, certain: bool) -> None:
    assert answer.status == real.get("status", BROKEN)
    if answer.status == BROKEN:
        # An error page has no view's headers; whether it has the cookie of a view that was reached is all one.
        sent = {key: value for key, value in real.get("headers", {}).items() if key != "Vary"}
        assert "raised" in real or sent == {
            header.name: header.value
            for header in answer.headers
            if header.name not in {"Vary", "Set-Cookie"}
        }
        return
    predicted = {header.name: header for header in answer.headers if header.name != "Set-Cookie"}
    headers = dict(real["headers"])
    if not certain:
        varies = {*str(predicted.pop("Vary").value).split(", ")}
        assert {*headers.pop("Vary").split(", ")} <= varies
    assert plain({name: str(header.value) for name, header in predicted.items()}) == plain(headers)
    assert {name for name, header in predicted.items() if header.state != "known"} <= {*POLICIES}
    assert cookies_of(answer) == sorted(real["cookies"], key=lambda cookie: cookie["name"])


@pytest.mark.parametrize(("name", "django"), RECORDED)
def test_page(name: str, django: str) -> None:
    real = recorded(name, django)
    case = CASES[name]
    # How long a page is, and whether its address names the language, is not for settings to say.
    certain = not any(word in case.settings for word in ("GZIP", "LOCALE", "CORS_URLS_REGEX"))
    if any(word in case.settings for word in ("CSP.NONCE", "NONCE]", "NONCE_IN")):
        answer = page(site_of(case, django), "https")
        assert_same(answer, real["nonce"], certain=certain)
        states = {header.name: header.state for header in answer.headers if header.name in POLICIES}
        without = real["https"]["headers"]
        # What a page without the nonce has as well is known, the rest is not.
        assert {name for name, state in states.items() if state == "known"} == {
            name for name in states if without.get(name) == real["nonce"]["headers"][name]
        }
        return
    site = site_of(case, django)
    if refuses_cookies(name, django):
        assert all(each.get("status", BROKEN) == BROKEN for each in real.values())
        names = {each["name"] for each in cookies_of(page(site, "https"))}
        assert names == (set() if "CSRF" in case.settings else {"csrftoken"})
        return
    assert_same(page(site, "http"), real["http"], certain=certain)
    assert_same(page(site, "https"), real["https"], certain=certain)
    assert_same(page(site_of(case, django, tls="proxy"), "https"), real["proxy"], certain=certain)


def test_table_is_of_these_cases() -> None:
    assert {name: row["digest"] for name, row in TABLE["cases"].items()} == {
        name: digest(case) for name, case in CASES.items()
    }
