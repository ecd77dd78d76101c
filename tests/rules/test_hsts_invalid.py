from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "HSTS003"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("-1", "-1"),
        ("31536000.0", "31536000.0"),
        ("True", "True"),
        ("'a year'", "'a year'"),
        ("'31536000;'", "'31536000;'"),
        ("'-300'", "'-300'"),
        ("datetime.timedelta(days=365)", "datetime.timedelta(days=365)"),
    ],
)
def test_browsers_ignore_the_header(value: str, said: str) -> None:
    site = Site(BASE + f"import datetime\nSECURE_HSTS_SECONDS = {value}\n")
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert f"SECURE_HSTS_SECONDS is {said}, no whole number above zero" in found.message
    assert site.line(found) == f"SECURE_HSTS_SECONDS = {value}"
    assert not site.findings("HSTS001")
    assert not site.findings("HSTS002")


@sites(
    {
        "a number": "SECURE_HSTS_SECONDS = 31536000\n",
        "a text that is a number": 'SECURE_HSTS_SECONDS = "31536000"\n',
        "seconds of a timedelta": "import datetime\nSECURE_HSTS_SECONDS = int(datetime.timedelta(days=365).total_seconds())\n",
        "zero is another finding": "SECURE_HSTS_SECONDS = 0\n",
        "no timedelta at all is zero": "import datetime\nSECURE_HSTS_SECONDS = 0 * 365\n",
        "blanks around the number are nothing to rely on": 'SECURE_HSTS_SECONDS = "31536000 "\n',
        "a required variable is not known": 'SECURE_HSTS_SECONDS = os.environ["HSTS"]\n',
        "it comes from a library": "import elsewhere\nSECURE_HSTS_SECONDS = elsewhere.YEAR\n",
        "an object of a library": "import elsewhere\nSECURE_HSTS_SECONDS = elsewhere.Year(1)\n",
        "http only": Site(BASE + "SECURE_HSTS_SECONDS = -1\n", tls="none"),
        "the edge sends it": Site(
            BASE + "SECURE_HSTS_SECONDS = -1\n", edge={"Strict-Transport-Security": "max-age=1"}
        ),
        "SecurityMiddleware is missing": "SECURE_HSTS_SECONDS = -1\nMIDDLEWARE = MIDDLEWARE[1:]\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
