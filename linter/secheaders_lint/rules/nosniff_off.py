"""CTO001: answers carry no X-Content-Type-Options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import (
    NOSNIFF,
    checks,
    place,
    release,
    runs_security,
    stated,
    sureness,
    switch,
)
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import OF_HEADERS, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_CONTENT_TYPE_NOSNIFF"


def check(site: SiteModel) -> Iterator[Report]:
    """Report a falsy ``SECURE_CONTENT_TYPE_NOSNIFF`` where SecurityMiddleware runs."""
    if not runs_security(site, NOSNIFF) or switch(site, NAME) is not False:
        return
    nosniff = site.settings.get(NAME)
    default = "" if nosniff.is_set else f", and False is the default of {release(site)}"
    yield Report(
        f"{stated(site, nosniff.name)}{default}: browsers may take an uploaded file for a script or a style sheet",
        place(site, NAME, "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"),
        NAME,
        "Remove the line (True is the default since Django 3.0)."
        if nosniff.is_set and site.at_least("3.0")
        else f"Set {NAME} = True.",
        checks=checks(site, "security.W006"),
        confidence=sureness(site, NOSNIFF),
        remedies=by_setting(NAME, True, *OF_HEADERS),
    )


RULE = Rule(
    code="CTO001",
    name="nosniff-off",
    summary="answers carry no X-Content-Type-Options: nosniff",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W006",),
    observatory="x-content-type-options",
    cwe=430,
    source="Fetch standard, section X-Content-Type-Options",
    docs=Docs(
        what="Reports `SECURE_CONTENT_TYPE_NOSNIFF` that is switched off, or left at False under Django before 3.0.",
        why=(
            "Browsers then guess what a file is. A picture or text that a visitor uploaded can be taken for a script and run with the rights "
            "of the site. The HTTP Observatory takes 5 points off."
        ),
        example="```python\nSECURE_CONTENT_TYPE_NOSNIFF = False\n```",
        instead="```python\nSECURE_CONTENT_TYPE_NOSNIFF = True  # the default since Django 3.0\n```",
        silence="The proxy or CDN sends the header: declare it under `[edge]`.",
    ),
)
