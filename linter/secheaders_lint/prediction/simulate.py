"""Runs a request through the middleware as Django does: inwards until one answers, then back out through those above."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data import middleware as known
from secheaders_lint.evaluator.rendering import UnknownPart
from secheaders_lint.prediction import cookies, features, policies, security
from secheaders_lint.prediction.answer import Draft, Header, Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.model.site import SiteModel


class Effect(NamedTuple):
    """What a middleware does: an ``answer`` of its own on the way in, and its work on an answer on the way out."""

    answer: Callable[[SiteModel, Request], Draft | None] | None = None
    respond: Callable[[SiteModel, Request, Draft], None] | None = None


def _frame_options(site: SiteModel, request: Request, draft: Draft) -> None:
    del request
    setting = site.settings.get("X_FRAME_OPTIONS")
    value = setting.value
    if isinstance(value, str):
        value = value.upper()
    if value is None:
        # ``None.upper()`` raises: every page is a server error (Django 1.8 to 6.1).
        draft.status = 500
        return
    draft.put(site, "X-Frame-Options", value, ("X_FRAME_OPTIONS", known.CLICKJACKING))


def _referrer_package(site: SiteModel, request: Request, draft: Draft) -> None:
    del request
    if site.settings.is_set("REFERRER_POLICY"):
        draft.put(
            site,
            "Referrer-Policy",
            site.value("REFERRER_POLICY"),
            ("REFERRER_POLICY", known.REFERRER_POLICY),
            keep=False,
        )


EFFECTS: dict[str, Effect] = {
    known.SECURITY: Effect(security.answer, security.respond),
    known.CLICKJACKING: Effect(respond=_frame_options),
    known.NATIVE_CSP: Effect(respond=policies.respond_native),
    known.DJANGO_CSP: Effect(respond=policies.respond_django_csp),
    known.PERMISSIONS_POLICY: Effect(respond=features.respond_permissions),
    known.FEATURE_POLICY: Effect(respond=features.respond_feature),
    known.REFERRER_POLICY: Effect(respond=_referrer_package),
    known.SESSION: Effect(respond=cookies.respond_session),
    known.CSRF: Effect(respond=cookies.respond_csrf),
}


def page(site: SiteModel, scheme: str) -> Response:
    """Return the answer to a visitor who asks for a page by ``http`` or ``https``."""
    return respond(site, Request("page", scheme, is_secure(site, scheme)))


def is_secure(site: SiteModel, scheme: str) -> bool:
    """Tell whether Django takes a request for https: where a proxy ends TLS, only if it is told by a header."""
    tls = site.surroundings.tls
    if scheme != "https" or tls == "none":
        return False
    if tls == "proxy":
        header = site.value("SECURE_PROXY_SSL_HEADER")
        return isinstance(header, list) and len(header) == 2
    return True


def respond(site: SiteModel, request: Request) -> Response:
    """Return the answer to a request, after everything in front of Django has done its part."""
    entries = site.stack.entries
    draft: Draft | None = None
    depth = len(entries)
    for entry in entries:
        effect = EFFECTS.get(entry.kind)
        if entry.sure and effect is not None and effect.answer is not None:
            draft = effect.answer(site, request)
            if draft is not None:
                depth = entry.index + 1
                break
    kind = request.kind if draft is None else "redirect"
    draft = draft or Draft(200)
    for entry in reversed(entries[:depth]):
        effect = EFFECTS.get(entry.kind)
        if effect is not None and effect.respond is not None and draft.status != 500:
            draft.sure = entry.sure
            effect.respond(site, request, draft)
    del kind
    return Response(request.kind, request.scheme, draft.status, _finished(site, draft))


def _finished(site: SiteModel, draft: Draft) -> tuple[Header, ...]:
    """Return the headers that reach the visitor, those of the edge included."""
    headers = dict(draft.headers)
    for name, value in site.surroundings.edge.items():
        headers[name.lower()] = Header(name, value, "known", ("edge",))
    return (*headers.values(), *reversed(draft.cookies))


__all__ = ["EFFECTS", "Effect", "UnknownPart", "is_secure", "page", "respond"]
