"""The session and CSRF cookies of a page that sets both (read in Django 1.8 to 6.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import CSRF, LOCALE
from secheaders_lint.evaluator.rendering import UnknownPart
from secheaders_lint.prediction.answer import Header

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from secheaders_lint.model.settings import Setting
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Draft, Request

_SERVER_ERROR = 500
_NAMES = {"SESSION_COOKIE": "sessionid", "CSRF_COOKIE": "csrftoken"}


def session_by(middleware: str) -> Callable[[SiteModel, Request, Draft], None]:
    """Return what a session middleware does on the way out: Django's, or that of django-user-sessions, which reads the same settings."""

    def respond(site: SiteModel, request: Request, draft: Draft) -> None:
        """Set the session cookie, unless the answer is an error: a grade is that of a page that does."""
        del request
        if not draft.viewed:
            if _session_is_read(site, draft, middleware):
                draft.vary(site, "Cookie", middleware)
            return
        draft.vary(site, "Cookie", middleware)
        if draft.status is None or draft.status < _SERVER_ERROR:
            _set_cookie(site, draft, "SESSION_COOKIE", middleware)

    return respond


def _session_is_read(site: SiteModel, draft: Draft, middleware: str) -> bool:
    """Tell whether a middleware below the session's reads the session of every request that comes by."""
    inner = site.stack.entries[: draft.reached]
    outer = next((entry.index for entry in inner if entry.kind == middleware), draft.reached)
    readers = {entry.kind for entry in inner if entry.sure and entry.index > outer}
    by_token = CSRF in readers and site.settings.get("CSRF_USE_SESSIONS").truth is True
    # The language was kept in the session before Django 3.0.
    return by_token or (LOCALE in readers and not site.at_least("3.0"))


def respond_csrf(site: SiteModel, request: Request, draft: Draft) -> None:
    """Set the CSRF cookie, unless the token is kept in the session."""
    del request
    if draft.viewed and site.settings.get("CSRF_USE_SESSIONS").truth is not True:
        _set_cookie(site, draft, "CSRF_COOKIE", CSRF)
        draft.vary(site, "Cookie", CSRF)


def _set_cookie(site: SiteModel, draft: Draft, prefix: str, middleware: str) -> None:
    names = [f"{prefix}_{part}" for part in ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN", "PATH")]
    values = {name: site.settings.get(name) for name in names}
    sources = (*(name for name, setting in values.items() if setting.is_set), middleware)
    if any(not setting.known for setting in values.values()):
        bounds = (_bound(site, prefix, values, safe=True), _bound(site, prefix, values, safe=False))
        draft.cookies.append(Header("Set-Cookie", None, "unknown", sources, bounds))
        return
    parts = [f"{values[f'{prefix}_NAME'].value}=*"]
    if values[f"{prefix}_DOMAIN"].value:
        parts.append(f"Domain={values[f'{prefix}_DOMAIN'].value}")
    parts.append(f"Path={values[f'{prefix}_PATH'].value}")
    if values[f"{prefix}_SECURE"].truth:
        parts.append("Secure")
    if values[f"{prefix}_HTTPONLY"].truth:
        parts.append("HttpOnly")
    samesite = values[f"{prefix}_SAMESITE"].value
    if samesite and site.at_least("2.1") and str(samesite).lower() not in _samesite(site):
        # ``set_cookie`` raises: no answer that carries this cookie ever goes out.
        return
    if samesite and site.at_least("2.1"):
        parts.append(f"SameSite={samesite}")
    draft.cookies.append(Header("Set-Cookie", "; ".join(parts), draft.state(site, sources), sources))


def _bound(site: SiteModel, prefix: str, values: Mapping[str, Setting], *, safe: bool) -> str:
    """Return a cookie that is in part not known, with what is not known at its safest or its weakest."""
    name, secure, http_only, same_site, domain, path = values.values()
    # Under the name that Django gives it everybody knows what the cookie is for.
    parts = [f"{name.value if name.known else 'id' if safe else _NAMES[prefix]}=*"]
    if domain.known and domain.value:
        parts.append(f"Domain={domain.value}")
    parts.append(f"Path={path.value if path.known else '/'}")
    is_secure = safe if secure.truth is None else secure.truth
    if is_secure:
        parts.append("Secure")
    if safe if http_only.truth is None else http_only.truth:
        parts.append("HttpOnly")
    word = same_site.value
    if not same_site.known:
        # Without Secure browsers refuse a cookie for all sites; beside it none at all says less than any word.
        word = "Lax" if safe else "None" if not is_secure and "none" in _samesite(site) else None
    if word and site.at_least("2.1"):
        parts.append(f"SameSite={word}")
    return "; ".join(parts)


def _samesite(site: SiteModel) -> frozenset[str]:
    """Return the words that ``set_cookie`` takes (Django before 2.1 knows no such attribute)."""
    known = frozenset(("lax", "strict"))
    return known if not site.at_least("3.1") else known | {"none"}


__all__ = ["UnknownPart", "respond_csrf", "session_by"]
