"""The files that WhiteNoise serves (read in 5.3, 6.7 and 6.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import WHITENOISE
from secheaders_lint.evaluator.rendering import UnknownPart
from secheaders_lint.prediction.answer import Draft, Started

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Request

_MAX_AGE = 60
_ADDED_BY_FUNCTION = "WHITENOISE_ADD_HEADERS_FUNCTION"
_MAY_BE_ADDED = (
    "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Content-Security-Policy",
    "Permissions-Policy", "Cross-Origin-Opener-Policy",
)  # fmt: skip


def answer_static(site: SiteModel, request: Request) -> Started | None:
    """Serve a file under ``STATIC_URL`` whose name has no hash in it."""
    if request.kind != "static":
        return None
    draft = Draft(200)
    _caching(site, draft)
    _origins(site, draft)
    if site.settings.is_set(_ADDED_BY_FUNCTION) and site.value(_ADDED_BY_FUNCTION) is not None:
        for name in _MAY_BE_ADDED:
            if request.scheme == "https" or name != "Strict-Transport-Security":
                draft.doubt(name, _ADDED_BY_FUNCTION)
    # WhiteNoise's storages compress files beforehand; which of them is in the storage's hands.
    if "Compressed" in _storage(site):
        draft.vary(site, "Accept-Encoding", WHITENOISE, sure=False)
    return Started(draft, sure=True, seen_by_itself=False)


def _caching(site: SiteModel, draft: Draft) -> None:
    name = "WHITENOISE_MAX_AGE"
    if site.settings.is_set(name):
        seconds, sources = site.value(name), (name, WHITENOISE)
    else:
        debug = site.settings.get("DEBUG").truth
        seconds = 0 if debug else _MAX_AGE if debug is False else UnknownPart("DEBUG is not known", None)
        sources = ("DEBUG", WHITENOISE)
    if isinstance(seconds, UnknownPart):
        draft.send("Cache-Control", None, "conditional", sources)
    elif seconds is not None:
        # Files with a hash in their name may be kept for ever.
        state = "conditional" if "Manifest" in _storage(site) else draft.state(site, sources)
        draft.send("Cache-Control", f"max-age={seconds}, public", state, sources)


def _origins(site: SiteModel, draft: Draft) -> None:
    name = "WHITENOISE_ALLOW_ALL_ORIGINS"
    is_set = site.settings.is_set(name)
    truth = site.settings.get(name).truth if is_set else True
    if truth is not False:
        sources = (name, WHITENOISE) if is_set else (WHITENOISE,)
        state = draft.state(site, sources) if truth else "conditional"
        draft.send("Access-Control-Allow-Origin", "*", state, sources)


def _storage(site: SiteModel) -> str:
    """Return the dotted path of the storage of static files; empty where it is Django's own or not known."""
    if site.settings.is_set("STORAGES"):
        storages = site.value("STORAGES")
        own = storages.get("staticfiles") if isinstance(storages, dict) else None
        backend = own.get("BACKEND") if isinstance(own, dict) else None
        return backend if isinstance(backend, str) else ""
    backend = site.value("STATICFILES_STORAGE") if site.settings.is_set("STATICFILES_STORAGE") else None
    return backend if isinstance(backend, str) else ""
