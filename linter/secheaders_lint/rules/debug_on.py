"""DJ001: DEBUG is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.rules.asking import checks, for_visitors, stated, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report DEBUG that is on in settings that visitors meet."""
    if not (_is_on(site) and for_visitors(site)):
        return
    yield Report(
        f"{stated(site, 'DEBUG')}: whoever meets an error is shown settings, paths and source code of the site",
        site.where("DEBUG"),
        "DEBUG",
        "Set DEBUG = False here, or read it from the environment with False as the default.",
        checks=checks(site, "security.W018", needs=""),
        # What the environment or a local file decides is off in production: a site that shows debug pages is noticed.
        confidence=Confidence.LOW if site.settings.atoms({"DEBUG"}) else Confidence.HIGH,
        remedies=by_setting("DEBUG", False, "SECRET_KEY", "ALLOWED_HOSTS", most=UNSAFE),
    )


def _is_on(site: SiteModel) -> bool:
    """Tell whether DEBUG is on and meant to be: of texts that are meant to be off DJ004 speaks."""
    value = site.settings.get("DEBUG").value
    return (
        value.lower() in {"1", "on", "true", "yes"}
        if isinstance(value, str)
        else switch(site, "DEBUG") is True
    )


RULE = Rule(
    code="DJ001",
    name="debug-on",
    summary="DEBUG is on in settings that visitors meet",
    severity=Severity.ERROR,
    check=check,
    checks=("security.W018",),
    cwe=489,
    source="Django documentation, Deployment checklist",
    docs=Docs(
        what="Reports `DEBUG` that is on in settings that are deployed. Modules for development and tests are left alone.",
        why=(
            "Django's debug pages show settings, environment, queries and source to whoever meets an error, and every query is kept in "
            "memory. Django's and django-csp's Content-Security-Policy are left out on those pages."
        ),
        example="```python\nDEBUG = True\n```",
        instead='```python\nDEBUG = os.environ.get("DJANGO_DEBUG") == "1"\n```',
        silence="The module is for development only: name the deployed one with `settings`.",
    ),
)
