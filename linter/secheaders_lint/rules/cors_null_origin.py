"""CORS004: the origin "null" is let in, which any page can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.cors import LISTED
from secheaders_lint.findings import Severity
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cors import lets_everyone_in, runs, texts, with_credentials

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report ``null`` among the origins."""
    if not runs(site) or lets_everyone_in(site) is not False:
        return
    given = next((each for each in texts(site, LISTED) if each.text == "null"), None)
    if given is None:
        return
    credentials = with_credentials(site)
    reads = " with the visitor's cookies" if credentials else ""
    yield Report(
        f"{given.setting} holds 'null': that is the origin of every sandboxed frame, so a page of any site may read what the site answers{reads}",
        given.location,
        given.setting,
        "Take 'null' out; give the page that needs it an origin of its own (serve it by http in place of file:, or without the sandbox).",
        severity=Severity.ERROR if credentials else None,
    )


RULE = Rule(
    code="CORS004",
    name="cors-null-origin",
    summary='the origin "null" is let in, which any page can have',
    severity=Severity.WARNING,
    check=check,
    observatory="cross-origin-resource-sharing",
    cwe=942,
    versions="django-cors-headers in all versions",
    source="Fetch standard, CORS protocol; django-cors-headers documentation",
    docs=Docs(
        what=(
            "Reports `'null'` in `CORS_ALLOWED_ORIGINS` (or `CORS_ORIGIN_WHITELIST`); with `CORS_ALLOW_CREDENTIALS` it is an error."
        ),
        why=(
            "Browsers send `Origin: null` for pages without an origin of their own: files, `data:` addresses and frames with the "
            "`sandbox` attribute. The last can be made by any site, so `null` means everyone."
        ),
        example='```python\nCORS_ALLOWED_ORIGINS = ["https://app.example.com", "null"]\n```',
        instead='```python\nCORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n```',
        silence="The answers are public.",
    ),
)
