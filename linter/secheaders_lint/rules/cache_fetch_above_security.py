"""MW009: pages from the cache leave above SecurityMiddleware, and were stored below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import FETCH_CACHE, SECURITY, UPDATE_CACHE
from secheaders_lint.findings import Related, Severity
from secheaders_lint.remedies import Move, Remedy
from secheaders_lint.rules.asking import listing, security_headers
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE
from secheaders_lint.rules.order import SESSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry

HELP = (
    f"Put '{UPDATE_CACHE}' above '{SECURITY}' or directly below it, and '{FETCH_CACHE}' at the end of the list: "
    "a page is then stored with all its headers."
)


def misses_headers(site: SiteModel) -> tuple[Entry, ...]:
    """Return both halves of the cache where SecurityMiddleware stands between them, the reading one above; else nothing.

    With UpdateCacheMiddleware above it nothing is missing, wherever pages are read: they were stored with the headers.
    """
    stack = site.stack
    fetch, security, update = stack.find(FETCH_CACHE), stack.find(SECURITY), stack.find(UPDATE_CACHE)
    if fetch is None or security is None or update is None:
        return ()
    return (fetch, update) if fetch.index < security.index < update.index else ()


def check(site: SiteModel) -> Iterator[Report]:
    """Report a cache that is read above SecurityMiddleware and written below it."""
    found = misses_headers(site)
    # Something that is not known may be another UpdateCacheMiddleware, above.
    if not found or not all(entry.path for entry in site.stack.above(found[1])):
        return
    fetch, update = found
    lost = security_headers(site)
    effects = [f"goes out without {listing(lost)}"] if lost else []
    session = site.stack.find(*SESSIONS)
    leaks = session is not None and session.index < update.index
    effects += ["may be the one that another user was shown"] if leaks else []
    if not effects:
        return
    yield Report(
        f"{fetch.label} stands above SecurityMiddleware, and {update.label} below it: a page from the cache {', and '.join(effects)}",
        site.place(fetch.site) or site.anchor(),
        FETCH_CACHE,
        HELP,
        related=tuple(
            Related(message, where)
            for message, entry in (
                ("SecurityMiddleware stands here", site.stack.find(SECURITY)),
                (f"{update.label} stands here", update),
            )
            if entry is not None and (where := site.place(entry.site)) is not None
        ),
        severity=Severity.ERROR if leaks else None,
        remedies=_remedies(site, fetch),
    )


def _remedies(site: SiteModel, fetch: Entry) -> tuple[Remedy, ...]:
    last = site.stack.entries[-1]
    steps: tuple[Move, ...] = (Move(UPDATE_CACHE, above=SECURITY),)
    if last is not fetch:
        steps = (*steps, Move(FETCH_CACHE, below=last.path))
    return (
        Remedy("Store pages above SecurityMiddleware, and read them at the end of the list", steps, UNSAFE),
    )


RULE = Rule(
    code="MW009",
    name="cache-fetch-above-security",
    summary="pages from the cache leave above SecurityMiddleware, and were stored below it",
    severity=Severity.WARNING,
    check=check,
    cwe=693,
    source="Django documentation, The per-site cache; headers recorded from Django 2.2 to 6.1; measured with Django 6.0",
    docs=Docs(
        what=(
            "Reports `FetchFromCacheMiddleware` above `SecurityMiddleware` while `UpdateCacheMiddleware` stands below it. With "
            "`UpdateCacheMiddleware` above `SecurityMiddleware` nothing is missing, and nothing is reported. Where sessions stand above "
            "`UpdateCacheMiddleware` as well it is an error."
        ),
        why=(
            "What `UpdateCacheMiddleware` stores has the headers of the middleware below it alone, and a page that is found leaves at "
            "`FetchFromCacheMiddleware`, through those above it. What stands between the two has no part in it: the first visitor gets "
            "Strict-Transport-Security and X-Content-Type-Options, all later ones do not. A page that was stored before the session "
            "marked it as different by cookie is given to everyone."
        ),
        example=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.cache.FetchFromCacheMiddleware",\n'
            '    "django.middleware.security.SecurityMiddleware",\n    "django.middleware.cache.UpdateCacheMiddleware",\n]\n```'
        ),
        instead=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.cache.UpdateCacheMiddleware",\n'
            '    "django.middleware.security.SecurityMiddleware",\n    "django.middleware.cache.FetchFromCacheMiddleware",\n]\n```'
        ),
        silence="The server in front adds the headers.",
    ),
)
