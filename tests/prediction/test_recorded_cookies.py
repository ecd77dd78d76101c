"""The cookies of messages and of the language are those that six versions of Django set under the same settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from secheaders_lint import engine
from secheaders_lint.discovery import discover
from secheaders_lint.grades.outlook import outlook_on
from secheaders_lint.prediction.simulate import answers, page
from secheaders_lint.source.memory import MemoryTree

from .record_cookies import CASES, URLS, digest, text_of
from .test_recorded_pages import MANAGE, cookie_of

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel

TABLE: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "more_cookies.json").read_text(encoding="utf-8")
)["cases"]
RECORDED = [(name, django) for name, row in TABLE.items() for django in row["django"]]


def site_of(settings: str, django: str, urls: str = URLS) -> SiteModel:
    tree = MemoryTree(
        {
            "manage.py": MANAGE,
            "recorded_settings.py": settings,
            "recorded_urls.py": urls,
            "requirements.txt": f"Django=={django}\n",
        }
    )
    discovery = discover(tree)
    (site,) = engine.build_sites(tree, discovery, discovery.judged, engine.Options()).sites
    return site


def optional(site: SiteModel) -> list[dict[str, Any]]:
    found = [header for header in page(site, "https").headers if header.optional]
    assert {(header.name, header.state) for header in found} <= {("Set-Cookie", "conditional")}
    return sorted((cookie_of(header) for header in found), key=lambda cookie: cookie["name"])


@pytest.mark.parametrize(("name", "django"), RECORDED)
def test_cookies(name: str, django: str) -> None:
    real = sorted(TABLE[name]["django"][django], key=lambda cookie: cookie["name"])
    assert optional(site_of(text_of(name), django)) == real


def test_table_is_of_these_cases() -> None:
    assert {name: row["digest"] for name, row in TABLE.items()} == {name: digest(name) for name in CASES}


def test_no_cookie_of_the_language_where_no_view_sets_it() -> None:
    urls = URLS.replace('include("django.conf.urls.i18n")', 'include("shop.urls")')
    assert urls != URLS
    names = [cookie["name"] for cookie in optional(site_of(text_of("as they are"), "5.2.19", urls))]
    assert names == ["messages"]


def test_no_cookie_of_the_language_for_the_prefix_of_addresses() -> None:
    urls = "from django.conf.urls.i18n import i18n_patterns\nurlpatterns = i18n_patterns()\n"
    names = [cookie["name"] for cookie in optional(site_of(text_of("as they are"), "5.2.19", urls))]
    assert names == ["messages"]


def test_no_cookie_of_messages_that_another_storage_keeps() -> None:
    settings = text_of("as they are") + "MESSAGE_STORAGE = 'shop.storage.Storage'\n"
    assert [cookie["name"] for cookie in optional(site_of(settings, "5.2.19"))] == ["django_language"]


def test_pages_alone_have_them() -> None:
    for answer in answers(site_of(text_of("as they are"), "5.2.19")):
        assert answer.kind == "page" or not any(header.optional for header in answer.headers)


def test_graders_do_not_see_them() -> None:
    answer = page(site_of(text_of("as they are"), "5.2.19"), "https")
    cookies = [value for name, value in outlook_on(answer).best if name == "Set-Cookie"]
    assert {cookie.partition("=")[0] for cookie in cookies} == {"sessionid", "csrftoken"}


def test_a_flag_that_is_not_known_leaves_the_cookie_open() -> None:
    settings = text_of("as they are") + "import elsewhere\nSESSION_COOKIE_SECURE = elsewhere.FLAG\n"
    found = [header for header in page(site_of(settings, "5.2.19"), "https").headers if header.optional]
    assert {header.state for header in found if header.value is None} == {"unknown"}
    assert {cookie["name"] for cookie in map(cookie_of, (h for h in found if h.value))} == {"django_language"}
