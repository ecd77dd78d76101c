"""Runs a request through the middleware as Django does: inwards until one answers, then back out through those above."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data import middleware as known
from secheaders_lint.evaluator.rendering import UnknownPart
from secheaders_lint.prediction import (
    common,
    cookies,
    cors,
    django_security,
    features,
    framing,
    own,
    policies,
    security,
    static_files,
    varying,
)
from secheaders_lint.prediction.answer import (
    Broken,
    Draft,
    Header,
    Request,
    Response,
    Started,
    constant,
    merged,
    unknown_among,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry

_SERVER_ERROR = 500
# What a middleware that cannot be read may set in place of Django.
_SECURITY_HEADERS = (
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Content-Security-Policy",
    "Content-Security-Policy-Report-Only",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "X-XSS-Protection",
)


class Effect(NamedTuple):
    """What a middleware does: the answer that it makes by itself on the way in, and its work on the way out.

    The work may put another answer in place of the one that it is given: it returns that one.
    """

    answer: Callable[[SiteModel, Request], Started | None] | None = None
    respond: Callable[[SiteModel, Request, Draft], Draft | None] | None = None


EFFECTS: dict[str, Effect] = {
    known.SECURITY: Effect(security.answer_redirect, security.respond),
    known.CLICKJACKING: Effect(respond=framing.respond_frame_options),
    known.NATIVE_CSP: Effect(respond=policies.respond_native),
    known.DJANGO_CSP: Effect(respond=policies.respond_django_csp),
    known.DJANGO_CSP_RATE_LIMITED: Effect(respond=policies.respond_rate_limited),
    known.SECURITY_PACKAGE_CSP: Effect(respond=django_security.respond),
    known.PERMISSIONS_POLICY: Effect(respond=features.respond_permissions),
    known.FEATURE_POLICY: Effect(respond=features.respond_feature),
    known.REFERRER_POLICY: Effect(respond=features.respond_referrer),
    known.SESSION: Effect(respond=cookies.session_by(known.SESSION)),
    known.USER_SESSIONS: Effect(respond=cookies.session_by(known.USER_SESSIONS)),
    known.CSRF: Effect(respond=cookies.respond_csrf),
    known.MESSAGES: Effect(respond=cookies.respond_messages),
    known.UPDATE_CACHE: Effect(respond=varying.respond_update_cache),
    known.LOCALE: Effect(respond=varying.respond_locale),
    known.GZIP: Effect(respond=varying.respond_gzip),
    known.CORS: Effect(cors.answer_preflight, cors.respond_cors),
    known.COMMON: Effect(common.answer_slash, common.respond_common),
    known.WHITENOISE: Effect(static_files.answer_static),
}


# What each kind of answer is asked for by, and the middleware that gives it (``None``: every project can).
_ASKED = {
    "page": ("/page/", None),
    "redirect": ("/page", known.COMMON),
    "static": ("/static/app.css", known.WHITENOISE),
    "error": ("/missing/", None),
    "preflight": ("/page/", known.CORS),
}
KINDS = tuple(_ASKED)
SCHEMES = ("https", "http")


class _Start(NamedTuple):
    """An answer where it is made: how many middleware are above it."""

    draft: Draft
    depth: int


def answers(site: SiteModel) -> list[Response]:
    """Return the answers of all kinds that the project can give, each by https and by http."""
    return [answer(site, kind, scheme) for kind in KINDS if gives(site, kind) for scheme in SCHEMES]


def gives(site: SiteModel, kind: str) -> bool:
    """Tell whether the project may give answers of a kind."""
    _, middleware = _ASKED[kind]
    if kind == "redirect" and site.settings.get("APPEND_SLASH").truth is False:
        return False
    return middleware is None or any(entry.kind == middleware for entry in site.stack.entries)


def page(site: SiteModel, scheme: str) -> Response:
    """Return the answer to a visitor who asks for a page by ``http`` or ``https``."""
    return answer(site, "page", scheme)


def answer(site: SiteModel, kind: str, scheme: str, *, cross_origin: bool = False) -> Response:
    """Return the answer of a kind by ``http`` or ``https``; ``cross_origin``: to a page of another origin that the project lets in."""
    path, _ = _ASKED[kind]
    secure = is_secure(site, scheme)
    asked = [
        Request(kind, scheme, taken, path, cross_origin or kind == "preflight")
        for taken in ((True, False) if secure is None else (secure,))
    ]
    drafts = [_outwards(site, request, start) for request in asked for start in _starts(site, request)]
    draft = reduce(merged, drafts)
    if not secure and not constant(site, ("SECURE_SSL_REDIRECT", "SECURE_REDIRECT_EXEMPT")):
        # In another environment it is the other answer.
        draft.weaken()
    return Response(kind, scheme, draft.status, _finished(site, draft))


def is_secure(site: SiteModel, scheme: str) -> bool | None:
    """Tell whether Django takes a request for https: where a proxy ends TLS, only if it is told by a header.

    ``None`` where that is not known. The proxy is taken to send the header that the setting names.
    """
    tls = site.surroundings.tls
    if scheme != "https" or tls == "none":
        return False
    if tls == "proxy":
        setting = site.settings.get("SECURE_PROXY_SSL_HEADER")
        if isinstance(setting.value, UnknownPart):
            return None
        pair = setting.value
        if not isinstance(pair, list) or len(pair) != 2:
            return False
        return None if unknown_among(pair) is not None else str(pair[0]).startswith("HTTP_")
    return True


def _starts(site: SiteModel, request: Request) -> Iterator[_Start]:
    """Yield the answers that the request may get, each where it is made."""
    for entry in site.stack.entries:
        effect = EFFECTS.get(entry.kind)
        started = None if effect is None or effect.answer is None else effect.answer(site, request)
        if started is None:
            continue
        yield _Start(started.draft, entry.index + started.seen_by_itself)
        if started.sure and entry.sure:
            return
    yield _Start(_innermost(site, request), len(site.stack.entries))


def _innermost(site: SiteModel, request: Request) -> Draft:
    """Return what comes of a request that reaches the URLs."""
    if request.kind == "page":
        return Draft(200, viewed=True)
    # What a view makes of OPTIONS is for the view to say.
    draft = Draft(None) if request.kind == "preflight" else Draft(404)
    draft.plain = request.kind == "error" and not site.views.has_error_page
    return draft


def _outwards(site: SiteModel, request: Request, start: _Start) -> Draft:
    draft = start.draft
    draft.reached = start.depth
    if not site.stack.known and not site.stack.entries:
        _doubt_all(site, request, draft)
    for entry in reversed(site.stack.entries[: start.depth]):
        effect = EFFECTS.get(entry.kind)
        if effect is not None and effect.respond is not None:
            draft.sure, draft.fixed = entry.sure, entry.fixed
            try:
                draft = effect.respond(site, request, draft) or draft
            except Broken:
                draft = Draft(_SERVER_ERROR, viewed=draft.viewed)
        plain = site.plain_writes(entry)
        if plain is None:
            _doubt(site, request, draft, entry)
        else:
            own.respond_plain(site, entry, plain, draft)
    for entry in site.stack.others:
        for name in _SECURITY_HEADERS:
            if name in draft and (_sends(entry, name) or (entry.own and site.may_set(entry, name))):
                draft.weaken(name)
    return draft


def _sends(entry: Entry, name: str) -> bool:
    return entry.known is not None and name in entry.known.sets


def _doubt(site: SiteModel, request: Request, draft: Draft, entry: Entry) -> None:
    """Note the headers that a middleware may set of which nothing is known but its name or text."""
    if not entry.path:
        _doubt_all(site, request, draft)
        return
    if entry.known is not None and entry.kind not in EFFECTS:
        for sent in entry.known.sets:
            if (sent in _SECURITY_HEADERS) and _reaches(request, sent):
                draft.doubt(sent, entry.path)
    written = site.written(entry) if entry.own else None
    if written is not None and written.caches:
        draft.doubt("Cache-Control", entry.path)
    if entry.own or entry.known is None:
        for name in _SECURITY_HEADERS:
            if _reaches(request, name) and site.may_set(entry, name):
                draft.doubt(name, entry.path)


def _doubt_all(site: SiteModel, request: Request, draft: Draft) -> None:
    """Note what middleware of which nothing is known may do: set any header, and be the one that redirects to https."""
    setting = site.stack.setting
    if not request.secure and site.settings.get("SECURE_SSL_REDIRECT").truth is not False:
        draft.status = None
    for name in _SECURITY_HEADERS:
        if _reaches(request, name):
            draft.doubt(name, setting)
    if all(cookie.optional for cookie in draft.cookies) and request.kind == "page":
        # Those of the session and of CSRF, and whatever else.
        draft.cookies.append(Header("Set-Cookie", None, "unknown", (setting,)))


def _reaches(request: Request, name: str) -> bool:
    """Tell whether a header is of any meaning by the scheme of the request."""
    return request.scheme == "https" or name != "Strict-Transport-Security"


def _finished(site: SiteModel, draft: Draft) -> tuple[Header, ...]:
    """Return the headers that reach the visitor, those of the edge included."""
    headers = dict(draft.headers)
    for name, value in site.surroundings.edge.items():
        headers[name.lower()] = Header(name, value, "known", ("edge",))
    return (*headers.values(), *reversed(draft.cookies))


__all__ = ["EFFECTS", "KINDS", "SCHEMES", "Effect", "answer", "answers", "gives", "is_secure", "page"]
