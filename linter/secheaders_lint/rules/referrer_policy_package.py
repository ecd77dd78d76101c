"""REF005: django-referrer-policy where Django has the setting itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import REFERRER_POLICY
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import DropRequirement, Remedy, Remove, Rename
from secheaders_lint.rules.asking import REFERRER, release, sent_anyway, version_sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_REFERRER_POLICY"


def check(site: SiteModel) -> Iterator[Report]:
    """Report the middleware of django-referrer-policy under Django 3.0 or newer."""
    entry = site.stack.find(REFERRER_POLICY)
    if entry is None or not site.at_least("3.0") or sent_anyway(site, REFERRER):
        return
    yield Report(
        f"{release(site)} sends Referrer-Policy by itself; django-referrer-policy overwrites it, so SECURE_REFERRER_POLICY does nothing",
        site.place(entry.site) or site.anchor(),
        REFERRER_POLICY,
        "Move the value of REFERRER_POLICY to SECURE_REFERRER_POLICY, and remove the middleware and the package.",
        confidence=version_sureness(site),
        remedies=(
            Remedy(
                "Use Django's own SECURE_REFERRER_POLICY in place of django-referrer-policy",
                (
                    Rename("REFERRER_POLICY", NAME),
                    Remove(entry.path, entry.index),
                    DropRequirement("django-referrer-policy", "django_referrer_policy"),
                ),
                UNSAFE,
                ("REF002", "REF003", "REF004"),
            ),
        )
        if not site.settings.is_set(NAME)
        else (),
    )


RULE = Rule(
    code="REF005",
    name="referrer-policy-package",
    summary="django-referrer-policy is used where Django has the setting itself",
    severity=Severity.INFO,
    check=check,
    observatory="referrer-policy",
    versions="Django 3.0 and newer",
    source="django-referrer-policy 1.0; Django 3.0 release notes",
    docs=Docs(
        what="Reports the middleware of django-referrer-policy under Django 3.0 and newer.",
        why=(
            "The package was made for Django before 3.0 and is no longer developed. Its middleware overwrites what views and "
            "`SecurityMiddleware` have set, so a value in `SECURE_REFERRER_POLICY` looks as if it counted and does not."
        ),
        example='```python\nMIDDLEWARE = [..., "django_referrer_policy.middleware.ReferrerPolicyMiddleware"]\nREFERRER_POLICY = "same-origin"\n```',
        instead='```python\nSECURE_REFERRER_POLICY = "same-origin"\n```',
        silence="The settings also serve a Django before 3.0.",
    ),
)
