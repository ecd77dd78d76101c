"""CSP011: directives that browsers do not know, or no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.csp import table
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Drop, DropEntry, Remedy, RenameEntry
from secheaders_lint.rules.asking import listing
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.held_policies import held
from secheaders_lint.rules.held_policy import VERSION_4, told, written_in
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report
    from secheaders_lint.rules.held_policy import Held

_LEVEL = "DIRECTIVES"
_GONE = frozenset({"deprecated", "removed"})
# What rules say of a directive once it counts.
_JUDGED_THEN = ("CSP009", "CSP010", "CSP012", "CSP013", "CSP014", "CSP016", "CSP018")
_INSTEAD = {
    "block-all-mixed-content": "upgrade-insecure-requests does more",
    "plugin-types": "object-src 'none' shuts plugins out",
    "referrer": "Referrer-Policy (SECURE_REFERRER_POLICY) has taken its place",
    "reflected-xss": "script-src does that work",
    "disown-opener": "Cross-Origin-Opener-Policy has taken its place",
    "prefetch-src": "default-src decides about prefetching",
    "require-sri-for": "no browser has it any more",
    "navigate-to": "no browser ever had it",
}


def check(site: SiteModel) -> Iterator[Report]:
    """Report each unknown directive, and the ones that are gone as one finding."""
    for policy in held(site):
        if policy.beside:
            yield _beside(site, policy)
        for name in policy.dropped:
            yield _unknown(site, policy, name, "django-csp 4 leaves it out without a word")
        for name in policy.policy.directives:
            if name not in table():
                yield _unknown(site, policy, name, "browsers skip it")
        yield from _gone(site, policy)


def _unknown(site: SiteModel, policy: Held, name: str, what: str) -> Report:
    right = _nearest(name)
    governs = policy.policy.governing(right) if right else None
    effect = (
        f"so {governs} decides in its place" if governs and governs != right else "so it restricts nothing"
    )
    if governs == right:
        effect = "so its sources are not in force"
    if name == _LEVEL.lower() and policy.dialect != VERSION_4:
        return told(
            site,
            policy,
            name,
            f"'{_LEVEL}' in {policy.name()} is no directive but a key of django-csp 4: what stands in it is not sent as a policy",
            f"Put the directives one level higher: {policy.setting} = {{…}}.",
        )._replace(explains=(policy.subject(),))
    return told(
        site,
        policy,
        name,
        f"'{name}' in {policy.name()} is no directive: {what}, {effect}",
        f"Write '{right}'." if right else "Correct the name, or take the entry out.",
        remedies=_renamed(policy, name, right),
    )


def _renamed(policy: Held, name: str, right: str) -> tuple[Remedy, ...]:
    where = written_in(policy, name)
    if not right or where is None or not where[1] or right in policy.policy.directives:
        return ()
    setting, keys = where
    return (Remedy(f"Write '{right}'", (RenameEntry(setting, keys, right),), UNSAFE, _JUDGED_THEN),)


def meant(policy: Held) -> frozenset[str]:
    """Return the directives that unknown ones of a policy are meant to be."""
    unknown = [*policy.dropped, *(name for name in policy.policy.directives if name not in table())]
    return frozenset(filter(None, map(_nearest, unknown)))


def _beside(site: SiteModel, policy: Held) -> Report:
    return told(
        site,
        policy,
        "",
        f"{listing(list(policy.beside), 4)} in {policy.setting} {'stand' if len(policy.beside) > 1 else 'stands'} beside 'DIRECTIVES': "
        "django-csp 4 reads directives in there alone, and sends default-src 'self' where it has none",
        f"Put the directives one level lower: {policy.setting} = {{'DIRECTIVES': {{…}}}}.",
        subject=f"{policy.setting}.DIRECTIVES",
    )._replace(explains=(policy.subject(),))


def _nearest(name: str) -> str:
    """Return the directive that a name is meant to be; empty where none is near."""
    from difflib import get_close_matches

    plain = name.lower().removeprefix("csp_").replace("_", "-").strip(":")
    current = [each for each, row in table().items() if row["status"] not in _GONE]
    near = get_close_matches(plain, current, n=1, cutoff=0.75)
    return near[0] if near else ""


def _gone(site: SiteModel, policy: Held) -> Iterator[Report]:
    gone = [name for name in policy.policy.directives if name in table() and table()[name]["status"] in _GONE]
    if gone:
        many = len(gone) > 1
        yield told(
            site,
            policy,
            gone[0],
            f"{listing(gone)} in {policy.name()} {'are' if many else 'is'} out of use: browsers skip {'them' if many else 'it'}, or will soon",
            f"Take {'them' if many else 'it'} out: {'; '.join(f'{name}: {_INSTEAD[name]}' if many else _INSTEAD[name] for name in gone)}.",
            own=Severity.INFO,
            remedies=_without(policy, gone),
        )


def _without(policy: Held, gone: list[str]) -> tuple[Remedy, ...]:
    """Return the policy without directives that nothing reads any more."""
    places = [written_in(policy, name) for name in gone]
    steps = tuple(
        DropEntry(place[0], place[1]) if place[1] else Drop(place[0]) for place in places if place is not None
    )
    if len(steps) != len(gone):
        return ()
    return (Remedy(f"Take {listing(gone)} out", steps, UNSAFE),)


RULE = Rule(
    code="CSP011",
    name="csp-directive-unknown",
    summary="the Content-Security-Policy has a directive that browsers do not know",
    severity=Severity.WARNING,
    check=check,
    observatory="content-security-policy",
    cwe=1021,
    source="CSP level 3, section 6; Django 6.0 and django-csp 4.0, read and measured",
    docs=Docs(
        what=(
            "Reports directives with a name that is none, with the nearest that is: Django sends them as they are, and django-csp 4 leaves "
            "them out, those in capitals or with underscores too. As advice it reports directives that are out of use, such as "
            "`block-all-mixed-content`, `plugin-types` and `prefetch-src`. `report-uri` is not among them: not all browsers have "
            "`report-to`."
        ),
        why=(
            "Nobody complains about a name that is none, neither Django nor django-csp, and browsers only in the console. The sources that "
            "were listed under it are not in force: `default-src` decides instead, or nothing does."
        ),
        example='```python\nCONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script_src": ["\'self\'"], "frame-ancestor": ["\'none\'"]}}\n```',
        instead='```python\nCONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": ["\'self\'"], "frame-ancestors": ["\'none\'"]}}\n```',
        silence="The directive is newer than this version of secheaders-lint.",
    ),
)
