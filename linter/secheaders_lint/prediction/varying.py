"""Vary and Cache-Control: what the cache, languages, compression and django-cors-headers add (read in Django 2.2 to 6.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import CORS, FETCH_CACHE, GZIP, LOCALE, UPDATE_CACHE

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Draft, Request

_EVERY_PATH = frozenset(("", "^", ".*", "^.*", "^.*$", "^/", "^/.*", "^/.*$", "/"))


def respond_update_cache(site: SiteModel, request: Request, draft: Draft) -> None:
    """Set Cache-Control, unless the page has a cookie of its own: such a page is not stored."""
    del request
    varies = draft.headers.get("vary")
    by_cookie = varies is not None and "cookie" in (varies.value or "").lower()
    if not draft.viewed or draft.status != 200 or (draft.cookies and by_cookie):
        return
    # Whether the page was looked for in the cache at all is what FetchFromCacheMiddleware notes down.
    fetches = site.stack.has(FETCH_CACHE)
    if fetches is False or "cache-control" in draft.headers:
        return
    seconds = site.settings.get("CACHE_MIDDLEWARE_SECONDS")
    value = f"max-age={max(seconds.value, 0)}" if isinstance(seconds.value, int) else seconds.unknown
    draft.put(site, "Cache-Control", value, ("CACHE_MIDDLEWARE_SECONDS", UPDATE_CACHE))


def respond_locale(site: SiteModel, request: Request, draft: Draft) -> None:
    """Let the page vary by language: it does where its address does not name the language."""
    del request
    draft.vary(site, "Accept-Language", LOCALE, sure=False)


def respond_gzip(site: SiteModel, request: Request, draft: Draft) -> None:
    """Let the page vary by encoding: it does unless it is shorter than 200 bytes."""
    del request
    if draft.viewed and draft.status == 200:
        draft.vary(site, "Accept-Encoding", GZIP, sure=False)


def respond_cors(site: SiteModel, request: Request, draft: Draft) -> None:
    """Let the answer vary by origin: it does on the paths that CORS is switched on for, whatever was asked."""
    del request
    name = "CORS_URLS_REGEX"
    pattern = site.value(name)
    everywhere = not site.settings.is_set(name) or (isinstance(pattern, str) and pattern in _EVERY_PATH)
    version = site.package_version("django-cors-headers")
    # Read in 2.5.3, 3.7.0, 3.14.0, 4.0.0 and 4.9.0.
    old = version is not None and int(version.partition(".")[0]) < 4
    draft.vary(site, "Origin" if old else "origin", CORS, sure=everywhere)
