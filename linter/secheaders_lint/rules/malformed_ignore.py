"""SET003: a comment that is meant to silence something and does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Confidence, Finding, Severity
from secheaders_lint.rules.base import Docs, Report, Rule, finding
from secheaders_lint.rules.unused_ignore import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.source.suppressions import Suppression

HELP = "Write it as `# secheaders: ignore[CODE] reason`: a rule's code or name, or a family; several with commas."


def check(site: SiteModel) -> Iterator[Report]:
    """Yield nothing: comments are read by the suppressions; see :func:`report`."""
    del site
    return iter(())


def report(suppression: Suppression, modules: tuple[str, ...]) -> Finding:
    """Return the finding about a comment that is not well formed, for the modules its file is part of."""
    message = f"this comment silences nothing: {suppression.malformed}"
    found = finding(
        RULE, Report(message, place_of(suppression), suppression.malformed, HELP), "", Confidence.HIGH
    )
    found.modules = modules
    return found


RULE = Rule(
    code="SET003",
    name="malformed-ignore",
    summary="an ignore comment without brackets, or malformed in another way",
    severity=Severity.WARNING,
    check=check,
    docs=Docs(
        what=(
            "Reports comments that are clearly meant to silence a finding and do not: without brackets, with empty or round ones, with a "
            "misspelt word."
        ),
        why="An ignore that names nothing would hide findings that nobody has seen yet, so it silences nothing; and one with a typo does not either.",
        example="```python\nSECURE_SSL_REDIRECT = False  # secheaders: ignore\n```",
        instead="```python\nSECURE_SSL_REDIRECT = False  # secheaders: ignore[TLS001] the load balancer redirects\n```",
        silence="Never: mend the comment.",
    ),
)
