"""DJ002: ALLOWED_HOSTS is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.rules.asking import checks, for_visitors, stated
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "ALLOWED_HOSTS"


def check(site: SiteModel) -> Iterator[Report]:
    """Report an empty list."""
    hosts, debug = site.settings.get(NAME), site.settings.get("DEBUG").truth
    if hosts.truth is not False or not for_visitors(site):
        return
    effect = "Django answers to localhost alone" if debug else "Django refuses every request (400)"
    yield Report(
        f"{stated(site, hosts.name)}: {'' if debug is not None else 'without DEBUG '}{effect}",
        site.where(NAME) if hosts.is_set else site.anchor("DEBUG", "SECRET_KEY"),
        NAME,
        "Name the hosts that the site is reached by.",
        checks=checks(site, "security.W020", needs=""),
        # A site that could not answer would be noticed: the variable is set.
        confidence=Confidence.LOW if site.settings.atoms({NAME}) else Confidence.HIGH,
    )


RULE = Rule(
    code="DJ002",
    name="allowed-hosts-empty",
    summary="ALLOWED_HOSTS is empty",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W020",),
    source="Django documentation, ALLOWED_HOSTS",
    docs=Docs(
        what="Reports `ALLOWED_HOSTS` that is empty, or not set.",
        why="Without DEBUG Django then refuses every request with a 400; with it the site answers to localhost alone.",
        example="```python\nALLOWED_HOSTS = []\n```",
        instead='```python\nALLOWED_HOSTS = ["www.example.com"]\n```',
        silence="The hosts are filled in at deployment, in a way that this tool cannot see.",
    ),
)
