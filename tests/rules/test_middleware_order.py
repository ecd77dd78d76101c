from __future__ import annotations

import pytest
from secheaders_lint.data import django_middleware
from secheaders_lint.data.middleware import table
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.rules.order import ORDERS

from .sites import GOOD, Site, sites

CODE = "MW006"
SECURITY = "django.middleware.security.SecurityMiddleware"
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
AUTH = "django.contrib.auth.middleware.AuthenticationMiddleware"
MESSAGES = "django.contrib.messages.middleware.MessageMiddleware"
COMMON = "django.middleware.common.CommonMiddleware"
CSRF = "django.middleware.csrf.CsrfViewMiddleware"
LOCALE = "django.middleware.locale.LocaleMiddleware"
GZIP = "django.middleware.gzip.GZipMiddleware"
FRAMES = "django.middleware.clickjacking.XFrameOptionsMiddleware"
UPDATE = "django.middleware.cache.UpdateCacheMiddleware"
FETCH = "django.middleware.cache.FetchFromCacheMiddleware"
CORS = "corsheaders.middleware.CorsMiddleware"
NOISE = "whitenoise.middleware.WhiteNoiseMiddleware"
OTP = "django_otp.middleware.OTPMiddleware"
FLATPAGES = "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware"
LOGIN = "django.contrib.auth.middleware.LoginRequiredMiddleware"
ORIGINS = 'CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n'


def listed(*paths: str, more: str = "") -> Site:
    """Return a site with exactly these middleware."""
    return Site(GOOD + f"MIDDLEWARE = {[SECURITY, *paths]!r}\n{more}", django="6.0.1")


@pytest.mark.parametrize(
    ("paths", "more", "severity", "words"),
    [
        ((AUTH, SESSION), "", Severity.WARNING, "no session yet, and every page is a server error"),
        ((MESSAGES, SESSION), "", Severity.WARNING, "no session yet"),
        ((CSRF, SESSION), "CSRF_USE_SESSIONS = True\n", Severity.WARNING, "no session yet"),
        ((SESSION, OTP, AUTH), "", Severity.WARNING, "no user is ever verified"),
        ((SESSION, UPDATE, FETCH), "", Severity.ERROR, "what one user was shown is shown to others"),
        ((UPDATE, FETCH, LOCALE), "", Severity.WARNING, "comes in that of another"),
        ((COMMON, CORS), ORIGINS, Severity.WARNING, "carry no Access-Control-Allow-Origin"),
        ((FLATPAGES, FRAMES), "", Severity.WARNING, "flat pages go out without X-Frame-Options"),
        ((FETCH, FRAMES, UPDATE), "", Severity.WARNING, "without the headers of what stands between the two"),
        ((GZIP, UPDATE, FETCH), "", Severity.INFO, "compressed anew"),
        ((SESSION, "django.middleware.cache.CacheMiddleware"), "", Severity.ERROR, "is shown to others"),
    ],
)
def test_wrong_side(paths: tuple[str, ...], more: str, severity: Severity, words: str) -> None:
    found = listed(*paths, more=more).one(CODE)
    assert found.severity is severity
    assert found.confidence is Confidence.HIGH
    assert words in found.message
    assert found.django_checks == ()


def test_one_finding_for_what_has_to_move() -> None:
    site = listed(AUTH, MESSAGES, SESSION)
    found = site.one(CODE)
    assert found.message.startswith(
        "SessionMiddleware stands below AuthenticationMiddleware and MessageMiddleware: "
    )
    assert found.help == f"Move '{SESSION}' above '{AUTH}'."
    assert [related.message for related in found.related] == [
        "AuthenticationMiddleware stands here",
        "MessageMiddleware stands here",
    ]


def test_two_causes_are_two_findings() -> None:
    assert len(listed(AUTH, SESSION, COMMON, CORS, more=ORIGINS).findings(CODE)) == 2


def test_the_one_that_belongs_elsewhere_moves() -> None:
    assert listed(FLATPAGES, FRAMES).one(CODE).help == f"Move '{FLATPAGES}' below '{FRAMES}'."


def test_a_subclass_of_the_project_is_less_sure() -> None:
    text = f"from {AUTH.rpartition('.')[0]} import AuthenticationMiddleware\nclass Auth(AuthenticationMiddleware):\n    pass\n"
    site = Site(
        GOOD + f"MIDDLEWARE = {[SECURITY, 'config.own.Auth', SESSION]!r}\n", files={"config/own.py": text}
    )
    assert site.one(CODE).confidence is Confidence.MEDIUM


def test_every_target_is_known() -> None:
    paths = {path for order in ORDERS for path in (*order.outer, order.inner)}
    assert paths <= {*table(), *django_middleware.table()}


# Constraints of the table that are no finding: why, says the head of ``order.py``.
LEFT_OUT = {
    # MW002 and MW004 speak of these.
    (SECURITY, NOISE),
    # Nothing changes, as measured or read.
    (SECURITY, "django_permissions_policy.PermissionsPolicyMiddleware"),
    (UPDATE, LOCALE),
    (AUTH, LOGIN),
    (AUTH, "django.contrib.admindocs.middleware.XViewMiddleware"),
    (AUTH, "security.middleware.MandatoryPasswordChangeMiddleware"),
    (SESSION, "allauth.account.middleware.AccountMiddleware"),
    (AUTH, "allauth.account.middleware.AccountMiddleware"),
    (MESSAGES, "allauth.account.middleware.AccountMiddleware"),
    (SESSION, "hijack.middleware.HijackUserMiddleware"),
    (SESSION, "django_auto_logout.middleware.auto_logout"),
    # Only an error page of the project's own that holds a form would tell.
    (SESSION, COMMON),
    # It takes itself out unless DEBUG is on.
    (GZIP, "django_browser_reload.middleware.BrowserReloadMiddleware"),
    # Not settled, or gone.
    (AUTH, "sesame.middleware.AuthenticationMiddleware"),
    (AUTH, "cms.middleware.user.CurrentUserMiddleware"),
    (AUTH, "cms.middleware.toolbar.ToolbarMiddleware"),
    (CSRF, "corsheaders.middleware.CorsPostCsrfMiddleware"),
}


def test_every_constraint_is_a_finding_or_left_out_for_a_reason() -> None:
    wished = set()
    for path, each in table().items():
        for wish in each.constraints:
            if wish.target in table() and wish.strength in {"required", "documented"}:
                before = wish.relation == "before"
                if before or wish.relation in {"after", "directly-after"}:
                    wished.add((path, wish.target) if before else (wish.target, path))
    found = {(outer, order.inner) for order in ORDERS for outer in order.outer}
    assert wished - found == LEFT_OUT


@sites(
    {
        "as startproject has it": GOOD,
        "sessions of another package above": listed("user_sessions.middleware.SessionMiddleware", AUTH),
        "a session middleware that may be absent above": listed(
            AUTH, SESSION, more=f"if os.environ['X'] == '1':\n    MIDDLEWARE.insert(0, {SESSION!r})\n"
        ),
        "an unknown stretch above": listed(
            AUTH, SESSION, more="import elsewhere\nMIDDLEWARE[:0] = elsewhere.more()\n"
        ),
        "a middleware above that is called so": listed("vendor.SessionFromToken", AUTH, SESSION),
        "the one above may be absent": listed(
            SESSION, more=f"if os.environ['X'] == '1':\n    MIDDLEWARE.insert(0, {AUTH!r})\n"
        ),
        "sessions are missing": listed(AUTH),
        "the list is unknown": listed(AUTH, SESSION, more="from elsewhere import MIDDLEWARE\n"),
        "tokens are in a cookie": listed(CSRF, SESSION),
        "whether tokens are in the session is not known": listed(
            CSRF, SESSION, more="CSRF_USE_SESSIONS = os.environ['X'] == '1'\n"
        ),
        "messages are in a cookie": listed(
            MESSAGES,
            SESSION,
            more="MESSAGE_STORAGE = 'django.contrib.messages.storage.cookie.CookieStorage'\n",
        ),
        "a login wall works when all requests are processed": listed(SESSION, LOGIN, AUTH),
        "the language is part of the key": listed(SESSION, LOCALE, COMMON),
        "no languages": listed(UPDATE, FETCH, LOCALE, more="USE_I18N = False\n"),
        "nothing is read from the cache": listed(SESSION, UPDATE),
        "nothing between the halves of the cache sends a header": listed(FETCH, COMMON, UPDATE),
        "nothing is stored": listed(FETCH, LOCALE),
        "the cache as documented": listed(UPDATE, SESSION, COMMON, FETCH),
        "the cache between security and sessions": listed(UPDATE, FETCH, SESSION),
        "nobody is let in by CORS": listed(COMMON, CORS, more="CORS_ALLOWED_ORIGINS = []\n"),
        "who is let in is not known": listed(
            COMMON, CORS, more="CORS_ALLOWED_ORIGINS = os.environ['X'].split()\n"
        ),
        "no redirects": listed(COMMON, CORS, more=ORIGINS + "APPEND_SLASH = False\n"),
        "WhiteNoise sends its own header": listed(NOISE, CORS, COMMON, more=ORIGINS),
        "security, CORS, WhiteNoise": listed(CORS, NOISE, COMMON, more=ORIGINS),
        "activity is not recorded anyway": listed(
            SESSION, "allauth.usersessions.middleware.UserSessionsMiddleware", AUTH
        ),
        "sessions are not asked for yet": listed("hijack.middleware.HijackUserMiddleware"),
        "several want to be last": listed(
            SESSION,
            AUTH,
            "axes.middleware.AxesMiddleware",
            "django_prometheus.middleware.PrometheusAfterMiddleware",
            "maintenance_mode.middleware.MaintenanceModeMiddleware",
        ),
        "the edge sends it": Site(
            GOOD + f"MIDDLEWARE = {[SECURITY, FLATPAGES, FRAMES]!r}\n", edge={"X-Frame-Options": "DENY"}
        ),
        "the language is in a cookie": Site(GOOD + f"MIDDLEWARE.insert(0, {LOCALE!r})\n", django="2.1.15"),
        "MW009 speaks of a cache that is the wrong way round": Site(
            GOOD + f"MIDDLEWARE = {[FETCH, SECURITY, SESSION, UPDATE]!r}\n"
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
