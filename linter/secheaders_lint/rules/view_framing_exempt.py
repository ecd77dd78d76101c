"""XFO004: a view is taken out of the protection against framing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.prediction.simulate import page
from secheaders_lint.rules.asking import CSP, FRAMING
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.views import by_file, facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report

_HELP = (
    "Let only those frame it that have to: Content-Security-Policy: frame-ancestors with their origins, or "
    "@xframe_options_sameorigin where it is this site itself."
)


def check(site: SiteModel) -> Iterator[Report]:
    """Report views that may be framed by anyone, on a site whose other pages may not."""
    found = [fact for fact in facts(site) if fact.header == FRAMING and fact.value is None]
    if not found:
        return
    answer = page(site, "https")
    policy = answer.header(CSP)
    if answer.header(FRAMING) is None or (policy is not None and "frame-ancestors" in str(policy.value)):
        return
    yield from by_file(
        found,
        FRAMING,
        lambda views, several: (
            f"{views} {'go' if several else 'goes'} out without {FRAMING}: any site may show "
            f"{'them' if several else 'it'} in a frame and have visitors click on what they do not see"
        ),
        _HELP,
    )


RULE = Rule(
    code="XFO004",
    name="view-framing-exempt",
    summary="a view is exempt from X-Frame-Options",
    severity=Severity.INFO,
    check=check,
    cwe=1021,
    observatory="x-frame-options",
    source="Django documentation, Clickjacking protection: Preventing clickjacking",
    docs=Docs(
        what=(
            "Reports `@xframe_options_exempt`, also by way of `method_decorator`, around a view in `urls.py`, or as "
            "`response.xframe_options_exempt = True`: one report for each file. It is silent where the site sends no X-Frame-Options "
            "anyway, and where its Content-Security-Policy has `frame-ancestors`."
        ),
        why=(
            "An exempt view may be framed by any site. That is what an embedded widget needs; on a page where a click of a visitor who is "
            "logged in does something, it is an invitation to clickjacking."
        ),
        example="```python\n@xframe_options_exempt\ndef widget(request): ...\n```",
        instead=(
            '```python\ndef widget(request):\n    response = render(request, "widget.html")\n'
            "    response.xframe_options_exempt = True\n"
            '    response["Content-Security-Policy"] = "frame-ancestors https://partner.example"\n    return response\n```'
        ),
        silence="The view is made to be embedded anywhere and does nothing for the visitor who is logged in.",
    ),
)
