"""Settings that real versions of Django were asked about: what they answered is in ``tests/data/page_headers.json``.

The text of a case is what Django imported, and it is what the linter reads. :mod:`record_pages` records the table again.
"""

from __future__ import annotations

from typing import NamedTuple

from .more_cases import RATE_LIMITED_3, RATE_LIMITED_4, SECURITY_PACKAGE

DJANGO = ("2.2.28", "3.0.14", "3.2.25", "4.2.30", "5.2.19", "6.0.10")

PREAMBLE = """\
SECRET_KEY = "abcdefghijklmnopqrstuvwxyz0123456789"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "recorded_urls"
INSTALLED_APPS = [
    "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.staticfiles"
]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATABASES = {}
LOGGING_CONFIG = None
STATIC_URL = "/static/"
STATIC_ROOT = "static"
USE_TZ = True
SEC = "django.middleware.security.SecurityMiddleware"
SESS = "django.contrib.sessions.middleware.SessionMiddleware"
COMMON = "django.middleware.common.CommonMiddleware"
CSRF = "django.middleware.csrf.CsrfViewMiddleware"
XFO = "django.middleware.clickjacking.XFrameOptionsMiddleware"
LOCALE = "django.middleware.locale.LocaleMiddleware"
GZIP = "django.middleware.gzip.GZipMiddleware"
COND = "django.middleware.http.ConditionalGetMiddleware"
UPD = "django.middleware.cache.UpdateCacheMiddleware"
FETCH = "django.middleware.cache.FetchFromCacheMiddleware"
NCSP = "django.middleware.csp.ContentSecurityPolicyMiddleware"
DCSP = "csp.middleware.CSPMiddleware"
WN = "whitenoise.middleware.WhiteNoiseMiddleware"
CORS = "corsheaders.middleware.CorsMiddleware"
PP = "django_permissions_policy.PermissionsPolicyMiddleware"
MIDDLEWARE = [SEC, SESS, COMMON, CSRF, XFO]
"""
URLS = """\
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

def page(request):
    return answer(request)

def nonce(request):
    found = getattr(request, "csp_nonce", None)
    if found is None:
        found = getattr(request, "_csp_nonce", None)
    return answer(request, str(found))

def answer(request, text=""):
    if hasattr(request, "session"):
        request.session["a"] = 1
    get_token(request)
    return HttpResponse(text + "x" * 2000)

urlpatterns = [path("page/", page), path("nonce/", nonce)]
"""
HARD = """
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
"""


class Case(NamedTuple):
    """Settings after the preamble, the packages that they need, and the first Django that they make sense for."""

    settings: str
    packages: tuple[str, ...] = ()
    since: str = "2.2"

    @property
    def text(self) -> str:
        """The whole settings module."""
        return f"{PREAMBLE}{self.settings}\n"

    def versions(self) -> tuple[str, ...]:
        """Return the versions of Django that the case is recorded with."""
        return tuple(version for version in DJANGO if _numbers(version) >= _numbers(self.since))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])


def _csp3(settings: str, first: str = "MIDDLEWARE += [DCSP]") -> Case:
    return Case(f"{first}\n{settings}", ("django-csp==3.8",), "3.2")


def _csp4(settings: str, first: str = "from csp.constants import NONCE, SELF, NONE") -> Case:
    return Case(f"{first}\nMIDDLEWARE += [DCSP]\n{settings}", ("django-csp==4.0",), "4.2")


def _native(settings: str) -> Case:
    return Case(
        f"from django.utils.csp import CSP\nMIDDLEWARE += [NCSP]\n{settings}",
        since="6.0",
    )


def _permissions(settings: str) -> Case:
    return Case(
        f"MIDDLEWARE.insert(1, PP)\n{settings}",
        ("django-permissions-policy==4.21.0",),
        "3.2",
    )


def _cors(settings: str) -> Case:
    return Case(settings, ("django-cors-headers==4.4.0",), "3.2")


def _security_package(settings: str, version: str, first: str) -> Case:
    packages = (
        f"django-security=={version}",
        "ua-parser==0.18.0",
        "python-dateutil==2.9.0.post0",
        "six==1.16.0",
    )
    line = 'MIDDLEWARE += ["security.middleware.ContentSecurityPolicyMiddleware"]'
    return Case(f"{line}\n{settings}", packages, first)


_HSTS = {
    "hsts year": "SECURE_HSTS_SECONDS = 31536000",
    "hsts text": 'SECURE_HSTS_SECONDS = "3600"',
    "hsts text of zero": 'SECURE_HSTS_SECONDS = "0"',
    "hsts empty text": 'SECURE_HSTS_SECONDS = ""',
    "hsts none": "SECURE_HSTS_SECONDS = None",
    "hsts false": "SECURE_HSTS_SECONDS = False",
    "hsts true": "SECURE_HSTS_SECONDS = True",
    "hsts negative": "SECURE_HSTS_SECONDS = -1",
    "hsts fraction": "SECURE_HSTS_SECONDS = 3600.5",
    "hsts product": "SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365",
    "hsts word": 'SECURE_HSTS_SECONDS = "one year"',
    "hsts timedelta": "from datetime import timedelta\nSECURE_HSTS_SECONDS = timedelta(days=365)",
    "hsts seconds of timedelta": "from datetime import timedelta\nSECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())",
    "hsts subdomains": "SECURE_HSTS_SECONDS = 300\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True",
    "hsts preload alone": "SECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_PRELOAD = True",
    "hsts flags as text": 'SECURE_HSTS_SECONDS = 300\nSECURE_HSTS_INCLUDE_SUBDOMAINS = "False"\nSECURE_HSTS_PRELOAD = "0"',
    "hsts flags as empty text": 'SECURE_HSTS_SECONDS = 300\nSECURE_HSTS_INCLUDE_SUBDOMAINS = ""\nSECURE_HSTS_PRELOAD = None',
    "hsts flags without seconds": "SECURE_HSTS_INCLUDE_SUBDOMAINS = True\nSECURE_HSTS_PRELOAD = True",
    "hsts behind proxy": 'SECURE_HSTS_SECONDS = 300\nSECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
}
_TLS = {
    "redirect": "SECURE_SSL_REDIRECT = True",
    "redirect as text": 'SECURE_SSL_REDIRECT = "False"',
    "redirect as 1": "SECURE_SSL_REDIRECT = 1",
    "redirect off as empty text": 'SECURE_SSL_REDIRECT = ""',
    "redirect to a host": 'SECURE_SSL_REDIRECT = True\nSECURE_SSL_HOST = "secure.example.com"',
    "redirect behind proxy": 'SECURE_SSL_REDIRECT = True\nSECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
    "redirect behind proxy without its header": "SECURE_SSL_REDIRECT = True\nSECURE_HSTS_SECONDS = 300",
    "redirect exempt everything": 'SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r".*"]',
    "redirect exempt by empty pattern": 'SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [""]',
    "redirect exempt by other words": 'SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = ["^", "^.+$"]',
    "redirect exempt with a leading slash": 'SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r"^/page/$"]',
    "redirect exempt something else": 'SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r"^health/?$", "^ready"]',
    "proxy header with three parts": HARD
    + 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https", "http")',
    "proxy header as text": HARD + 'SECURE_PROXY_SSL_HEADER = "HTTP_X_FORWARDED_PROTO"',
    "proxy header as list": HARD + 'SECURE_PROXY_SSL_HEADER = ["HTTP_X_FORWARDED_PROTO", "https"]',
    "proxy header as text without its use": 'SECURE_PROXY_SSL_HEADER = "HTTP_X_FORWARDED_PROTO"',
    "proxy header under its http name": HARD + 'SECURE_PROXY_SSL_HEADER = ("X-Forwarded-Proto", "https")',
    "hardened": HARD,
    "hardened behind proxy": HARD + 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
}
_FRAMING = {
    "framing deny": 'X_FRAME_OPTIONS = "DENY"',
    "framing deny in lower case": 'X_FRAME_OPTIONS = "deny"',
    "framing same origin": 'X_FRAME_OPTIONS = "SAMEORIGIN"',
    "framing same origin in mixed case": 'X_FRAME_OPTIONS = "SameOrigin"',
    "framing from a site": 'X_FRAME_OPTIONS = "ALLOW-FROM https://example.com/"',
    "framing of all": 'X_FRAME_OPTIONS = "ALLOWALL"',
    "framing empty": 'X_FRAME_OPTIONS = ""',
    "framing none": "X_FRAME_OPTIONS = None",
    "framing false": "X_FRAME_OPTIONS = False",
    "framing list": 'X_FRAME_OPTIONS = ["DENY"]',
    "framing none without middleware": "X_FRAME_OPTIONS = None\nMIDDLEWARE.remove(XFO)",
    "framing none above security": "X_FRAME_OPTIONS = None\nMIDDLEWARE = [XFO, SEC, SESS, COMMON, CSRF]",
    "framing none, hardened": HARD + "X_FRAME_OPTIONS = None",
    "framing without middleware": 'MIDDLEWARE.remove(XFO)\nX_FRAME_OPTIONS = "DENY"',
}
_OTHERS = {
    "nosniff off": "SECURE_CONTENT_TYPE_NOSNIFF = False",
    "nosniff as text": 'SECURE_CONTENT_TYPE_NOSNIFF = "False"',
    "nosniff on": "SECURE_CONTENT_TYPE_NOSNIFF = True",
    "xss filter": "SECURE_BROWSER_XSS_FILTER = True",
    "referrer none": "SECURE_REFERRER_POLICY = None",
    "referrer empty": 'SECURE_REFERRER_POLICY = ""',
    "referrer empty list": "SECURE_REFERRER_POLICY = []",
    "referrer text": 'SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"',
    "referrer commas": 'SECURE_REFERRER_POLICY = "no-referrer , strict-origin-when-cross-origin"',
    "referrer trailing comma": 'SECURE_REFERRER_POLICY = "no-referrer,"',
    "referrer list": 'SECURE_REFERRER_POLICY = ["no-referrer", "strict-origin-when-cross-origin"]',
    "referrer tuple": 'SECURE_REFERRER_POLICY = ("no-referrer", "same-origin")',
    "referrer set of one": 'SECURE_REFERRER_POLICY = {"same-origin"}',
    "referrer list with blanks": 'SECURE_REFERRER_POLICY = [" no-referrer "]',
    "referrer invalid": 'SECURE_REFERRER_POLICY = "never"',
    "referrer true": "SECURE_REFERRER_POLICY = True",
    "referrer list of number": "SECURE_REFERRER_POLICY = [1]",
    "referrer capitals": 'SECURE_REFERRER_POLICY = "Same-Origin"',
    "opener none": "SECURE_CROSS_ORIGIN_OPENER_POLICY = None",
    "opener empty": 'SECURE_CROSS_ORIGIN_OPENER_POLICY = ""',
    "opener popups": 'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"',
    "opener unsafe": 'SECURE_CROSS_ORIGIN_OPENER_POLICY = "unsafe-none"',
    "opener invalid": 'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same_origin"',
    "opener true": "SECURE_CROSS_ORIGIN_OPENER_POLICY = True",
}
_COOKIES = {
    "cookies secure": "SESSION_COOKIE_SECURE = True\nCSRF_COOKIE_SECURE = True",
    "cookies secure as text": 'SESSION_COOKIE_SECURE = "False"\nCSRF_COOKIE_SECURE = "0"',
    "cookies secure as 1": "SESSION_COOKIE_SECURE = 1\nCSRF_COOKIE_SECURE = 1",
    "cookies httponly": "SESSION_COOKIE_HTTPONLY = False\nCSRF_COOKIE_HTTPONLY = True",
    "cookies strict": 'SESSION_COOKIE_SAMESITE = "Strict"\nCSRF_COOKIE_SAMESITE = "Strict"',
    "cookies strict in lower case": 'SESSION_COOKIE_SAMESITE = "strict"\nCSRF_COOKIE_SAMESITE = "lax"',
    "cookies across sites": 'SESSION_COOKIE_SAMESITE = "None"\nCSRF_COOKIE_SAMESITE = "None"',
    "cookies samesite off": "SESSION_COOKIE_SAMESITE = False\nCSRF_COOKIE_SAMESITE = None",
    "cookies samesite misspelt": 'SESSION_COOKIE_SAMESITE = "Laxx"',
    "cookies names": 'SESSION_COOKIE_NAME = "__Host-sid"\nCSRF_COOKIE_NAME = "__Host-csrf"\nSESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True',
    "cookies paths": 'SESSION_COOKIE_PATH = "/app"\nCSRF_COOKIE_PATH = "/app"',
    "cookies domains": 'SESSION_COOKIE_DOMAIN = ".example.com"\nCSRF_COOKIE_DOMAIN = "example.com"',
    "cookies domain empty": 'SESSION_COOKIE_DOMAIN = ""\nCSRF_COOKIE_DOMAIN = ""',
    "csrf in the session": "CSRF_USE_SESSIONS = True",
    "csrf without middleware": "MIDDLEWARE.remove(CSRF)",
    "session without middleware": "MIDDLEWARE.remove(SESS)",
    "session ends with the browser": "SESSION_EXPIRE_AT_BROWSER_CLOSE = True\nSESSION_SAVE_EVERY_REQUEST = True",
    "session saved each time, redirected": "SECURE_SSL_REDIRECT = True\nSESSION_SAVE_EVERY_REQUEST = True",
}
_ORDERS = {
    "no middleware": "MIDDLEWARE = []",
    "startproject": "",
    "debug": "DEBUG = True",
    "security missing": HARD + "MIDDLEWARE.remove(SEC)",
    "security last": HARD + "MIDDLEWARE = [SESS, COMMON, CSRF, XFO, SEC]",
    "security in the middle": HARD + "MIDDLEWARE = [XFO, SESS, SEC, COMMON, CSRF]",
    "security twice": HARD + "MIDDLEWARE = [SEC, *MIDDLEWARE]",
    "framing first": HARD + "MIDDLEWARE = [XFO, SEC, SESS, COMMON, CSRF]",
    "gzip": "MIDDLEWARE.insert(1, GZIP)",
    "gzip inside": "MIDDLEWARE += [GZIP]",
    "conditional get": "MIDDLEWARE.insert(1, COND)",
    "language": "MIDDLEWARE.insert(2, LOCALE)",
    "language outside": HARD + "MIDDLEWARE.insert(0, LOCALE)",
    "cache around": "MIDDLEWARE = [SEC, UPD, SESS, COMMON, CSRF, XFO, FETCH]",
    "cache inside": "MIDDLEWARE = [SEC, SESS, COMMON, CSRF, XFO, UPD, FETCH]",
    "cache inside for an hour": "MIDDLEWARE = [SEC, SESS, COMMON, CSRF, XFO, UPD, FETCH]\nCACHE_MIDDLEWARE_SECONDS = 3600",
    "cache inside for no time": "MIDDLEWARE = [SEC, SESS, COMMON, CSRF, XFO, UPD, FETCH]\nCACHE_MIDDLEWARE_SECONDS = 0",
    "cache between the cookies": "MIDDLEWARE = [SEC, SESS, UPD, COMMON, CSRF, XFO, FETCH]",
    "cache above session, without csrf": "MIDDLEWARE = [SEC, UPD, SESS, COMMON, XFO, FETCH]",
    "cache without fetching": "MIDDLEWARE = [SEC, SESS, COMMON, CSRF, XFO, UPD]",
    "cache fetched above": "MIDDLEWARE = [UPD, FETCH, SEC, SESS, COMMON, CSRF, XFO]",
    "fetching without update": "MIDDLEWARE = [SEC, SESS, COMMON, CSRF, XFO, FETCH]",
    "everything that varies": "MIDDLEWARE = [SEC, UPD, GZIP, SESS, LOCALE, COMMON, CSRF, XFO, FETCH]",
}
_CSP3 = {
    "csp 3 defaults": "",
    "csp 3 lists": 'CSP_DEFAULT_SRC = ["\'none\'"]\nCSP_SCRIPT_SRC = ["\'self\'", "https://cdn.example"]',
    "csp 3 tuples": 'CSP_DEFAULT_SRC = ("\'self\'",)\nCSP_IMG_SRC = ("\'self\'", "data:")',
    "csp 3 text": "CSP_DEFAULT_SRC = \"'self'\"",
    "csp 3 text with blanks": "CSP_DEFAULT_SRC = \"'self' https:\"",
    "csp 3 default none": "CSP_DEFAULT_SRC = None",
    "csp 3 default none alone with another": "CSP_DEFAULT_SRC = None\nCSP_OBJECT_SRC = [\"'none'\"]",
    "csp 3 empty list": "CSP_IMG_SRC = []",
    "csp 3 empty tuple": "CSP_DEFAULT_SRC = ()",
    "csp 3 report only": "CSP_REPORT_ONLY = True",
    "csp 3 report only as text": 'CSP_REPORT_ONLY = "False"',
    "csp 3 flags": "CSP_UPGRADE_INSECURE_REQUESTS = True\nCSP_BLOCK_ALL_MIXED_CONTENT = True",
    "csp 3 flags off": "CSP_UPGRADE_INSECURE_REQUESTS = False",
    "csp 3 report address": 'CSP_REPORT_URI = "/csp/"\nCSP_REPORT_TO = "main"',
    "csp 3 report addresses": 'CSP_REPORT_URI = ["/csp/", "/other/"]',
    "csp 3 sandbox": 'CSP_SANDBOX = ["allow-scripts"]',
    "csp 3 sandbox empty": "CSP_SANDBOX = []",
    "csp 3 nonce": 'CSP_SCRIPT_SRC = ["\'self\'"]\nCSP_INCLUDE_NONCE_IN = ["script-src"]',
    "csp 3 trusted types": 'CSP_REQUIRE_TRUSTED_TYPES_FOR = ["\'script\'"]\nCSP_TRUSTED_TYPES = ["a", "b"]',
    "csp 3 ancestors": "CSP_FRAME_ANCESTORS = [\"'self'\"]\nCSP_BASE_URI = [\"'none'\"]\nCSP_FORM_ACTION = [\"'self'\"]",
    "csp 3 exclude all": 'CSP_EXCLUDE_URL_PREFIXES = ("/",)',
    "csp 3 exclude all by a text": 'CSP_EXCLUDE_URL_PREFIXES = "/"',
    "csp 3 exclude by empty text": 'CSP_EXCLUDE_URL_PREFIXES = ("",)',
    "csp 3 exclude others": 'CSP_EXCLUDE_URL_PREFIXES = ("/admin", "/api/")',
    "csp 3 exclude other by a text": 'CSP_EXCLUDE_URL_PREFIXES = "/admin"',
    "csp 3 exclude as list": 'CSP_EXCLUDE_URL_PREFIXES = ["/admin"]',
    "csp 3 same source twice": "CSP_DEFAULT_SRC = [\"'self'\", \"'self'\"]",
    "csp 3 under settings of 4": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["\'none\'"]}}',
}
_CSP4 = {
    "csp 4 nothing": "",
    "csp 4 empty": "CONTENT_SECURITY_POLICY = {}",
    "csp 4 none": "CONTENT_SECURITY_POLICY = None",
    "csp 4 no directives": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {}}',
    "csp 4 other key": 'CONTENT_SECURITY_POLICY = {"EXCLUDE_URL_PREFIXES": ["/x/"]}',
    "csp 4 lists": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": [NONE], "script-src": [SELF, "https://cdn.example"]}}',
    "csp 4 shapes": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": (SELF,), "img-src": "https:", "style-src": {SELF}}}',
    "csp 4 nonce": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": [SELF], "script-src": [SELF, NONCE]}}',
    "csp 4 nonce alone": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": [NONCE]}}',
    "csp 4 unknown directive": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"no-such-directive": [SELF], "SCRIPT-SRC": [SELF], "img_src": [SELF]}}',
    "csp 4 flags": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"upgrade-insecure-requests": True, "block-all-mixed-content": False}}',
    "csp 4 switched off": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": None, "img-src": None, "script-src": []}}',
    "csp 4 sandbox": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": [SELF], "sandbox": ["allow-scripts"]}}',
    "csp 4 sandbox true": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": [SELF], "sandbox": True}}',
    "csp 4 report only": 'CONTENT_SECURITY_POLICY_REPORT_ONLY = {"DIRECTIVES": {"default-src": [SELF], "report-uri": "/csp/"}}',
    "csp 4 both": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": [SELF]}}\nCONTENT_SECURITY_POLICY_REPORT_ONLY = {"DIRECTIVES": {"default-src": [NONE]}}',
    "csp 4 exclude all": 'CONTENT_SECURITY_POLICY = {"EXCLUDE_URL_PREFIXES": ["/"], "DIRECTIVES": {"default-src": [SELF]}}',
    "csp 4 exclude letters": 'CONTENT_SECURITY_POLICY = {"EXCLUDE_URL_PREFIXES": "/admin", "DIRECTIVES": {"default-src": [SELF]}}',
    "csp 4 exclude letters without slash": 'CONTENT_SECURITY_POLICY = {"EXCLUDE_URL_PREFIXES": "admin", "DIRECTIVES": {"default-src": [SELF]}}',
    "csp 4 exclude one of both": 'CONTENT_SECURITY_POLICY = {"EXCLUDE_URL_PREFIXES": ["/page"], "DIRECTIVES": {"default-src": [SELF]}}\nCONTENT_SECURITY_POLICY_REPORT_ONLY = {"DIRECTIVES": {"default-src": [NONE]}}',
    "csp 4 exclude other": 'CONTENT_SECURITY_POLICY = {"EXCLUDE_URL_PREFIXES": ("/admin",), "DIRECTIVES": {"default-src": [SELF]}}',
    "csp 4 under settings of 3": "CSP_DEFAULT_SRC = [\"'none'\"]",
    "csp 4 same source twice": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": [SELF, SELF], "img-src": (SELF, "data:", SELF)}}',
    "csp 4 text in one": 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": "\'self\' https:"}}',
}
_NATIVE = {
    "csp native nothing": "",
    "csp native empty": "SECURE_CSP = {}",
    "csp native none": "SECURE_CSP = None",
    "csp native lists": 'SECURE_CSP = {"default-src": [CSP.SELF], "object-src": [CSP.NONE], "img-src": [CSP.SELF, "data:"]}',
    "csp native shapes": 'SECURE_CSP = {"default-src": (CSP.SELF,), "img-src": "https:", "style-src": {"https:", "\'self\'"}}',
    "csp native flags": 'SECURE_CSP = {"default-src": [CSP.SELF], "upgrade-insecure-requests": True, "sandbox": False, "img-src": None}',
    "csp native flag alone": 'SECURE_CSP = {"upgrade-insecure-requests": True}',
    "csp native all off": 'SECURE_CSP = {"sandbox": False, "img-src": None}',
    "csp native empty list": 'SECURE_CSP = {"default-src": [], "img-src": ()}',
    "csp native empty text": 'SECURE_CSP = {"default-src": ""}',
    "csp native nonce": 'SECURE_CSP = {"default-src": [CSP.SELF], "script-src": [CSP.SELF, CSP.NONCE]}',
    "csp native nonce alone": 'SECURE_CSP = {"default-src": [CSP.SELF], "script-src": [CSP.NONCE]}',
    "csp native nonce as text": 'SECURE_CSP = {"script-src": CSP.NONCE}',
    "csp native only a nonce": 'SECURE_CSP = {"script-src": [CSP.NONCE]}',
    "csp native strict": 'SECURE_CSP = {"script-src": [CSP.NONCE, CSP.STRICT_DYNAMIC], "object-src": [CSP.NONE], "base-uri": [CSP.NONE]}',
    "csp native unknown names": 'SECURE_CSP = {"no-such-directive": [CSP.SELF], "IMG-SRC": ["self"]}',
    "csp native report only": 'SECURE_CSP_REPORT_ONLY = {"default-src": [CSP.SELF], "report-uri": "/csp/"}',
    "csp native both": 'SECURE_CSP = {"default-src": [CSP.SELF]}\nSECURE_CSP_REPORT_ONLY = {"default-src": [CSP.NONE]}',
    "csp native debug": 'DEBUG = True\nSECURE_CSP = {"default-src": [CSP.SELF]}',
    "csp native other constants": 'SECURE_CSP = {"script-src": [CSP.UNSAFE_INLINE, CSP.UNSAFE_EVAL, CSP.UNSAFE_HASHES, CSP.WASM_UNSAFE_EVAL, CSP.REPORT_SAMPLE]}',
    "csp native set of constants": 'SECURE_CSP = {"style-src": {CSP.SELF, CSP.UNSAFE_INLINE, "https:"}}',
    "csp native number": 'SECURE_CSP = {"default-src": 1}',
    "csp native with text in list": 'SECURE_CSP = {"default-src": [CSP.SELF, "https://a.example https://b.example", ""]}',
    "csp native same source twice": 'SECURE_CSP = {"default-src": [CSP.SELF, CSP.SELF]}',
    "csp native first": 'MIDDLEWARE = [NCSP, SEC, XFO]\nSECURE_CSP = {"default-src": [CSP.SELF]}',
    "csp native setting without middleware": 'MIDDLEWARE.remove(NCSP)\nSECURE_CSP = {"default-src": [CSP.SELF]}',
}
_PERMISSIONS = {
    "permissions nothing": "",
    "permissions empty": "PERMISSIONS_POLICY = {}",
    "permissions shapes": 'PERMISSIONS_POLICY = {"geolocation": [], "camera": ["self", "https://a.example"], "usb": "none", "fullscreen": "*", "gyroscope": "self"}',
    "permissions tuples": 'PERMISSIONS_POLICY = {"geolocation": (), "camera": ("self",), "microphone": ["none"]}',
    "permissions many": 'PERMISSIONS_POLICY = {name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")}',
    "permissions refused": 'PERMISSIONS_POLICY = {"vibrate": []}',
    "permissions with quotes": 'PERMISSIONS_POLICY = {"camera": ["https://a.example", "src"]}',
}
_CORS = {
    "cors all": "MIDDLEWARE.insert(1, CORS)\nCORS_ALLOW_ALL_ORIGINS = True",
    "cors all with credentials": "MIDDLEWARE.insert(1, CORS)\nCORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True",
    "cors one": 'MIDDLEWARE.insert(1, CORS)\nCORS_ALLOWED_ORIGINS = ["https://other.example"]',
    "cors without settings": "MIDDLEWARE.insert(1, CORS)",
    "cors first": HARD + 'MIDDLEWARE.insert(0, CORS)\nCORS_ALLOWED_ORIGINS = ["https://other.example"]',
    "cors last": 'MIDDLEWARE += [CORS]\nCORS_ALLOWED_ORIGINS = ["https://other.example"]',
    "cors for some paths": 'MIDDLEWARE.insert(1, CORS)\nCORS_URLS_REGEX = r"^/api/.*$"\nCORS_ALLOW_ALL_ORIGINS = True',
    "cors for all paths": 'MIDDLEWARE.insert(1, CORS)\nCORS_URLS_REGEX = r"^.*$"\nCORS_ALLOW_ALL_ORIGINS = True',
}


def _all() -> dict[str, Case]:
    """Return every case by its name."""
    found = {
        name: Case(text)
        for part in (_HSTS, _TLS, _FRAMING, _OTHERS, _COOKIES, _ORDERS)
        for name, text in part.items()
    }
    for part, build in (
        (_CSP3, _csp3),
        (_CSP4, _csp4),
        (_NATIVE, _native),
        (_PERMISSIONS, _permissions),
        (_CORS, _cors),
    ):
        found |= {name: build(text) for name, text in part.items()}
    for version, first in (("0.12.0", "3.2"), ("1.1.6", "4.2")):
        found |= {
            f"django-security {version}: {name}": _security_package(text, version, first)
            for name, text in SECURITY_PACKAGE.items()
        }
    line = 'MIDDLEWARE += ["csp.contrib.rate_limiting.RateLimitedCSPMiddleware"]'
    found |= {f"csp 3 rate limited: {name}": _csp3(text, line) for name, text in RATE_LIMITED_3.items()}
    found |= {
        f"csp 4 rate limited: {name}": Case(
            f"from csp.constants import NONE, SELF\n{line}\n{text}", ("django-csp==4.0",), "4.2"
        )
        for name, text in RATE_LIMITED_4.items()
    }
    old = ("django-cors-headers==3.14.0",)
    found["cors of an older version"] = Case("MIDDLEWARE.insert(1, CORS)", old, "3.2")
    for name, place in (("whitenoise second", 1), ("whitenoise first", 0)):
        found[name] = Case(f"{HARD}MIDDLEWARE.insert({place}, WN)", ("whitenoise==6.7.0",), "3.2")
    return found


CASES = _all()
