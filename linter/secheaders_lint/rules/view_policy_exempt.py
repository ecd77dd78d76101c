"""CSP008: a view is taken out of the Content-Security-Policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.prediction.simulate import page
from secheaders_lint.rules.asking import CSP
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.views import by_file, facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report

_HELP = (
    "Loosen the one directive that the view needs (csp_update or csp_replace of django-csp, csp_override with a policy in "
    "Django 6.0) and keep the rest."
)


def check(site: SiteModel) -> Iterator[Report]:
    """Report views without the policy that the rest of the site has."""
    found = [fact for fact in facts(site) if fact.header == CSP and fact.value is None]
    if not found or page(site, "https").header(CSP) is None:
        return
    yield from by_file(
        found,
        CSP,
        lambda views, several: (
            f"{views} {'go' if several else 'goes'} out without the {CSP} that other pages have: a script that "
            f"someone gets into {'them' if several else 'it'} runs"
        ),
        _HELP,
    )


RULE = Rule(
    code="CSP008",
    name="view-policy-exempt",
    summary="a view is exempt from the Content-Security-Policy",
    severity=Severity.INFO,
    check=check,
    cwe=693,
    observatory="content-security-policy",
    source="django-csp documentation, Decorators; Django 6.0 documentation, CSP decorators",
    docs=Docs(
        what=(
            "Reports `@csp_exempt` of django-csp and `@csp_override({})` of Django 6.0, also by way of `method_decorator` and around a view "
            "in `urls.py`: one report for each file. It is silent where the site enforces no policy, and about decorators that concern the "
            "report-only policy alone."
        ),
        why=(
            "The policy is the last line against injected scripts, and it protects page by page: one page without it is where an attacker "
            "goes, since all pages of a site share cookies and storage."
        ),
        example="```python\n@csp_exempt()\ndef editor(request): ...\n```",
        instead='```python\n@csp_update({"style-src": ["\'unsafe-inline\'"]})\ndef editor(request): ...\n```',
        silence="The view answers with something that is no page, such as JSON or a download.",
    ),
)
