from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import GOOD, Site, sites

CODE = "DJ005"


def site_of(header: str, value: str, settings: str = GOOD, path: str = "shop/views.py") -> Site:
    view = f'def page(request):\n    response = answer(request)\n    response["{header}"] = "{value}"\n    return response\n'
    return Site(settings, files={path: view})


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "ALLOWALL"),
        ("X-Frame-Options", "ALLOW-FROM https://partner.example"),
        ("Strict-Transport-Security", "max-age=0; includeSubDomains"),
        ("X-Content-Type-Options", ""),
        ("Referrer-Policy", "unsafe-url"),
        ("Cross-Origin-Opener-Policy", "unsafe-none"),
    ],
)
def test_weaker(header: str, value: str) -> None:
    site = site_of(header, value)
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert f"page sends {header}: {value!r}" in found.message
    assert site.line(found).strip().startswith("response[")


@sites(
    {
        "as strict as the settings": site_of("X-Frame-Options", "deny"),
        "the site itself may frame": site_of("X-Frame-Options", "SAMEORIGIN"),
        "an hour of HSTS": site_of("Strict-Transport-Security", "max-age=3600"),
        "a quoted age": site_of("Strict-Transport-Security", "max-age=31536000; preload"),
        "stricter than the settings": site_of("Referrer-Policy", "no-referrer"),
        "nosniff as it is": site_of("X-Content-Type-Options", "nosniff"),
        "popups only": site_of("Cross-Origin-Opener-Policy", "same-origin-allow-popups"),
        "the settings say the same": site_of(
            "Referrer-Policy", "unsafe-url", GOOD + 'SECURE_REFERRER_POLICY = "unsafe-url"\n'
        ),
        "the site sends no such header": site_of(
            "X-Content-Type-Options", "none", GOOD + "SECURE_CONTENT_TYPE_NOSNIFF = False\n"
        ),
        "a middleware writes it": site_of("X-Frame-Options", "ALLOWALL", path="shop/middleware.py"),
        "a header that nobody reads": site_of("X-Powered-By", "ALLOWALL"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
