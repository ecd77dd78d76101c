"""REF001: answers carry no Referrer-Policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import SECURITY
from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import (
    REFERRER,
    checks,
    place,
    release,
    runs_security,
    senders,
    stated,
    sureness,
)
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import OF_HEADERS, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_REFERRER_POLICY"
EFFECT = (
    "each browser decides by itself how much of an address, and of what stands in it, other sites get to see"
)


def check(site: SiteModel) -> Iterator[Report]:
    """Report a policy that is switched off, or that Django is too old to send."""
    if not runs_security(site, REFERRER) or any(kind != SECURITY for kind in senders(site, REFERRER)):
        return
    confidence = sureness(site, REFERRER)
    if not site.at_least("3.0"):
        # Of a policy that is set and does nothing DJ006 speaks.
        if site.settings.is_set(NAME):
            return
        yield Report(
            f"Django {site.django.version} sends no Referrer-Policy: {EFFECT}",
            site.anchor(),
            NAME,
            "Upgrade (Django 3.1 and newer send same-origin), or add the package django-referrer-policy until then.",
            severity=Severity.INFO,
            confidence=confidence,
        )
        return
    setting = site.settings.get(NAME)
    # An empty text is no policy either, but REF003 speaks of it, as Django does.
    if setting.truth is not False or setting.value == "":
        return
    default = "" if setting.is_set else f", and None is the default of {release(site)}"
    yield Report(
        f"{stated(site, setting.name)}{default}: no answer carries Referrer-Policy, so {EFFECT}",
        place(site, NAME, "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT"),
        NAME,
        "Remove the line: same-origin is the default since Django 3.1."
        if setting.is_set and site.at_least("3.1")
        else f"Set {NAME} = 'same-origin'.",
        checks=checks(site, "security.W022") if setting.value is None else (),
        confidence=confidence,
        remedies=by_setting(NAME, "same-origin", *OF_HEADERS),
    )


RULE = Rule(
    code="REF001",
    name="referrer-policy-missing",
    summary="answers carry no Referrer-Policy",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W022",),
    observatory="referrer-policy",
    cwe=200,
    source="Referrer Policy (W3C); Django documentation, Referrer Policy",
    docs=Docs(
        what=(
            "Reports `SECURE_REFERRER_POLICY = None` (the default of Django 3.0), and, as advice, Django before 3.0, which cannot send the "
            "header, where no other middleware does."
        ),
        why=(
            "A link or picture that leads to another site tells it where the visitor came from. An address can hold a search, a name, a "
            "reset token. Today's browsers send other sites the origin alone where no policy says otherwise; older ones send all of it."
        ),
        example="```python\nSECURE_REFERRER_POLICY = None\n```",
        instead='```python\nSECURE_REFERRER_POLICY = "same-origin"  # the default since Django 3.1\n```',
        silence="The proxy or CDN sends the header: declare it under `[edge]`.",
    ),
)
