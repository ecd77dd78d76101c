"""CSP013: a directive that is another one, or gone, on pages that do not ask for the nonce."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.csp.policy import Policy
from secheaders_lint.csp.sources import NONE, STRICT_DYNAMIC, is_hash
from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import listing
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.held_policies import judged, may_read_nonce
from secheaders_lint.rules.held_policy import GIVEN, NATIVE, NONCE, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report
    from secheaders_lint.rules.held_policy import Held


def check(site: SiteModel) -> Iterator[Report]:
    """Report the directives of an enforced policy that rest on the nonce alone."""
    for policy in judged(site):
        if not policy.enforced or policy.dialect == GIVEN or not policy.whole or may_read_nonce(site):
            continue
        for name, values in policy.policy.directives.items():
            if name in policy.partly or NONCE not in values:
                continue
            if values == (NONCE,):
                yield from _gone(site, policy, name)
            elif STRICT_DYNAMIC in values and not any(map(is_hash, values)):
                yield _shrunk(site, policy, name)


def _gone(site: SiteModel, policy: Held, name: str) -> Iterator[Report]:
    # django-csp leaves the directive empty, which allows nothing.
    if policy.dialect != NATIVE:
        return
    rest = {each: values for each, values in policy.policy.directives.items() if values != (NONCE,)}
    instead = Policy(rest).governing(name)
    if instead is not None and (instead in policy.partly or rest[instead] in {(NONE,), ()}):
        return
    if instead is None:
        effect = "no directive decides about that any more, and everything is allowed there"
    else:
        effect = f"{instead} decides in its place, which allows {listing(list(rest[instead]), 3)}"
    yield told(
        site,
        policy,
        name,
        f"{policy.label(name)} holds the nonce alone, and Django leaves it out on pages that do not read the nonce: {effect}",
        'Add a source that stays, such as CSP.SELF, or "default-src": [CSP.NONE].',
        own=None if instead is None else Severity.INFO,
    )


def _shrunk(site: SiteModel, policy: Held, name: str) -> Report:
    return told(
        site,
        policy,
        name,
        f"{policy.label(name)} has no nonce on pages that do not read it, and 'strict-dynamic' without one blocks every script there",
        "Read the nonce in the template that all pages with scripts are made from, error pages among them, or add a hash.",
        own=Severity.INFO,
    )


RULE = Rule(
    code="CSP013",
    name="csp-nonce-vanishes",
    summary="a directive rests on a nonce that not every page has",
    severity=Severity.WARNING,
    check=check,
    observatory="content-security-policy",
    cwe=1021,
    versions="Django 6.0 and newer, or django-csp",
    source="Django 6.0 and 6.1, recorded answers of pages that read the nonce and of pages that do not",
    docs=Docs(
        what=(
            "Reports a directive of `SECURE_CSP` whose only source is `CSP.NONCE`, where without it `default-src` or nothing allows more. As "
            "advice it reports `'strict-dynamic'` whose only root is the nonce, in all dialects. It is silent where what is left "
            "forbids everything."
        ),
        why=(
            "The nonce is made when a template reads it. On a page that does not, Django takes it out of the policy, and a directive that is "
            "empty then goes too: what it was to restrict is open on that page. `'strict-dynamic'` that is left alone blocks every "
            "script, and the HTTP Observatory takes such a policy for an invalid one."
        ),
        example='```python\nSECURE_CSP = {"script-src": [CSP.NONCE], "object-src": [CSP.NONE]}\n```',
        instead='```python\nSECURE_CSP = {"default-src": [CSP.NONE], "script-src": [CSP.SELF, CSP.NONCE]}\n```',
        silence="Every page is made from a template that reads the nonce.",
    ),
)
