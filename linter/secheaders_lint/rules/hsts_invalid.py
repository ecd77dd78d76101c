"""HSTS003: browsers ignore Strict-Transport-Security, as its seconds are no number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import HSTS, sends_hsts, shown, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.hsts import STAGES, seconds
from secheaders_lint.rules.mending import UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report seconds that are negative, a fraction, a bool, a timedelta, or a text that is no number."""
    given = seconds(site) if sends_hsts(site) else None
    if given is None or given.number is not None:
        return
    value = site.value("SECURE_HSTS_SECONDS")
    text = getattr(value, "text", None) or shown(value)
    yield Report(
        f"SECURE_HSTS_SECONDS is {text}, no whole number above zero: browsers ignore Strict-Transport-Security, as if it were not sent",
        site.where("SECURE_HSTS_SECONDS"),
        "SECURE_HSTS_SECONDS",
        "Write whole seconds: 300 to begin with, then 604800, 2592000, 31536000.",
        confidence=sureness(site, HSTS),
        remedies=by_setting(
            "SECURE_HSTS_SECONDS",
            STAGES[0],
            most=UNSAFE,
            leads_to=("HSTS002", "HSTS004", "HSTS005"),
            note="five minutes: the first stage",
        ),
    )


RULE = Rule(
    code="HSTS003",
    name="hsts-invalid",
    summary="SECURE_HSTS_SECONDS is no whole number above zero, so browsers ignore the header",
    severity=Severity.WARNING,
    check=check,
    observatory="strict-transport-security",
    cwe=523,
    source="RFC 6797, section 6.1.1; headers recorded from Django 2.2 to 6.1",
    docs=Docs(
        what="Reports `SECURE_HSTS_SECONDS` that is negative, a fraction, `True`, a `timedelta`, or a text that is no number.",
        why=(
            "Django puts whatever it is given behind `max-age=` and says nothing, and `check --deploy` is content as well. A browser reads "
            "`max-age=-1` or `max-age=365 days, 0:00:00`, finds no number and drops the header."
        ),
        example="```python\nSECURE_HSTS_SECONDS = timedelta(days=365)\n```",
        instead="```python\nSECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())\n```",
        silence="Never.",
    ),
)
