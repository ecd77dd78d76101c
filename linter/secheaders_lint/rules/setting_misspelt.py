"""DJ007: a name that is nearly that of a security setting, and that nothing reads."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from secheaders_lint.data.csp import directives
from secheaders_lint.data.django import default_of, knew_setting, knows_setting, setting_names
from secheaders_lint.data.middleware import DJANGO_CSP, NATIVE_CSP, PERMISSIONS_POLICY
from secheaders_lint.findings import Severity
from secheaders_lint.prediction.policies import csp_major
from secheaders_lint.remedies import ANY, Remedy, Rename
from secheaders_lint.rules.asking import CSP, PERMISSIONS, shown
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.middleware_classes_ignored import WITHOUT_MIDDLEWARE
from secheaders_lint.rules.policies import VERSION_4_SETTINGS
from secheaders_lint.rules.setting_dead import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

_FAMILIES = ("SECURE_", "SESSION_COOKIE_", "CSRF_", "LANGUAGE_COOKIE_", "X_FRAME_", "USE_X_FORWARDED_")
_SINGLE = ("ALLOWED_HOSTS", "MIDDLEWARE", "SILENCED_SYSTEM_CHECKS")
# Browsers have no use for it any more: XSS001.
_GONE = frozenset({"SECURE_BROWSER_XSS_FILTER"})
# What people write for settings whose names are not near in letters.
ALIASES = {
    "CSRF_ALLOWED_ORIGINS": "CSRF_TRUSTED_ORIGINS",
    "SECURE_CONTENT_TYPE_OPTIONS": "SECURE_CONTENT_TYPE_NOSNIFF",
    "SECURE_FRAME_OPTIONS": "X_FRAME_OPTIONS",
    "SECURE_HSTS_MAX_AGE": "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_SUBDOMAINS": "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HTTPS_REDIRECT": "SECURE_SSL_REDIRECT",
    "SECURE_X_CONTENT_TYPE_OPTIONS": "SECURE_CONTENT_TYPE_NOSNIFF",
}
# Near all the same, but lists of several that a project or a package keeps for itself.
OTHERS = frozenset({"CSRF_COOKIE_NAMES", "LANGUAGE_COOKIE_NAMES", "SESSION_COOKIE_NAMES"})
_COOKIE_LOSS = {
    "SECURE": "browsers send that cookie by http as well",
    "HTTPONLY": "whether scripts can read that cookie is left at the default",
    "SAMESITE": "whether other sites can have that cookie sent is left at the default",
}
# What rules say is missing in place of the setting: a header, or what the middleware would send.
_SENDS = {
    "PERMISSIONS_POLICY": (PERMISSIONS,),
    "SECURE_CSP": (CSP, NATIVE_CSP),
    "SECURE_CSP_REPORT_ONLY": (CSP, NATIVE_CSP),
    "CONTENT_SECURITY_POLICY": (CSP, DJANGO_CSP),
    "CONTENT_SECURITY_POLICY_REPORT_ONLY": (CSP, DJANGO_CSP),
}
_LOSS = {
    "ALLOWED_HOSTS": "Django refuses every request (400)",
    "CSRF_TRUSTED_ORIGINS": "forms that other origins send are refused",
    "CSRF_USE_SESSIONS": "the CSRF token stays in a cookie",
    "MIDDLEWARE": "no middleware runs at all, so there is no security header, no session and no CSRF protection",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": "Strict-Transport-Security leaves sub-domains out",
    "SECURE_HSTS_PRELOAD": "Strict-Transport-Security goes out without preload",
    "SECURE_HSTS_SECONDS": "no answer carries Strict-Transport-Security",
    "SECURE_PROXY_SSL_HEADER": "Django takes what the proxy got by https for http",
    "SECURE_SSL_REDIRECT": "visitors who come by http stay there",
}


def check(site: SiteModel) -> Iterator[Report]:
    """Report names that the project sets, that no Django knows, and that are a slip away from a setting it leaves alone."""
    targets = _targets(site)
    of_packages = frozenset(directives().values())
    for name in site.evaluation.names():
        if name in NEVER or name in OTHERS or knew_setting(name) or name in of_packages:
            continue
        right = _meant(name, targets)
        if right is None or site.settings.is_set(right):
            continue
        report = _report(site, name, right)
        if report is not None and not site.views.is_read(name):
            yield report


def _report(site: SiteModel, name: str, right: str) -> Report | None:
    setting = site.settings.get(name)
    default = site.value(right)
    if not setting.origins or (setting.truth is False and not default):
        return None
    left = f", which stays {shown(default)}" if knows_setting(right, site.django.version) else ""
    loss = _loss(right)
    return Report(
        f"{name} is {shown(setting.value)}, but nothing reads a setting of that name; {right} is meant{left}{f': {loss}' if loss else ''}",
        site.where(name),
        name,
        f"Write {right}.",
        severity=Severity.INFO if setting.value == default else None,
        remedies=(Remedy(f"Rename {name} to {right}", (Rename(name, right),), leads_to=(ANY,)),),
        explains=_follows(right),
    )


def _follows(right: str) -> tuple[str, ...]:
    """Return what is missing where the right name of a setting is: the setting, and what it would have sent."""
    if right == "MIDDLEWARE":
        return WITHOUT_MIDDLEWARE
    return (right, *_SENDS.get(right, ()))


def _loss(right: str) -> str:
    if right in _LOSS:
        return _LOSS[right]
    flag = right.rpartition("_")[2]
    if "_COOKIE_" in right:
        return _COOKIE_LOSS.get(flag, "")
    return "the policy leaves that directive out" if right.startswith("CSP_") else ""


# -- what may be meant -------------------------------------------------------------------------------------------------


def _targets(site: SiteModel) -> frozenset[str]:
    """Return the settings that may be meant: Django's of this version, and those of packages that run."""
    found = set(_of_django(site.series))
    if site.stack.has(DJANGO_CSP) and csp_major(site) == 3:
        found |= {name for name in directives().values() if name}
    elif site.stack.has(DJANGO_CSP):
        found |= VERSION_4_SETTINGS.keys()
    if site.stack.has(PERMISSIONS_POLICY):
        found.add("PERMISSIONS_POLICY")
    return frozenset(found)


@cache
def _of_django(release: str) -> frozenset[str]:
    return frozenset(
        name
        for name in setting_names()
        if (name in _SINGLE or name.startswith(_FAMILIES))
        and name not in _GONE
        and default_of(name, release) is not None
    )


@cache
def _meant(name: str, targets: frozenset[str]) -> str | None:
    """Return the setting that a name is a slip of the pen for; ``None`` where it is none, or one of several."""
    alias = ALIASES.get(name)
    if alias in targets:
        return alias
    found = [right for right in _candidates(name) if right in targets]
    found = found or [right for right in _alike(name, targets) if is_near(name, right)]
    return found[0] if len(found) == 1 else None


def _alike(name: str, targets: frozenset[str]) -> set[str]:
    """Return the settings that share a word with a name: a project has hundreds of names, and hardly one is near."""
    index = _by_word(targets)
    found = set().union(*(index.get(word, ()) for word in name.split("_")))
    return found | (targets & {"MIDDLEWARE"} if name.startswith("MIDD") else set())


@cache
def _by_word(targets: frozenset[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for right in targets:
        for word in right.split("_"):
            found.setdefault(word, set()).add(right)
    return found


def _candidates(name: str) -> tuple[str, ...]:
    """Return the name with the prefix that was forgotten, or without one that does not belong there."""
    plain = name.removeprefix("SECURE_")
    if plain != name:
        return (plain,)
    # A short one, such as SSL_HOST, is a fitting name for something else.
    return (f"SECURE_{name.removeprefix('SECURITY_')}",) if name.startswith(("HSTS_", "SECURITY_")) else ()


def is_near(name: str, right: str) -> bool:
    """Tell whether a name differs from a setting in underscores, in the order of its words, or by a letter in a word or two."""
    if name.replace("_", "") == right.replace("_", ""):
        return True
    ours, theirs = name.split("_"), right.split("_")
    if len(ours) != len(theirs):
        return False
    differing = [(one, two) for one, two in zip(ours, theirs, strict=True) if one != two]
    if len(differing) > 2:
        return sorted(ours) == sorted(theirs)
    return all(_is_slip(one, two) for one, two in differing) or sorted(ours) == sorted(theirs)


def _is_slip(one: str, two: str) -> bool:
    """Tell whether a word is another with a letter too many, one too few, two swapped; in a long one, a wrong one."""
    if abs(len(one) - len(two)) > 1 or min(len(one), len(two)) < 3:
        return False
    if len(one) == len(two):
        places = [at for at in range(len(one)) if one[at] != two[at]]
        if len(places) == 2:
            first, second = places
            return second == first + 1 and one[first] == two[second] and one[second] == two[first]
        return len(places) == 1 and len(two) > 4
    long, short = (one, two) if len(one) > len(two) else (two, one)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


RULE = Rule(
    code="DJ007",
    name="setting-misspelt",
    summary="a name that is nearly that of a security setting, and that nothing reads",
    severity=Severity.WARNING,
    check=check,
    cwe=1188,
    source="django/conf/global_settings.py of Django 1.8 to 6.1",
    docs=Docs(
        what=(
            "Reports names that are a letter, an underscore or the order of their words away from a security setting of Django, or that are "
            "known as wrong names of one, such as `SECURE_X_FRAME_OPTIONS`. It is silent where the right name is set too, where code of the "
            "repository reads the name, and where it is off as the setting is by default."
        ),
        why=(
            "Django takes any name in capitals for a setting and says nothing of those that nobody asks for. `SECURE_HSTS_SECOND` looks like a "
            "protection in a review, and no header is sent. No check of Django looks for it."
        ),
        example="```python\nSECURE_HSTS_INCLUDE_SUBDOMAIN = True\n```",
        instead="```python\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\n```",
        silence="A package or code outside of the repository reads a setting of that name.",
    ),
)
