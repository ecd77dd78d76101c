"""MW010: the cache stores pages with the nonce of their Content-Security-Policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import (
    DJANGO_CSP,
    DJANGO_CSP_RATE_LIMITED,
    FETCH_CACHE,
    NATIVE_CSP,
    UPDATE_CACHE,
)
from secheaders_lint.findings import Related, Severity
from secheaders_lint.prediction.answer import Broken
from secheaders_lint.prediction.policies import NONCE, csp_major, django_csp_policies, native_policies
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry

# Both halves in one.
_CACHE = "django.middleware.cache.CacheMiddleware"
HELP = (
    "Take the nonce out of the policy (hashes stay true in a cache), or the cache of whole pages out of the list: cache_page on "
    "views whose pages have no nonce, or fragments in templates."
)


def check(site: SiteModel) -> Iterator[Report]:
    """Report a cache of whole pages together with a policy that has a nonce."""
    update, fetch = site.stack.find(UPDATE_CACHE, _CACHE), site.stack.find(FETCH_CACHE, _CACHE)
    policy = site.stack.find(NATIVE_CSP, DJANGO_CSP, DJANGO_CSP_RATE_LIMITED)
    if update is None or fetch is None or policy is None or fetch.index < policy.index < update.index:
        return
    setting = _with_nonce(site, policy)
    if setting is None:
        return
    if update.index < policy.index:
        effect = "every visitor of a stored page gets the same nonce, and whoever reads it there can run scripts with it"
    else:
        effect = "a stored page has the nonce of its first visitor, the header for the next has not: its scripts are blocked"
    where = site.place(update.site)
    yield Report(
        f"{setting} has a nonce, and {update.label} stands {'above' if update.index < policy.index else 'below'} {policy.label}: {effect}",
        where or site.anchor(),
        setting,
        HELP,
        related=(Related(f"{policy.label} stands here", place),)
        if (place := site.place(policy.site)) is not None
        else (),
    )


def _with_nonce(site: SiteModel, policy: Entry) -> str | None:
    """Return the setting of the policy that has a nonce; ``None`` where none is known to have one."""
    try:
        if policy.kind == NATIVE_CSP:
            policies = native_policies(site) if site.at_least("6.0") else []
        else:
            policies = django_csp_policies(site)
    except Broken:
        return None
    for each in policies:
        if isinstance(each.text, str) and NONCE in each.text and each.sources:
            by_version_3 = policy.kind != NATIVE_CSP and csp_major(site) == 3
            return "CSP_INCLUDE_NONCE_IN" if by_version_3 else each.sources[0]
    return None


RULE = Rule(
    code="MW010",
    name="cached-nonce",
    summary="the cache stores pages with the nonce of their Content-Security-Policy",
    severity=Severity.WARNING,
    check=check,
    cwe=323,
    versions="Django 6.0 and newer, or django-csp",
    source="Django documentation, Content Security Policy; measured with Django 6.0",
    docs=Docs(
        what=(
            "Reports the cache of whole pages (`UpdateCacheMiddleware` with `FetchFromCacheMiddleware`) beside a Content-Security-Policy "
            "that has a nonce. Pages that set a cookie and vary by it, and those marked as private, are not stored and not affected."
        ),
        why=(
            "A nonce protects because nobody can guess it. Stored with the page it is the same for all who ask until the page expires, "
            "and an injected script can carry it. Where the policy is made above the cache it is worse: the header is new for each "
            "answer and does not have the nonce of the stored page, so that the browser refuses the site's own scripts."
        ),
        example=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.cache.UpdateCacheMiddleware",\n'
            '    "django.middleware.csp.ContentSecurityPolicyMiddleware",\n'
            '    "django.middleware.cache.FetchFromCacheMiddleware",\n]\nSECURE_CSP = {"script-src": [CSP.SELF, CSP.NONCE]}\n```'
        ),
        instead=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.csp.ContentSecurityPolicyMiddleware",\n]\n'
            'SECURE_CSP = {"script-src": [CSP.SELF, CSP.NONCE]}\n```'
        ),
        silence="Every page with a nonce is marked as private or as not to be stored.",
    ),
)
