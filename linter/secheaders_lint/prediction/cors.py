"""What django-cors-headers adds, and the preflights that it answers (read in 2.5.3, 3.7.0, 3.14.0, 4.0.0 and 4.9.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data.cors import (
    ALL,
    CREDENTIALS,
    DEFAULT_METHODS,
    LISTED,
    PACKAGE,
    PATHS,
    PATTERNS,
    default_headers,
    is_before_4,
)
from secheaders_lint.data.middleware import CORS
from secheaders_lint.evaluator.rendering import UnknownPart
from secheaders_lint.prediction.answer import Draft, Started, unknown_among

if TYPE_CHECKING:
    from typing import Any

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Request

_ORIGIN = "Access-Control-Allow-Origin"
_EVERY_PATH = frozenset(("", "^", ".*", "^.*", "^.*$", "^/", "^/.*", "^/.*$", "/"))
_DAY = 86400


class Allowed(NamedTuple):
    """What an origin is told that asks: the header's value (``None``: the origin itself), how sure that it is there, from what.

    ``sure`` is ``None`` where some origins are let in and it cannot be told which, and where that is not known.
    """

    value: str | None
    sure: bool | None
    sources: tuple[str, ...]


def answer_preflight(site: SiteModel, request: Request) -> Started | None:
    """Answer a preflight on the paths that CORS is switched on for."""
    if request.kind != "preflight":
        return None
    return Started(Draft(200), sure=_everywhere(site), seen_by_itself=True)


def respond_cors(site: SiteModel, request: Request, draft: Draft) -> None:
    """Let the answer vary by origin, whatever was asked, and tell an origin that asks what it may do."""
    sure = _everywhere(site)
    version = site.package_version(PACKAGE)
    draft.vary(site, "Origin" if is_before_4(version) else "origin", CORS, sure=sure)
    if not request.cross_origin:
        return
    found = allowed(site)
    if found.sure is False:
        return
    state = draft.state(site, found.sources) if sure and found.sure else "conditional"
    value = found.value if found.sure else None
    echo = "" if value is not None or not _echoes(site, found) else "Origin"
    stated = value is not None or echo
    draft.send(_ORIGIN, value, state if stated else "conditional", (*found.sources, CORS), echo=echo)
    _flag(site, draft, "Access-Control-Allow-Credentials", CREDENTIALS, state)
    _row(site, draft, "Access-Control-Expose-Headers", "CORS_EXPOSE_HEADERS", (), state)
    if request.kind == "preflight":
        headers = default_headers(version)
        _row(site, draft, "Access-Control-Allow-Headers", "CORS_ALLOW_HEADERS", headers, state)
        _row(site, draft, "Access-Control-Allow-Methods", "CORS_ALLOW_METHODS", DEFAULT_METHODS, state)
        _age(site, draft, state)


def allowed(site: SiteModel) -> Allowed:
    """Return what an origin that the project lets in is told."""
    all_of_them = in_force(site, ALL)
    everyone = site.settings.get(all_of_them).truth if all_of_them else False
    if all_of_them and everyone is not False:
        credentials = site.settings.get(CREDENTIALS)
        sources = (all_of_them, CREDENTIALS) if credentials.is_set else (all_of_them,)
        with_them = credentials.truth if credentials.is_set else False
        return Allowed("*" if with_them is False else None, everyone, sources)
    listed, patterns = in_force(site, LISTED), in_force(site, PATTERNS)
    origins = site.value(listed) if listed else []
    if listed and isinstance(origins, list):
        known = [origin for origin in origins if isinstance(origin, str)]
        others = len(origins) > 1 or (patterns and site.settings.get(patterns).truth is not False)
        if known:
            return Allowed(None if others else known[0], True, (listed,))
    fits = site.value(patterns) if patterns else []
    if patterns and isinstance(fits, list) and any(isinstance(each, str) for each in fits):
        # An origin that fits is told its own name.
        return Allowed(None, True, (patterns,))
    # Some may be let in, and which cannot be told.
    given = [name for name in (listed, patterns) if name and site.settings.get(name).truth is not False]
    return Allowed(None, None if given else False, tuple(given))


def _echoes(site: SiteModel, found: Allowed) -> bool:
    """Tell whether an origin that is let in is surely told its own name: all are told ``*`` unless cookies may come along."""
    if not found.sure:
        return False
    if not {*ALL}.intersection(found.sources):
        return True
    return site.settings.get(CREDENTIALS).truth is True


def _everywhere(site: SiteModel) -> bool:
    pattern = site.value(PATHS)
    return not site.settings.is_set(PATHS) or (isinstance(pattern, str) and pattern in _EVERY_PATH)


def in_force(site: SiteModel, names: tuple[str, str]) -> str | None:
    """Return the one of a setting's two names that counts; ``None`` where neither is set."""
    return next((name for name in names if site.settings.is_set(name)), None)


def _flag(site: SiteModel, draft: Draft, header: str, name: str, state: str) -> None:
    if not site.settings.is_set(name):
        return
    truth = site.settings.get(name).truth
    if truth is not False:
        own = state if truth and draft.state(site, (name,)) == "known" else "conditional"
        draft.send(header, "true", own, (name, CORS))


def _row(site: SiteModel, draft: Draft, header: str, name: str, default: tuple[str, ...], state: str) -> None:
    """Send a list of words, joined as the package joins it; one without a default is not sent where it is empty."""
    given: Any = site.value(name) if site.settings.is_set(name) else list(default)
    sources = (name, CORS) if site.settings.is_set(name) else (CORS,)
    if isinstance(given, UnknownPart) or (isinstance(given, list) and unknown_among(given) is not None):
        draft.send(header, None, "conditional", sources)
    elif isinstance(given, list) and (given or default):
        words = [str(word) for word in given]
        known = draft.state(site, sources) == "known" and site.settings.shape(name) != "set"
        draft.send(header, ", ".join(words), state if known else "conditional", sources)


def _age(site: SiteModel, draft: Draft, state: str) -> None:
    name = "CORS_PREFLIGHT_MAX_AGE"
    is_set = site.settings.is_set(name)
    seconds = site.value(name) if is_set else _DAY
    if isinstance(seconds, UnknownPart):
        draft.send("Access-Control-Max-Age", None, "conditional", (name, CORS))
    elif seconds:
        sources = (name, CORS) if is_set else (CORS,)
        draft.send("Access-Control-Max-Age", str(seconds), state, sources)
