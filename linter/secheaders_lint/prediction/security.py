"""What ``django.middleware.security.SecurityMiddleware`` does (read in Django 1.8 to 6.1)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import SECURITY
from secheaders_lint.evaluator.rendering import Repr, UnknownPart
from secheaders_lint.prediction.answer import Broken, Draft, Started, unknown_among

if TYPE_CHECKING:
    from typing import Any

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Request


_SERVER_ERROR = 500
# What can only fit every path. Others come from the repository under analysis and are not run.
# A beginning of an address, as it is mostly written.
_PLAIN = re.compile(r"(?P<anchor>\^)?(?P<start>(?:[\w/-]|\\[./-])+)(?:\.\*\$?|(?P<end>\$))?")
_FITS_ALL = frozenset(("", "^", ".", ".*", "^.*", "^.*$", ".*$", ".+", "^.+", "^.+$"))


def answer_redirect(site: SiteModel, request: Request) -> Started | None:
    """Send the visitor to https."""
    try:
        answers = redirects(site, request)
    except Broken:
        return Started(Draft(_SERVER_ERROR), sure=True, seen_by_itself=False)
    return None if answers is False else Started(Draft(301), sure=answers is True, seen_by_itself=True)


def redirects(site: SiteModel, request: Request) -> bool | None:
    """Tell whether a request is sent to https; ``None`` where that is not known.

    Raises :class:`Broken` where Django cannot tell whether the request is secure.
    """
    redirect = site.settings.get("SECURE_SSL_REDIRECT").truth
    if redirect is False:
        return False
    _ask_secure(site)
    if request.secure:
        return False
    left_out = exempt(site)
    if left_out is False and request.kind == "static":
        left_out = _exempts_static(site)
    return False if left_out else redirect if left_out is False else None


def exempt(site: SiteModel) -> bool | None:
    """Tell whether ``SECURE_REDIRECT_EXEMPT`` leaves every page out; ``None`` where that is not known."""
    patterns = site.value("SECURE_REDIRECT_EXEMPT")
    if not isinstance(patterns, list):
        return None if isinstance(patterns, UnknownPart) else False
    if any(pattern in _FITS_ALL for pattern in patterns if isinstance(pattern, str)):
        return True
    # Compiled patterns are seen by their name alone.
    return None if unknown_among(patterns) is not None else False


def _exempts_static(site: SiteModel) -> bool | None:
    """Tell whether a pattern leaves static files out; ``None`` where one may that is not plain."""
    patterns = site.value("SECURE_REDIRECT_EXEMPT")
    address = site.value("STATIC_URL")
    if not patterns or not isinstance(address, str):
        return None if patterns else False
    path = address.lstrip("/")
    found = [_fits_below(pattern, path) for pattern in patterns if isinstance(pattern, str)]
    return True if True in found else None if None in found else False


def _fits_below(pattern: str, folder: str) -> bool | None:
    """Tell whether a pattern fits all addresses below a folder, without running it; ``None`` where it cannot be told."""
    plain = _PLAIN.fullmatch(pattern)
    if plain is None:
        return None
    start = plain["start"].replace("\\", "")
    if plain["anchor"] and folder.startswith(start):
        return True if not plain["end"] else None
    # It says more than the folder does, or something else.
    return None if start.startswith(folder) or not plain["anchor"] else False


def _ask_secure(site: SiteModel) -> None:
    """Raise where ``request.is_secure()`` does: a ``SECURE_PROXY_SSL_HEADER`` that is no pair."""
    setting = site.settings.get("SECURE_PROXY_SSL_HEADER")
    value = setting.value
    if (
        setting.truth
        and not isinstance(value, Repr)
        and (not isinstance(value, list | str) or len(value) != 2)
    ):
        raise Broken("SECURE_PROXY_SSL_HEADER")


def respond(site: SiteModel, request: Request, draft: Draft) -> None:
    """Add the headers, each unless it is there already."""
    if site.settings.get("SECURE_HSTS_SECONDS").truth is not False:
        _ask_secure(site)
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
    value = f"max-age={_number(seconds.value)}"
    if subdomains.truth:
        value += "; includeSubDomains"
    if preload.truth and site.at_least("1.11"):
        value += "; preload"
    return value


def _number(seconds: Any) -> str:
    """Return the seconds as ``%`` formats them: a ``timedelta`` is no number."""
    if not isinstance(seconds, Repr):
        return str(seconds)
    parts = dict(re.findall(r"(days|seconds|microseconds)=(-?\d{1,9})", seconds.text))
    if not seconds.text.startswith("datetime.timedelta("):
        return seconds.text
    return str(timedelta(**{name: int(number) for name, number in parts.items()}))


def referrer_policy(site: SiteModel) -> Any:
    """Return the value of Referrer-Policy: a text is split at commas, anything else is joined with them.

    Raises :class:`Broken` where it cannot be joined.
    """
    value = site.value("SECURE_REFERRER_POLICY")
    if isinstance(value, str):
        return ",".join(part.strip() for part in value.split(","))
    if isinstance(value, list):
        unknown = unknown_among(value)
        if unknown is not None:
            return unknown
        if not all(isinstance(part, str) for part in value):
            raise Broken("SECURE_REFERRER_POLICY")
        # In a set the last one, which counts, is another in every process.
        several = site.settings.shape("SECURE_REFERRER_POLICY") == "set" and len(value) > 1
        return UnknownPart("the order of a set", None) if several else ",".join(value)
    if value and not isinstance(value, UnknownPart | Repr):
        raise Broken("SECURE_REFERRER_POLICY")
    return value
