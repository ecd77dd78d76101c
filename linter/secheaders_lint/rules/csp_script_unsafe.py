"""CSP009: the policy lets scripts of others run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.csp.findings import Severity as Weight
from secheaders_lint.csp.findings import Type
from secheaders_lint.csp.policy import SCRIPT_SRC_ATTR, SCRIPT_SRC_ELEM, SCRIPTS
from secheaders_lint.csp.sources import UNSAFE_INLINE
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.rules.asking import listing
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.held_policies import judged
from secheaders_lint.rules.held_policy import NATIVE, VERSION_3, VERSION_4, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.csp.findings import CspFinding
    from secheaders_lint.csp.policy import Policy
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report
    from secheaders_lint.rules.held_policy import Held

_OPENINGS = {Type.SCRIPT_UNSAFE_INLINE, Type.PLAIN_URL_SCHEMES, Type.PLAIN_WILDCARD}
_NONCE = {
    NATIVE: 'CSP.NONCE in the directive, nonce="{{ csp_nonce }}" on the tags of your templates',
    VERSION_4: 'NONCE of csp.constants in the directive, nonce="{{ request.csp_nonce }}" on the tags of your templates',
    VERSION_3: "CSP_INCLUDE_NONCE_IN = ['script-src'], nonce=\"{{ request.csp_nonce }}\" on the tags of your templates",
}


def check(site: SiteModel) -> Iterator[Report]:
    """Report what lets in the scripts of an attacker: the widest opening of each policy, as one finding."""
    for policy in judged(site):
        if not policy.whole:
            continue
        # Most sites have no policy: they need not wait for the audit.
        from secheaders_lint.csp.audit import evaluate

        scripts = policy.policy.deciding(*SCRIPTS)
        found = [each for each in evaluate([policy.policy])[0] if each.directive in scripts]
        openings = [
            each
            for each in found
            if each.type in _OPENINGS and each.severity is Weight.HIGH and _lets_in(policy.policy, each)
        ]
        bypasses = [
            each
            for each in found
            if each.type is Type.SCRIPT_ALLOWLIST_BYPASS and each.severity is Weight.HIGH
        ]
        evals = [each for each in found if each.type is Type.SCRIPT_UNSAFE_EVAL]
        if openings:
            yield _unless_cancelled(_opening(site, policy, openings), policy, openings[0])
        elif bypasses:
            yield _unless_cancelled(_bypass(site, policy, bypasses), policy, bypasses[0])
        elif evals and policy.enforced:
            yield _eval(site, policy, evals[0])


def _lets_in(policy: Policy, found: CspFinding) -> bool:
    """Tell whether a source matters to scripts in pages: beside directives for elements and attributes the general one does not.

    In attributes nothing comes from a host.
    """
    if found.directive in {SCRIPT_SRC_ELEM, SCRIPT_SRC_ATTR} or SCRIPT_SRC_ELEM not in policy.directives:
        return True
    return found.value == UNSAFE_INLINE and SCRIPT_SRC_ATTR not in policy.directives


def _unless_cancelled(report: Report, policy: Held, found: CspFinding) -> Report:
    """Return a report with the doubt that is left where a part of the directive is not known that may cancel the source."""
    if found.directive not in policy.partly - policy.hosts:
        return report
    by = "a nonce or a hash" if found.value == UNSAFE_INLINE else "'strict-dynamic' with a nonce or a hash"
    return report._replace(
        message=f"{report.message}, unless what is not known of the directive holds {by}",
        confidence=Confidence.LOW,
    )


def _opening(site: SiteModel, policy: Held, found: list[CspFinding]) -> Report:
    first = found[0].directive
    values = _values(found, first)
    others = dict.fromkeys(each.directive for each in found if each.directive != first)
    also = "".join(f", {name} has {_listed(_values(found, name))}" for name in others)
    then = "" if policy.enforced else "once it is enforced, "
    return told(
        site,
        policy,
        first,
        f"{policy.label(first)} has {_listed(values)}{also}: {then}{_effect(first, values)}",
        _instead(policy, values),
    )


def _effect(directive: str, values: list[str]) -> str:
    if directive == "script-src-attr":
        return "an event handler that someone gets into a page runs"
    if values == [UNSAFE_INLINE]:
        return "a script that someone gets into a page runs as if there were no policy"
    if values == ["data:"]:
        return "a script that stands in a data: address runs, and whoever can inject markup can write one"
    if UNSAFE_INLINE in values:
        return "a script that someone gets into a page runs, whether it stands there or comes from elsewhere"
    return "a script that someone gets into a page may come from any host"


def _instead(policy: Held, values: list[str]) -> str:
    if UNSAFE_INLINE not in values:
        return f"Name the hosts that your scripts come from in place of {_listed(values)}."
    by = (
        f"a nonce ({_NONCE[policy.dialect]})" if policy.dialect in _NONCE else "a nonce that is new each time"
    )
    return f"Trust single scripts by {by}, or move them to files, and take {_listed(values)} out; try it as report-only first."


def _bypass(site: SiteModel, policy: Held, found: list[CspFinding]) -> Report:
    first = found[0].directive
    hosts = _values(found, first)
    serve = "which serve" if len(hosts) > 1 else "which serves"
    return told(
        site,
        policy,
        first,
        f"{policy.label(first)} trusts {listing(hosts, 4)}, {serve} scripts of everybody, some of which run whatever they are told "
        "(JSONP, Angular): injected markup gets around the policy with them",
        f"Name the file with its path ({_with_path(hosts[0])}), or serve it from your own static files.",
    )


def _with_path(host: str) -> str:
    return f"{host if '//' in host else f'https://{host}'}".rstrip("/") + "/path/to/file.js"


def _eval(site: SiteModel, policy: Held, found: CspFinding) -> Report:
    return told(
        site,
        policy,
        found.directive,
        f"{policy.label(found.directive)} has 'unsafe-eval': a text of an attacker that reaches eval() or new Function() runs as code",
        "Take it out if no library needs it: Vue and Alpine have builds that do without, and WebAssembly needs 'wasm-unsafe-eval' only.",
        own=Severity.INFO,
    )


def _listed(values: list[str]) -> str:
    """Return sources for a message: those with a colon at the end need something around them."""
    return listing([each if each.startswith("'") else f'"{each}"' for each in values])


def _values(found: list[CspFinding], directive: str) -> list[str]:
    return [each.value for each in found if each.directive == directive and each.value is not None]


RULE = Rule(
    code="CSP009",
    name="csp-script-unsafe",
    summary="the Content-Security-Policy lets injected scripts run",
    severity=Severity.WARNING,
    check=check,
    observatory="content-security-policy",
    cwe=79,
    source="CSP level 3, sections 6.7.1 and 6.7.3; CSP Evaluator 1.1.8, its findings of high severity on scripts",
    docs=Docs(
        what=(
            "Reports `'unsafe-inline'`, `*`, `http:`, `https:` or `data:` in the directive that decides about scripts (`script-src`, else "
            "`default-src`), where it counts: `'unsafe-inline'` does not beside a nonce or hash, and hosts and schemes do not beside "
            "`'strict-dynamic'`. Otherwise it reports hosts on which everybody's scripts lie, among them some that get around a policy "
            "(CSP Evaluator's lists), and as advice `'unsafe-eval'`. One finding for a policy: the widest opening. It is advice for a policy that only "
            "reports. Where a part of the directive is not known, the rest is judged: with low confidence where that part may be a nonce, a hash "
            "or `'strict-dynamic'`, as usual where it can only be a host (`f\"https://{host}\"`)."
        ),
        why=(
            "What a policy is for is to stop a script that an attacker gets into a page. With `'unsafe-inline'` such a script runs; with "
            "`https:` it needs a host, which costs nothing. The policy looks like a protection and is none: the HTTP Observatory takes "
            "20 points off for it."
        ),
        example='```python\nSECURE_CSP = {"default-src": [CSP.SELF], "script-src": [CSP.SELF, CSP.UNSAFE_INLINE]}\n```',
        instead=(
            '```python\nSECURE_CSP = {"default-src": [CSP.SELF], "script-src": [CSP.SELF, CSP.NONCE]}\n```\n\n'
            '```html\n<script nonce="{{ csp_nonce }}">…</script>\n```\n\n'
            "With django-csp: `NONCE` of `csp.constants` (4) or `CSP_INCLUDE_NONCE_IN` (3), and `request.csp_nonce`."
        ),
        silence="A part of the site that is not yours (an admin, an editor) needs inline scripts for now; write until when.",
    ),
)
