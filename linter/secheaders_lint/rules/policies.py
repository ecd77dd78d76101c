"""Questions about the Content-Security-Policy that a site's settings make, in the three dialects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.data.csp import directives
from secheaders_lint.data.middleware import (
    DJANGO_CSP,
    DJANGO_CSP_RATE_LIMITED,
    NATIVE_CSP,
    SECURITY_PACKAGE_CSP,
)
from secheaders_lint.evaluator.rendering import UnknownPart
from secheaders_lint.prediction import django_security
from secheaders_lint.prediction.answer import Broken
from secheaders_lint.prediction.policies import csp_major, excluded, legacy_settings
from secheaders_lint.rules.asking import CSP, CSP_REPORT_ONLY, senders, sent_anyway

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel

NATIVE_SETTINGS = {"SECURE_CSP": CSP, "SECURE_CSP_REPORT_ONLY": CSP_REPORT_ONLY}
VERSION_4_SETTINGS = {"CONTENT_SECURITY_POLICY": CSP, "CONTENT_SECURITY_POLICY_REPORT_ONLY": CSP_REPORT_ONLY}
_KNOWN_MIDDLEWARE = (NATIVE_CSP, DJANGO_CSP, DJANGO_CSP_RATE_LIMITED, SECURITY_PACKAGE_CSP)


class Sent(NamedTuple):
    """A policy that goes out: its header, the setting that makes it, its directives, and whether there may be more."""

    header: str
    setting: str
    names: frozenset[str]
    open: bool


def sent(site: SiteModel) -> list[Sent] | None:
    """Return the policies that the middleware of the list send on a page; ``None`` where that is not known."""
    if any(kind not in _KNOWN_MIDDLEWARE for kind in senders(site, CSP)):
        return None
    native, package = site.stack.has(NATIVE_CSP), site.stack.has(DJANGO_CSP, DJANGO_CSP_RATE_LIMITED)
    other = site.stack.has(SECURITY_PACKAGE_CSP)
    if native is None or package is None or other is None:
        return None
    overwriting = _security_package(site) if other else []
    if overwriting != []:
        return overwriting
    found = _native(site) if native and site.at_least("6.0") else []
    if package and found is not None:
        others = _package(site)
        return None if others is None else found + others
    return found


def frame_ancestors(site: SiteModel) -> bool | None:
    """Return whether an enforced policy has ``frame-ancestors``, so that browsers ignore X-Frame-Options."""
    if sent_anyway(site, CSP):
        text = site.given[CSP.lower()].value
        return None if text is None else "frame-ancestors" in text.lower()
    policies = sent(site)
    if policies is None:
        return None
    binding = [policy for policy in policies if policy.header == CSP]
    if any("frame-ancestors" in policy.names for policy in binding):
        return True
    return None if any(policy.open for policy in binding) else False


def intended(site: SiteModel) -> list[str]:
    """Return the settings of all dialects that hold a policy, or may."""
    names = [*NATIVE_SETTINGS, *VERSION_4_SETTINGS]
    found = [
        name for name in names if site.settings.is_set(name) and site.settings.get(name).truth is not False
    ]
    if site.stack.has(SECURITY_PACKAGE_CSP) is not False:
        found += [name for name in django_security.SETTINGS if site.settings.is_set(name)]
    return found + legacy_settings(site)


def _native(site: SiteModel) -> list[Sent] | None:
    found = []
    for name, header in NATIVE_SETTINGS.items():
        setting = site.settings.get(name)
        if setting.truth is None:
            return None
        if setting.truth and isinstance(setting.value, dict):
            found.append(_sent(header, name, setting.value))
    return [policy for policy in found if policy.names or policy.open]


def _package(site: SiteModel) -> list[Sent] | None:
    major = csp_major(site)
    found = _version_3(site) if major == 3 else _version_4(site) if major == 4 else None
    if found is None:
        return None
    return [policy for policy in found if not left_out(site, policy.header)]


def left_out(site: SiteModel, header: str) -> bool:
    """Tell whether the exclusions of django-csp are known to fit every path: only what fits the front page does."""
    try:
        return excluded(site, header, "/") is True
    except Broken:
        # Every page is a server error then.
        return False


def _security_package(site: SiteModel) -> list[Sent] | None:
    if isinstance(site.value(django_security.MODE), UnknownPart):
        return None
    try:
        found = django_security.sources(site)
    except django_security.Refused:
        return []
    policies = []
    for header, setting in found:
        if not setting:
            continue
        value = site.value(setting)
        if isinstance(value, str):
            parts = (part.split() for part in value.split(";") if part.strip())
            policies.append(Sent(header, setting, frozenset(words[0].lower() for words in parts), open=False))
        else:
            policies.append(_sent(header, setting, value if isinstance(value, dict) else {"…": None}))
    return policies


def _version_3(site: SiteModel) -> list[Sent] | None:
    only = site.settings.get("CSP_REPORT_ONLY")
    report = only.truth if only.is_set else False
    if report is None:
        return None
    names = {
        directive
        for directive, name in directives().items()
        if name and site.settings.is_set(name) and site.settings.get(name).value not in (None, False)
    }
    if not site.settings.is_set("CSP_DEFAULT_SRC"):
        names.add("default-src")
    first = legacy_settings(site) or ["CSP_DEFAULT_SRC"]
    header, setting = (CSP_REPORT_ONLY, "CSP_REPORT_ONLY") if report else (CSP, first[0])
    return [Sent(header, setting, frozenset(names), open=False)]


def _version_4(site: SiteModel) -> list[Sent] | None:
    found = []
    for name, header in VERSION_4_SETTINGS.items():
        setting = site.settings.get(name)
        if setting.truth is None or (setting.truth and not isinstance(setting.value, dict)):
            return None
        if setting.truth:
            given = setting.value.get("DIRECTIVES", {})
            policy = _sent(header, name, given if isinstance(given, dict) else {"…": None})
            found.append(
                policy._replace(
                    names=policy.names | {"default-src"}, open=policy.open or "…" in setting.value
                )
            )
    return found


def _sent(header: str, name: str, given: dict[str, Any]) -> Sent:
    names = frozenset(key for key, value in given.items() if key != "…" and value not in (None, False))
    return Sent(header, name, names, open="…" in given)
