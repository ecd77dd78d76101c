from __future__ import annotations

import json

import pytest
from secheaders_lint.reporters import headers_json, headers_text
from secheaders_lint.reporters.style import Style
from secheaders_lint.reporters.tables import HeaderRow, HeadersModule, ResponseTable

from tests.reporters.runner import commands
from tests.reporters.samples import HOSTILE, MODULE

SECURITY = "django.middleware.security.SecurityMiddleware"
HSTS = HeaderRow("Strict-Transport-Security", "max-age=3600", "known", ("SECURE_HSTS_SECONDS", SECURITY))
NOSNIFF = HeaderRow(
    "X-Content-Type-Options", "nosniff", "conditional", ("SECURE_CONTENT_TYPE_NOSNIFF", SECURITY)
)
VARY = HeaderRow("Vary", "Cookie", "known", ("django.middleware.csrf.CsrfViewMiddleware",))


def module(*responses: ResponseTable, unread: tuple[str, ...] = ()) -> HeadersModule:
    return HeadersModule(MODULE, responses, {"SECURE_HSTS_SECONDS": "shop/settings.py:3"}, unread)


def page(scheme: str, *headers: HeaderRow, status: int | None = 200) -> ResponseTable:
    return ResponseTable("page", scheme, status, headers)


def lines(*responses: ResponseTable, width: int = 100) -> list[str]:
    return headers_text.render([module(*responses)], Style(width)).splitlines()[3:]


def test_json():
    document = json.loads(headers_json.render([module(page("https", HSTS))]))
    assert document == {
        "schema": 1,
        "modules": [
            {
                "module": "shop.settings",
                "configuration": None,
                "path": "shop/settings.py",
                "role": "production",
                "django": {"version": "5.2.7", "source": "requirements.txt:1"},
                "responses": [
                    {
                        "kind": "page",
                        "scheme": "https",
                        "status": 200,
                        "headers": [
                            {
                                "name": "Strict-Transport-Security",
                                "value": "max-age=3600",
                                "state": "known",
                                "from": ["SECURE_HSTS_SECONDS", SECURITY],
                            }
                        ],
                    }
                ],
                "grades": {},
            }
        ],
    }


def test_a_page_shows_what_is_missing_in_its_place():
    assert lines(page("https", HSTS, NOSNIFF, VARY), page("http", NOSNIFF, VARY)) == [
        "https: a page (200)",
        "  Strict-Transport-Security   max-age=3600                            shop/settings.py:3",
        "  Content-Security-Policy     missing",
        "  X-Frame-Options             missing",
        "  X-Content-Type-Options     ~nosniff                                 Django's default",
        "  Referrer-Policy             missing",
        "  Permissions-Policy          missing",
        "  Vary                        Cookie                                  CsrfViewMiddleware",
        "",
        "http: the same page, without Strict-Transport-Security; nothing redirects to https",
        "",
        "~ not with every page, or another in another environment",
        "",
        "Not part of this: what views and servers in front of Django do.",
    ]


def test_a_redirect_is_one_line():
    shown = lines(page("https", HSTS), page("http", NOSNIFF, status=301))
    assert "http: redirected to https (301), with X-Content-Type-Options" in shown


def test_a_redirect_that_never_ends():
    shown = lines(page("https", NOSNIFF, status=301), page("http", NOSNIFF, status=301))
    assert shown[:3] == [
        "https: redirected to itself without end (301), so no page is ever reached",
        "",
        "http: redirected to https (301), with X-Content-Type-Options",
    ]


def test_a_redirect_without_any_of_them():
    assert "http: redirected to https (301), with none of the headers above" in lines(
        page("https", HSTS), page("http", status=301)
    )


def test_an_http_page_that_differs_is_shown_whole():
    shown = lines(page("https", HSTS), page("http", VARY))
    assert shown[shown.index("http: a page (200)") + 1] == "  Strict-Transport-Security   not sent over http"


def test_a_server_error():
    assert lines(page("https", status=500))[0] == "https: every page is a server error (500)"


def test_report_only_stands_where_the_policy_is_missing():
    only = HeaderRow(
        "Content-Security-Policy-Report-Only", "default-src 'self'", "known", ("SECURE_CSP_REPORT_ONLY",)
    )
    assert "  Content-Security-Policy     missing, report-only" in lines(page("https", only))


def test_a_name_that_is_too_long_has_its_own_line():
    only = HeaderRow("Content-Security-Policy-Report-Only", "default-src 'self'", "conditional", ("CSP",))
    shown = lines(page("https", only))
    place = shown.index("  Content-Security-Policy-Report-Only~")
    assert shown[place + 1] == f"{' ' * 30}default-src 'self'{' ' * 22}Django's default"


def test_a_sentence_about_http_keeps_to_the_width():
    shown = lines(page("https", HSTS, NOSNIFF, VARY), page("http", NOSNIFF, VARY), width=70)
    assert "http: the same page, without Strict-Transport-Security; nothing" in shown
    assert "  redirects to https" in shown


def test_a_value_that_is_not_known():
    shown = lines(page("https", HSTS._replace(value=None, state="unknown")))
    assert shown[1].startswith("  Strict-Transport-Security  ?(not known)")
    assert "? not decided" in shown
    shown = lines(page("https", HSTS._replace(value=None, state="conditional")))
    assert shown[1].startswith("  Strict-Transport-Security  ~(sent, with a value that is not known)")


def test_a_long_value_is_wrapped_and_its_origin_below():
    shown = lines(
        page("https", HSTS._replace(name="Content-Security-Policy", value="img-src 'self'; " * 9)), width=70
    )
    assert shown[2].startswith("  Content-Security-Policy     img-src 'self'; ")
    assert all(len(line) <= 70 for line in shown)
    assert "                                shop/settings.py:3" in shown


@pytest.mark.parametrize("width", [80, 100, 120])
def test_origins_keep_to_the_width_and_to_one_column(width):
    far = "shop/a/long/way/down/settings/production.py:14"
    one = module(page("https", HSTS, NOSNIFF, VARY))._replace(places={"SECURE_HSTS_SECONDS": far})
    shown = headers_text.render([one], Style(width)).splitlines()[3:]
    assert max(map(len, shown)) <= width
    assert sum(line.strip() == far for line in shown) == (width < 100)
    default, vary = (next(line for line in shown if word in line) for word in ("nosniff", "CsrfView"))
    assert default.index("Django's default") == vary.index("CsrfViewMiddleware")


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (("edge",), "sent by the edge, as configured"),
        (("SECURE_HSTS_SECONDS", "OTHER", SECURITY), "shop/settings.py:3"),
        (("OTHER",), "Django's default"),
        ((SECURITY,), "SecurityMiddleware"),
    ],
)
def test_origins(sources, said):
    assert lines(page("https", HSTS._replace(sources=sources)), width=120)[1].endswith(
        f"max-age=3600{' ' * 28}{said}"
    )


def test_verbose_names_every_setting_and_middleware():
    shown = headers_text.render([module(page("https", HSTS, NOSNIFF))], Style(100), verbose=True)
    assert "SECURE_HSTS_SECONDS (shop/settings.py:3), SecurityMiddleware\n" in shown
    assert "SECURE_CONTENT_TYPE_NOSNIFF (Django's default), SecurityMiddleware\n" in shown


def test_what_was_not_read_is_told():
    shown = headers_text.render([module(page("https"), unread=("shop.Own",))], Style(120))
    assert shown.endswith("Django do, and middleware that was not read: shop.Own.\n")


def test_websockets_are_told_of():
    shown = headers_text.render([module(page("https"))._replace(websockets=True)], Style(100))
    assert shown.endswith("what views and servers in front of Django do, answers to websockets (Channels).\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_commands_nothing(text):
    one = page("https", HeaderRow(text, text, "unknown", (text, text.upper())))
    whole = HeadersModule(MODULE._replace(module=text), (one,), {text.upper(): text}, (text,))
    for width in (40, 100):
        for verbose in (False, True):
            shown = headers_text.render([whole], Style(width), verbose=verbose)
            assert commands(shown) == []
            assert shown.replace("\n", "").isprintable()
    assert commands(headers_json.render([whole])) == []


def test_an_echo_is_told_as_one() -> None:
    row = HeaderRow("Access-Control-Allow-Origin", None, "known", ("CORS_ALLOWED_ORIGINS",), "Origin")
    preflight = ResponseTable("preflight", "https", 200, (row,))
    told = " ".join(" ".join(lines(page("https", HSTS), preflight)).split())
    assert "with Access-Control-Allow-Origin: (the Origin of the request)" in told
    document = json.loads(headers_json.render([module(preflight)]))
    (header,) = document["modules"][0]["responses"][0]["headers"]
    assert (header["value"], header["state"], header["echo"]) == (None, "known", "Origin")
