"""XFO002: X_FRAME_OPTIONS is no text, so every page is a server error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import CLICKJACKING
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.rules.asking import checks, shown
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.framing import frames_itself
from secheaders_lint.rules.mending import UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report ``None`` and other values without ``upper()`` where Django's own middleware runs."""
    setting = site.settings.get("X_FRAME_OPTIONS")
    entry = site.stack.find(CLICKJACKING)
    if (
        entry is None
        or not setting.is_set
        or not (setting.value is None or isinstance(setting.value, bool | int | list | dict))
    ):
        return
    yield Report(
        f"X_FRAME_OPTIONS is {shown(setting.value)}, and XFrameOptionsMiddleware calls upper() on it: every page is a server error (500)",
        site.where("X_FRAME_OPTIONS"),
        "X_FRAME_OPTIONS",
        f"Set 'DENY' or 'SAMEORIGIN'; to send no header, take '{CLICKJACKING}' out of {site.stack.setting}, or exempt single views with @xframe_options_exempt.",
        checks=checks(site, "security.W019", needs=CLICKJACKING),
        # A class of the project may ask for the value in a way of its own.
        confidence=Confidence.LOW if entry.own else Confidence.HIGH,
        remedies=by_setting(
            "X_FRAME_OPTIONS",
            "SAMEORIGIN" if frames_itself(site) else "DENY",
            most=UNSAFE,
            leads_to=("XFO003", "CSP016"),
        ),
    )


RULE = Rule(
    code="XFO002",
    name="frame-options-none",
    summary="X_FRAME_OPTIONS is None, so every page is a server error",
    severity=Severity.ERROR,
    check=check,
    checks=("security.W019",),
    observatory="x-frame-options",
    source="headers recorded from Django 2.2 to 6.1",
    docs=Docs(
        what="Reports `X_FRAME_OPTIONS` that is `None` or another value that is no text, where `XFrameOptionsMiddleware` runs.",
        why="The middleware calls `upper()` on the value. `None` has no such method, so every answer becomes a 500. Django's check says only that it is not `DENY`.",
        example="```python\nX_FRAME_OPTIONS = None\n```",
        instead=(
            '```python\nX_FRAME_OPTIONS = "SAMEORIGIN"\n```\n\n'
            "To let single views be framed use `@xframe_options_exempt`; to let the whole site be framed take the middleware out of the list."
        ),
        silence="Never.",
    ),
)
