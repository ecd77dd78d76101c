"""The session and CSRF cookies of a page that sets both, and those of messages and the language (read in Django 1.8 to 6.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data.middleware import CSRF, LOCALE, MESSAGES, SESSION, USER_SESSIONS
from secheaders_lint.evaluator.rendering import UnknownPart
from secheaders_lint.prediction.answer import Header

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from secheaders_lint.model.settings import Setting
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Draft, Request

_SERVER_ERROR = 500
# The view that keeps the language which a visitor has chosen.
SET_LANGUAGE = "django.views.i18n.set_language"
_COOKIE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
# Tries the cookie first.
_FALLBACK_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"


class _Cookie(NamedTuple):
    """Whose settings a cookie goes by: those of ``prefix``; ``name`` stands for the setting of its name where it has none.

    ``flags`` is the first Django that reads the settings of Secure and HttpOnly, ``samesite`` that of SameSite. ``usual`` is the
    name by which everybody knows what the cookie is for.
    """

    prefix: str
    usual: str
    flags: str = "1.8"
    samesite: str = "2.1"
    name: str = ""

    def settings(self, site: SiteModel) -> dict[str, Setting]:
        """Return the settings that decide about it: by attribute, those that this Django reads."""
        parts = ["SECURE", "HTTPONLY"] if site.at_least(self.flags) else []
        parts += ["SAMESITE"] if site.at_least(self.samesite) else []
        parts += ["DOMAIN"] if self.name else ["NAME", "DOMAIN", "PATH"]
        return {part: site.settings.get(f"{self.prefix}_{part}") for part in parts}


_FLAGS = {"SECURE": "Secure", "HTTPONLY": "HttpOnly"}
_SESSION = _Cookie("SESSION_COOKIE", "sessionid")
_CSRF = _Cookie("CSRF_COOKIE", "csrftoken")
_LANGUAGE = _Cookie("LANGUAGE_COOKIE", "django_language", flags="3.0", samesite="3.0")
_MESSAGES = _Cookie("SESSION_COOKIE", "messages", name="messages")


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
            _set_cookie(site, draft, _SESSION, middleware)

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
        _set_cookie(site, draft, _CSRF, CSRF)
        draft.vary(site, "Cookie", CSRF)


def respond_messages(site: SiteModel, request: Request, draft: Draft) -> None:
    """Keep messages that were not shown yet in a cookie, where they are not kept in the session: few pages have any left."""
    if request.kind != "page" or not draft.viewed:
        return
    storage = site.settings.get("MESSAGE_STORAGE")
    if storage.value in (_COOKIE_STORAGE, _FALLBACK_STORAGE):
        _set_cookie(site, draft, _MESSAGES, MESSAGES, optional=True)


def set_language(site: SiteModel, request: Request, draft: Draft) -> None:
    """Set the cookie of the language, as Django's view does that a form asks for it (before Django 2.1 only without sessions)."""
    if request.kind != "page" or not draft.viewed or not site.views.sets_language:
        return
    if site.at_least("2.1") or site.stack.has(SESSION, USER_SESSIONS) is False:
        _set_cookie(site, draft, _LANGUAGE, SET_LANGUAGE, optional=True)


def _set_cookie(
    site: SiteModel, draft: Draft, cookie: _Cookie, source: str, *, optional: bool = False
) -> None:
    values = cookie.settings(site)
    sources = (*(setting.name for setting in values.values() if setting.is_set), source)
    if any(not setting.known for setting in values.values()):
        bounds = (_bound(site, cookie, values, safe=True), _bound(site, cookie, values, safe=False))
        draft.cookies.append(Header("Set-Cookie", None, "unknown", sources, bounds, optional))
        return
    plain = {part: setting.value for part, setting in values.items()}
    samesite = plain.get("SAMESITE")
    if samesite and str(samesite).lower() not in _samesite(site):
        # ``set_cookie`` raises: no answer that carries this cookie ever goes out.
        return
    parts = [f"{cookie.name or plain['NAME']}=*"]
    if plain["DOMAIN"]:
        parts.append(f"Domain={plain['DOMAIN']}")
    parts.append(f"Path={plain.get('PATH', '/')}")
    parts += [word for part, word in _FLAGS.items() if part in values and values[part].truth]
    if samesite:
        parts.append(f"SameSite={samesite}")
    state = "conditional" if optional else draft.state(site, sources)
    draft.cookies.append(Header("Set-Cookie", "; ".join(parts), state, sources, optional=optional))


def _bound(site: SiteModel, cookie: _Cookie, values: Mapping[str, Setting], *, safe: bool) -> str:
    """Return a cookie that is in part not known, with what is not known at its safest or its weakest."""
    known = {part: setting.value for part, setting in values.items() if setting.known}
    parts = [f"{cookie.name or known.get('NAME', 'id' if safe else cookie.usual)}=*"]
    if known.get("DOMAIN"):
        parts.append(f"Domain={known['DOMAIN']}")
    parts.append(f"Path={known.get('PATH', '/')}")
    flags = {part: safe if setting.truth is None else setting.truth for part, setting in values.items()}
    parts += [word for part, word in _FLAGS.items() if flags.get(part)]
    word = known.get("SAMESITE")
    if "SAMESITE" in values and "SAMESITE" not in known:
        # Without Secure browsers refuse a cookie for all sites; beside it none at all says less than any word.
        insecure = not flags.get("SECURE") and "none" in _samesite(site)
        word = "Lax" if safe else "None" if insecure else None
    if word:
        parts.append(f"SameSite={word}")
    return "; ".join(parts)


def _samesite(site: SiteModel) -> frozenset[str]:
    """Return the words that ``set_cookie`` takes (Django before 2.1 knows no such attribute)."""
    known = frozenset(("lax", "strict"))
    return known if not site.at_least("3.1") else known | {"none"}


__all__ = ["UnknownPart", "respond_csrf", "respond_messages", "session_by", "set_language"]
