"""REF004: no-referrer makes Django refuse the forms of its own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import CSRF
from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import REFERRER, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.referrer import in_place_of_last, referrer_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report ``no-referrer`` as the token that counts, where CsrfViewMiddleware looks at Referer or Origin."""
    policy = referrer_policy(site)
    if policy is None or policy.counts != "no-referrer" or site.stack.has(CSRF) is not True:
        return
    looks_at_origin = site.at_least("4.0")
    if site.surroundings.tls == "none" and not looks_at_origin:
        return
    sent = "send Origin: null" if looks_at_origin else "send no Referer"
    over = "" if looks_at_origin else " over https"
    yield Report(
        f"{policy.setting} is 'no-referrer': browsers {sent} with this site's own forms, and CsrfViewMiddleware refuses every one of them{over} (403)",
        site.where(policy.setting),
        policy.setting,
        "Use 'same-origin': other sites still get nothing, and Django gets what it looks for.",
        confidence=sureness(site, REFERRER),
        remedies=in_place_of_last(policy, "same-origin"),
    )


RULE = Rule(
    code="REF004",
    name="referrer-policy-breaks-csrf",
    summary="no-referrer makes Django refuse the forms of its own pages",
    severity=Severity.ERROR,
    check=check,
    observatory="referrer-policy",
    source="Django documentation, Referrer Policy; Fetch standard, append a request Origin header; ubernostrum/django-referrer-policy#2",
    docs=Docs(
        what="Reports `no-referrer` as the policy that counts, where `CsrfViewMiddleware` runs.",
        why=(
            "Over https Django's CSRF protection wants to see where a form comes from. Under `no-referrer` browsers send no Referer, and "
            "`Origin: null` with forms; Django before 4.0 refuses the first, newer ones the second. Logging in, the admin and every other "
            "form end in a 403. No check of Django says so, and lists of good headers propose just this value."
        ),
        example='```python\nSECURE_REFERRER_POLICY = "no-referrer"\n```',
        instead='```python\nSECURE_REFERRER_POLICY = "same-origin"  # the default since Django 3.1\n```',
        silence="The site takes no form that is posted without scripts.",
    ),
)
