"""Questions about Strict-Transport-Security: the stages of its ramp-up, and what a browser makes of the seconds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.evaluator.rendering import Repr

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel

# The ramp-up that hstspreload.org teaches, and the year that it wants in the end.
STAGES = (300, 604800, 2592000)
YEAR = 31536000
# 180 days: the limit of the HTTP Observatory.
LONG = 15552000
RAMP = (
    "raise it in stages (300, 604800, 2592000, 31536000), each after its time has passed without a complaint: every "
    "visitor is bound to https for that long"
)
_NAMES = {
    300: "five minutes",
    3600: "an hour",
    86400: "a day",
    604800: "a week",
    2592000: "30 days",
    YEAR: "a year",
}


class Seconds(NamedTuple):
    """What ``SECURE_HSTS_SECONDS`` is to a browser: ``number``, or ``None`` where it will ignore the header."""

    number: int | None


def seconds(site: SiteModel) -> Seconds | None:
    """Return what a browser makes of the seconds; ``None`` where they are off, or not known."""
    setting = site.settings.get("SECURE_HSTS_SECONDS")
    value = setting.value
    if setting.truth is not True:
        return None
    if isinstance(value, Repr):
        return Seconds(None) if value.text.startswith("datetime.timedelta(") else None
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Seconds(value if value > 0 else None)
    return Seconds(None) if isinstance(value, bool | float) else None


def _text(value: str) -> Seconds | None:
    if re.fullmatch(r"[0-9]+", value):
        return Seconds(int(value)) if len(value) < 19 else None
    # Blanks around a number are nothing that browsers agree on.
    return None if re.fullmatch(r"\s*[0-9]+\s*", value) else Seconds(None)


def next_stage(number: int) -> int:
    """Return the stage that follows a number of seconds."""
    return next((stage for stage in STAGES if stage > number), YEAR)


def lasting(number: int) -> str:
    """Return a number of seconds with what it means: ``604800 (a week)``."""
    if number in _NAMES:
        return f"{number} ({_NAMES[number]})"
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if number >= 2 * size:
            return (
                f"{number} (about {number // size} {unit})"
                if number % size
                else f"{number} ({number // size} {unit})"
            )
    return str(number)
