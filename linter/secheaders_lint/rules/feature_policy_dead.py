"""PERM002: Feature-Policy, the former name of Permissions-Policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import FEATURE_POLICY, FEATURE_POLICY_3, PERMISSIONS_POLICY
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Remedy, Rename, Swap, SwapRequirement
from secheaders_lint.rules.asking import PERMISSIONS, advice, sent_anyway
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry
    from secheaders_lint.remedies import Step

_SUCCESSOR = "django-permissions-policy"
HELP = f"Replace django-feature-policy by django-permissions-policy: '{PERMISSIONS_POLICY}', and FEATURE_POLICY becomes PERMISSIONS_POLICY."


def check(site: SiteModel) -> Iterator[Report]:
    """Report the middleware of django-feature-policy, or its setting beside the middleware that took its place."""
    if sent_anyway(site, PERMISSIONS):
        return
    entry = site.stack.find(FEATURE_POLICY, FEATURE_POLICY_3)
    if entry is not None:
        yield Report(
            f"{entry.label} of django-feature-policy sends Feature-Policy, a header that was renamed in 2020: browsers no longer go by it",
            site.place(entry.site) or site.anchor(),
            entry.kind,
            HELP,
            severity=advice(site),
            remedies=_replaced(site, entry),
        )
        return
    setting = site.settings.get("FEATURE_POLICY")
    if setting.origins and setting.truth is True and site.stack.has(PERMISSIONS_POLICY) is True:
        yield Report(
            "FEATURE_POLICY is set, but django-permissions-policy reads PERMISSIONS_POLICY alone: what it switches off stays on",
            site.where("FEATURE_POLICY"),
            "FEATURE_POLICY",
            "Move its entries to PERMISSIONS_POLICY.",
            severity=advice(site),
            remedies=_renamed(site),
        )


def _replaced(site: SiteModel, entry: Entry) -> tuple[Remedy, ...]:
    """Return the package's successor in its place; where both are set up already nothing can be told."""
    if site.settings.is_set("PERMISSIONS_POLICY") or site.dependencies.find(_SUCCESSOR) is not None:
        return ()
    steps: list[Step] = [
        Swap(entry.path, PERMISSIONS_POLICY),
        SwapRequirement("django-feature-policy", "django_feature_policy", f"{_SUCCESSOR}>=4.0"),
    ]
    if site.settings.is_set("FEATURE_POLICY"):
        steps.append(Rename("FEATURE_POLICY", "PERMISSIONS_POLICY"))
    leads_to = ("PERM001", "PERM003", "PERM004")
    return (
        Remedy("Replace django-feature-policy by django-permissions-policy", tuple(steps), UNSAFE, leads_to),
    )


def _renamed(site: SiteModel) -> tuple[Remedy, ...]:
    """Return the setting under its new name: the values have the same form."""
    if site.settings.is_set("PERMISSIONS_POLICY"):
        return ()
    steps = (Rename("FEATURE_POLICY", "PERMISSIONS_POLICY"),)
    return (Remedy("Rename FEATURE_POLICY to PERMISSIONS_POLICY", steps, UNSAFE, ("PERM003", "PERM004")),)


RULE = Rule(
    code="PERM002",
    name="feature-policy-dead",
    summary="Feature-Policy is used, which was renamed to Permissions-Policy",
    severity=Severity.WARNING,
    check=check,
    cwe=693,
    source="Permissions Policy (W3C); django-permissions-policy 4.0 changelog",
    docs=Docs(
        what=(
            "Reports the middleware of django-feature-policy, and a `FEATURE_POLICY` setting that was left behind beside the middleware of "
            "django-permissions-policy."
        ),
        why=(
            "Feature-Policy was renamed to Permissions-Policy in 2020, with another syntax. Browsers and graders look at the new name alone; "
            "the package lives on as django-permissions-policy, and version 4 of the old one is empty."
        ),
        example='```python\nMIDDLEWARE = [..., "django_feature_policy.FeaturePolicyMiddleware"]\nFEATURE_POLICY = {"camera": "none"}\n```',
        instead='```python\nMIDDLEWARE = [..., "django_permissions_policy.PermissionsPolicyMiddleware"]\nPERMISSIONS_POLICY = {"camera": []}\n```',
        silence="Never.",
    ),
)
