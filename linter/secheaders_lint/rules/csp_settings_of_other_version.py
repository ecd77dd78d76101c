"""CSP005: settings that belong to another major version of django-csp than the one installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.csp import directives
from secheaders_lint.data.django import major_of
from secheaders_lint.data.middleware import DJANGO_CSP, DJANGO_CSP_RATE_LIMITED
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.prediction.policies import legacy_settings
from secheaders_lint.remedies import ANY, Gather, Remedy
from secheaders_lint.rules.asking import CSP, advice, app, listing, sent_anyway
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE
from secheaders_lint.rules.policies import VERSION_4_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.discovery.dependencies import Requirement
    from secheaders_lint.model.site import SiteModel

# The check of django-csp 4 does not look for this one.
_UNCHECKED = "CSP_INCLUDE_NONCE_IN"
_TRIAL, _EXCLUDED = "CSP_REPORT_ONLY", "CSP_EXCLUDE_URL_PREFIXES"


def check(site: SiteModel) -> Iterator[Report]:
    """Report settings of django-csp 3 under 4 and the reverse, where its middleware runs."""
    installed = site.dependencies.find("django-csp")
    if installed is None or installed.version is None or sent_anyway(site, CSP):
        return
    if site.stack.has(DJANGO_CSP, DJANGO_CSP_RATE_LIMITED) is not True:
        return
    old = [name for name in legacy_settings(site) if site.settings.get(name).origins]
    new = [name for name in VERSION_4_SETTINGS if site.settings.get(name).origins]
    if major_of(installed.version) >= 4:
        if old:
            yield _old_under_4(site, installed, old, new)
    elif new:
        yield _new_under_3(site, installed, old, new)


def _old_under_4(site: SiteModel, installed: Requirement, old: list[str], new: list[str]) -> Report:
    effect = (
        "the policy is that of the new settings alone" if new else "no page carries a Content-Security-Policy"
    )
    some = listing(old[:2] + ([f"{len(old) - 2} more"] if len(old) > 2 else []))
    # Before Django 3.2 the app's name alone did not load its checks.
    names = ("csp", "csp.apps.CspConfig") if site.at_least("3.2") else ("csp.apps.CspConfig",)
    refused = app(site, *names) is True and any(name != _UNCHECKED for name in old)
    return Report(
        f"django-csp {installed.version} does not read {some} (settings of 3.x): {effect}",
        site.where(old[0]),
        "CSP_*",
        "Move the directives to CONTENT_SECURITY_POLICY = {'DIRECTIVES': {…}}, named in lower case with dashes; django-csp's guide Migrating to 4.0 has each setting.",
        checks=("csp.E001",) if refused else (),
        severity=advice(site) or (Severity.INFO if new and not refused else None),
        confidence=_confidence(installed),
        remedies=() if new else tuple(_remedies(site, old)),
    )


def _remedies(site: SiteModel, old: list[str]) -> Iterator[Remedy]:
    """Yield the migration to the settings of 4.x, on trial first: the policy has not been in force since the upgrade."""
    places: dict[str, tuple[str, ...]] = {
        name: ("DIRECTIVES", directive) for directive, name in directives().items() if name
    }
    places[_EXCLUDED] = ("EXCLUDE_URL_PREFIXES",)
    rows = tuple((name, places[name]) for name in old if name in places)
    others = {*old} - {name for name, _ in rows} - {_TRIAL}
    if others or not rows:
        return
    dropped = (_TRIAL,) if _TRIAL in old else ()
    names = ("CONTENT_SECURITY_POLICY_REPORT_ONLY", "CONTENT_SECURITY_POLICY")
    for name in names[:1] if site.settings.get(_TRIAL).truth is True else names:
        yield Remedy(f"Move the policy to {name}", (Gather(name, rows, dropped),), UNSAFE, (ANY,))


def _new_under_3(site: SiteModel, installed: Requirement, old: list[str], new: list[str]) -> Report:
    effect = (
        "the policy is that of the CSP_ settings alone"
        if old
        else "it sends default-src 'self' instead, which blocks whatever your pages load from elsewhere"
    )
    return Report(
        f"django-csp {installed.version} does not read {listing(new)} (settings of 4.x): {effect}",
        site.where(new[0]),
        "CONTENT_SECURITY_POLICY",
        "Upgrade django-csp to 4.0, or write the directives as CSP_… settings.",
        severity=advice(site) or (Severity.INFO if old else None),
        confidence=_confidence(installed),
        explains=() if old else ("csp-directive-missing",),
    )


def _confidence(installed: Requirement) -> Confidence:
    return Confidence.HIGH if installed.exact else Confidence.MEDIUM


RULE = Rule(
    code="CSP005",
    name="csp-settings-of-other-version",
    summary="settings of another major version of django-csp than the installed one",
    severity=Severity.WARNING,
    check=check,
    checks=("csp.E001",),
    observatory="content-security-policy",
    cwe=1021,
    source="django-csp 4.0 documentation, Migrating from 3.x; mozilla/django-csp#241, #259",
    docs=Docs(
        what=(
            "Compares the version of django-csp in the project's lock or requirements with its settings: `CSP_*` belong to 3.x, "
            "`CONTENT_SECURITY_POLICY` to 4.x."
        ),
        why=(
            "Neither version complains about the other's settings (4.x does, if `csp` is in `INSTALLED_APPS`). Under 4.x the old settings give "
            "no header at all; under 3.x the new ones give `default-src 'self'`, which is likely to break the pages."
        ),
        example='```python\n# django-csp==4.0\nCSP_DEFAULT_SRC = ["\'self\'"]\nCSP_IMG_SRC = ["\'self\'", "data:"]\n```',
        instead=(
            '```python\nCONTENT_SECURITY_POLICY = {\n    "DIRECTIVES": {\n        "default-src": ["\'self\'"],\n'
            '        "img-src": ["\'self\'", "data:"],\n    },\n}\n```'
        ),
        silence="The settings serve deployments with both versions.",
    ),
)
