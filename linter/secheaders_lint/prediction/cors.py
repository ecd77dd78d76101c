"""What django-cors-headers adds, and the preflights that it answers (read in 2.5.3, 3.7.0, 3.14.0, 4.0.0 and 4.9.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data.django import major_of
from secheaders_lint.data.middleware import CORS
from secheaders_lint.evaluator.rendering import UnknownPart
from secheaders_lint.prediction.answer import Draft, Started, unknown_among

if TYPE_CHECKING:
    from typing import Any

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Request

_ORIGIN = "Access-Control-Allow-Origin"
_EVERY_PATH = frozenset(("", "^", ".*", "^.*", "^.*$", "^/", "^/.*", "^/.*$", "/"))
_METHODS = ("DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT")
_HEADERS = ("accept", "authorization", "content-type", "user-agent", "x-csrftoken", "x-requested-with")
# Those that version 4.0 took out of the list, at their places in it.
_HEADERS_BEFORE_4 = (
    "accept",
    "accept-encoding",
    "authorization",
    "content-type",
    "dnt",
    "origin",
    *_HEADERS[3:],
)
_DAY = 86400
# Both names of a setting, the newer first: the older one counts where the newer is not set.
_ALL = ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL")
_LISTED = ("CORS_ALLOWED_ORIGINS", "CORS_ORIGIN_WHITELIST")
_PATTERNS = ("CORS_ALLOWED_ORIGIN_REGEXES", "CORS_ORIGIN_REGEX_WHITELIST")


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
    draft.vary(site, "Origin" if _before_4(site) else "origin", CORS, sure=sure)
    if not request.cross_origin:
        return
    found = allowed(site)
    if found.sure is False:
        return
    state = draft.state(site, found.sources) if sure and found.sure else "conditional"
    value = found.value if found.sure else None
    draft.send(_ORIGIN, value, state if value is not None else "conditional", (*found.sources, CORS))
    _flag(site, draft, "Access-Control-Allow-Credentials", "CORS_ALLOW_CREDENTIALS", state)
    _row(site, draft, "Access-Control-Expose-Headers", "CORS_EXPOSE_HEADERS", (), state)
    if request.kind == "preflight":
        headers = _HEADERS_BEFORE_4 if _before_4(site) else _HEADERS
        _row(site, draft, "Access-Control-Allow-Headers", "CORS_ALLOW_HEADERS", headers, state)
        _row(site, draft, "Access-Control-Allow-Methods", "CORS_ALLOW_METHODS", _METHODS, state)
        _age(site, draft, state)


def allowed(site: SiteModel) -> Allowed:
    """Return what an origin that the project lets in is told."""
    all_of_them, everyone = _setting(site, _ALL), _truth(site, _ALL)
    if everyone is not False:
        credentials = site.settings.get("CORS_ALLOW_CREDENTIALS")
        sources = (all_of_them, "CORS_ALLOW_CREDENTIALS") if credentials.is_set else (all_of_them,)
        with_them = credentials.truth if credentials.is_set else False
        return Allowed("*" if with_them is False else None, everyone, sources)
    listed = _setting(site, _LISTED)
    origins = site.value(listed) if site.settings.is_set(listed) else []
    if isinstance(origins, UnknownPart):
        return Allowed(None, None, (listed,))
    known = [origin for origin in origins if isinstance(origin, str)] if isinstance(origins, list) else []
    if known:
        return Allowed(known[0], True, (listed,))
    patterns = _setting(site, _PATTERNS)
    given = site.value(patterns) if site.settings.is_set(patterns) else []
    more = isinstance(given, UnknownPart) or bool(given) or (isinstance(origins, list) and bool(origins))
    return Allowed(None, None if more else False, (patterns if given else listed,))


def _everywhere(site: SiteModel) -> bool:
    name = "CORS_URLS_REGEX"
    pattern = site.value(name)
    return not site.settings.is_set(name) or (isinstance(pattern, str) and pattern in _EVERY_PATH)


def _before_4(site: SiteModel) -> bool:
    version = site.package_version("django-cors-headers")
    return version is not None and major_of(version) < 4


def _setting(site: SiteModel, names: tuple[str, str]) -> str:
    """Return the one of a setting's two names that counts."""
    newer, older = names
    return older if site.settings.is_set(older) and not site.settings.is_set(newer) else newer


def _truth(site: SiteModel, names: tuple[str, str]) -> bool | None:
    name = _setting(site, names)
    return site.settings.get(name).truth if site.settings.is_set(name) else False


def _flag(site: SiteModel, draft: Draft, header: str, name: str, state: str) -> None:
    if not site.settings.is_set(name):
        return
    truth = site.settings.get(name).truth
    if truth is not False:
        own = state if truth and draft.state(site, (name,)) == "known" else "conditional"
        draft.send(header, "true", own, (name, CORS))


def _row(site: SiteModel, draft: Draft, header: str, name: str, default: tuple[str, ...], state: str) -> None:
    """Send a list of words, joined as the package joins it."""
    given: Any = site.value(name) if site.settings.is_set(name) else list(default)
    sources = (name, CORS) if site.settings.is_set(name) else (CORS,)
    if isinstance(given, UnknownPart) or (isinstance(given, list) and unknown_among(given) is not None):
        draft.send(header, None, "conditional", sources)
    elif isinstance(given, list) and given:
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
