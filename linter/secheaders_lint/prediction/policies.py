"""Content-Security-Policy in the three dialects: django-csp 3 and 4, and Django 6.0's own (read in 3.8, 4.0, 6.0 and 6.1).

A policy is predicted as it is on pages that ask for the nonce, where it has one: ``'nonce-*'``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.data.csp import directives
from secheaders_lint.data.django import major_of
from secheaders_lint.data.middleware import DJANGO_CSP, NATIVE_CSP
from secheaders_lint.evaluator.rendering import Repr, UnknownPart
from secheaders_lint.prediction.answer import Broken, unknown_among

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Draft, Request

ENFORCED = "Content-Security-Policy"
REPORT_ONLY = "Content-Security-Policy-Report-Only"
NONCE = "'nonce-*'"
# What stands for the nonce: Django's own is a text, that of django-csp 4 an object.
NONCE_TEXT = "<CSP_NONCE_SENTINEL>"
_TOLD_BY_DEBUG = frozenset({404, 500})
_PERCENTAGE = "CSP_REPORT_PERCENTAGE"
_REPORTS = frozenset({"report-uri", "report-to"})
_INCLUDE = "CSP_INCLUDE_NONCE_IN"
NONCE_OBJECT = "csp.constants.NONCE"


class Policy(NamedTuple):
    """One policy as the header will say it: header name, text (or why it is unknown), the settings it comes from."""

    header: str
    text: str | UnknownPart
    sources: tuple[str, ...]


def csp_major(site: SiteModel) -> int | None:
    """Return the major version of django-csp: as the dependencies say, else as the settings suggest; ``None``: cannot be told."""
    version = site.package_version("django-csp")
    if version is not None:
        return 4 if major_of(version) >= 4 else 3
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
    """Add what ``csp.middleware.CSPMiddleware`` sends."""
    if _is_debug_page(site, draft):
        return
    for policy in django_csp_policies(site):
        left_out = excluded(site, policy.header, request.path)
        if left_out is not True:
            text = policy.text if left_out is False else UnknownPart("a path may be left out", None)
            _put(site, draft, policy._replace(text=text), DJANGO_CSP, empty=csp_major(site) == 4)


def respond_rate_limited(site: SiteModel, request: Request, draft: Draft) -> None:
    """Add what ``csp.contrib.rate_limiting.RateLimitedCSPMiddleware`` sends: some policies without where to report to.

    Version 3 does without a default of its setting: every page is a server error.
    """
    before = dict(draft.headers)
    if csp_major(site) == 3 and not site.settings.is_set(_PERCENTAGE):
        raise Broken(_PERCENTAGE)
    respond_django_csp(site, request, draft)
    for name, header in draft.headers.items():
        if name in before or header.state != "known" or not _REPORTS & {*(header.value or "").split()}:
            continue
        if not _reports_always(site, header.name):
            draft.headers[name] = header._replace(state="conditional")


def _reports_always(site: SiteModel, header: str) -> bool:
    if csp_major(site) == 3:
        share: Any = site.value(_PERCENTAGE)
        return isinstance(share, int | float) and share >= 1
    name = "CONTENT_SECURITY_POLICY" if header == ENFORCED else "CONTENT_SECURITY_POLICY_REPORT_ONLY"
    value = site.value(name)
    share = value.get("REPORT_PERCENTAGE", 100) if isinstance(value, dict) else None
    return isinstance(share, int | float) and share >= 100


def _is_debug_page(site: SiteModel, draft: Draft) -> bool:
    """Tell whether it is one of Django's own pages about an error: both middleware leave those without a policy."""
    return draft.status in _TOLD_BY_DEBUG and site.settings.get("DEBUG").truth is True


def django_csp_policies(site: SiteModel) -> list[Policy]:
    """Return the policies that the installed django-csp makes of the settings."""
    major = csp_major(site)
    if major is None:
        return [Policy(ENFORCED, UnknownPart("the version of django-csp is not known", None), ())]
    return _version_3(site) if major == 3 else _version_4(site)


def excluded(site: SiteModel, header: str, path: str) -> bool | None:
    """Tell whether a path is left out by the exclusion setting of either version; ``None`` where that is not known.

    Version 3 hands the setting to ``str.startswith``, which takes a text or a tuple and nothing else; version 4 makes a tuple
    of it, so that a text is taken letter by letter.
    """
    if csp_major(site) == 3:
        name = "CSP_EXCLUDE_URL_PREFIXES"
        prefixes = site.value(name) if site.settings.is_set(name) else []
        if site.settings.is_set(name) and site.settings.shape(name) not in {"tuple", "text", ""}:
            raise Broken(name)
        given = [prefixes] if isinstance(prefixes, str) else prefixes
    else:
        name = "CONTENT_SECURITY_POLICY" if header == ENFORCED else "CONTENT_SECURITY_POLICY_REPORT_ONLY"
        value = site.value(name)
        prefixes = value.get("EXCLUDE_URL_PREFIXES") if isinstance(value, dict) else None
        given = [*prefixes] if isinstance(prefixes, str) else prefixes
    if isinstance(given, UnknownPart):
        return None
    parts = given if isinstance(given, list) else []
    if any(isinstance(part, str) and path.startswith(part) for part in parts):
        return True
    return None if unknown_among(parts) is not None else False


def _version_3(site: SiteModel) -> list[Policy]:
    parts: dict[str, Any] = {}
    sources = []
    for directive, name in directives().items():
        if name and site.settings.is_set(name):
            parts[directive] = site.value(name)
            sources.append(name)
            if site.settings.shape(name) == "set":
                raise Broken(name)
        elif directive == "default-src":
            parts[directive] = ["'self'"]
    only = site.settings.get("CSP_REPORT_ONLY")
    if only.is_set:
        sources.append("CSP_REPORT_ONLY")
    text = _joined(parts, _words_of_version_3, last="report-uri")
    if not isinstance(text, UnknownPart):
        text = _with_nonces(site, text)
    if only.is_set and only.truth is None and only.unknown is not None:
        text = only.unknown
    return [Policy(REPORT_ONLY if only.is_set and only.truth else ENFORCED, text, tuple(sources))]


def nonce_directives(site: SiteModel) -> Any:
    """Return the directives that django-csp 3 puts the nonce in: without the setting ``default-src``, where a template asks for it."""
    if site.settings.is_set(_INCLUDE):
        return site.value(_INCLUDE)
    return ["default-src"] if site.views.templates_with(b"csp_nonce") else []


def _with_nonces(site: SiteModel, text: str) -> str:
    """Return a policy with the nonce in the directives that django-csp 3 puts it in."""
    wanted = nonce_directives(site)
    names = [name for name in wanted if isinstance(name, str)] if isinstance(wanted, list) else []
    parts = {part.partition(" ")[0]: part for part in text.split("; ") if part}
    for name in names:
        parts[name] = f"{parts.get(name, name)} {NONCE}"
    return "; ".join(parts.values())


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
            given = value.get("…", value.get("DIRECTIVES", {}))
            found.append(Policy(header, _text_of_version_4(given), (name,)))
    return found


def _text_of_version_4(given: Any) -> str | UnknownPart:
    if isinstance(given, UnknownPart):
        return given
    known = given if isinstance(given, dict) else {}
    unknown = known.get("…")
    if isinstance(unknown, UnknownPart):
        return unknown
    # Directives that it does not know are dropped in silence, and default-src is filled in.
    parts = {"default-src": ["'self'"], **{key: part for key, part in known.items() if key in directives()}}
    return _joined(parts, _words_of_version_4, last="report-uri")


def respond_native(site: SiteModel, request: Request, draft: Draft) -> None:
    """Add what ``django.middleware.csp.ContentSecurityPolicyMiddleware`` sends."""
    del request
    if _is_debug_page(site, draft):
        return
    for policy in native_policies(site):
        _put(site, draft, policy, NATIVE_CSP)


def native_policies(site: SiteModel) -> list[Policy]:
    """Return the policies of ``SECURE_CSP`` and ``SECURE_CSP_REPORT_ONLY``."""
    found = []
    for name, header in (("SECURE_CSP", ENFORCED), ("SECURE_CSP_REPORT_ONLY", REPORT_ONLY)):
        value = site.value(name)
        if isinstance(value, UnknownPart):
            found.append(Policy(header, value, (name,)))
        elif isinstance(value, dict) and value:
            unknown = value.get("…")
            text = unknown if isinstance(unknown, UnknownPart) else _joined(value, _words_of_django)
            found.append(Policy(header, text, (name,)))
    return found


def _put(site: SiteModel, draft: Draft, policy: Policy, middleware: str, *, empty: bool = False) -> None:
    if policy.header in draft:
        return
    if draft.plain and isinstance(policy.text, str) and NONCE in policy.text:
        policy = policy._replace(text=_without_nonce(policy.text, empty=empty))
    draft.put(site, policy.header, policy.text, (*policy.sources, middleware))
    header = draft.headers[policy.header.lower()]
    if header.value is not None and NONCE in header.value and header.state == "known":
        # A page that does not ask for the nonce has none.
        draft.headers[policy.header.lower()] = header._replace(state="conditional")


def _without_nonce(text: str, *, empty: bool) -> str:
    """Return a policy as it is on a page that asks for no nonce; ``empty``: a directive that has nothing else stays."""
    parts = []
    for part in text.split("; "):
        directive, *sources = part.split(" ")
        kept = [source for source in sources if source != NONCE]
        if kept or empty or not sources:
            parts.append(" ".join([directive, *kept]))
    return "; ".join(parts)


def _joined(
    parts: dict[str, Any], words_of: Callable[[Any], list[str] | UnknownPart | None], last: str = ""
) -> str | UnknownPart:
    """Return the text of a policy; ``last`` is the directive that is put at the end, and left out where it is empty."""
    rendered = []
    ends = [name for name in parts if name == last]
    for directive in [*(name for name in parts if name != last), *ends]:
        words = words_of(parts[directive])
        if isinstance(words, UnknownPart):
            return words
        if words is not None and (words or directive != last):
            rendered.append(" ".join([directive, *words]).rstrip())
    return "; ".join(rendered)


def _words_of_version_3(value: Any) -> list[str] | UnknownPart | None:
    """Return the sources of a directive as django-csp has it: an empty list stays as a directive that allows nothing."""
    if value is None:
        return None
    given = value if isinstance(value, list) else [value]
    if given and isinstance(given[0], bool):
        return [] if given[0] else None
    return _words(given)


def _words_of_version_4(value: Any) -> list[str] | UnknownPart | None:
    """Return the sources as version 4 has them: each of them once."""
    words = _words_of_version_3(value)
    return list(dict.fromkeys(words)) if isinstance(words, list) else words


def _words_of_django(value: Any) -> list[str] | UnknownPart | None:
    """Return the sources of a directive as Django has it: one without any is left out."""
    if value is None or value is False:
        return None
    if value is True:
        return []
    words = _words(value if isinstance(value, list) else [value])
    return words or None


def _words(given: list[Any]) -> list[str] | UnknownPart:
    found = []
    for part in given:
        if isinstance(part, Repr) and NONCE_OBJECT in part.text:
            found.append(NONCE)
            continue
        unknown = unknown_among((part,))
        if unknown is not None:
            return unknown
        if not isinstance(part, str):
            # ``" ".join`` raises: every page is a server error.
            raise Broken(repr(part))
        found.append(NONCE if part == NONCE_TEXT else part)
    return found
