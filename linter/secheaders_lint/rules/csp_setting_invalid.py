"""CSP019: SECURE_CSP is no dictionary, or what django-security finds is nothing that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import NATIVE_CSP, SECURITY_PACKAGE_CSP
from secheaders_lint.evaluator.rendering import Repr, UnknownPart
from secheaders_lint.findings import Severity
from secheaders_lint.prediction.django_security import (
    MODE,
    REPORT_DICTIONARY,
    REPORT_TEXT,
    TEXT,
    refusal,
    sources,
)
from secheaders_lint.rules.asking import CSP, advice, checks, sent_anyway, shown, version_sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.policies import NATIVE_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report a policy of Django's own that is neither a dictionary nor ``None``, and one that django-security does not take."""
    yield from _of_security_package(site)
    runs = site.stack.has(NATIVE_CSP) is True
    for name in refused(site):
        value = site.value(name)
        effect = "no policy can be made of it"
        if runs:
            effect = "every page is a server error" if value else "no page carries a policy"
        yield Report(
            f"{name} is {shown(value)}, which is no dictionary: Django's check refuses it, and {effect}",
            site.where(name),
            name,
            f"Write {name} = {{'default-src': [\"'self'\"]}}: directives with their sources. None or {{}} stands for no policy.",
            checks=checks(site, "security.E026", needs=""),
            confidence=version_sureness(site),
            explains=(name, NATIVE_CSP),
        )


def _of_security_package(site: SiteModel) -> Iterator[Report]:
    if site.stack.has(SECURITY_PACKAGE_CSP) is not True or sent_anyway(site, CSP):
        return
    name, why = refusal(site) or ("", "")
    if name:
        yield Report(
            f"{name} {why}: the middleware of django-security switches itself off with a line in the log, and no page carries a policy",
            site.where(name),
            name,
            _instead(name, why),
            severity=advice(site) or Severity.WARNING,
            explains=(SECURITY_PACKAGE_CSP,),
        )
    elif refusal(site) is None and any(not each.setting for each in sources(site)):
        yield Report(
            f"{MODE} is {shown(site.value(MODE))}, and neither {REPORT_DICTIONARY} nor {REPORT_TEXT} holds a policy: the header goes out as 'None'",
            site.where(MODE),
            MODE,
            f"Since django-security 1.0 what is only reported is written in {REPORT_DICTIONARY} or {REPORT_TEXT}.",
            severity=advice(site) or Severity.WARNING,
        )


def _instead(name: str, why: str) -> str:
    if name == MODE:
        return "Write 'enforce', 'report-only' or, since django-security 1.0, 'enforce-and-report-only'."
    if "beside" in why:
        return "Leave one of the two."
    return f"Write the policy as the text of the header in {REPORT_TEXT if 'REPORT' in name else TEXT}, which is sent as it is."


def refused(site: SiteModel) -> list[str]:
    """Return the settings of Django's own policies that are known to be neither a dictionary nor ``None``."""
    found = []
    for name in NATIVE_SETTINGS if site.at_least("6.0") else ():
        value = site.value(name) if site.settings.is_set(name) else None
        if value is not None and not isinstance(value, dict | UnknownPart | Repr):
            found.append(name)
    return found


RULE = Rule(
    code="CSP019",
    name="csp-setting-invalid",
    summary="a setting of a policy is nothing that the middleware takes",
    severity=Severity.ERROR,
    check=check,
    checks=("security.E026",),
    observatory="content-security-policy",
    cwe=1021,
    versions="Django 6.0 and newer; django-security",
    source="Django 6.0, django/core/checks/security/base.py and django/middleware/csp.py; django-security 0.12 and 1.1, security/middleware.py",
    docs=Docs(
        what=(
            "Reports `SECURE_CSP` and `SECURE_CSP_REPORT_ONLY` with a value that is neither a dictionary nor `None`, such as the text of the header; and "
            "what switches the middleware of django-security off: a directive in `CSP_DICT` that it does not know (`base-uri`), sources that are no list, `CSP_STRING` beside it, "
            "another mode than its own."
        ),
        why=(
            "Django makes the header from a dictionary of directives. Anything else is an error of its system checks, so that `migrate` and "
            "`runserver` end with it. A server that does not run the checks answers every page with an error. django-security writes a line to "
            "its log, and pages go out without a policy."
        ),
        example="```python\nSECURE_CSP = \"default-src 'self'; object-src 'none'\"\n```",
        instead='```python\nSECURE_CSP = {"default-src": ["\'self\'"], "object-src": ["\'none\'"]}\n```',
        silence="Never.",
    ),
)
