"""CORS002: every site may read the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.cors import ALL
from secheaders_lint.findings import Severity
from secheaders_lint.prediction.cors import in_force
from secheaders_lint.rules.asking import for_visitors
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cors import lets_everyone_in, limit, runs, with_credentials

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report all origins without credentials."""
    name = in_force(site, ALL)
    # With credentials it is CORS001's.
    if name is None or not runs(site) or lets_everyone_in(site) is not True or with_credentials(site):
        return
    # Who limits it to some paths has thought of who may read them.
    if not for_visitors(site) or limit(site):
        return
    yield Report(
        f"{name} is on: a page of any site may read what the site answers without cookies, also through the browser of someone in a network that it cannot reach itself",
        site.where(name),
        name,
        "List the origins in CORS_ALLOWED_ORIGINS; where an API is for everybody, limit it to its paths with CORS_URLS_REGEX.",
    )


RULE = Rule(
    code="CORS002",
    name="cors-all-origins",
    summary="every site may read the answers",
    severity=Severity.INFO,
    check=check,
    observatory="cross-origin-resource-sharing",
    cwe=942,
    versions="django-cors-headers in all versions",
    source="django-cors-headers documentation",
    docs=Docs(
        what="Reports `CORS_ALLOW_ALL_ORIGINS` (or `CORS_ORIGIN_ALLOW_ALL`) that is on without `CORS_ALLOW_CREDENTIALS`. It is advice, and not given where `CORS_URLS_REGEX` limits it to some paths.",
        why=(
            "`Access-Control-Allow-Origin: *` lets pages of all sites read what a request without cookies brings. For public data that is "
            "what one wants. It is too much where being in the same network is what lets people in, and it is one line away from an open "
            "site: whoever adds `CORS_ALLOW_CREDENTIALS` later lets everyone read as the visitor."
        ),
        example="```python\nCORS_ALLOW_ALL_ORIGINS = True\n```",
        instead=(
            '```python\nCORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n```\n\nor, for an API that is for everybody:\n\n'
            '```python\nCORS_ALLOW_ALL_ORIGINS = True\nCORS_URLS_REGEX = r"^/api/public/"\n```'
        ),
        silence="A public API that everybody may read.",
    ),
)
