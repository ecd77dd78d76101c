"""Questions that several rules ask of a site; each is answered with yes, no, or ``None``: not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.data.checks import has_check, wants_true
from secheaders_lint.data.middleware import (
    CSRF,
    DJANGO_CSP,
    DJANGO_CSP_RATE_LIMITED,
    NATIVE_CSP,
    REFERRER_POLICY,
    SECURITY,
    SESSION,
    USER_SESSIONS,
)
from secheaders_lint.data.middleware import table as middleware
from secheaders_lint.findings import Confidence, Severity

if TYPE_CHECKING:
    from secheaders_lint.findings import Location
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry

HSTS = "Strict-Transport-Security"
NOSNIFF = "X-Content-Type-Options"
FRAMING = "X-Frame-Options"
REFERRER = "Referrer-Policy"
OPENER = "Cross-Origin-Opener-Policy"
CSP = "Content-Security-Policy"
CSP_REPORT_ONLY = "Content-Security-Policy-Report-Only"
PERMISSIONS = "Permissions-Policy"

# More of a value than this says nothing more to a reader.
_SHOWN = 60
# Of more variables a message does not tell.
_FEW = 2
_EXISTS = " exists"


# -- settings ----------------------------------------------------------------------------------------------------------


def switch(site: SiteModel, name: str) -> bool | None:
    """Return whether a switch is on; ``None`` where that is not known, or where it is a text: DJ004 speaks of those."""
    setting = site.settings.get(name)
    return None if isinstance(setting.value, str) and setting.value else setting.truth


def words(value: Any) -> list[str] | None:
    """Return the texts of a list, or the parts of a text with commas; ``None`` where it is neither, or not all known."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return value
    return None


def app(site: SiteModel, *names: str) -> bool | None:
    """Return whether one of these is in INSTALLED_APPS, written exactly so."""
    parts = site.settings.parts("INSTALLED_APPS")
    if parts is None:
        return None if site.settings.is_set("INSTALLED_APPS") else False
    if any(part.sure and part.value in names for part in parts):
        return True
    return False if all(part.sure and isinstance(part.value, str) for part in parts) else None


def stated(site: SiteModel, name: str) -> str:
    """Return ``NAME is 'value'``, ``NAME is not set``, or where alone it is set, as the beginning of a message.

    A file that is not in the repository may set anything; the variables that decide about a value are named, be there few.
    """
    setting = site.settings.get(name)
    if setting.is_set:
        by = site.settings.deciding(name)
        says = "the variable {} says" if len(by) == 1 else "the variables {} say"
        unless = f", unless {says.format(listing(by))} otherwise" if 0 < len(by) <= _FEW else ""
        return f"{name} is {shown(setting.value)}{unless}"
    only = site.settings.elsewhere(name)
    if only.endswith(_EXISTS) and " " not in only.removesuffix(_EXISTS):
        return (
            f"{name} is not set, unless {only.removesuffix(_EXISTS)} sets it, which is not in the repository"
        )
    return f"{name} is set only where {only}" if 0 < len(only) <= _SHOWN else f"{name} is not set"


def shown(value: Any) -> str:
    """Return a value for a message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def place(site: SiteModel, name: str, *related: str) -> Location:
    """Return where a setting is decided, else where it belongs: beside the nearest related one."""
    return site.where(name) if site.settings.is_set(name) else site.anchor(*related)


# -- Django ------------------------------------------------------------------------------------------------------------


def release(site: SiteModel) -> str:
    """Return ``Django 5.2``, and that it is a guess where no version was found."""
    known = f"Django {site.series}"
    return known if site.django.version else f"{known} (taken for the newest, as no version was found)"


def version_sureness(site: SiteModel) -> Confidence:
    """Return how sure a finding is that holds for some versions of Django alone."""
    return Confidence.HIGH if site.django.exact else Confidence.MEDIUM


def checks(site: SiteModel, *ids: str, needs: str = SECURITY) -> tuple[str, ...]:
    """Return those of the checks that this Django has; none where ``needs`` is not listed by its exact path.

    Django's checks look for the dotted path alone: a subclass of the middleware is nothing to them.
    """
    if needs and site.stack.lists(needs) is not True:
        return ()
    return tuple(check for check in ids if has_check(check, site.django.version))


def session_check(site: SiteModel, ids: tuple[str, str, str]) -> tuple[str, ...]:
    """Return the check of a session cookie's flag: for the app alone, for the middleware alone, for both."""
    installed, listed = app(site, "django.contrib.sessions"), site.stack.lists(SESSION)
    if installed is None or listed is None or not (installed or listed):
        return ()
    return (ids[2] if installed and listed else ids[0] if installed else ids[1],)


def objects_to(site: SiteModel, check: str, value: Any) -> bool:
    """Tell whether a check of a switch is not content with a known value."""
    return value is not True if wants_true(check, site.django.version) else not value


def for_visitors(site: SiteModel) -> bool:
    """Tell whether visitors meet an entrypoint as it is: it is none for development or tests, and none that others complete."""
    return str(site.entrypoint.role) in {"production", "unknown"}


# -- who sends what ----------------------------------------------------------------------------------------------------


def sent_anyway(site: SiteModel, header: str) -> bool:
    """Tell whether a header is sent whatever the settings for it say: by the edge, or by a middleware of the project."""
    return header.lower() in site.given


def senders(site: SiteModel, header: str) -> list[str]:
    """Return the middleware of the stack that can set a header, surely there or not."""
    found = []
    for entry in site.stack.entries:
        known = middleware().get(entry.kind)
        if known is not None and any(sent.partition(" ")[0].lower() == header.lower() for sent in known.sets):
            found.append(entry.kind)
    return found


def sureness(site: SiteModel, header: str) -> Confidence:
    """Return low where a middleware that is not known may send a header that seems to be missing, else high."""
    unknown = [entry for entry in site.stack.entries if entry.own or entry.known is None]
    return Confidence.LOW if any(site.may_set(entry, header) for entry in unknown) else Confidence.HIGH


def runs_security(site: SiteModel, header: str) -> bool:
    """Tell whether SecurityMiddleware is known to run and the header is the site's own business."""
    return not sent_anyway(site, header) and site.stack.has(SECURITY) is True


def sends_hsts(site: SiteModel) -> bool:
    """Tell whether Strict-Transport-Security is the site's own business: https, SecurityMiddleware, no edge that sends it."""
    return site.surroundings.tls != "none" and runs_security(site, HSTS)


def security_headers(site: SiteModel) -> list[str]:
    """Return the headers that SecurityMiddleware is set to send and nothing else sends, the weightiest first."""
    names = {HSTS: "SECURE_HSTS_SECONDS", NOSNIFF: "SECURE_CONTENT_TYPE_NOSNIFF"}
    if site.at_least("3.0"):
        names[REFERRER] = "SECURE_REFERRER_POLICY"
    if site.at_least("4.0"):
        names[OPENER] = "SECURE_CROSS_ORIGIN_OPENER_POLICY"
    found = [header for header, name in names.items() if site.settings.get(name).truth is True]
    if site.surroundings.tls == "none" and HSTS in found:
        found.remove(HSTS)
    return [header for header in found if not sent_anyway(site, header)]


def session_cookie(site: SiteModel) -> bool | None:
    """Return whether the site has a session cookie that goes by Django's settings: who sets it, Django or another."""
    runs = site.stack.has(SESSION, USER_SESSIONS)
    if runs is False and any(_sets_session(site, entry) for entry in site.stack.entries):
        return True
    return runs


def _sets_session(site: SiteModel, entry: Entry) -> bool:
    """Tell whether a middleware of the project goes by the settings of the session cookie itself."""
    written = site.written(entry) if entry.own else None
    return written is not None and "SESSION_COOKIE_" in written.module


def csrf_cookie(site: SiteModel) -> bool | None:
    """Return whether the site has a CSRF cookie of its own."""
    kept_in_session = site.settings.get("CSRF_USE_SESSIONS").truth
    return site.stack.has(CSRF) if kept_in_session is False else None if kept_in_session is None else False


def policy_middleware(site: SiteModel) -> bool | None:
    """Return whether one of the known middleware that send a Content-Security-Policy is in the list."""
    known = (NATIVE_CSP, DJANGO_CSP, DJANGO_CSP_RATE_LIMITED, *senders(site, CSP))
    return site.stack.has(*known)


def referrer_setting(site: SiteModel) -> str | None:
    """Return the setting that decides Referrer-Policy: that of the package, which overwrites, else Django's own.

    ``None`` where no setting does, or where it is not known which.
    """
    package = site.stack.has(REFERRER_POLICY)
    if package is not False:
        return "REFERRER_POLICY" if package else None
    return "SECURE_REFERRER_POLICY" if site.at_least("3.0") and site.stack.has(SECURITY) is True else None


# -- wording -----------------------------------------------------------------------------------------------------------


def listing(names: list[str], most: int = 6) -> str:
    """Return ``a``, ``a and b``, ``a, b and c``; beyond ``most`` the rest is a number."""
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def advice(site: SiteModel) -> Severity | None:
    """Return the severity of a finding about CSP or Permissions-Policy: advice only for an API, else the rule's own."""
    return Severity.INFO if site.surroundings.profile == "api" else None
