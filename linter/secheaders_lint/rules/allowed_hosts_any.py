"""DJ003: ALLOWED_HOSTS takes any host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import for_visitors
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "ALLOWED_HOSTS"


def check(site: SiteModel) -> Iterator[Report]:
    """Report ``*`` among the hosts."""
    parts = site.settings.parts(NAME) or []
    star = next((part for part in parts if part.sure and part.value == "*"), None)
    if star is None or not for_visitors(site):
        return
    yield Report(
        "ALLOWED_HOSTS holds '*': whoever sends a request chooses the host that Django builds addresses with, in password mails too",
        site.place(star.site) or site.where(NAME),
        NAME,
        "Name the hosts that the site is reached by ('.example.com' stands for all below it); health checks by address can be answered before Django.",
    )


RULE = Rule(
    code="DJ003",
    name="allowed-hosts-any",
    summary="ALLOWED_HOSTS takes any host",
    severity=Severity.WARNING,
    check=check,
    cwe=20,
    source="Django documentation, Host header validation",
    docs=Docs(
        what="Reports `'*'` in `ALLOWED_HOSTS`. Django's check is content with it.",
        why=(
            "Django builds absolute addresses from the Host header. Where any is taken, an attacker asks for a password mail in someone's name "
            "with a Host of his own, and the link in the mail leads to him; a cache can be made to store such an answer for others."
        ),
        example='```python\nALLOWED_HOSTS = ["*"]\n```',
        instead='```python\nALLOWED_HOSTS = ["www.example.com", ".example.org"]\n```',
        silence="The proxy in front lets known hosts through alone.",
    ),
)
