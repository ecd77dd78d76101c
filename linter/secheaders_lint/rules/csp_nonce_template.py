"""CSP018: the templates do not get the nonce that the policy asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import DJANGO_CSP, DJANGO_CSP_RATE_LIMITED, NATIVE_CSP
from secheaders_lint.findings import Related, Severity
from secheaders_lint.remedies import AddText, Remedy
from secheaders_lint.rules.asking import CSP, checks, place, sent_anyway
from secheaders_lint.rules.base import Docs, Rule
from secheaders_lint.rules.dialects import of_native
from secheaders_lint.rules.held_policies import held
from secheaders_lint.rules.held_policy import NONCE, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.findings import Location
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report
    from secheaders_lint.rules.held_policy import Held

_NATIVE_PROCESSOR = "django.template.context_processors.csp"
_PACKAGE_PROCESSOR = "csp.context_processors.nonce"
_TEMPLATES = "TEMPLATES"
_BACKEND = "django.template.backends.django.DjangoTemplates"
# The nonce of django-csp in a template.
_OTHER = "request.csp_nonce"


def check(site: SiteModel) -> Iterator[Report]:
    """Report a context processor that is missing, and templates that read the nonce of the other package."""
    native = site.stack.has(NATIVE_CSP)
    package = site.stack.has(DJANGO_CSP, DJANGO_CSP_RATE_LIMITED)
    if sent_anyway(site, CSP) or native is None or package is None:
        return
    if native:
        policy = next((each for each in of_native(site) if _nonce(each)), None)
        if policy is not None:
            others = () if package else _readers_of_another(site)
            lacking = list(_without_processor(site, policy, others))
            yield from lacking or _request_without_nonce(site, policy, others)
    elif package:
        policy = next((each for each in held(site) if _nonce(each)), None)
        if policy is not None:
            yield from _variable_without_processor(site, policy)


def _nonce(policy: Held) -> str:
    """Return the first directive with a nonce; empty where there is none."""
    return next((name for name, values in policy.policy.directives.items() if NONCE in values), "")


def _processors(site: SiteModel) -> list[str] | None:
    """Return the context processors of all template engines; ``None`` where not all are known."""
    engines = site.value(_TEMPLATES) if site.settings.is_set(_TEMPLATES) else []
    found: list[str] = []
    for engine in engines if isinstance(engines, list) else [None]:
        options = engine.get("OPTIONS", {}) if isinstance(engine, dict) and "…" not in engine else None
        listed = options.get("context_processors", []) if isinstance(options, dict) else None
        if not isinstance(listed, list) or "…" in (options or {}):
            return None
        if not all(isinstance(each, str) for each in listed):
            return None
        found += listed
    return found


def _without_processor(site: SiteModel, policy: Held, others: tuple[Location, ...]) -> Iterator[Report]:
    listed = _processors(site)
    if listed is None or _NATIVE_PROCESSOR in listed:
        return
    name = _nonce(policy)
    report = told(
        site,
        policy,
        name,
        f"{policy.label(name)} asks for a nonce, but no entry of TEMPLATES lists {_NATIVE_PROCESSOR}: {{{{ csp_nonce }}}} is empty, "
        "and browsers block the scripts that rely on it",
        f"Add '{_NATIVE_PROCESSOR}' to the context_processors of TEMPLATES.",
        subject=_TEMPLATES,
    )
    yield report._replace(
        location=place(site, _TEMPLATES, policy.setting),
        remedies=(
            Remedy(
                f"Add {_NATIVE_PROCESSOR}",
                (AddText(_TEMPLATES, _NATIVE_PROCESSOR, (_engine(site), "OPTIONS", "context_processors")),),
            ),
        ),
        checks=checks(site, "security.W027", needs=NATIVE_CSP),
        related=tuple(Related(f"{_OTHER} of django-csp is read here", each) for each in others),
    )


def _engine(site: SiteModel) -> str:
    """Return the number of the first engine of Django's own language, to which the nonce belongs before others."""
    engines = site.value(_TEMPLATES)
    for number, engine in enumerate(engines if isinstance(engines, list) else ()):
        if isinstance(engine, dict) and engine.get("BACKEND") == _BACKEND:
            return str(number)
    return "0"


def _readers_of_another(site: SiteModel) -> tuple[Location, ...]:
    """Return the templates with ``request.csp_nonce``; none where a middleware of the project may set that."""
    written = [site.written(entry) for entry in site.stack.entries if entry.own]
    foreign = any(
        entry.known is None and not entry.own for entry in site.stack.entries if "csp" in entry.path
    )
    if foreign or not site.stack.known or any(each is None or each.may_say("csp_nonce") for each in written):
        return ()
    return site.views.templates_with(_OTHER.encode())


def _request_without_nonce(site: SiteModel, policy: Held, found: tuple[Location, ...]) -> Iterator[Report]:
    yield from _in_templates(
        site,
        policy,
        _OTHER,
        found,
        "that is the nonce of django-csp, and Django's own middleware does not set it, so the attribute is empty",
        "Write {{ csp_nonce }}.",
    )


def _variable_without_processor(site: SiteModel, policy: Held) -> Iterator[Report]:
    """Report ``CSP_NONCE``, unless a context processor of the project may make it."""
    listed = _processors(site)
    if listed is None or not listed or not all(each.startswith("django.") for each in listed):
        return
    yield from _in_templates(
        site,
        policy,
        "CSP_NONCE",
        site.views.templates_with(b"{{ CSP_NONCE"),
        f"TEMPLATES does not list {_PACKAGE_PROCESSOR}, which makes that variable, so it is empty",
        f"Add '{_PACKAGE_PROCESSOR}' to the context_processors of TEMPLATES, or write {{{{ request.csp_nonce }}}}.",
    )


def _in_templates(
    site: SiteModel, policy: Held, shown: str, found: tuple[Location, ...], why: str, help_text: str
) -> Iterator[Report]:
    if not found:
        return
    name = _nonce(policy)
    report = told(
        site,
        policy,
        name,
        f"{_named(found)} {'read' if len(found) > 1 else 'reads'} {shown} for the nonce of {policy.label(name)}, but {why}: browsers "
        "block the scripts there",
        help_text,
        subject=f"{policy.subject(name)}.{shown}",
    )
    yield report._replace(related=tuple(Related(f"{shown} is read here", each) for each in found))


def _named(found: tuple[Location, ...]) -> str:
    return found[0].path if len(found) == 1 else f"{found[0].path} and {len(found) - 1} more"


RULE = Rule(
    code="CSP018",
    name="csp-nonce-template",
    summary="templates do not get the nonce that the policy asks for",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W027",),
    observatory="content-security-policy",
    cwe=1021,
    versions="Django 6.0 and newer, or django-csp",
    source="Django 6.1, security.W027; betagouv/csplab#267; django-csp documentation, Nonce",
    docs=Docs(
        what=(
            "Reports `CSP.NONCE` in a policy of Django's own while no entry of `TEMPLATES` lists the context processor that gives the nonce "
            "to templates (Django 6.1 has a check for it, 6.0 has not). It also looks through the HTML files of the repository: "
            "`request.csp_nonce` is the nonce of django-csp and is not there under Django's own middleware, and `CSP_NONCE` needs a "
            "context processor of django-csp. It is silent where a middleware or context processor of the project may provide them."
        ),
        why=(
            'An unknown variable is empty in a template, without an error. The tags carry `nonce=""`, the header has no nonce either, and '
            "browsers block the scripts. That shows in the browser's console alone."
        ),
        example='```python\nSECURE_CSP = {"script-src": [CSP.SELF, CSP.NONCE]}\nTEMPLATES = [{"OPTIONS": {"context_processors": []}, ...}]\n```',
        instead=(
            '```python\nTEMPLATES = [\n    {\n        "OPTIONS": {"context_processors": ["django.template.context_processors.csp"]},\n        ...\n'
            "    },\n]\n```\n\n"
            '```html\n<script nonce="{{ csp_nonce }}">…</script>\n```'
        ),
        silence="The nonce is handed to the templates in another way, for example by the views.",
    ),
)
