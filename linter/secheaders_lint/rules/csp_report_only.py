"""CSP002: the only Content-Security-Policy is one that reports and blocks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import CSP, sent_anyway, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.policies import sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.policies import Sent

_ENFORCE = {
    "CSP_REPORT_ONLY": "remove CSP_REPORT_ONLY",
    "CONTENT_SECURITY_POLICY_REPORT_ONLY": "move the policy to CONTENT_SECURITY_POLICY",
    "SECURE_CSP_REPORT_ONLY": "move the policy to SECURE_CSP",
    "CSP_STRING": "remove CSP_MODE",
    "CSP_DICT": "remove CSP_MODE",
    "CSP_REPORT_STRING": "move the policy to CSP_STRING and remove CSP_MODE",
    "CSP_REPORT_DICT": "move the policy to CSP_DICT and remove CSP_MODE",
}


def check(site: SiteModel) -> Iterator[Report]:
    """Report policies of which none is enforced."""
    policies = None if sent_anyway(site, CSP) else sent(site)
    if not policies or any(policy.header == CSP for policy in policies):
        return
    policy = policies[0]
    heard = _reports_somewhere(policy)
    stage = "" if heard is not False else ", and no report-uri or report-to is named, so nobody hears of them"
    yield Report(
        f"{policy.setting} makes the only policy one that reports and blocks nothing{stage}: an injected script still runs",
        site.where(policy.setting),
        policy.setting,
        _next_step(policy, heard=heard),
        confidence=sureness(site, CSP),
    )


def _reports_somewhere(policy: Sent) -> bool | None:
    named = bool(policy.names & {"report-uri", "report-to"})
    return True if named else None if policy.open else False


def _next_step(policy: Sent, *, heard: bool | None) -> str:
    enforce = f"{_ENFORCE[policy.setting]} to enforce it"
    if heard is False:
        return f"Next step: add report-uri and read the reports for some weeks. When they show nothing of your own any more, {enforce}."
    return f"Next step: when the reports show nothing of your own any more, {enforce}."


RULE = Rule(
    code="CSP002",
    name="csp-report-only",
    summary="the only Content-Security-Policy reports and blocks nothing",
    severity=Severity.INFO,
    check=check,
    observatory="content-security-policy",
    cwe=1021,
    source="CSP level 3, section 3.2",
    docs=Docs(
        what="Reports a site whose policies all go out as `Content-Security-Policy-Report-Only`, and names the next step.",
        why=(
            "Report-only is the right way to begin: browsers tell what the policy would have blocked. But it protects nobody, and graders "
            "count it as no policy. Without `report-uri` or `report-to` the reports end in each visitor's console, and the trial teaches "
            "nothing."
        ),
        example='```python\nSECURE_CSP_REPORT_ONLY = {"default-src": ["\'self\'"]}\n```',
        instead=(
            '```python\n# first, for some weeks\nSECURE_CSP_REPORT_ONLY = {"default-src": ["\'self\'"], "report-uri": "/csp-reports/"}\n'
            '# then\nSECURE_CSP = {"default-src": ["\'self\'"], "report-uri": "/csp-reports/"}\n```'
        ),
        silence="The trial is going on; write until when beside the ignore.",
    ),
)
