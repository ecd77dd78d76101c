"""XSS001: SECURE_BROWSER_XSS_FILTER, which Django no longer reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Drop, Remedy
from secheaders_lint.rules.asking import release, version_sureness
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_BROWSER_XSS_FILTER"


def check(site: SiteModel) -> Iterator[Report]:
    """Report the setting where it is written under Django 4.0 or newer."""
    if not site.at_least("4.0") or not site.settings.get(NAME).origins:
        return
    yield Report(
        f"{release(site)} does not read SECURE_BROWSER_XSS_FILTER any more, and browsers have dropped the filter that it switched on",
        site.where(NAME),
        NAME,
        "Remove the line; a Content-Security-Policy does what the filter was meant for.",
        confidence=version_sureness(site),
        remedies=(Remedy(f"Remove {NAME}", (Drop(NAME),)),),
    )


RULE = Rule(
    code="XSS001",
    name="xss-filter-dead",
    summary="SECURE_BROWSER_XSS_FILTER does nothing since Django 4.0",
    severity=Severity.INFO,
    check=check,
    versions="Django 4.0 and newer",
    source="Django 4.0 release notes; OWASP Secure Headers Project, X-XSS-Protection",
    docs=Docs(
        what="Reports `SECURE_BROWSER_XSS_FILTER` in settings that run under Django 4.0 or newer.",
        why=(
            "It sent `X-XSS-Protection: 1; mode=block`, for a filter that Chrome, Edge and Safari have taken out again because it could be "
            "misused to switch scripts off or to read pages. Django 4.0 removed setting and header; the line only looks like protection."
        ),
        example="```python\nSECURE_BROWSER_XSS_FILTER = True\n```",
        instead="Nothing: remove the line.",
        silence="The settings also serve a Django before 4.0.",
    ),
)
