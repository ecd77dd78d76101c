"""REF002: the Referrer-Policy that counts tells other sites more than it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import REFERRER, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE
from secheaders_lint.rules.referrer import in_place_of_last, referrer_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

_WEAK = {
    "unsafe-url": "every site that a page links to or loads from is told the whole address, over plain http too",
    "no-referrer-when-downgrade": "every https site that a page links to or loads from is told the whole address",
    "origin-when-cross-origin": "the host is told over plain http too, where everyone on the way can read it",
    "origin": "the host is told over plain http too, where everyone on the way can read it",
}
# Other sites learn no more from these than from the default of browsers.
_HOST_ALONE = frozenset({"origin", "origin-when-cross-origin"})


def check(site: SiteModel) -> Iterator[Report]:
    """Report a policy whose last valid token is a weak one."""
    policy = referrer_policy(site)
    if policy is None or policy.counts not in _WEAK:
        return
    last = "" if len(policy.tokens) == 1 else " (the last valid one counts)"
    yield Report(
        f"{policy.setting} is {policy.counts!r}{last}: {_WEAK[policy.counts]}",
        site.where(policy.setting),
        policy.setting,
        "Use 'same-origin', or 'strict-origin-when-cross-origin' where other sites need to know who links to them.",
        severity=Severity.INFO if policy.counts in _HOST_ALONE else None,
        confidence=sureness(site, REFERRER),
        remedies=in_place_of_last(policy, "strict-origin-when-cross-origin", UNSAFE),
    )


RULE = Rule(
    code="REF002",
    name="referrer-policy-weak",
    summary="the Referrer-Policy that counts tells other sites more than it should",
    severity=Severity.WARNING,
    check=check,
    observatory="referrer-policy",
    cwe=200,
    source="Referrer Policy (W3C), section 3; HTTP Observatory, referrer-policy",
    docs=Docs(
        what=(
            "Reports a policy whose last valid token is `unsafe-url`, `no-referrer-when-downgrade`, `origin-when-cross-origin` or `origin`. "
            "The last two are advice. In a list the last token that a browser knows counts; those before it are for older browsers."
        ),
        why=(
            "With the first two other sites get the whole address, and with it whatever it holds: searches, names, reset tokens. The last "
            "two give the host to plain http requests. The HTTP Observatory takes 5 points off for each of them."
        ),
        example='```python\nSECURE_REFERRER_POLICY = "no-referrer-when-downgrade"\n```',
        instead='```python\nSECURE_REFERRER_POLICY = "same-origin"\n```',
        silence="A partner needs the whole address, and no address holds anything private.",
    ),
)
