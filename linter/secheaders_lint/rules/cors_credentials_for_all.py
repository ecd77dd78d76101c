"""CORS001: every site may read answers that were given to the visitor's cookies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.cors import ALL, CREDENTIALS
from secheaders_lint.findings import Related, Severity
from secheaders_lint.prediction.cors import in_force
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cors import lets_everyone_in, limit, runs, with_credentials

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

_HELD_BACK = frozenset(("lax", "strict"))


def check(site: SiteModel) -> Iterator[Report]:
    """Report all origins together with credentials."""
    name = in_force(site, ALL)
    if (
        name is None
        or not runs(site)
        or lets_everyone_in(site) is not True
        or with_credentials(site) is not True
    ):
        return
    paths = f" on {within}" if (within := limit(site)) else ""
    yield Report(
        f"{name} and {CREDENTIALS} are both on: a page of any site may have a visitor's browser ask{paths} with the visitor's credentials, and read the answer{_held_back(site)}",
        site.where(name),
        name,
        f"List the origins that need it in CORS_ALLOWED_ORIGINS in place of {name}; or set {CREDENTIALS} = False where clients send a token of their own.",
        related=(Related(f"{CREDENTIALS} is set here", site.where(CREDENTIALS)),),
    )


def _held_back(site: SiteModel) -> str:
    samesite = site.value("SESSION_COOKIE_SAMESITE")
    held = site.at_least("2.1") and isinstance(samesite, str) and samesite.lower() in _HELD_BACK
    return (
        f" (from other sites browsers hold back the session cookie, as SameSite is {samesite})"
        if held
        else ""
    )


RULE = Rule(
    code="CORS001",
    name="cors-credentials-for-all",
    summary="every site may read answers that were given to the visitor's cookies",
    severity=Severity.ERROR,
    check=check,
    observatory="cross-origin-resource-sharing",
    cwe=942,
    versions="django-cors-headers in all versions",
    source="django-cors-headers documentation; headers recorded with 4.9; HTTP Observatory, cross-origin-resource-sharing",
    docs=Docs(
        what=(
            "Reports `CORS_ALLOW_ALL_ORIGINS` (or its older name `CORS_ORIGIN_ALLOW_ALL`) that is on together with `CORS_ALLOW_CREDENTIALS`, "
            "where the middleware of django-cors-headers runs."
        ),
        why=(
            "Browsers refuse `*` for requests with credentials; django-cors-headers therefore repeats the origin that asks, whichever it "
            "is. A page that a visitor opens elsewhere can then read what the site shows to that visitor alone. `SameSite=Lax`, which is "
            "Django's default, keeps the session cookie out of most such requests, but not those from other hosts of the same domain, and "
            "not other credentials. The HTTP Observatory takes 50 points off."
        ),
        example="```python\nCORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True\n```",
        instead='```python\nCORS_ALLOWED_ORIGINS = ["https://app.example.com"]\nCORS_ALLOW_CREDENTIALS = True\n```',
        silence="Never.",
    ),
)
