from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import GOOD, Site, sites

CODE = "MW009"
SECURITY = "django.middleware.security.SecurityMiddleware"
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
UPDATE = "django.middleware.cache.UpdateCacheMiddleware"
FETCH = "django.middleware.cache.FetchFromCacheMiddleware"


def listed(*paths: str, more: str = "", edge: dict[str, str] | None = None) -> Site:
    """Return a site with exactly these middleware."""
    return Site(GOOD + f"MIDDLEWARE = {[*paths]!r}\n{more}", edge=edge or {})


def test_headers_are_missing() -> None:
    site = listed(FETCH, SECURITY, UPDATE, SESSION)
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert (
        "a page from the cache goes out without Strict-Transport-Security, X-Content-Type-Options"
        in found.message
    )
    assert "another user" not in found.message
    assert [related.message for related in found.related] == [
        "SecurityMiddleware stands here",
        "UpdateCacheMiddleware stands here",
    ]


def test_private_pages_are_shown_to_others() -> None:
    found = listed(FETCH, SECURITY, SESSION, UPDATE).one(CODE)
    assert found.severity is Severity.ERROR
    assert found.message.endswith(", and may be the one that another user was shown")


@sites(
    {
        "as documented": listed(UPDATE, SECURITY, SESSION, FETCH),
        "stored above with all headers": listed(UPDATE, FETCH, SECURITY, SESSION),
        "both below": listed(SECURITY, FETCH, UPDATE),
        "below and as documented": listed(SECURITY, UPDATE, SESSION, FETCH),
        "nothing is ever stored": listed(FETCH, SECURITY, SESSION),
        "nothing is ever read": listed(SECURITY, UPDATE, SESSION),
        "no SecurityMiddleware": listed(FETCH, UPDATE, SESSION),
        "an unknown stretch may store above": listed(
            FETCH, SECURITY, UPDATE, more="import elsewhere\nMIDDLEWARE[:0] = elsewhere.more()\n"
        ),
        "may be absent": listed(
            SECURITY, UPDATE, more=f"if os.environ['X'] == '1':\n    MIDDLEWARE.insert(0, {FETCH!r})\n"
        ),
        "the edge sends all of it": listed(
            FETCH,
            SECURITY,
            UPDATE,
            edge={
                "Strict-Transport-Security": "max-age=31536000",
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin",
                "Cross-Origin-Opener-Policy": "same-origin",
            },
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
