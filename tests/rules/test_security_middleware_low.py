from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import GOOD, Site, sites

CODE = "MW002"
COMMON = "django.middleware.common.CommonMiddleware"
ANSWERS = """
from django.http import HttpResponse
class {name}:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        if request.path == "/out/":
            return HttpResponse("out of order", status=503)
        return self.get_response(request)
"""
PASSES = """
class {name}:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        request.seen = True
        return self.get_response(request)
    def process_view(self, request, view, args, kwargs):
        from django.shortcuts import redirect
        return redirect("/") if request.GET else None
"""


def above(*paths: str) -> str:
    """Return settings with these middleware above SecurityMiddleware."""
    return (
        GOOD
        + f"MIDDLEWARE = {list(paths)!r} + [each for each in MIDDLEWARE if each not in {list(paths)!r}]\n"
    )


def own(name: str, text: str) -> Site:
    """Return a site with a middleware of the project above SecurityMiddleware."""
    return Site(above(f"config.own.{name}"), files={"config/own.py": text.format(name=name)})


def test_redirects_without_headers() -> None:
    site = Site(above(COMMON))
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert "CommonMiddleware (redirects)" in found.message
    assert "without Strict-Transport-Security" in found.message
    # The redirect is made on the way out: SecurityMiddleware has sent the visitor to https before.
    assert "nobody is sent to https first" not in found.message
    assert found.django_checks == ()
    assert found.related[0].message == "CommonMiddleware answers above it"


def test_answers_by_http() -> None:
    assert "nobody is sent to https first" in own("Maintenance", ANSWERS).one(CODE).message


def test_www_is_put_before_the_host_by_http() -> None:
    assert "nobody is sent to https first" in Site(above(COMMON) + "PREPEND_WWW = True\n").one(CODE).message


def test_redirects_that_lose_nothing_of_weight_are_advice() -> None:
    assert Site(above(COMMON) + "SECURE_HSTS_SECONDS = 0\n").one(CODE).severity is Severity.INFO


def test_place_is_that_of_the_entry() -> None:
    line = '    "django.middleware.security.SecurityMiddleware",\n'
    last = '    "django.middleware.clickjacking.XFrameOptionsMiddleware",\n'
    site = Site(GOOD.replace(line, "").replace(last, last + line))
    found = site.one(CODE)
    assert site.line(found) == line.rstrip()
    assert found.location.column == 5


def test_security_last_as_in_the_first_projects_of_django_1_8() -> None:
    settings = GOOD + "MIDDLEWARE = MIDDLEWARE[1:] + MIDDLEWARE[:1]\n"
    assert "CommonMiddleware" in Site(settings).one(CODE).message


def test_maintenance_page() -> None:
    found = Site(above("maintenance_mode.middleware.MaintenanceModeMiddleware")).one(CODE)
    assert found.severity is Severity.WARNING
    assert "MaintenanceModeMiddleware (answers 503)" in found.message


def test_middleware_of_the_project_that_answers() -> None:
    found = own("BlockMiddleware", ANSWERS).one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.MEDIUM
    assert "BlockMiddleware (answers of its own)" in found.message


def test_function_of_the_project_that_answers() -> None:
    text = "from django.shortcuts import redirect\ndef block(get_response):\n    return lambda request: redirect('/')\n"
    assert Site(above("config.own.block"), files={"config/own.py": text}).findings(CODE)


def test_middleware_that_inherits_its_answers() -> None:
    text = ANSWERS.format(name="Base") + "class BlockMiddleware(Base):\n    pass\n"
    assert Site(above("config.own.BlockMiddleware"), files={"config/own.py": text}).findings(CODE)


@pytest.mark.parametrize("name", ["HealthCheckMiddleware", "TenantMiddleware", "HeartbeatMiddleware"])
def test_advice_where_it_is_meant_to_be_above(name: str) -> None:
    found = own(name, ANSWERS).one(CODE)
    assert found.severity is Severity.INFO
    assert name in found.help


def test_tenants_are_known_first() -> None:
    assert (
        Site(above("django_tenants.middleware.main.TenantMainMiddleware")).one(CODE).severity is Severity.INFO
    )


def test_languages_need_their_urls() -> None:
    assert Site(above("django.middleware.locale.LocaleMiddleware")).one(CODE).severity is Severity.INFO


def test_http_only_site_loses_little() -> None:
    found = Site(above(COMMON), tls="none").one(CODE)
    assert found.severity is Severity.INFO
    assert "https" not in found.message
    assert "Strict-Transport-Security" not in found.message


@sites(
    {
        "nothing stands above": Site(GOOD),
        "what stands above never answers": Site(
            above("django.contrib.sessions.middleware.SessionMiddleware")
        ),
        "its answers come from the view's place": Site(above("django.middleware.csrf.CsrfViewMiddleware")),
        "a 304 needs no headers": Site(above("django.middleware.http.ConditionalGetMiddleware")),
        "preflights must not be redirected": Site(above("corsheaders.middleware.CorsMiddleware")),
        "another rule speaks of static files": Site(above("whitenoise.middleware.WhiteNoiseMiddleware")),
        "a stored page has its headers": Site(
            above(
                "django.middleware.cache.UpdateCacheMiddleware",
                "django.middleware.cache.FetchFromCacheMiddleware",
            )
        ),
        "only in development": Site(above("debug_toolbar.middleware.DebugToolbarMiddleware")),
        "a package that is not known": Site(above("elsewhere.middleware.SomeMiddleware")),
        "preflights of the project's own making": own("OurCorsMiddleware", ANSWERS),
        "a middleware of the project that passes on": own("SeenMiddleware", PASSES),
        "slash redirects are off": Site(above(COMMON) + "APPEND_SLASH = False\n"),
        "what stands above may be absent": Site(
            above(COMMON).replace(f"'{COMMON}'] +", f"'{COMMON}'] * bool(os.environ['X']) +")
        ),
        "SecurityMiddleware is missing": Site(GOOD + "MIDDLEWARE = MIDDLEWARE[1:]\n"),
        "the list is unknown": Site(GOOD + "from elsewhere import MIDDLEWARE\n"),
        "the edge sends the headers": Site(
            above(COMMON),
            edge={
                "Strict-Transport-Security": "max-age=31536000",
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin",
                "Cross-Origin-Opener-Policy": "same-origin",
            },
        ),
        "there are no headers to lose": Site(
            above(COMMON).replace("SECONDS = 31536000", "SECONDS = 0"), django="2.2.28"
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
