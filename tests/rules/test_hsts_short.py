from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, sites

CODE = "HSTS002"


def with_seconds(value: object, **surroundings: object) -> Site:
    """Return a site with these seconds."""
    return Site(BASE + f"SECURE_HSTS_SECONDS = {value}\n", **surroundings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seconds", "said", "following"),
    [
        ("3600", "3600 (an hour)", "604800 (a week)"),
        ("60 * 60 * 24", "86400 (a day)", "604800 (a week)"),
        ("5000", "5000 (about 83 minutes)", "604800 (a week)"),
        ("15551999", "15551999 (about 179 days)", "31536000 (a year)"),
        ("'86400'", "86400 (a day)", "604800 (a week)"),
    ],
)
def test_short(seconds: str, said: str, following: str) -> None:
    found = with_seconds(seconds).one(CODE)
    assert found.severity is Severity.WARNING
    assert f"SECURE_HSTS_SECONDS = {said} is short" in found.message
    assert f"Go on to {following}" in found.help
    assert found.django_checks == ()


@pytest.mark.parametrize(("stage", "following"), [(300, 604800), (604800, 2592000), (2592000, 31536000)])
def test_stage_of_the_ramp_up(stage: int, following: int) -> None:
    found = with_seconds(stage).one(CODE)
    assert found.severity is Severity.INFO
    assert "is a stage of the ramp-up" in found.message
    assert f"go on to {following} " in found.help


@pytest.mark.parametrize("seconds", [1, 60, 299])
def test_trial(seconds: int) -> None:
    found = with_seconds(seconds).one(CODE)
    assert found.severity is Severity.INFO
    assert "is a trial" in found.message
    assert "go on to 300 (five minutes)" in found.help


def test_target_that_is_not_reached() -> None:
    assert with_seconds(300, hsts_target=604800).findings(CODE)


def test_default_of_a_variable_makes_it_medium() -> None:
    found = with_seconds('int(os.environ.get("HSTS", "3600"))').one(CODE)
    assert found.confidence is Confidence.MEDIUM


@sites(
    {
        "180 days": with_seconds(15552000),
        "a year": with_seconds(31536000),
        "the target is reached": with_seconds(300, hsts_target=300),
        "the target is passed": with_seconds(3600, hsts_target=300),
        "none at all is another finding": with_seconds(0),
        "no number is another finding": with_seconds("'soon'"),
        "a required variable is not known": with_seconds('int(os.environ["HSTS"])'),
        "blanks around the number": with_seconds("' 3600 '"),
        "the edge sends it": with_seconds(3600, edge={"Strict-Transport-Security": "max-age=31536000"}),
        "http only": with_seconds(3600, tls="none"),
        "SecurityMiddleware is missing": Site(
            BASE + "SECURE_HSTS_SECONDS = 3600\nMIDDLEWARE = MIDDLEWARE[1:]\n"
        ),
        "one second more than the least": with_seconds(15552001),
        "seconds by a product": with_seconds("60 * 60 * 24 * 365"),
        "a year as a text": with_seconds("'31536000'"),
        "a later line sets a year": Site(
            BASE + "SECURE_HSTS_SECONDS = 3600\nSECURE_HSTS_SECONDS = 31536000\n"
        ),
        "short while debugging alone": Site(BASE + "SECURE_HSTS_SECONDS = 3600 if DEBUG else 31536000\n"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
