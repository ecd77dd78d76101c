"""Headers that a middleware of the project surely sends: nothing says that they are missing."""

from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence

from .csp_sites import NATIVE_LINE
from .sites import BASE, GOOD, OWN, PERHAPS, Site

LAST = 'MIDDLEWARE.append("config.own.HeadersMiddleware")\n'
FIRST = 'MIDDLEWARE.insert(0, "config.own.HeadersMiddleware")\n'
WITHOUT_FRAMING = BASE.replace('    "django.middleware.clickjacking.XFrameOptionsMiddleware",\n', "")
HSTS, HSTS_VALUE = "Strict-Transport-Security", "max-age=31536000"
# Settings with the finding, the header that makes it one about nothing, and a value of it that does not.
MISSING = {
    "HSTS001": (BASE, HSTS, HSTS_VALUE, "max-age=0"),
    "CTO001": (f"{BASE}SECURE_CONTENT_TYPE_NOSNIFF = False\n", "X-Content-Type-Options", "nosniff", "sniff"),
    "MW003": (WITHOUT_FRAMING, "X-Frame-Options", "deny", "ALLOWALL"),
    "XFO001": (f"{BASE}X_FRAME_OPTIONS = 'ALLOWALL'\n", "x-frame-options", "SAMEORIGIN", "ALLOW-FROM x"),
    "REF001": (f"{BASE}SECURE_REFERRER_POLICY = None\n", "Referrer-Policy", "same-origin", "unsafe-url"),
    "COOP001": (
        f"{BASE}SECURE_CROSS_ORIGIN_OPENER_POLICY = None\n", "Cross-Origin-Opener-Policy", "same-origin", "unsafe-none",
    ),
    "CSP001": (BASE, "Content-Security-Policy", "default-src 'self'", ""),
    "PERM001": (BASE, "Permissions-Policy", "camera=()", " "),
}  # fmt: skip


def own(text: str) -> dict[str, str]:
    return {"config/own.py": text}


@pytest.mark.parametrize("place", [FIRST, LAST])
@pytest.mark.parametrize("code", MISSING)
def test_silent_where_it_is_sent(code: str, place: str) -> None:
    settings, header, value, _ = MISSING[code]
    assert Site(settings).findings(code)
    assert not Site(settings + place, files=own(OWN.format(header=header, value=value))).findings(code)


@pytest.mark.parametrize("code", MISSING)
def test_low_where_it_is_sent_to_some(code: str) -> None:
    settings, header, value, _ = MISSING[code]
    found = Site(settings + LAST, files=own(PERHAPS.format(header=header, value=value))).one(code)
    assert found.confidence is Confidence.LOW


@pytest.mark.parametrize("code", MISSING)
def test_a_value_that_protects_nobody_is_no_header(code: str) -> None:
    settings, header, _, value = MISSING[code]
    assert Site(settings + LAST, files=own(OWN.format(header=header, value=value))).findings(code)


@pytest.mark.parametrize("code", MISSING)
def test_low_where_the_middleware_is_not_always_in_the_list(code: str) -> None:
    settings, header, value, _ = MISSING[code]
    site = Site(
        f"{settings}\nfrom elsewhere import FLAG\nif FLAG:\n    {LAST}",
        files=own(OWN.format(header=header, value=value)),
    )
    assert site.one(code).confidence is Confidence.LOW


def test_low_where_another_one_further_out_may_take_it_away() -> None:
    text = OWN.format(header=HSTS, value=HSTS_VALUE) + (
        "def other(get_response):\n    def middleware(request):\n        response = get_response(request)\n"
        '        del response["Strict-Transport-Security"]\n        return response\n    return middleware\n'
    )
    site = Site(f'{BASE}{LAST}MIDDLEWARE.insert(0, "config.own.other")\n', files=own(text))
    assert site.one("HSTS001").confidence is Confidence.LOW


def test_what_keeps_what_is_there_leaves_the_settings_in_force() -> None:
    text = OWN.format(header="X-Frame-Options", value="DENY").replace(
        'response["X-Frame-Options"] = "DENY"', 'response.setdefault("X-Frame-Options", "DENY")'
    )
    settings = f"{BASE}X_FRAME_OPTIONS = 'ALLOWALL'\n"
    assert Site(settings + FIRST, files=own(text)).findings("XFO001")
    assert not Site(settings + LAST, files=own(text)).findings("XFO001")


def test_django_inside_does_not_undo_it() -> None:
    text = OWN.format(header="X-Frame-Options", value="DENY")
    assert not Site(f"{GOOD}X_FRAME_OPTIONS = 'ALLOWALL'\n{FIRST}", files=own(text)).findings("XFO")


def test_a_value_from_a_setting_that_is_not_known_is_sent_all_the_same() -> None:
    text = OWN.format(header=HSTS, value="").replace('""', "settings.OUR_HSTS")
    settings = f"{BASE}OUR_HSTS = os.environ['OUR_HSTS']\n{LAST}"
    assert not Site(settings, files=own("from django.conf import settings\n" + text)).findings("HSTS001")


@pytest.mark.parametrize(
    ("policy", "code", "told"),
    [
        ("default-src 'self'; script-src *", "CSP009", 'script-src of the Content-Security-Policy that HeadersMiddleware sends has "*"'),
        ("default-src self", "CSP010", "default-src of the Content-Security-Policy that HeadersMiddleware sends: self without"),
        ("script-src 'nonce-abcdefgh' 'strict-dynamic'", "CSP010", "the nonce 'nonce-abcdefgh' is the same in every answer"),
        ("default-src 'self'; scrpt-src *", "CSP011", "'scrpt-src' in the Content-Security-Policy that HeadersMiddleware sends is no directive"),
    ],
)  # fmt: skip
def test_its_policy_is_judged_like_any_other(policy: str, code: str, told: str) -> None:
    site = Site(BASE + LAST, files=own(OWN.format(header="Content-Security-Policy", value=policy)))
    found = site.one(code)
    assert told in found.message
    assert site.line(found) == LAST.strip()


def test_its_policy_takes_the_place_of_that_of_the_settings() -> None:
    text = OWN.format(header="Content-Security-Policy", value="default-src 'self'")
    settings = f"{BASE}{NATIVE_LINE}SECURE_CSP = {{'default-src': ['*']}}\n"
    site = Site(settings, django="6.0.10")
    assert site.findings("CSP009")
    assert not site._replace(settings=settings + FIRST, files=own(text)).findings("CSP009")
