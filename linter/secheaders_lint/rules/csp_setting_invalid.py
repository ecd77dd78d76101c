"""CSP019: SECURE_CSP is no dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import NATIVE_CSP
from secheaders_lint.evaluator.rendering import Repr, UnknownPart
from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import checks, shown, version_sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.policies import NATIVE_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report a policy of Django's own that is neither a dictionary nor ``None``."""
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
    summary="SECURE_CSP or SECURE_CSP_REPORT_ONLY is no dictionary",
    severity=Severity.ERROR,
    check=check,
    checks=("security.E026",),
    observatory="content-security-policy",
    cwe=1021,
    versions="Django 6.0 and newer",
    source="Django 6.0, django/core/checks/security/base.py and django/middleware/csp.py",
    docs=Docs(
        what="Reports `SECURE_CSP` and `SECURE_CSP_REPORT_ONLY` with a value that is neither a dictionary nor `None`, such as the text of the header.",
        why=(
            "Django makes the header from a dictionary of directives. Anything else is an error of its system checks, so that `migrate` and "
            "`runserver` end with it. A server that does not run the checks answers every page with an error."
        ),
        example="```python\nSECURE_CSP = \"default-src 'self'; object-src 'none'\"\n```",
        instead='```python\nSECURE_CSP = {"default-src": ["\'self\'"], "object-src": ["\'none\'"]}\n```',
        silence="Never.",
    ),
)
