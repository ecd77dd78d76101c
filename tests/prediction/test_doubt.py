"""What cannot be known of a page is told as such: middleware of the project, stretches that are not known, the environment."""

from __future__ import annotations

import pytest
from secheaders_lint.prediction.simulate import page

from tests.rules.sites import BASE, GOOD, OWN, Site

# The name of the class is to say nothing, and on which answers it does its work cannot be told.
NAMELESS = OWN.replace("HeadersMiddleware", "OwnMiddleware").replace(
    "        response[", "        if request.user.is_staff:\n            response["
)
SETS_FRAMING = NAMELESS.format(header="X-Frame-Options", value="SAMEORIGIN")
SETS_ANOTHER = NAMELESS.format(header="X-Request-ID", value="1")
SECURITY_HEADERS = {
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Content-Security-Policy",
    "Content-Security-Policy-Report-Only",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "X-XSS-Protection",
}


def states(site: Site, scheme: str = "https") -> dict[str, str]:
    """Return the state of each header of the page, without the cookies that few pages set."""
    (judged,) = site.outcome().judged
    return {each.name: each.state for each in page(judged.site, scheme).headers if not each.optional}


def own(text: str, settings: str = GOOD, where: str = "MIDDLEWARE.append") -> Site:
    return Site(f'{settings}{where}("config.own.OwnMiddleware")\n', files={"config/own.py": text})


class TestMiddlewareOfTheProject:
    def test_a_header_that_it_names_is_unknown(self) -> None:
        found = states(own(SETS_FRAMING))
        assert found.pop("X-Frame-Options") == "unknown"
        assert set(found.values()) == {"known"}

    def test_a_header_that_only_it_sets_is_unknown(self) -> None:
        found = states(own(NAMELESS.format(header="Permissions-Policy", value="camera=()")))
        assert found["Permissions-Policy"] == "unknown"

    def test_its_value_is_not_guessed(self) -> None:
        (judged,) = own(SETS_FRAMING).outcome().judged
        header = page(judged.site, "https").header("x-frame-options")
        assert header is not None
        assert header.value is None
        assert header.sources[-1] == "config.own.OwnMiddleware"

    def test_another_header_is_all_one(self) -> None:
        assert set(states(own(SETS_ANOTHER)).values()) == {"known"}

    @pytest.mark.parametrize(
        "line",
        [
            'response["Cache-Control"] = "no-store"',
            "patch_cache_control(response, private=True)",
            "add_never_cache_headers(response)",
        ],
    )
    def test_it_may_set_cache_control(self, line: str) -> None:
        text = SETS_ANOTHER.replace('response["X-Request-ID"] = "1"', line)
        assert states(own(text))["Cache-Control"] == "unknown"

    def test_a_cache_of_its_own_is_all_one(self) -> None:
        text = SETS_ANOTHER.replace('response["X-Request-ID"] = "1"', 'cache.set("seen", 1)')
        assert "Cache-Control" not in states(own(text))

    @pytest.mark.parametrize("text", ["class OwnMiddleware(\n", NAMELESS[:-20] + "(" * 300])
    def test_one_that_cannot_be_read_may_set_any(self, text: str) -> None:
        found = states(own(text))
        assert {found[name] for name in SECURITY_HEADERS & found.keys()} == {"unknown"}
        assert found.keys() >= SECURITY_HEADERS - {"Content-Security-Policy-Report-Only"}
        assert found["Cache-Control"] == "unknown"

    @pytest.mark.parametrize(
        "text",
        [
            "from config.lower import OwnMiddleware\n",
            "from .lower import Base\nclass OwnMiddleware(Base):\n    pass\n",
            "from config import lower\nclass OwnMiddleware(lower.Base):\n    pass\n",
        ],
    )
    def test_one_that_inherits_from_what_cannot_be_read_may_set_any(self, text: str) -> None:
        site = own(text)
        site = site._replace(files={**site.files, "config/lower.py": "class Base(\n"})
        found = states(site)
        assert {found[name] for name in SECURITY_HEADERS & found.keys()} == {"unknown"}

    def test_one_that_is_not_there_sets_none(self) -> None:
        assert set(states(Site(GOOD + 'MIDDLEWARE.append("config.own.OwnMiddleware")\n')).values()) == {
            "known"
        }

    def test_a_subclass_does_what_the_class_does(self) -> None:
        text = "from django.middleware.security import SecurityMiddleware\nclass OwnMiddleware(SecurityMiddleware):\n    pass\n"
        replaced = GOOD.replace(
            '"django.middleware.security.SecurityMiddleware"', '"config.own.OwnMiddleware"'
        )
        assert states(Site(replaced, files={"config/own.py": text})) == states(Site(GOOD))

    def test_a_package_whose_name_says_so(self) -> None:
        found = states(Site(GOOD + 'MIDDLEWARE.append("elsewhere.middleware.CSPMiddleware")\n'))
        assert found["Content-Security-Policy"] == "unknown"
        assert found["X-Frame-Options"] == "known"


class TestPartsThatAreNotKnown:
    @pytest.mark.parametrize(
        ("settings", "header"),
        [
            ('SECURE_REFERRER_POLICY = ["no-referrer", PART]\n', "Referrer-Policy"),
            ('SECURE_CSP = {"default-src": [PART]}\n', "Content-Security-Policy"),
            ('SECURE_CSP = {"default-src": PART}\n', "Content-Security-Policy"),
            ("SECURE_CSP = PART\n", "Content-Security-Policy"),
            ('PERMISSIONS_POLICY = {"camera": [PART]}\n', "Permissions-Policy"),
            ('PERMISSIONS_POLICY = {"camera": PART}\n', "Permissions-Policy"),
            ("PERMISSIONS_POLICY = PART\n", "Permissions-Policy"),
            ("X_FRAME_OPTIONS = PART\n", "X-Frame-Options"),
            ("SECURE_HSTS_SECONDS = PART\n", "Strict-Transport-Security"),
            ("SECURE_CONTENT_TYPE_NOSNIFF = PART\n", "X-Content-Type-Options"),
            ("SECURE_CROSS_ORIGIN_OPENER_POLICY = PART\n", "Cross-Origin-Opener-Policy"),
        ],
    )
    def test_the_header_is_unknown(self, settings: str, header: str) -> None:
        more = (
            'MIDDLEWARE += ["django.middleware.csp.ContentSecurityPolicyMiddleware",'
            ' "django_permissions_policy.PermissionsPolicyMiddleware"]\n'
        )
        (judged,) = (
            Site(f"{GOOD}{more}from elsewhere import PART\n{settings}", django="6.0.10").outcome().judged
        )
        answer = page(judged.site, "https")
        found = answer.header(header)
        assert answer.status == 200
        assert found is not None
        assert (found.value, found.state) == (None, "unknown")


class TestListsThatAreNotKnown:
    @pytest.mark.parametrize(
        "line",
        ["from elsewhere import MIDDLEWARE\n", "import elsewhere\nMIDDLEWARE += elsewhere.more()\n"],
    )
    def test_everything_may_be_sent(self, line: str) -> None:
        found = states(Site(GOOD + line))
        assert found.keys() >= SECURITY_HEADERS
        assert {found[name] for name in SECURITY_HEADERS} == {"unknown"}

    def test_hsts_means_nothing_by_http(self) -> None:
        assert "Strict-Transport-Security" not in states(
            Site(GOOD + "from elsewhere import MIDDLEWARE\n"), "http"
        )


class TestEnvironment:
    def test_an_entry_that_may_be_absent_leaves_the_others_known(self) -> None:
        line = 'if os.environ.get("TOOLBAR"):\n    MIDDLEWARE.insert(1, "debug_toolbar.middleware.DebugToolbarMiddleware")\n'
        assert states(Site(GOOD + line)) == states(Site(GOOD))

    def test_what_a_conditional_entry_sends_is_conditional(self) -> None:
        line = 'if not os.environ.get("FRAMES"):\n    MIDDLEWARE.append(XFO)\n'
        settings = GOOD.replace('"django.middleware.clickjacking.XFrameOptionsMiddleware",', "")
        site = Site(f'XFO = "django.middleware.clickjacking.XFrameOptionsMiddleware"\n{settings}{line}')
        assert states(site)["X-Frame-Options"] == "conditional"

    def test_a_setting_that_the_environment_decides(self) -> None:
        site = Site(GOOD + 'SECURE_HSTS_SECONDS = int(os.environ.get("HSTS", "300"))\n')
        found = states(site)
        assert found.pop("Strict-Transport-Security") == "conditional"
        assert set(found.values()) == {"known"}

    def test_a_redirect_that_the_environment_decides(self) -> None:
        site = Site(BASE + 'SECURE_SSL_REDIRECT = os.environ.get("TLS") == "on"\n')
        assert set(states(site, "http").values()) == {"conditional"}
        assert "known" in states(site, "https").values()

    def test_a_redirect_that_is_not_known(self) -> None:
        (judged,) = Site(BASE + 'SECURE_SSL_REDIRECT = bool(os.environ["TLS"])\n').outcome().judged
        answer = page(judged.site, "http")
        assert answer.status is None
        assert {header.name: header.state for header in answer.headers}["X-Frame-Options"] == "conditional"

    def test_a_project_middleware_of_another_environment(self) -> None:
        settings = f'{GOOD}if os.environ.get("EXTRA"):\n    MIDDLEWARE.append("config.own.OwnMiddleware")\n'
        found = states(Site(settings, files={"config/own.py": SETS_FRAMING}))
        assert found["X-Frame-Options"] == "conditional"
        assert found["Referrer-Policy"] == "known"


class TestSurroundings:
    def test_the_edge_replaces_and_adds(self) -> None:
        site = Site(
            GOOD, edge={"x-frame-options": "SAMEORIGIN", "Content-Security-Policy": "default-src 'self'"}
        )
        (judged,) = site.outcome().judged
        found = {header.name.lower(): header for header in page(judged.site, "https").headers}
        assert (found["x-frame-options"].value, found["x-frame-options"].sources) == (
            "SAMEORIGIN",
            ("edge",),
        )
        assert found["content-security-policy"].sources == ("edge",)

    def test_no_tls_no_hsts(self) -> None:
        assert "Strict-Transport-Security" not in states(Site(GOOD, tls="none"))

    def test_a_proxy_header_that_is_not_known(self) -> None:
        settings = (
            f"{BASE}SECURE_HSTS_SECONDS = 300\nfrom elsewhere import HEADER\n"
            'SECURE_PROXY_SSL_HEADER = (HEADER, "https")\n'
        )
        assert states(Site(settings, tls="proxy"))["Strict-Transport-Security"] == "conditional"

    def test_a_loop_behind_a_proxy(self) -> None:
        (judged,) = Site(GOOD, tls="proxy").outcome().judged
        assert page(judged.site, "https").status == 301


def test_sessions_of_another_package_go_by_the_same_settings() -> None:
    path = "user_sessions.middleware.SessionMiddleware"
    settings = GOOD.replace("django.contrib.sessions.middleware.SessionMiddleware", path)
    (judged,) = Site(settings).outcome().judged
    (cookie,) = [
        each
        for each in page(judged.site, "https").headers
        if each.name == "Set-Cookie" and path in each.sources
    ]
    assert cookie.value == "sessionid=*; Path=/; Secure; HttpOnly; SameSite=Lax"


class TestWhoRedirects:
    """Where middleware is not known, one of it may be the one that redirects to https, if settings tell it to."""

    OPEN = "from elsewhere import *\nMIDDLEWARE = given()\n"

    def status(self, text: str, scheme: str = "http") -> int | None:
        (judged,) = Site(text).outcome().judged
        return page(judged.site, scheme).status

    @pytest.mark.parametrize("setting", ["SECURE_SSL_REDIRECT = True\n", ""])
    def test_nobody_knows_without_the_list(self, setting: str) -> None:
        assert self.status(f"{BASE}{self.OPEN}{setting}") is None

    def test_nobody_does_where_it_is_off(self) -> None:
        assert self.status(f"{BASE}{self.OPEN}SECURE_SSL_REDIRECT = False\n") == 200

    def test_https_is_where_it_leads(self) -> None:
        assert self.status(f"{BASE}{self.OPEN}SECURE_SSL_REDIRECT = True\n", "https") == 200

    def test_who_is_listed_decides(self) -> None:
        assert self.status(GOOD) == 301
