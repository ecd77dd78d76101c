"""HSTS002: Strict-Transport-Security is short, or a stage of its ramp-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import HSTS, sends_hsts, sureness, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.hsts import LONG, STAGES, lasting, next_stage, seconds
from secheaders_lint.rules.mending import DISPLAY, UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.findings import Applicability
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.remedies import Remedy


def check(site: SiteModel) -> Iterator[Report]:
    """Report seconds below 180 days, as advice where they are a stage of the ramp-up."""
    given = seconds(site) if sends_hsts(site) else None
    if given is None or given.number is None or given.number >= LONG:
        return
    number, target = given.number, site.surroundings.hsts_target
    if target is not None and number >= target:
        return
    following = next_stage(number)
    confidence = sureness(site, HSTS)
    where = site.where("SECURE_HSTS_SECONDS")
    # What else the preload list wants is another cause.
    explains = () if switch(site, "SECURE_HSTS_INCLUDE_SUBDOMAINS") is False else ("hsts-preload-incomplete",)
    if number in STAGES or number < STAGES[0]:
        kind = "a trial" if number < STAGES[0] else "a stage of the ramp-up"
        yield Report(
            f"SECURE_HSTS_SECONDS = {lasting(number)} is {kind}: a visitor who stays away for longer is unprotected again",
            where,
            "SECURE_HSTS_SECONDS",
            f"When that time has passed without a complaint, go on to {lasting(following)}.",
            severity=Severity.INFO,
            confidence=confidence,
            # Whether the time of this stage has passed nobody can read from the file.
            remedies=_remedies(following, most=DISPLAY if number in STAGES else UNSAFE),
            explains=explains,
        )
        return
    yield Report(
        f"SECURE_HSTS_SECONDS = {lasting(number)} is short: a visitor who stays away for longer can be intercepted on the next visit by http",
        where,
        "SECURE_HSTS_SECONDS",
        f"Go on to {lasting(following)}; the stages are 300, 604800, 2592000, 31536000, each after its time has passed without a complaint.",
        confidence=confidence,
        explains=explains,
        remedies=_remedies(following, most=UNSAFE),
    )


def _remedies(following: int, *, most: Applicability) -> tuple[Remedy, ...]:
    """Return the next stage; the one behind it is a finding of its own."""
    return by_setting(
        "SECURE_HSTS_SECONDS",
        following,
        most=most,
        leads_to=("HSTS002",),
        note="the next stage of the ramp-up",
    )


RULE = Rule(
    code="HSTS002",
    name="hsts-short",
    summary="Strict-Transport-Security lasts less than 180 days",
    severity=Severity.WARNING,
    check=check,
    observatory="strict-transport-security",
    cwe=523,
    source="hstspreload.org; HTTP Observatory, strict-transport-security",
    docs=Docs(
        what=(
            "Reports `SECURE_HSTS_SECONDS` below 15552000 (180 days). The stages of the ramp-up (300, 604800, 2592000) and shorter trials "
            "are advice that names the next stage; `hsts-target` in the config makes a stage that is reached silent."
        ),
        why=(
            "The header protects those who have visited within its time. Monthly visitors of a site with `max-age=86400` come by http every "
            "time. The HTTP Observatory takes 10 points off."
        ),
        example="```python\nSECURE_HSTS_SECONDS = 3600\n```",
        instead=(
            "```python\nSECURE_HSTS_SECONDS = 31536000  # a year, after 300, 604800 and 2592000\n```\n\n"
            "Do not jump: it cannot be taken back. A browser that has seen a year refuses plain http for a year."
        ),
        silence="The ramp-up is going on: set `hsts-target` to the stage that you are at.",
    ),
)
