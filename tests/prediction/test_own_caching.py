"""Middleware of the project that sets what is about caching: no other header is in doubt for it."""

from __future__ import annotations

import pytest
from secheaders_lint.prediction.simulate import page

from tests.rules.sites import GOOD, Site

CACHING = """
from django.conf import settings
{line}
from django.utils.deprecation import MiddlewareMixin
class CacheHeadersMiddleware(MiddlewareMixin):
    def process_response(self, request, response):
        if request.method == "GET" and settings.CACHE_MIDDLEWARE_SECONDS:
            patch_response_headers(response)
        else:
            add_never_cache_headers(response)
        return response
class OtherMiddleware(MiddlewareMixin):
    def process_request(self, request):
        request.other = 1
"""
OF_DJANGO = "from django.utils.cache import (\n    add_never_cache_headers,\n    patch_response_headers,\n)"


def states(name: str, text: str) -> dict[str, str]:
    site = Site(f'{GOOD}MIDDLEWARE.append("config.own.{name}")\n', files={"config/own.py": text})
    (judged,) = site.outcome().judged
    return {each.name: each.state for each in page(judged.site, "https").headers if not each.optional}


def test_functions_of_django_leave_other_headers_alone() -> None:
    found = states("CacheHeadersMiddleware", CACHING.format(line=OF_DJANGO))
    assert found.pop("Cache-Control") == "unknown"
    assert {*found.values()} == {"known"}


@pytest.mark.parametrize("line", ["from .cache import add_never_cache_headers, patch_response_headers", ""])
def test_functions_of_others_by_these_names_may_do_anything(line: str) -> None:
    assert states("CacheHeadersMiddleware", CACHING.format(line=line))["Referrer-Policy"] == "unknown"


def test_what_the_module_imports_is_nothing_that_the_class_does() -> None:
    assert "Cache-Control" not in states("OtherMiddleware", CACHING.format(line=OF_DJANGO))
