"""CSP020: django-csp where Django sends a Content-Security-Policy itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.data.middleware import DJANGO_CSP, NATIVE_CSP
from secheaders_lint.findings import Severity
from secheaders_lint.prediction.policies import csp_major
from secheaders_lint.remedies import DropRequirement, Flatten, Remedy, Swap, SwapText
from secheaders_lint.rules.asking import CSP, advice, app, release, sent_anyway, version_sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE
from secheaders_lint.rules.policies import NATIVE_SETTINGS, VERSION_4_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.remedies import Step

_DIRECTIVES = "DIRECTIVES"
# What is said of the policy is said of it under its new name as well.
_SAID_ANYWAY = tuple(f"CSP{number:03}" for number in range(1, 20))


def check(site: SiteModel) -> Iterator[Report]:
    """Report the middleware of django-csp under Django 6.0 or newer, where all that it does is what Django does as well."""
    entry = site.stack.find(DJANGO_CSP)
    if entry is None or entry.own or site.django.version is None or not site.at_least("6.0"):
        return
    if sent_anyway(site, CSP) or site.stack.has(NATIVE_CSP) is not False or csp_major(site) != 4:
        return
    held = {name: site.value(name) for name in VERSION_4_SETTINGS if site.settings.is_set(name)}
    if not held or not all(map(_is_plain, held.values())):
        return
    yield Report(
        f"{release(site)} sends a Content-Security-Policy itself: what django-csp is used for here needs no package",
        site.place(entry.site) or site.anchor(),
        DJANGO_CSP,
        f"Move the directives of {next(iter(held))} to {_native(next(iter(held)))}, and put '{NATIVE_CSP}' in the place of '{DJANGO_CSP}'.",
        severity=advice(site),
        confidence=version_sureness(site),
        remedies=(
            Remedy(
                "Use Django's own policy in place of django-csp",
                tuple(_steps(site, [*held])),
                UNSAFE,
                _SAID_ANYWAY,
            ),
        ),
    )


def _is_plain(policy: Any) -> bool:
    """Tell whether a policy is directives with texts alone: a nonce is read in templates by another name, a share or path has no match."""
    given = policy.get(_DIRECTIVES) if isinstance(policy, dict) and set(policy) == {_DIRECTIVES} else None
    if not isinstance(given, dict) or "default-src" not in given:
        return False
    rows = [each if isinstance(each, list) else [each] for each in given.values()]
    return all(isinstance(each, str | bool) for row in rows for each in row)


def _native(name: str) -> str:
    return next(native for native, header in NATIVE_SETTINGS.items() if header == VERSION_4_SETTINGS[name])


def _steps(site: SiteModel, names: list[str]) -> Iterator[Step]:
    yield from (Flatten(name, _native(name), _DIRECTIVES) for name in names)
    yield Swap(DJANGO_CSP, NATIVE_CSP)
    if app(site, "csp") is True:
        yield SwapText("INSTALLED_APPS", "csp", None)
    yield DropRequirement("django-csp", "csp")


RULE = Rule(
    code="CSP020",
    name="csp-package-replaceable",
    summary="django-csp is used where Django sends the policy itself",
    severity=Severity.INFO,
    check=check,
    observatory="content-security-policy",
    versions="Django 6.0 and newer",
    source="Django 6.0 release notes, Content Security Policy support",
    docs=Docs(
        what=(
            "Reports the middleware of django-csp 4 under Django 6.0 or newer, where its settings hold nothing but directives with plain "
            "sources. It is silent where a nonce, `EXCLUDE_URL_PREFIXES` or `REPORT_PERCENTAGE` is in use."
        ),
        why="A package less to keep up to date. Nothing is wrong with the policy: this is advice.",
        example=(
            '```python\nMIDDLEWARE = [\n    ...\n    "csp.middleware.CSPMiddleware",\n]\n'
            'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["\'self\'"]}}\n```'
        ),
        instead=(
            '```python\nMIDDLEWARE = [\n    ...\n    "django.middleware.csp.ContentSecurityPolicyMiddleware",\n]\n'
            'SECURE_CSP = {"default-src": ["\'self\'"]}\n```'
        ),
        silence="The project serves an older Django too, or views use decorators of django-csp.",
    ),
)
