"""Vary and Cache-Control: what the cache, languages, and compression add (read in Django 2.2 to 6.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import FETCH_CACHE, GZIP, LOCALE, UPDATE_CACHE
from secheaders_lint.prediction.cookies import set_language

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Draft, Request
# Answers without a text of their own.
_EMPTY = frozenset({301, 302})


def respond_update_cache(site: SiteModel, request: Request, draft: Draft) -> None:
    """Set Cache-Control, unless the page has a cookie of its own: such a page is not stored."""
    varies = draft.headers.get("vary")
    by_cookie = varies is not None and "cookie" in (varies.value or "").lower()
    sets_cookies = any(not cookie.optional for cookie in draft.cookies)
    if request.kind != "page" or not draft.viewed or draft.status != 200 or (sets_cookies and by_cookie):
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
    draft.vary(site, "Accept-Language", LOCALE, sure=False)
    set_language(site, request, draft)


def respond_gzip(site: SiteModel, request: Request, draft: Draft) -> None:
    """Let the answer vary by encoding: it does unless it is shorter than 200 bytes, as redirects and preflights are."""
    if request.kind in {"page", "static", "error"} and not draft.plain and (draft.status or 0) not in _EMPTY:
        draft.vary(site, "Accept-Encoding", GZIP, sure=False)
