"""MW004: WhiteNoise stands above SecurityMiddleware, or further below it than it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import CORS, SECURITY, UPDATE_CACHE, WHITENOISE
from secheaders_lint.findings import Related, Severity
from secheaders_lint.remedies import Move, Remedy
from secheaders_lint.rules.asking import HSTS, NOSNIFF, listing, security_headers, switch
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry

HELP = f"Put '{WHITENOISE}' directly below '{SECURITY}'."


def check(site: SiteModel) -> Iterator[Report]:
    """Report WhiteNoise that does not stand directly below SecurityMiddleware."""
    files, security = site.stack.find(WHITENOISE), site.stack.find(SECURITY)
    if files is None or security is None:
        return
    if files.index < security.index:
        yield from _above(site, files, security)
        return
    between = site.stack.entries[security.index + 1 : files.index]
    others = [entry for entry in between if not _may_stand_between(entry)]
    if not others or any(not entry.path for entry in between):
        return
    yield _report(
        site,
        files,
        f"{files.label} stands below {listing([entry.label for entry in others], 3)}: all of that runs for every static file as well",
        Related("SecurityMiddleware stands here", where) if (where := site.place(security.site)) else None,
        Severity.INFO,
    )


def _above(site: SiteModel, files: Entry, security: Entry) -> Iterator[Report]:
    lost = [header for header in security_headers(site) if header in {HSTS, NOSNIFF}]
    redirected = switch(site, "SECURE_SSL_REDIRECT") is True and site.surroundings.tls != "none"
    if not lost and not redirected:
        return
    effects = [f"go out without {listing(lost)}"] if lost else []
    effects += ["are not sent to https"] if redirected else []
    yield _report(
        site,
        files,
        f"{files.label} stands above SecurityMiddleware: static files {' and '.join(effects)}",
        Related("SecurityMiddleware stands here", where) if (where := site.place(security.site)) else None,
        None,
    )


def _may_stand_between(entry: Entry) -> bool:
    """Tell whether a middleware has a reason to be above WhiteNoise: it adds headers to static files, or may be absent."""
    if not entry.sure or entry.kind in {CORS, UPDATE_CACHE}:
        return True
    return (
        entry.known is not None
        and entry.known.answers is None
        and any("-Policy" in sent for sent in entry.known.sets)
    )


def _report(
    site: SiteModel, files: Entry, message: str, related: Related | None, severity: Severity | None
) -> Report:
    where = site.place(files.site) or site.anchor()
    remedy = Remedy(
        f"Move {files.label} directly below SecurityMiddleware", (Move(files.path, below=SECURITY),)
    )
    return Report(
        message,
        where,
        WHITENOISE,
        HELP,
        related=(related,) if related else (),
        severity=severity,
        remedies=(remedy,),
    )


RULE = Rule(
    code="MW004",
    name="whitenoise-misplaced",
    summary="WhiteNoise does not stand directly below SecurityMiddleware",
    severity=Severity.WARNING,
    check=check,
    cwe=693,
    source="WhiteNoise documentation, Using WhiteNoise with Django; evansd/whitenoise#145",
    docs=Docs(
        what=(
            "Reports WhiteNoise above `SecurityMiddleware` (a warning), or below other middleware than it (advice). Between the two only "
            "django-cors-headers and middleware that add headers to static files have a place."
        ),
        why=(
            "WhiteNoise answers for static files itself, and an answer passes only the middleware above. Above `SecurityMiddleware` a script "
            "or style sheet has no Strict-Transport-Security and no X-Content-Type-Options, and is served by plain http to those who ask so. "
            "Too far down, sessions, caches and your own middleware work for each file in vain."
        ),
        example=(
            '```python\nMIDDLEWARE = [\n    "whitenoise.middleware.WhiteNoiseMiddleware",\n'
            '    "django.middleware.security.SecurityMiddleware",\n]\n```'
        ),
        instead=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n'
            '    "whitenoise.middleware.WhiteNoiseMiddleware",\n]\n```'
        ),
        silence="Static files are reached through a CDN that adds the headers.",
    ),
)
