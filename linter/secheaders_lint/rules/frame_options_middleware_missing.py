"""MW003: XFrameOptionsMiddleware is not in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import CLICKJACKING
from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import FRAMING, checks, senders, sent_anyway, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.policies import frame_ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report a list in which nothing sends X-Frame-Options, where no enforced policy has frame-ancestors."""
    if sent_anyway(site, FRAMING):
        return
    if (
        site.stack.has(CLICKJACKING, *senders(site, FRAMING)) is not False
        or frame_ancestors(site) is not False
    ):
        return
    dead = ", so X_FRAME_OPTIONS does nothing" if site.settings.get("X_FRAME_OPTIONS").origins else ""
    yield Report(
        f"XFrameOptionsMiddleware is not in {site.stack.setting}{dead}: any site may show these pages in a frame and have visitors click on what they do not see",
        site.anchor(),
        CLICKJACKING,
        f"Add '{CLICKJACKING}' to {site.stack.setting}; views that must be framed take @xframe_options_exempt.",
        checks=checks(site, "security.W002", needs=""),
        confidence=sureness(site, FRAMING),
    )


RULE = Rule(
    code="MW003",
    name="frame-options-middleware-missing",
    summary="XFrameOptionsMiddleware is not in MIDDLEWARE",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W002",),
    observatory="x-frame-options",
    cwe=1021,
    source="HTML standard, X-Frame-Options; Django documentation, Clickjacking protection",
    docs=Docs(
        what=(
            "Reports a `MIDDLEWARE` list without `XFrameOptionsMiddleware`, and without a class of the project that inherits from it, where "
            "no enforced Content-Security-Policy has `frame-ancestors`."
        ),
        why=(
            "Another site can then load a page of yours in an invisible frame, and a visitor who is logged in clicks on your buttons "
            "without seeing them. The HTTP Observatory takes 20 points off."
        ),
        example='```python\nX_FRAME_OPTIONS = "DENY"  # does nothing\nMIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n```',
        instead=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n    ...\n'
            '    "django.middleware.clickjacking.XFrameOptionsMiddleware",\n]\n```\n\n'
            "Or an enforced policy with `frame-ancestors`: browsers that see it ignore X-Frame-Options."
        ),
        silence="The proxy or CDN sends the header: declare it under `[edge]`. The whole site is made to be framed by others.",
    ),
)
