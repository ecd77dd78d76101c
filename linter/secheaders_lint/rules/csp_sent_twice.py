"""CSP017: two middleware each have a policy of their own, and one of them is never sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import DJANGO_CSP, DJANGO_CSP_RATE_LIMITED, NATIVE_CSP
from secheaders_lint.findings import Related, Severity
from secheaders_lint.rules.asking import CSP, advice, sent_anyway, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.dialects import of_native, of_package
from secheaders_lint.rules.held_policy import NONCE, VERSION_3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report Django's own middleware and that of django-csp in one list, each with a policy to enforce."""
    native, package = site.stack.find(NATIVE_CSP), site.stack.find(DJANGO_CSP, DJANGO_CSP_RATE_LIMITED)
    if native is None or package is None or sent_anyway(site, CSP):
        return
    ours = next((each for each in of_native(site) if each.enforced), None)
    theirs = next((each for each in of_package(site) if each.enforced), None)
    if ours is None or theirs is None:
        return
    first, second = (ours, theirs) if native.index > package.index else (theirs, ours)
    lower = native if first is ours else package
    nonced = any(NONCE in values for each in (ours, theirs) for values in each.policy.directives.values())
    nonce = f", with its nonce ({'csp_nonce' if first is ours else 'request.csp_nonce'})" if nonced else ""
    where = site.place(lower.site)
    dead = second.setting or "the policy of django-csp"
    sent = first.name() if first.dialect != VERSION_3 or first.setting else "the policy of django-csp"
    yield Report(
        f"{dead} is never sent: {lower.label} of {first.dialect} stands lower in {site.stack.setting} and has set the header by "
        f"then, so that {sent} alone is in force{nonce}",
        second.where(site),
        dead,
        "Keep one of the two middleware, with one policy, and its nonce in the templates.",
        related=() if where is None else (Related(f"{lower.label} stands here", where),),
        severity=advice(site),
        confidence=sureness(site, CSP),
    )


RULE = Rule(
    code="CSP017",
    name="csp-sent-twice",
    summary="Django's own policy and that of django-csp are both set up",
    severity=Severity.WARNING,
    check=check,
    observatory="content-security-policy",
    cwe=1021,
    versions="Django 6.0 and newer",
    source="Django 6.0 and django-csp 4.0, middleware; betagouv/csplab#267",
    docs=Docs(
        what=(
            "Reports `ContentSecurityPolicyMiddleware` of Django beside `CSPMiddleware` of django-csp, where both have a policy to enforce. "
            "One that enforces and one that reports go together, and are not reported."
        ),
        why=(
            "Each of the two leaves a header alone that is there already. The one further down the list writes first, and the policy of the "
            "other is never sent, which nobody sees in the settings. The nonces differ too: a template with the nonce of the other "
            "middleware has all its scripts blocked."
        ),
        example=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.csp.ContentSecurityPolicyMiddleware",\n    "csp.middleware.CSPMiddleware",\n]\n'
            'SECURE_CSP = {"default-src": [CSP.SELF]}\nCONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": [SELF]}}\n```'
        ),
        instead=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.csp.ContentSecurityPolicyMiddleware",\n]\n'
            'SECURE_CSP = {"default-src": [CSP.SELF]}\n```'
        ),
        silence="Never.",
    ),
)
