from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "REF002"
PACKAGE = 'MIDDLEWARE.append("django_referrer_policy.middleware.ReferrerPolicyMiddleware")\n'


@pytest.mark.parametrize(
    ("token", "severity"),
    [
        ("unsafe-url", Severity.WARNING),
        ("no-referrer-when-downgrade", Severity.WARNING),
        ("origin", Severity.INFO),
        ("origin-when-cross-origin", Severity.INFO),
    ],
)
def test_weak(token: str, severity: Severity) -> None:
    site = Site(BASE + f"SECURE_REFERRER_POLICY = {token!r}\n")
    found = site.one(CODE)
    assert found.severity is severity
    assert f"SECURE_REFERRER_POLICY is {token!r}: " in found.message
    assert found.django_checks == ()
    assert "'same-origin'" in found.help


@pytest.mark.parametrize(
    "value",
    [
        "'same-origin, unsafe-url'",
        "['same-origin', 'unsafe-url']",
        "('same-origin', 'unsafe-url', 'new-policy')",
        "'UNSAFE-URL'",
    ],
)
def test_last_valid_token_counts(value: str) -> None:
    assert (
        "SECURE_REFERRER_POLICY is 'unsafe-url'"
        in Site(BASE + f"SECURE_REFERRER_POLICY = {value}\n").one(CODE).message
    )


def test_package_overwrites() -> None:
    settings = BASE + PACKAGE + 'REFERRER_POLICY = "unsafe-url"\nSECURE_REFERRER_POLICY = "same-origin"\n'
    assert Site(settings).one(CODE).message.startswith("REFERRER_POLICY is 'unsafe-url'")


@sites(
    {
        "the default": "",
        "strict": 'SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"\n',
        "the weak one is for old browsers": 'SECURE_REFERRER_POLICY = "unsafe-url, same-origin"\n',
        "the order of a set is not known": 'SECURE_REFERRER_POLICY = {"same-origin", "unsafe-url"}\n',
        "a part is not known": 'SECURE_REFERRER_POLICY = ["unsafe-url", os.environ["POLICY"]]\n',
        "a required variable is not known": 'SECURE_REFERRER_POLICY = os.environ["POLICY"]\n',
        "no valid token is another finding": 'SECURE_REFERRER_POLICY = "unsafe"\n',
        "none is another finding": "SECURE_REFERRER_POLICY = None\n",
        "the package overwrites it": PACKAGE
        + 'REFERRER_POLICY = "same-origin"\nSECURE_REFERRER_POLICY = "unsafe-url"\n',
        "Django before 3.0 does not send it": Site(
            BASE + 'SECURE_REFERRER_POLICY = "unsafe-url"\n', django="2.2.28"
        ),
        "the edge sends it": Site(
            BASE + 'SECURE_REFERRER_POLICY = "unsafe-url"\n', edge={"Referrer-Policy": "same-origin"}
        ),
        "SecurityMiddleware is missing": 'SECURE_REFERRER_POLICY = "unsafe-url"\nMIDDLEWARE = MIDDLEWARE[1:]\n',
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
