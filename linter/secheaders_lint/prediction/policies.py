"""Content-Security-Policy in the three dialects: django-csp 3 and 4, and Django 6.0's own (read in 3.8, 4.0, 6.0 and 6.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.data.csp import directives
from secheaders_lint.data.middleware import DJANGO_CSP, NATIVE_CSP
from secheaders_lint.evaluator.rendering import Repr, UnknownPart

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Draft, Request

ENFORCED = "Content-Security-Policy"
REPORT_ONLY = "Content-Security-Policy-Report-Only"
# How the nonce object of each dialect is rendered as plain data.
NONCES = ("<CSP_NONCE_SENTINEL>", "csp.constants.NONCE")


class Policy(NamedTuple):
    """One policy as the header will say it: header name, text (or why it is unknown), the settings it comes from."""

    header: str
    text: str | UnknownPart
    sources: tuple[str, ...]


def csp_major(site: SiteModel) -> int | None:
    """Return the major version of django-csp: as the dependencies say, else as the settings suggest; ``None``: cannot be told."""
    version = site.package_version("django-csp")
    if version is not None:
        return 4 if int(version.split(".")[0]) >= 4 else 3
    if site.settings.is_set("CONTENT_SECURITY_POLICY") or site.settings.is_set(
        "CONTENT_SECURITY_POLICY_REPORT_ONLY"
    ):
        return 4
    return 3 if legacy_settings(site) else None


def legacy_settings(site: SiteModel) -> list[str]:
    """Return the ``CSP_*`` settings of django-csp 3 that the project sets, directives first."""
    names = [name for name in directives().values() if name and site.settings.is_set(name)]
    others = ("CSP_REPORT_ONLY", "CSP_EXCLUDE_URL_PREFIXES", "CSP_INCLUDE_NONCE_IN", "CSP_REPORT_PERCENTAGE")
    return names + [name for name in others if site.settings.is_set(name)]


def respond_django_csp(site: SiteModel, request: Request, draft: Draft) -> None:
    """Add what ``csp.middleware.CSPMiddleware`` sends on a page."""
    if excluded(site, request.path):
        return
    for policy in django_csp_policies(site):
        draft.put(site, policy.header, policy.text, (*policy.sources, DJANGO_CSP))


def django_csp_policies(site: SiteModel) -> list[Policy]:
    """Return the policies that the installed django-csp makes of the settings."""
    major = csp_major(site)
    if major is None:
        return [Policy(ENFORCED, UnknownPart("the version of django-csp is not known", None), ())]
    return _version_3(site) if major == 3 else _version_4(site)


def excluded(site: SiteModel, path: str) -> bool:
    """Tell whether a path is known to be left out by the exclusion setting of either version."""
    for prefixes in _exclusions(site):
        if isinstance(prefixes, str):
            # A string is taken letter by letter (4.x), or as one prefix by str.startswith (3.x): "/" fits every path.
            if prefixes.startswith("/") and (csp_major(site) != 3 or path.startswith(prefixes)):
                return True
        elif isinstance(prefixes, list) and any(
            isinstance(part, str) and path.startswith(part) for part in prefixes
        ):
            return True
    return False


def _exclusions(site: SiteModel) -> list[Any]:
    if csp_major(site) == 3:
        return (
            [site.value("CSP_EXCLUDE_URL_PREFIXES")]
            if site.settings.is_set("CSP_EXCLUDE_URL_PREFIXES")
            else []
        )
    found = []
    for name in ("CONTENT_SECURITY_POLICY", "CONTENT_SECURITY_POLICY_REPORT_ONLY"):
        value = site.value(name)
        if isinstance(value, dict):
            found.append(value.get("EXCLUDE_URL_PREFIXES"))
    return found


def _version_3(site: SiteModel) -> list[Policy]:
    parts: dict[str, Any] = {}
    sources = []
    for directive, name in directives().items():
        if not name:
            continue
        if site.settings.is_set(name):
            parts[directive] = site.value(name)
            sources.append(name)
        elif directive == "default-src":
            parts[directive] = ["'self'"]
    header = ENFORCED
    only = site.settings.get("CSP_REPORT_ONLY")
    if only.is_set:
        sources.append("CSP_REPORT_ONLY")
        header = REPORT_ONLY if only.truth else ENFORCED
    text = _join(parts, flags={"upgrade-insecure-requests", "block-all-mixed-content"})
    if only.is_set and only.truth is None and only.unknown is not None:
        text = only.unknown
    return [Policy(header, text, tuple(sources))] if text != "" else []


def _version_4(site: SiteModel) -> list[Policy]:
    found = []
    for name, header in (
        ("CONTENT_SECURITY_POLICY", ENFORCED),
        ("CONTENT_SECURITY_POLICY_REPORT_ONLY", REPORT_ONLY),
    ):
        value = site.value(name)
        if isinstance(value, UnknownPart):
            found.append(Policy(header, value, (name,)))
        elif isinstance(value, dict) and value:
            given = value.get("DIRECTIVES", {})
            if isinstance(given, UnknownPart):
                found.append(Policy(header, given, (name,)))
                continue
            known = (
                {key: part for key, part in given.items() if key in directives()}
                if isinstance(given, dict)
                else {}
            )
            unknown = given.get("…") if isinstance(given, dict) else None
            parts = {"default-src": ["'self'"], **known}
            text = unknown if isinstance(unknown, UnknownPart) else _join(parts)
            if text != "":
                found.append(Policy(header, text, (name,)))
    return found


def respond_native(site: SiteModel, request: Request, draft: Draft) -> None:
    """Add what ``django.middleware.csp.ContentSecurityPolicyMiddleware`` sends on a page."""
    del request
    for policy in native_policies(site):
        draft.put(site, policy.header, policy.text, (*policy.sources, NATIVE_CSP))


def native_policies(site: SiteModel) -> list[Policy]:
    """Return the policies of ``SECURE_CSP`` and ``SECURE_CSP_REPORT_ONLY``."""
    found = []
    for name, header in (("SECURE_CSP", ENFORCED), ("SECURE_CSP_REPORT_ONLY", REPORT_ONLY)):
        value = site.value(name)
        if isinstance(value, UnknownPart):
            found.append(Policy(header, value, (name,)))
        elif isinstance(value, dict) and value:
            unknown = value.get("…")
            text = unknown if isinstance(unknown, UnknownPart) else _join(value)
            if text != "":
                found.append(Policy(header, text, (name,)))
    return found


def _join(parts: dict[str, Any], *, flags: set[str] | None = None) -> str | UnknownPart:
    """Return the text of a policy; a nonce that the page does not read is left out, and with it a directive of nothing else."""
    rendered = []
    for directive, value in parts.items():
        sources = _sources(value)
        if isinstance(sources, UnknownPart):
            return sources
        if sources is None or (not sources and value is not True):
            continue
        if value is True or (flags is not None and directive in flags):
            rendered.append(directive)
        else:
            rendered.append(f"{directive} {' '.join(sources)}")
    return "; ".join(rendered)


def _sources(value: Any) -> list[str] | UnknownPart | None:
    """Return the sources of one directive; ``None`` where it is switched off."""
    if isinstance(value, UnknownPart):
        return value
    if value is None or value is False:
        return None
    if value is True:
        return []
    parts = value if isinstance(value, list) else [value]
    unknown = next((part for part in parts if isinstance(part, UnknownPart)), None)
    if unknown is not None:
        return unknown
    texts = [part.text if isinstance(part, Repr) else str(part) for part in parts]
    return [text for text in texts if not any(nonce in text for nonce in NONCES)]
