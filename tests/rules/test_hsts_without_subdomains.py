from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "HSTS004"
YEAR = "SECURE_HSTS_SECONDS = 31536000\n"


def test_left_out() -> None:
    site = Site(BASE + YEAR)
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert found.django_checks == ("security.W005",)
    assert "sub-domains may still be asked by http" in found.message
    assert "those of others too" in found.help
    assert site.line(found) == YEAR.strip()


def test_switched_off() -> None:
    site = Site(BASE + YEAR + "SECURE_HSTS_INCLUDE_SUBDOMAINS = False\n")
    assert site.line(site.one(CODE)) == "SECURE_HSTS_INCLUDE_SUBDOMAINS = False"


@sites(
    {
        "it is on": YEAR + "SECURE_HSTS_INCLUDE_SUBDOMAINS = True\n",
        "no header at all": "",
        "the seconds are not known": 'SECURE_HSTS_SECONDS = int(os.environ["HSTS"])\n',
        "the flag is not known": YEAR + 'SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ["SUB"] == "1"\n',
        "a text is another finding": YEAR + 'SECURE_HSTS_INCLUDE_SUBDOMAINS = "False"\n',
        "preload without it is another finding": YEAR + "SECURE_HSTS_PRELOAD = True\n",
        "the edge sends the header": Site(
            BASE + YEAR, edge={"Strict-Transport-Security": "max-age=31536000"}
        ),
        "the stage that is planned is reached": Site(BASE + YEAR, hsts_target=31536000),
        "http only": Site(BASE + YEAR, tls="none"),
        "SecurityMiddleware is missing": YEAR + "MIDDLEWARE = MIDDLEWARE[1:]\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
