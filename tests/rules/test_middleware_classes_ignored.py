from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, sites

CODE = "MW005"
OLD = BASE.replace("MIDDLEWARE =", "MIDDLEWARE_CLASSES =")


def test_no_middleware_runs_at_all() -> None:
    site = Site(OLD)
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ("security.W001", "security.W002", "security.W003")
    assert site.line(found).startswith("MIDDLEWARE_CLASSES")


def test_it_is_the_cause_of_everything_that_is_missing() -> None:
    codes = {found.code for found in Site(OLD).findings()}
    assert codes.isdisjoint({"MW001", "MW003", "CSP001", "CSP003", "PERM001"})


def test_left_over_beside_the_new_setting_is_advice() -> None:
    found = Site(BASE + "MIDDLEWARE_CLASSES = []\n").one(CODE)
    assert found.severity is Severity.INFO
    assert found.django_checks == ()


def test_unknown_version_is_said() -> None:
    found = Site(OLD, django=None).one(CODE)
    assert "no version was found" in found.message
    assert found.confidence is Confidence.MEDIUM


@sites(
    {
        "Django 1.11 reads it": Site(OLD, django="1.11.29"),
        "Django 1.8 reads nothing else": Site(OLD, django="1.8.19"),
        "it is not set": Site(BASE),
        "it is taken back": Site(BASE + "MIDDLEWARE_CLASSES = []\ndel MIDDLEWARE_CLASSES\n"),
        "names may have been set unseen": Site(
            BASE + "import elsewhere\nglobals().update(elsewhere.settings())\n"
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
