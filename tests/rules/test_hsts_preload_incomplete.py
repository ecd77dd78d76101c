from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "HSTS005"
YEAR = "SECURE_HSTS_SECONDS = 31536000\n"
PRELOAD = "SECURE_HSTS_PRELOAD = True\n"
SUBDOMAINS = "SECURE_HSTS_INCLUDE_SUBDOMAINS = True\n"


def test_without_subdomains() -> None:
    site = Site(BASE + YEAR + PRELOAD)
    (found,) = site.findings("HSTS")
    assert found.code == CODE
    assert found.severity is Severity.WARNING
    assert found.django_checks == ("security.W005",)
    assert "wants SECURE_HSTS_INCLUDE_SUBDOMAINS = True: it will not take the site" in found.message
    assert site.line(found) == PRELOAD.strip()
    assert found.help.startswith("Remove SECURE_HSTS_PRELOAD")


def test_below_a_year_is_advice_while_the_seconds_are_raised() -> None:
    found = Site(BASE + "SECURE_HSTS_SECONDS = 15552000\n" + SUBDOMAINS + PRELOAD).one(CODE)
    assert found.severity is Severity.INFO
    assert found.django_checks == ()
    assert "at least 31536000 (it is 15552000 (180 days))" in found.message


def test_seconds_that_are_short_are_told_once() -> None:
    found = Site(BASE + "SECURE_HSTS_SECONDS = 604800\n" + SUBDOMAINS + PRELOAD).findings("HSTS")
    assert [each.code for each in found] == ["HSTS002"]


def test_seconds_that_are_the_target_are_told_by_what_they_are_not_enough_for() -> None:
    site = Site(BASE + "SECURE_HSTS_SECONDS = 604800\n" + SUBDOMAINS + PRELOAD, hsts_target=604800)
    assert [each.code for each in site.findings("HSTS")] == ["HSTS005"]


def test_both() -> None:
    message = Site(BASE + "SECURE_HSTS_SECONDS = 604800\n" + PRELOAD).one(CODE).message
    assert "SECURE_HSTS_INCLUDE_SUBDOMAINS = True and SECURE_HSTS_SECONDS of at least" in message


@sites(
    {
        "complete": YEAR + SUBDOMAINS + PRELOAD,
        "no preload is nobody's loss": YEAR + SUBDOMAINS,
        "no preload and no sub-domains": YEAR,
        "no header at all": SUBDOMAINS + PRELOAD,
        "no number is another finding": "SECURE_HSTS_SECONDS = -1\n" + SUBDOMAINS + PRELOAD,
        "a text is another finding": YEAR + 'SECURE_HSTS_PRELOAD = "False"\n',
        "sub-domains as a text are another finding": YEAR
        + PRELOAD
        + 'SECURE_HSTS_INCLUDE_SUBDOMAINS = "True"\n',
        "sub-domains are not known": YEAR
        + PRELOAD
        + 'SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ["S"] == "1"\n',
        "the seconds are not known": SUBDOMAINS + PRELOAD + 'SECURE_HSTS_SECONDS = int(os.environ["HSTS"])\n',
        "preload is not known": YEAR + 'SECURE_HSTS_PRELOAD = os.environ["P"] == "1"\n',
        "Django 1.10 does not know it": Site(BASE + YEAR + PRELOAD, django="1.10.8"),
        "the edge sends the header": Site(
            BASE + YEAR + PRELOAD, edge={"Strict-Transport-Security": "max-age=1"}
        ),
        "http only": Site(BASE + YEAR + PRELOAD, tls="none"),
        "SecurityMiddleware is missing": YEAR + PRELOAD + "MIDDLEWARE = MIDDLEWARE[1:]\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
