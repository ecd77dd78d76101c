"""Which middleware must stand above which, and what a visitor loses where it does not.

The table of constraints (``data/middleware.json``) says who wishes what; here are those whose breach has an effect that can be
told from settings, with that effect. Left out, for their breach changes nothing, or nothing that can be told:

* LoginRequiredMiddleware, XViewMiddleware and django-security's MandatoryPasswordChangeMiddleware below AuthenticationMiddleware:
  they work in ``process_view``, which runs when all requests have been processed (measured with Django 6.0).
* UpdateCacheMiddleware above LocaleMiddleware: the language is part of the key, and ``Vary`` is added to a stored page as well (measured).
* django-allauth's AccountMiddleware below sessions and authentication, django-hijack's below sessions: their code asks for them
  only later.
* django-permissions-policy below SecurityMiddleware: above it the header is on more answers, not on fewer.
* those that want to be first or last (django-hosts, django-tenants, django-guid, django-prometheus, django-axes,
  django-maintenance-mode, debug toolbar, CORS "as high as possible"): several at a time cannot be, and who answers in front of
  them is MW002's business.
* "body-changing", "reads the nonce on the way out", "changes Vary", "trusts the CSRF check": which of the project's own
  middleware does so cannot be told; known ones are in the table below by their paths.
* django-cms and django-sesame: what happens is not settled. CorsPostCsrfMiddleware is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data import middleware as known
from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import CSP, FRAMING, sent_anyway
from secheaders_lint.rules.cors import lets_someone_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry

SESSIONS = (known.SESSION, known.USER_SESSIONS)
_COMPRESSORS = (
    known.GZIP,
    "django_brotli.middleware.BrotliMiddleware",
    "compression_middleware.middleware.CompressionMiddleware",
)
# Both halves of the cache in one.
_CACHE = "django.middleware.cache.CacheMiddleware"
_STORES, _READS = (known.UPDATE_CACHE, _CACHE), (known.FETCH_CACHE, _CACHE)
_POLICIES = (known.NATIVE_CSP, known.DJANGO_CSP, known.DJANGO_CSP_RATE_LIMITED)
_SENDERS = frozenset((*_POLICIES, known.CLICKJACKING, known.PERMISSIONS_POLICY, known.REFERRER_POLICY))
_REMOTE_USER = "django.contrib.auth.middleware.RemoteUserMiddleware"
_PERSISTENT_REMOTE_USER = "django.contrib.auth.middleware.PersistentRemoteUserMiddleware"
_FLATPAGES = "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware"
_BROKEN_LINKS = "django.middleware.common.BrokenLinkEmailsMiddleware"
_HIJACK = "hijack.middleware.HijackUserMiddleware"
_AUTO_LOGOUT = "django_auto_logout.middleware.auto_logout"
_TOOLBAR = "debug_toolbar.middleware.DebugToolbarMiddleware"
_HOSTS = "django_hosts.middleware.HostsRequestMiddleware"
_NO_SESSION = "there is no session yet, and every page is a server error"
_NO_USER = "there is no request.user yet, and every page is a server error"
_SHOWN_TO_OTHERS = "pages are stored before they are marked as different by cookie, and what one user was shown is shown to others"
_STATIC_CORS = "WHITENOISE_ALLOW_ALL_ORIGINS"


class Order(NamedTuple):
    """One constraint: one of ``outer`` has to stand above ``inner``, or ``effect``.

    ``holds`` tells for which sites; ``sinks``: it is the inner one that belongs elsewhere.
    """

    outer: tuple[str, ...]
    inner: str
    effect: str
    severity: Severity = Severity.WARNING
    holds: Callable[[SiteModel], bool] | None = None
    sinks: bool = False


class Breach(NamedTuple):
    """A constraint that a list does not keep, and the two entries that stand the wrong way round."""

    order: Order
    outer: Entry
    inner: Entry


def _tokens_in_session(site: SiteModel) -> bool:
    return site.at_least("1.11") and site.settings.get("CSRF_USE_SESSIONS").truth is True


def _messages_in_session(site: SiteModel) -> bool:
    """Tell whether messages need the session: they do by default, and with both storages that keep them there."""
    setting = site.settings.get("MESSAGE_STORAGE")
    storage = setting.value
    if not setting.is_set:
        return True
    return isinstance(storage, str) and storage.endswith((".FallbackStorage", ".SessionStorage"))


def _tells_of_logout(site: SiteModel) -> bool:
    options = site.value("AUTO_LOGOUT")
    return isinstance(options, dict) and "MESSAGE" in options


def _redirects_slashes(site: SiteModel) -> bool:
    return site.settings.get("APPEND_SLASH").truth is True or site.settings.get("PREPEND_WWW").truth is True


def _redirects_other_origins(site: SiteModel) -> bool:
    return _redirects_slashes(site) and lets_someone_in(site)


def _records_activity(site: SiteModel) -> bool:
    name = "USERSESSIONS_TRACK_ACTIVITY"
    return site.settings.is_set(name) and site.settings.get(name).truth is True


def _static_files_want_cors(site: SiteModel) -> bool:
    if not lets_someone_in(site):
        return False
    return site.settings.is_set(_STATIC_CORS) and site.settings.get(_STATIC_CORS).truth is False


def _caches(site: SiteModel) -> bool:
    """Tell whether pages are stored and read again: the one half does nothing without the other."""
    return site.stack.find(*_STORES) is not None and site.stack.find(*_READS) is not None


def _header_between_halves(site: SiteModel) -> bool:
    """Tell whether something stands between the reading half of the cache and the storing one below it, and sends a header."""
    fetch, update = site.stack.find(known.FETCH_CACHE), site.stack.find(known.UPDATE_CACHE)
    if fetch is None or update is None:
        return False
    between = site.stack.entries[fetch.index + 1 : update.index]
    return any(entry.sure and entry.kind in _SENDERS for entry in between)


def _caches_translations(site: SiteModel) -> bool:
    if not _caches(site):
        return False
    return not site.settings.is_set("USE_I18N") or site.settings.get("USE_I18N").truth is True


ORDERS = (
    Order(SESSIONS, known.AUTHENTICATION, _NO_SESSION),
    Order(SESSIONS, known.MESSAGES, _NO_SESSION, holds=_messages_in_session),
    Order(SESSIONS, known.CSRF, _NO_SESSION, holds=_tokens_in_session),
    Order(
        SESSIONS,
        "django_session_timeout.middleware.SessionTimeoutMiddleware",
        "SessionTimeoutMiddleware finds no session, and none ever times out",
    ),
    # From Django 2.1 on the choice is kept in a cookie as well.
    Order(
        SESSIONS,
        known.LOCALE,
        "the language that a visitor chose is forgotten",
        Severity.INFO,
        holds=lambda site: not site.at_least("2.1"),
    ),
    Order((known.AUTHENTICATION,), _REMOTE_USER, _NO_USER),
    Order((known.AUTHENTICATION,), _PERSISTENT_REMOTE_USER, _NO_USER),
    Order((known.AUTHENTICATION,), _HIJACK, _NO_USER),
    Order((known.AUTHENTICATION,), _AUTO_LOGOUT, _NO_USER),
    Order((known.AUTHENTICATION,), "impersonate.middleware.ImpersonateMiddleware", _NO_USER),
    Order((known.AUTHENTICATION,), "session_security.middleware.SessionSecurityMiddleware", _NO_USER),
    Order((known.AUTHENTICATION,), "security.middleware.SessionExpiryPolicyMiddleware", _NO_USER),
    Order((known.AUTHENTICATION,), "security.middleware.LoginRequiredMiddleware", _NO_USER),
    Order(
        (known.AUTHENTICATION,),
        "django_otp.middleware.OTPMiddleware",
        "no user is ever verified by a second factor, and request.user.is_verified() is not there",
    ),
    Order(
        (known.AUTHENTICATION,),
        "allauth.usersessions.middleware.UserSessionsMiddleware",
        "the activity of sessions is not recorded, though USERSESSIONS_TRACK_ACTIVITY is on",
        Severity.INFO,
        holds=_records_activity,
    ),
    Order(
        (known.MESSAGES,),
        _AUTO_LOGOUT,
        "the message about a log-out cannot be stored, and that page is a server error",
        holds=_tells_of_logout,
    ),
    Order(
        (known.CSRF,),
        _REMOTE_USER,
        "the CSRF token is not renewed when somebody is logged in",
        Severity.INFO,
    ),
    Order(_STORES, known.SESSION, _SHOWN_TO_OTHERS, Severity.ERROR, holds=_caches),
    Order(_STORES, known.USER_SESSIONS, _SHOWN_TO_OTHERS, Severity.ERROR, holds=_caches),
    Order(
        (known.UPDATE_CACHE,),
        known.FETCH_CACHE,
        "a page from the cache goes out without the headers of what stands between the two",
        holds=_header_between_halves,
    ),
    Order(
        _STORES,
        known.GZIP,
        "a page from the cache is compressed anew for everyone who asks",
        Severity.INFO,
        holds=_caches,
    ),
    Order(
        (known.LOCALE,),
        known.FETCH_CACHE,
        "a page is taken from the cache before the visitor's language is known, and comes in that of another",
        holds=_caches_translations,
        sinks=True,
    ),
    Order(
        (known.CORS,),
        known.COMMON,
        "the redirects of CommonMiddleware carry no Access-Control-Allow-Origin, and browsers let no other origin follow them",
        holds=_redirects_other_origins,
    ),
    Order(
        (known.CORS,),
        known.WHITENOISE,
        "static files carry no Access-Control-Allow-Origin, though WHITENOISE_ALLOW_ALL_ORIGINS is off",
        Severity.INFO,
        holds=_static_files_want_cors,
    ),
    Order(
        (known.CLICKJACKING,),
        _FLATPAGES,
        f"flat pages go out without {FRAMING}",
        holds=lambda site: not sent_anyway(site, FRAMING),
        sinks=True,
    ),
    Order(
        _POLICIES,
        _FLATPAGES,
        f"flat pages go out without {CSP}",
        holds=lambda site: not sent_anyway(site, CSP),
        sinks=True,
    ),
    Order(
        (_BROKEN_LINKS,),
        known.COMMON,
        "mails are sent for addresses that are then redirected to those with a slash",
        Severity.INFO,
        holds=_redirects_slashes,
    ),
    Order(
        _COMPRESSORS,
        "debreach.middleware.RandomCommentMiddleware",
        "RandomCommentMiddleware cannot read what is compressed already, and every compressed page is a server error",
    ),
    Order(
        _COMPRESSORS,
        "silk.middleware.SilkyMiddleware",
        "SilkyMiddleware cannot read answers that are compressed already",
    ),
    Order(
        _COMPRESSORS,
        "django_minify_html.middleware.MinifyHtmlMiddleware",
        "MinifyHtmlMiddleware leaves compressed pages as they are",
        Severity.INFO,
    ),
    Order(
        (known.GZIP,),
        "django.middleware.http.ConditionalGetMiddleware",
        "the ETag is that of the compressed page, which is never the same twice, and nobody is spared the download",
        Severity.INFO,
        # From 4.2 on random bytes go into it.
        holds=lambda site: site.at_least("4.2"),
        sinks=True,
    ),
    Order(
        _COMPRESSORS, _TOOLBAR, "the toolbar cannot put itself into pages that are compressed", Severity.INFO
    ),
    Order((_HOSTS,), _TOOLBAR, "django-hosts refuses that order, and the site does not start"),
)


def breaches(site: SiteModel) -> Iterator[Breach]:
    """Yield the constraints that the list surely does not keep."""
    for order in ORDERS:
        inner, outer = site.stack.find(order.inner), site.stack.find(*order.outer)
        if inner is None or outer is None or outer.index < inner.index:
            continue
        if any(_may_serve(entry, order) for entry in site.stack.above(inner)):
            continue
        if order.holds is None or order.holds(site):
            yield Breach(order, outer, inner)


def _may_serve(entry: Entry, order: Order) -> bool:
    """Tell whether an entry above is, or may be, what has to stand there: one that is unsure, unknown, or so called."""
    if not entry.path or entry.kind in order.outer:
        return True
    # SessionMiddleware → session: a class of the project that does the same work is hardly called otherwise.
    words = {kind.rpartition(".")[2].lower().removesuffix("middleware") for kind in order.outer}
    return entry.known is None and any(word[:4] in entry.label.lower() for word in words)
