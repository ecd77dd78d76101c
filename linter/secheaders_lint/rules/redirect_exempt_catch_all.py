"""TLS004: SECURE_REDIRECT_EXEMPT leaves out every page, or one that it does not fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import SECURITY
from secheaders_lint.findings import Severity
from secheaders_lint.prediction.security import exempt
from secheaders_lint.remedies import Remedy, SwapText
from secheaders_lint.rules.asking import shown, stated, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_REDIRECT_EXEMPT"
# A path without its slash does not begin with one, however it goes on.
_NEVER_FITS = re.compile(r"(?:\^|\\A)\\?/")


def check(site: SiteModel) -> Iterator[Report]:
    """Report patterns that fit every path, and those that wait for the slash that Django has taken off."""
    if (
        site.surroundings.tls == "none"
        or site.stack.has(SECURITY) is not True
        or switch(site, "SECURE_SSL_REDIRECT") is not True
    ):
        return
    if exempt(site):
        yield Report(
            f"{stated(site, NAME)}, which fits every path: nobody is sent to https, though SECURE_SSL_REDIRECT is on",
            site.where(NAME),
            NAME,
            "Name the paths that must be reached by http, such as r'^health/$', or set SECURE_SSL_REDIRECT = False where the proxy redirects.",
            severity=Severity.INFO if site.surroundings.tls == "proxy" else None,
        )
        return
    for part in site.settings.parts(NAME) or []:
        if part.sure and isinstance(part.value, str) and _NEVER_FITS.match(part.value):
            yield Report(
                f"{NAME} holds {shown(part.value)}, which never fits: Django takes the slash off the path first, so that path is sent to https like all others",
                site.place(part.site) or site.where(NAME),
                f"{NAME} {part.value}",
                f"Write {_without_slash(part.value)!r}.",
                remedies=(
                    Remedy(
                        f"Write {_without_slash(part.value)!r}",
                        (SwapText(NAME, part.value, _without_slash(part.value)),),
                        UNSAFE,
                    ),
                ),
            )


def _without_slash(pattern: str) -> str:
    return _NEVER_FITS.sub("^", pattern, count=1)


RULE = Rule(
    code="TLS004",
    name="redirect-exempt-catch-all",
    summary="SECURE_REDIRECT_EXEMPT leaves out every page, or one that it does not fit",
    severity=Severity.WARNING,
    check=check,
    cwe=319,
    source="Django documentation, Settings, SECURE_REDIRECT_EXEMPT; 20tab/django-continuous-delivery#196",
    docs=Docs(
        what=(
            "Reports `SECURE_REDIRECT_EXEMPT` with a pattern that fits every path, such as `''` or `'.*'`, and patterns that begin with "
            "`^/`, while `SECURE_SSL_REDIRECT` is on."
        ),
        why=(
            "The patterns are searched for in the path without its leading slash. One that fits everything turns the redirect off, and "
            "Django's check is silent, for the switch is on. One that waits for a slash at the beginning fits nothing: the health check "
            "of the load balancer, for which it was meant, is answered with a redirect."
        ),
        example='```python\nSECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r"^/health/$"]\n```',
        instead='```python\nSECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r"^health/$"]\n```',
        silence="Never for a pattern that fits nothing; for one that fits all, where the proxy redirects and the switch has to stay on.",
    ),
)
