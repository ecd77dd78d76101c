"""CSP016: frame-ancestors and X-Frame-Options say different things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.csp.sources import NONE, SELF
from secheaders_lint.data.middleware import CLICKJACKING
from secheaders_lint.findings import Related, Severity
from secheaders_lint.rules.asking import FRAMING, sent_anyway
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.held_policies import held
from secheaders_lint.rules.held_policy import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report

_DIRECTIVE = "frame-ancestors"
_SETTING = "X_FRAME_OPTIONS"
# What each of the two values of X-Frame-Options is as a list; any other list has none.
_SAME = {(NONE,): "DENY", (): "DENY", (SELF,): "SAMEORIGIN"}
_EFFECT = {
    "DENY": "browsers go by frame-ancestors, and no page may be framed, not even by the site itself",
    "SAMEORIGIN": "browsers go by frame-ancestors, and the site may frame its own pages",
}


def check(site: SiteModel) -> Iterator[Report]:
    """Report an X_FRAME_OPTIONS of the project's own that says something else than the enforced policy."""
    setting = site.settings.get(_SETTING)
    if sent_anyway(site, FRAMING) or site.stack.has(CLICKJACKING) is not True or not setting.is_set:
        return
    said = setting.value.upper() if isinstance(setting.value, str) else ""
    for policy in held(site):
        meant = _SAME.get(policy.policy.directives.get(_DIRECTIVE, ("?",)))
        if not policy.enforced or _DIRECTIVE in policy.partly or meant is None:
            continue
        if said in _SAME.values() and said != meant:
            sources = " ".join(policy.policy.directives[_DIRECTIVE]) or "empty"
            report = told(
                site,
                policy,
                _DIRECTIVE,
                f"{policy.label(_DIRECTIVE)} is {sources} and X_FRAME_OPTIONS is {setting.value!r}: {_EFFECT[meant]}",
                f"Set X_FRAME_OPTIONS = '{meant}', or correct frame-ancestors: the two should say the same.",
            )
            yield report._replace(related=(Related("X_FRAME_OPTIONS is set here", site.where(_SETTING)),))


RULE = Rule(
    code="CSP016",
    name="csp-framing-conflict",
    summary="frame-ancestors and X_FRAME_OPTIONS say different things",
    severity=Severity.INFO,
    check=check,
    observatory="x-frame-options",
    cwe=1021,
    source="CSP level 3, section 6.4.2",
    docs=Docs(
        what=(
            "Compares `frame-ancestors` of the enforced policy with `X_FRAME_OPTIONS`, where the project sets both: `'none'` with "
            "`SAMEORIGIN`, or `'self'` with `DENY`. It is silent about lists of hosts, which X-Frame-Options cannot express, and about "
            "Django's default."
        ),
        why=(
            "Browsers ignore X-Frame-Options where a policy has `frame-ancestors`. Whoever reads or changes the setting expects something "
            "that does not happen: framing that is open though the setting says `DENY`, or closed though it says `SAMEORIGIN`."
        ),
        example='```python\nX_FRAME_OPTIONS = "DENY"\nSECURE_CSP = {"default-src": [CSP.SELF], "frame-ancestors": [CSP.SELF]}\n```',
        instead='```python\nX_FRAME_OPTIONS = "SAMEORIGIN"\nSECURE_CSP = {"default-src": [CSP.SELF], "frame-ancestors": [CSP.SELF]}\n```',
        silence="X_FRAME_OPTIONS is meant for answers that leave the policy out.",
    ),
)
