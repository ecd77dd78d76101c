"""CSP007: the exclusions of django-csp fit every path, so that no page carries the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.data.middleware import DJANGO_CSP, DJANGO_CSP_RATE_LIMITED
from secheaders_lint.findings import Severity
from secheaders_lint.prediction.policies import csp_major
from secheaders_lint.remedies import AsTuple, PutEntry, Remedy
from secheaders_lint.rules.asking import CSP, advice, app, sent_anyway, shown
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE
from secheaders_lint.rules.policies import VERSION_4_SETTINGS, left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

LEGACY = "CSP_EXCLUDE_URL_PREFIXES"
KEY = "EXCLUDE_URL_PREFIXES"
# What rules say of a policy once pages carry it.
_JUDGED_THEN = (
    "CSP002",
    "CSP009",
    "CSP010",
    "CSP011",
    "CSP012",
    "CSP013",
    "CSP014",
    "CSP015",
    "CSP016",
    "CSP018",
)
# The containers that ``str.startswith`` raises for.
_REFUSED = frozenset({"list", "set", "dict"})


def check(site: SiteModel) -> Iterator[Report]:
    """Report exclusions with which no path is left, where the middleware of django-csp runs."""
    if sent_anyway(site, CSP) or site.stack.has(DJANGO_CSP, DJANGO_CSP_RATE_LIMITED) is not True:
        return
    major = csp_major(site)
    if major == 3 and site.settings.is_set(LEGACY):
        if site.settings.shape(LEGACY) in _REFUSED:
            yield _refused(site)
        elif left_out(site, CSP):
            yield _report(site, LEGACY, LEGACY, site.value(LEGACY))
    for name, header in VERSION_4_SETTINGS.items() if major == 4 else ():
        value = site.value(name)
        if not isinstance(value, dict):
            continue
        given = value.get(KEY)
        if left_out(site, header):
            yield _report(site, name, f"{KEY} of {name}", given)
        elif isinstance(given, str) and _has_check(site):
            yield _in_vain(site, name, given)


def _has_check(site: SiteModel) -> bool:
    """Tell whether django-csp's own check runs: with its app, whose configuration Django finds by itself from 3.2 on."""
    return app(site, "csp") is True and site.at_least("3.2")


def _refused(site: SiteModel) -> Report:
    return Report(
        f"{LEGACY} is a {site.settings.shape(LEGACY)}, and django-csp 3 hands it to str.startswith, which takes a tuple: every page is a server error",
        site.where(LEGACY),
        LEGACY,
        "Write a tuple, such as ('/admin/',).",
        severity=Severity.ERROR,
        remedies=_as_tuple(site),
    )


def _as_tuple(site: SiteModel) -> tuple[Remedy, ...]:
    if site.settings.shape(LEGACY) != "list":
        return ()
    return (Remedy(f"Make a tuple of {LEGACY}", (AsTuple(LEGACY),), UNSAFE, _JUDGED_THEN),)


def _in_tuple(name: str, given: str) -> tuple[Remedy, ...]:
    """Return the one prefix in a tuple; nothing where it is no plain text."""
    if not given.isprintable() or {'"', "\\"} & set(given):
        return ()
    code = f'("{given}",)'
    return (Remedy(f"Write {code}", (PutEntry(name, (KEY,), code),), UNSAFE, _JUDGED_THEN),)


def _in_vain(site: SiteModel, name: str, given: str) -> Report:
    return Report(
        f"{KEY} of {name} is {shown(given)}, which is taken letter by letter and fits no path: nothing is left out",
        site.where(name),
        name,
        "Name the prefixes that are to be left out in a tuple, such as ('/admin/',).",
        checks=("csp.E002",),
        severity=advice(site),
        remedies=_in_tuple(name, given),
    )


def _report(site: SiteModel, name: str, what: str, value: Any) -> Report:
    text = value if isinstance(value, str) and name != LEGACY else ""
    how = " is taken letter by letter, and '/'" if text else ""
    checks = ("csp.E002",) if text and _has_check(site) else ()
    return Report(
        f"{what} is {shown(value)}, which{how} fits every path: no page carries the policy",
        site.where(name),
        name,
        "Name the prefixes that are to be left out in a tuple, such as ('/admin/',); to be without a policy take the middleware out.",
        checks=checks,
        severity=advice(site),
        remedies=_in_tuple(name, text) if text else (),
    )


RULE = Rule(
    code="CSP007",
    name="csp-left-out",
    summary="the exclusions of django-csp fit every path",
    severity=Severity.WARNING,
    check=check,
    checks=("csp.E002",),
    observatory="content-security-policy",
    cwe=1021,
    versions="django-csp 3 and 4",
    source="django-csp 3.8 and 4.0, middleware; answers recorded with Django 3.2 to 6.0",
    docs=Docs(
        what=(
            "Reports `CSP_EXCLUDE_URL_PREFIXES` (django-csp 3) and `EXCLUDE_URL_PREFIXES` (django-csp 4) that fit every path: a prefix that is "
            '`"/"` or empty, or under django-csp 4 a text with a slash in it, which is taken letter by letter. A list under '
            "django-csp 3 is an error, and a text without a slash is reported where django-csp's own check refuses it."
        ),
        why=(
            "A path that begins with one of the prefixes gets no policy, and every path begins with a slash. The settings look as if the "
            "site had a policy, and no page carries one. django-csp reports the text as `csp.E002`, but only where `csp` is in "
            "`INSTALLED_APPS`."
        ),
        example='```python\nCONTENT_SECURITY_POLICY = {\n    "EXCLUDE_URL_PREFIXES": "/admin",\n    "DIRECTIVES": {...},\n}\n```',
        instead='```python\nCONTENT_SECURITY_POLICY = {\n    "EXCLUDE_URL_PREFIXES": ["/admin"],\n    "DIRECTIVES": {...},\n}\n```',
        silence="Views set their policies by a decorator, and nothing else is to have one.",
    ),
)
