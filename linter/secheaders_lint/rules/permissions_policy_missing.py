"""PERM001: pages carry no Permissions-Policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import FEATURE_POLICY, PERMISSIONS_POLICY, SECURITY
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Insert, Remedy
from secheaders_lint.rules.asking import PERMISSIONS, senders, sent_anyway, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.first_policy import first_permissions
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "PERMISSIONS_POLICY"
LOSS = "a script or frame in a page may ask for camera, microphone or position in the site's name"
ADD = f"Add the package django-permissions-policy, '{PERMISSIONS_POLICY}' directly below SecurityMiddleware, and PERMISSIONS_POLICY = {{'camera': [], 'geolocation': [], 'microphone': [], …}}."


def check(site: SiteModel) -> Iterator[Report]:
    """Report a site on which nothing sends the header."""
    if sent_anyway(site, PERMISSIONS):
        return
    setting = site.settings.get(NAME)
    known = (PERMISSIONS_POLICY, *senders(site, PERMISSIONS))
    runs = site.stack.has(*known)
    if runs is False and site.stack.has(FEATURE_POLICY) is False and not _unknown(site):
        dead = setting.is_set and setting.truth is True
        yield Report(
            f"PERMISSIONS_POLICY is set, but PermissionsPolicyMiddleware is not in {site.stack.setting}, so it is not sent: {LOSS}"
            if dead
            else f"no page carries a Permissions-Policy: {LOSS}",
            site.where(NAME) if dead else site.anchor(),
            NAME,
            f"Add '{PERMISSIONS_POLICY}' to {site.stack.setting}, directly below SecurityMiddleware."
            if dead
            else ADD,
            confidence=sureness(site, PERMISSIONS),
            remedies=_listed(site) if dead else first_permissions(site),
        )
    entry = site.stack.find(PERMISSIONS_POLICY)
    if entry is not None and setting.truth is not True and not _unknown(site) and len(set(known)) == 1:
        yield Report(
            f"PermissionsPolicyMiddleware runs, but PERMISSIONS_POLICY {'is empty' if setting.is_set else 'is not set'}, so it sends nothing: {LOSS}",
            site.where(NAME) if setting.is_set else site.place(entry.site) or site.anchor(),
            NAME,
            "Set PERMISSIONS_POLICY = {'camera': [], 'geolocation': [], 'microphone': [], …}.",
            confidence=sureness(site, PERMISSIONS),
            remedies=first_permissions(site),
        )


def _listed(site: SiteModel) -> tuple[Remedy, ...]:
    steps = (Insert(PERMISSIONS_POLICY, below=(SECURITY,)),)
    return (
        Remedy(
            f"Add PermissionsPolicyMiddleware to {site.stack.setting}", steps, UNSAFE, ("PERM003", "PERM004")
        ),
    )


def _unknown(site: SiteModel) -> bool:
    setting = site.settings.get(NAME)
    return setting.is_set and setting.truth is None


RULE = Rule(
    code="PERM001",
    name="permissions-policy-missing",
    summary="pages carry no Permissions-Policy",
    severity=Severity.INFO,
    check=check,
    cwe=693,
    source="Permissions Policy (W3C); OWASP Secure Headers Project",
    docs=Docs(
        what=(
            "Reports, as advice, a site on which nothing sends a Permissions-Policy; also `PERMISSIONS_POLICY` without the middleware of "
            "django-permissions-policy, and the middleware without the setting. Django has no setting of its own for it."
        ),
        why=(
            "The header switches off what a site does not use: camera, microphone, position, payment. Then neither an injected script nor "
            "an advertisement in a frame can ask a visitor for it in the site's name. securityheaders.com wants it for an A; only Chromium "
            "enforces it."
        ),
        example='```python\nMIDDLEWARE = ["django.middleware.security.SecurityMiddleware", ...]\n```',
        instead=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n'
            '    "django_permissions_policy.PermissionsPolicyMiddleware",\n    ...\n]\n'
            'PERMISSIONS_POLICY = {"camera": [], "geolocation": [], "microphone": [], "payment": [], "usb": []}\n```'
        ),
        silence="The proxy or CDN sends the header: declare it under `[edge]`.",
    ),
)
