"""MW003: XFrameOptionsMiddleware is not in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import (
    AUTHENTICATION,
    CLICKJACKING,
    COMMON,
    CSRF,
    MESSAGES,
    SECURITY,
    SESSION,
)
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Insert, Remedy
from secheaders_lint.rules.asking import FRAMING, checks, senders, sent_anyway, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.framing import frames_itself
from secheaders_lint.rules.mending import OF_HEADERS, UNSAFE, assign
from secheaders_lint.rules.policies import frame_ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.remedies import Put

# Below the lowest of these, where startproject puts it.
_ABOVE = (MESSAGES, AUTHENTICATION, CSRF, COMMON, SESSION, SECURITY)


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
        remedies=tuple(_remedies(site)),
    )


def _remedies(site: SiteModel) -> Iterator[Remedy]:
    """Yield the remedy, unless DENY would break pages that are known to show one another in frames."""
    steps: tuple[Insert | Put, ...] = (Insert(CLICKJACKING, below=_ABOVE),)
    title = f"Add {CLICKJACKING.rpartition('.')[2]} to {site.stack.setting}"
    leads_to = ("XFO001", "XFO002", "XFO003", "CSP016")
    if frames_itself(site) and not site.settings.is_set("X_FRAME_OPTIONS"):
        steps = (*steps, assign("X_FRAME_OPTIONS", "SAMEORIGIN", *OF_HEADERS))
        title += ", with X_FRAME_OPTIONS = 'SAMEORIGIN'"
    elif frames_itself(site) and str(site.value("X_FRAME_OPTIONS")).upper() != "SAMEORIGIN":
        return
    yield Remedy(title, steps, UNSAFE, leads_to)


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
