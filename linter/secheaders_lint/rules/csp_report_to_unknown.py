"""CSP015: reports go to an endpoint that no header defines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import sent_anyway, shown
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.held_policies import held
from secheaders_lint.rules.held_policy import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report

_DIRECTIVE = "report-to"
# The header that defines endpoints, and the one that did before it.
_DEFINING = ("Reporting-Endpoints", "Report-To")


def check(site: SiteModel) -> Iterator[Report]:
    """Report ``report-to`` where nothing is known that could send its endpoint."""
    if any(sent_anyway(site, header) for header in _DEFINING) or not site.stack.known or _may_define(site):
        return
    for policy in held(site):
        names = policy.policy.directives.get(_DIRECTIVE, ())
        if not names or _DIRECTIVE in policy.partly:
            continue
        beside = (
            ", and Chromium passes over report-uri beside it"
            if "report-uri" in policy.policy.directives
            else ""
        )
        yield told(
            site,
            policy,
            _DIRECTIVE,
            f"report-to names the endpoint {shown(names[0])}, which a Reporting-Endpoints header has to define, and nothing here sends one: "
            f"reports are lost{beside}",
            f'Send Reporting-Endpoints: {names[0]}="https://…" by a middleware of your own or the proxy, or use report-uri alone.',
        )


def _may_define(site: SiteModel) -> bool:
    """Tell whether a middleware of the project, or one that is not known, may send an endpoint."""
    entries = [entry for entry in site.stack.entries if entry.own or entry.known is None]
    return any(site.may_set(entry, header) for entry in entries for header in _DEFINING)


RULE = Rule(
    code="CSP015",
    name="csp-report-to-unknown",
    summary="report-to names an endpoint that no header defines",
    severity=Severity.INFO,
    check=check,
    observatory="content-security-policy",
    cwe=778,
    source="Reporting API (W3C); CSP level 3, section 6.5.2",
    docs=Docs(
        what=(
            "Reports `report-to` in a policy, enforced or on trial, where neither the declared edge nor a middleware of the project sends "
            "`Reporting-Endpoints`. Django and django-csp have no setting for that header. It is silent where a middleware may send it."
        ),
        why=(
            "`report-to` holds a name, not an address. Without the header that gives the name an address nobody hears of what the policy "
            "blocks. Chromium takes `report-to` before `report-uri`, so the two together lose the reports of most visitors."
        ),
        example='```python\nSECURE_CSP = {"default-src": [CSP.SELF], "report-uri": "/csp/", "report-to": "csp"}\n```',
        instead='```python\nSECURE_CSP = {"default-src": [CSP.SELF], "report-uri": "/csp/"}\n```',
        silence="The proxy sends the header: declare it under `[edge]`. A view or a package sends it.",
    ),
)
