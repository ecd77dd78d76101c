"""XFO003: the site may be framed by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import CLICKJACKING
from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import FRAMING, checks, place, release, sent_anyway, shown, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.framing import frames_itself
from secheaders_lint.rules.mending import DISPLAY, OF_HEADERS, by_setting
from secheaders_lint.rules.policies import frame_ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report SAMEORIGIN, where nothing that is installed needs it."""
    setting = site.settings.get("X_FRAME_OPTIONS")
    if not isinstance(setting.value, str) or setting.value.upper() != "SAMEORIGIN" or frames_itself(site):
        return
    if (
        sent_anyway(site, FRAMING)
        or site.stack.has(CLICKJACKING) is not True
        or frame_ancestors(site) is not False
    ):
        return
    said = (
        f"X_FRAME_OPTIONS is {shown(setting.value)}"
        if setting.is_set
        else f"X_FRAME_OPTIONS is not set, and 'SAMEORIGIN' is the default of {release(site)}"
    )
    yield Report(
        f"{said}: a page of this site may be framed by any other page of it, one with foreign content included",
        place(site, "X_FRAME_OPTIONS"),
        "X_FRAME_OPTIONS",
        "Set 'DENY' if no page of the site shows another in a frame; single views take @xframe_options_sameorigin.",
        checks=checks(site, "security.W019", needs=CLICKJACKING),
        confidence=sureness(site, FRAMING),
        # Which pages show one another only their owner knows.
        remedies=by_setting("X_FRAME_OPTIONS", "DENY", *OF_HEADERS, most=DISPLAY),
    )


RULE = Rule(
    code="XFO003",
    name="frame-options-sameorigin",
    summary="pages may be framed by other pages of the same site",
    severity=Severity.INFO,
    check=check,
    checks=("security.W019",),
    observatory="x-frame-options",
    cwe=1021,
    source="Django documentation, Clickjacking protection",
    docs=Docs(
        what=(
            'Reports `X_FRAME_OPTIONS = "SAMEORIGIN"`, set or left at the default before Django 3.0, as advice. Silent where an installed '
            "package such as Wagtail or django CMS frames pages of the site itself."
        ),
        why=(
            "`SAMEORIGIN` keeps other sites out and is good enough for most. It only matters where visitors can publish pages under the same "
            "host: such a page may frame others."
        ),
        example='```python\nX_FRAME_OPTIONS = "SAMEORIGIN"\n```',
        instead='```python\nX_FRAME_OPTIONS = "DENY"  # the default since Django 3.0\n```',
        silence="The site shows its own pages in frames.",
    ),
)
