"""DJ005: a view writes a header that is weaker than what the settings send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.header_values import protects_nobody
from secheaders_lint.findings import Severity
from secheaders_lint.prediction.simulate import page
from secheaders_lint.rules.asking import FRAMING, HSTS, NOSNIFF, OPENER, REFERRER, shown
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.views import by_file, facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report

_HELP = "Leave the header to the middleware, or write a value that browsers know and that is as strict as the view allows."


def check(site: SiteModel) -> Iterator[Report]:
    """Report headers that views write and that protect nobody, where the middleware would send one that does."""
    answer = None
    for name in (FRAMING, HSTS, NOSNIFF, REFERRER, OPENER):
        found = [
            fact
            for fact in facts(site)
            if fact.header.lower() == name.lower()
            and fact.value is not None
            and protects_nobody(name, fact.value)
        ]
        if not found:
            continue
        answer = answer or page(site, "https")
        sent = answer.header(name)
        if sent is None or (sent.value is not None and protects_nobody(name, sent.value)):
            continue
        value = shown(found[0].value)
        yield from by_file(
            found,
            name,
            lambda views, several, name=name, value=value: (  # type: ignore[misc]
                f"{views} {'send' if several else 'sends'} {name}: {value} in place of what the settings say, which protects nobody"
            ),
            _HELP,
        )


RULE = Rule(
    code="DJ005",
    name="view-header-weaker",
    summary="a view overwrites a security header with a value that protects nobody",
    severity=Severity.INFO,
    check=check,
    cwe=693,
    source="Django source, django.middleware.security and django.middleware.clickjacking: a header that is there stays",
    docs=Docs(
        what=(
            "Reports `response[...] = ...` and `response.headers[...] = ...` in views with a literal value that switches a header off: "
            "X-Frame-Options with a word that browsers do not know, `max-age=0`, `unsafe-url`, `unsafe-none`. One report for each file and "
            "header. It is silent where the site does not send the header, and about middleware, which is part of the prediction."
        ),
        why=(
            "Django's middleware leave a header alone that the view has set. A single view can so undo for its pages what the settings say "
            "for all, and nothing in the settings shows it."
        ),
        example='```python\nresponse["X-Frame-Options"] = "ALLOWALL"\n```',
        instead='```python\nresponse["Content-Security-Policy"] = "frame-ancestors https://partner.example"\n```',
        silence="The value is meant: a page that takes HSTS back with `max-age=0`, for instance.",
    ),
)
