"""CSP014: 'unsafe-inline' beside a nonce or hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.csp.sources import STRICT_DYNAMIC, UNSAFE_INLINE, is_hash, is_nonce
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Remedy, SwapText
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.held_policies import judged, may_read_nonce
from secheaders_lint.rules.held_policy import GIVEN, NONCE, told, written_in
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report
    from secheaders_lint.rules.held_policy import Held

_INLINE = (
    "script-src",
    "script-src-elem",
    "script-src-attr",
    "style-src",
    "style-src-elem",
    "style-src-attr",
)
_LISTS = (*_INLINE, "default-src")


def check(site: SiteModel) -> Iterator[Report]:
    """Report lists in which browsers ignore it; where ``'strict-dynamic'`` stands too it is the known fallback."""
    for policy in judged(site):
        for name in _LISTS if policy.enforced and policy.whole else ():
            values = policy.policy.directives.get(name, ())
            if UNSAFE_INLINE not in values or STRICT_DYNAMIC in values or name in policy.partly:
                continue
            if name == "default-src" and name not in policy.policy.deciding(*_INLINE):
                continue
            message = _effect(site, policy, name, values)
            if message:
                yield told(
                    site,
                    policy,
                    name,
                    f"'unsafe-inline' in {policy.label(name)} {message}",
                    "Take 'unsafe-inline' out once all inline code has the nonce or a hash, or take the nonce or hash out.",
                    remedies=_without(policy, name, values),
                )


def _without(policy: Held, name: str, values: tuple[str, ...]) -> tuple[Remedy, ...]:
    """Return the list without the word that browsers ignore, where what cancels it stands in every answer."""
    where = written_in(policy, name)
    if where is None or not any(is_hash(each) for each in values):
        return ()
    setting, keys = where
    return (Remedy("Take 'unsafe-inline' out", (SwapText(setting, UNSAFE_INLINE, None, keys),), UNSAFE),)


def _effect(site: SiteModel, policy: Held, name: str, values: tuple[str, ...]) -> str:
    code = "code" if name == "default-src" else name.partition("-")[0]
    lasting = [each for each in values if is_hash(each) or is_nonce(each)]
    if policy.dialect != GIVEN and not may_read_nonce(site):
        lasting = [each for each in lasting if each != NONCE]
    if lasting:
        return f"stands beside a nonce or hash, so browsers ignore it: inline {code} without one is blocked"
    if NONCE in values:
        return (
            f"counts only on pages that do not read the nonce: there any inline {code} runs, injected {code} too, and on "
            "the others browsers ignore it"
        )
    return ""


RULE = Rule(
    code="CSP014",
    name="csp-unsafe-inline-dead",
    summary="a nonce or hash cancels 'unsafe-inline' beside it",
    severity=Severity.INFO,
    check=check,
    observatory="content-security-policy",
    cwe=1021,
    source="CSP level 3, section 6.7.3.2; mozilla/django-csp#139",
    docs=Docs(
        what=(
            "Reports, as advice, `'unsafe-inline'` beside a nonce or hash in a directive for scripts or styles. It is silent beside "
            "`'strict-dynamic'`, where it is the fallback for old browsers that everybody recommends."
        ),
        why=(
            "All browsers since 2015 ignore it there, so inline code without the nonce or a hash is blocked, though the policy seems to "
            "allow it. With a nonce that is in the header only on pages that read it, the meaning even changes from page to page: the "
            "ones that do not read it run every inline script."
        ),
        example='```python\nSECURE_CSP = {"script-src": [CSP.SELF, CSP.UNSAFE_INLINE, CSP.NONCE]}\n```',
        instead='```python\nSECURE_CSP = {"script-src": [CSP.SELF, CSP.NONCE]}\n```',
        silence="Inline code is being moved to nonces page by page.",
    ),
)
