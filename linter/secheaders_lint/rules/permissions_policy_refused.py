"""PERM003: names that the installed django-permissions-policy refuses, so that the site does not start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import PERMISSIONS_POLICY
from secheaders_lint.data.permissions_policy import refuses
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.remedies import DropEntry, Remedy
from secheaders_lint.rules.asking import listing, shown
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

SETTINGS = ("PERMISSIONS_POLICY", "PERMISSIONS_POLICY_REPORT_ONLY")


def check(site: SiteModel) -> Iterator[Report]:
    """Report features of the policy that the installed version does not know."""
    installed = site.dependencies.find("django-permissions-policy")
    if installed is None or installed.version is None or site.stack.has(PERMISSIONS_POLICY) is not True:
        return
    for name in SETTINGS:
        policy = site.value(name)
        if not isinstance(policy, dict) or (name == SETTINGS[1] and _older(installed.version, (4, 29))):
            continue
        wrong = [feature for feature in policy if feature != "…" and refuses(feature, installed.version)]
        if wrong:
            yield Report(
                f"django-permissions-policy {installed.version} refuses {listing([shown(feature) for feature in wrong])} in {name}: the site does not start (ImproperlyConfigured)",
                site.where(name),
                name,
                f"Remove {'it' if len(wrong) == 1 else 'them'}, or install a version that knows {'it' if len(wrong) == 1 else 'them'}.",
                confidence=Confidence.HIGH if installed.exact else Confidence.MEDIUM,
                remedies=(
                    Remedy(
                        f"Remove {listing([shown(feature) for feature in wrong])}",
                        tuple(DropEntry(name, (feature,)) for feature in wrong),
                        UNSAFE,
                        ("PERM004",),
                    ),
                ),
            )


def _older(version: str, than: tuple[int, int]) -> bool:
    numbers = [int("".join(filter(str.isdigit, part)) or 0) for part in version.split(".")[:2]]
    return tuple(numbers) < than


RULE = Rule(
    code="PERM003",
    name="permissions-policy-refused",
    summary="PERMISSIONS_POLICY names a feature that the installed package refuses",
    severity=Severity.ERROR,
    check=check,
    source="django-permissions-policy 4.0.1 to 4.34.0; adamchainz/django-permissions-policy#275, #298",
    docs=Docs(
        what=(
            "Compares the features in `PERMISSIONS_POLICY` with those that the version of django-permissions-policy in the project's lock or "
            "requirements accepts."
        ),
        why=(
            "The package raises ImproperlyConfigured for a name that it does not know, when the middleware is loaded: the site does not "
            "start. Names come and go with browsers, so a list that was copied from a page on the web, or an upgrade, is enough."
        ),
        example='```python\n# django-permissions-policy==4.34.0\nPERMISSIONS_POLICY = {"attribution-reporting": []}\n```',
        instead='```python\nPERMISSIONS_POLICY = {"browsing-topics": []}\n```',
        silence="Another version than that of the lock is installed in production.",
    ),
)
