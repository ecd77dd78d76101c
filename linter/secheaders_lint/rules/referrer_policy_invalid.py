"""REF003: the Referrer-Policy holds names that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.remedies import Remedy, SwapText
from secheaders_lint.rules.asking import REFERRER, checks, listing, shown, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE, by_setting
from secheaders_lint.rules.referrer import TOKENS, referrer_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.referrer import ReferrerPolicy

NAMES = "The names are no-referrer, same-origin, strict-origin, strict-origin-when-cross-origin and the weaker origin, origin-when-cross-origin, no-referrer-when-downgrade, unsafe-url, in lower case."
# What rules say of a policy once browsers know it.
_JUDGED_THEN = ("REF002", "REF004")


def check(site: SiteModel) -> Iterator[Report]:
    """Report tokens that are no policy, or are one only to those who do not look at the case."""
    policy = referrer_policy(site)
    if policy is None:
        return
    if policy.setting == "REFERRER_POLICY":
        yield from _package(site, policy)
        return
    wrong = [token for token in policy.tokens if token not in TOKENS]
    if not wrong:
        return
    effect = (
        f"browsers take {policy.counts!r}, but check --deploy fails"
        if policy.counts
        else "browsers ignore the header and decide by themselves what other sites get to see"
    )
    yield Report(
        f"SECURE_REFERRER_POLICY holds {listing([shown(token) for token in wrong])}, which is no policy: {effect}",
        site.where(policy.setting),
        policy.setting,
        NAMES,
        checks=checks(site, "security.E023"),
        severity=Severity.INFO if policy.counts else None,
        confidence=sureness(site, REFERRER),
        remedies=_in_list(policy, wrong) or by_setting(policy.setting, _meant(policy), leads_to=_JUDGED_THEN),
    )


def _in_list(policy: ReferrerPolicy, wrong: list[str]) -> tuple[Remedy, ...]:
    """Return the remedy that writes for each wrong element of a list what it is nearest to, or takes it out."""
    left = [token for token in policy.tokens if token in TOKENS]
    steps = []
    for token in wrong:
        right = _nearest(token)
        right = "" if right in left else right
        left += [right] if right else []
        steps.append(SwapText(policy.setting, token, right or None))
    if not policy.listed or not left:
        return ()
    titles = [
        f"Write {each.new!r} for {each.old!r}" if each.new else f"Take {each.old!r} out" for each in steps
    ]
    return (Remedy("; ".join(titles), tuple(steps), leads_to=_JUDGED_THEN),)


def _meant(policy: ReferrerPolicy) -> str:
    """Return the tokens that are policies as they are to be written, else what the last one is nearest to."""
    valid = [token.lower() for token in policy.tokens if token.lower() in TOKENS]
    if valid:
        return ", ".join(valid)
    return (_nearest(policy.tokens[-1]) if policy.tokens else "") or "strict-origin-when-cross-origin"


def _nearest(token: str) -> str:
    """Return the policy that a token is a slip away from; empty where there is none such."""
    from difflib import get_close_matches

    near = get_close_matches(token.lower().replace("_", "-"), sorted(TOKENS), n=1, cutoff=0.8)
    return near[0] if near else ""


def _package(site: SiteModel, policy: ReferrerPolicy) -> Iterator[Report]:
    """Report a value that django-referrer-policy refuses: it wants one name as it is written."""
    value = site.value(policy.setting)
    if isinstance(value, str) and value in TOKENS:
        return
    yield Report(
        f"REFERRER_POLICY is {shown(value)}, which django-referrer-policy refuses: the site does not start (ImproperlyConfigured)",
        site.where(policy.setting),
        policy.setting,
        NAMES,
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        remedies=by_setting(policy.setting, _meant(policy), most=UNSAFE, leads_to=_JUDGED_THEN),
    )


RULE = Rule(
    code="REF003",
    name="referrer-policy-invalid",
    summary="the Referrer-Policy holds a name that does not exist",
    severity=Severity.WARNING,
    check=check,
    checks=("security.E023",),
    observatory="referrer-policy",
    cwe=200,
    source="Referrer Policy (W3C), section 3; Django's check security.E023",
    docs=Docs(
        what=(
            "Reports tokens of `SECURE_REFERRER_POLICY` that are none of the eight policies. Where a valid one is left (or it is only a matter "
            "of capitals, which browsers accept) it is advice; with django-referrer-policy it is an error."
        ),
        why=(
            "Browsers skip what they do not know. If nothing is left there is no policy. `check --deploy` fails for every such token, and "
            "django-referrer-policy does not let the site start."
        ),
        example='```python\nSECURE_REFERRER_POLICY = "never"\n```',
        instead='```python\nSECURE_REFERRER_POLICY = "same-origin"\n```',
        silence="The name is newer than this tool.",
    ),
)
