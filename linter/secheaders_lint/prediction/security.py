"""What ``django.middleware.security.SecurityMiddleware`` does (read in Django 1.8 to 6.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import SECURITY
from secheaders_lint.evaluator.rendering import UnknownPart
from secheaders_lint.prediction.answer import Draft

if TYPE_CHECKING:
    from typing import Any

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Request


def answer(site: SiteModel, request: Request) -> Draft | None:
    """Return the redirect to https, where the request is not secure and the path is not exempt."""
    redirect = site.settings.get("SECURE_SSL_REDIRECT")
    if request.secure or not redirect.truth:
        return None
    if exempt(site, request.path):
        return None
    return Draft(301)


def exempt(site: SiteModel, path: str) -> bool:
    """Tell whether ``SECURE_REDIRECT_EXEMPT`` is known to leave a path out: each pattern is searched for without the slash."""
    patterns = site.value("SECURE_REDIRECT_EXEMPT")
    known = (
        [pattern for pattern in patterns if isinstance(pattern, str)] if isinstance(patterns, list) else []
    )
    bare = path.lstrip("/")
    # Only patterns without repetition inside repetition are tried: they come from the repository under analysis.
    return any(pattern in {"", ".*", "^.*", "^.*$", "^", "."} or pattern == bare for pattern in known)


def respond(site: SiteModel, request: Request, draft: Draft) -> None:
    """Add the headers, each unless it is there already."""
    if request.secure:
        _hsts(site, draft)
    nosniff = site.settings.get("SECURE_CONTENT_TYPE_NOSNIFF")
    if nosniff.truth is not False:
        value = "nosniff" if nosniff.truth else nosniff.unknown
        draft.put(site, "X-Content-Type-Options", value, ("SECURE_CONTENT_TYPE_NOSNIFF", SECURITY))
    if not site.at_least("4.0"):
        xss = site.settings.get("SECURE_BROWSER_XSS_FILTER")
        if xss.truth is not False:
            draft.put(
                site,
                "X-XSS-Protection",
                "1; mode=block" if xss.truth else xss.unknown,
                ("SECURE_BROWSER_XSS_FILTER", SECURITY),
            )
    if site.at_least("3.0"):
        _optional(site, draft, "Referrer-Policy", "SECURE_REFERRER_POLICY", referrer_policy(site))
    if site.at_least("4.0"):
        _optional(
            site,
            draft,
            "Cross-Origin-Opener-Policy",
            "SECURE_CROSS_ORIGIN_OPENER_POLICY",
            site.value("SECURE_CROSS_ORIGIN_OPENER_POLICY"),
        )


def _optional(site: SiteModel, draft: Draft, header: str, setting: str, value: Any) -> None:
    if site.settings.get(setting).truth is not False:
        draft.put(site, header, value, (setting, SECURITY))


def _hsts(site: SiteModel, draft: Draft) -> None:
    seconds = site.settings.get("SECURE_HSTS_SECONDS")
    if seconds.truth is False:
        return
    flags = [site.settings.get("SECURE_HSTS_INCLUDE_SUBDOMAINS")]
    if site.at_least("1.11"):
        flags.append(site.settings.get("SECURE_HSTS_PRELOAD"))
    value = hsts_value(site)
    draft.put(
        site,
        "Strict-Transport-Security",
        value,
        ("SECURE_HSTS_SECONDS", *(flag.name for flag in flags if flag.is_set), SECURITY),
    )


def hsts_value(site: SiteModel) -> str | UnknownPart | None:
    """Return the value of Strict-Transport-Security; ``None`` where no header is sent."""
    seconds = site.settings.get("SECURE_HSTS_SECONDS")
    if seconds.truth is False:
        return None
    subdomains = site.settings.get("SECURE_HSTS_INCLUDE_SUBDOMAINS")
    preload = site.settings.get("SECURE_HSTS_PRELOAD")
    for setting in (seconds, subdomains, preload):
        if setting.truth is None and setting.unknown is not None:
            return setting.unknown
    value = f"max-age={seconds.value}"
    if subdomains.truth:
        value += "; includeSubDomains"
    if preload.truth and site.at_least("1.11"):
        value += "; preload"
    return value


def referrer_policy(site: SiteModel) -> Any:
    """Return the value of Referrer-Policy: a text is split at commas, anything else is joined with them."""
    value = site.value("SECURE_REFERRER_POLICY")
    if isinstance(value, str):
        return ",".join(part.strip() for part in value.split(","))
    if isinstance(value, list):
        unknown = next((part for part in value if isinstance(part, UnknownPart)), None)
        return unknown if unknown is not None else ",".join(str(part) for part in value)
    return value
