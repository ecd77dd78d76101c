"""XFO001: X_FRAME_OPTIONS holds a value that browsers do not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import CLICKJACKING
from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import FRAMING, checks, sent_anyway, shown, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.framing import frames_itself
from secheaders_lint.rules.mending import UNSAFE, by_setting
from secheaders_lint.rules.policies import frame_ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report a text that is neither DENY nor SAMEORIGIN, where browsers look at the header at all."""
    value = site.value("X_FRAME_OPTIONS")
    if not isinstance(value, str) or value.upper() in {"DENY", "SAMEORIGIN"}:
        return
    if (
        sent_anyway(site, FRAMING)
        or site.stack.has(CLICKJACKING) is not True
        or frame_ancestors(site) is not False
    ):
        return
    origin = value.upper().startswith("ALLOW-FROM")
    instead = "SAMEORIGIN" if frames_itself(site) else "DENY"
    yield Report(
        f"X_FRAME_OPTIONS is {shown(value)}, which no browser {'supports any more' if origin else 'knows'}: any site may show these pages in a frame",
        site.where("X_FRAME_OPTIONS"),
        "X_FRAME_OPTIONS",
        f"Name the sites that may frame these pages in an enforced Content-Security-Policy (frame-ancestors), and set X_FRAME_OPTIONS = {shown(instead)}."
        if origin
        else "Set 'DENY', or 'SAMEORIGIN' where the site frames itself.",
        checks=checks(site, "security.W019", needs=CLICKJACKING),
        confidence=sureness(site, FRAMING),
        remedies=by_setting("X_FRAME_OPTIONS", instead, most=UNSAFE),
    )


RULE = Rule(
    code="XFO001",
    name="frame-options-invalid",
    summary="X_FRAME_OPTIONS holds a value that browsers do not know",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W019",),
    observatory="x-frame-options",
    cwe=1021,
    source="HTML standard, X-Frame-Options; headers recorded from Django 2.2 to 6.1",
    docs=Docs(
        what=(
            "Reports `X_FRAME_OPTIONS` that is neither `DENY` nor `SAMEORIGIN` (in any case: Django sends it in capitals): "
            "`ALLOW-FROM …`, `ALLOWALL`, an empty text, two values at once."
        ),
        why=(
            "A browser that does not know the value ignores the header, and any site may frame the page. `ALLOW-FROM` was never supported by "
            "Chrome and is gone from the others. Django checks nothing but whether it is `DENY`."
        ),
        example='```python\nX_FRAME_OPTIONS = "ALLOW-FROM https://partner.example/"\n```',
        instead=(
            '```python\nX_FRAME_OPTIONS = "DENY"\nSECURE_CSP = {"frame-ancestors": ["\'self\'", "https://partner.example"]}\n```\n\n'
            "Browsers that see an enforced `frame-ancestors` ignore X-Frame-Options."
        ),
        silence="The proxy or CDN replaces the header: declare it under `[edge]`.",
    ),
)
