from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .cors_sites import MIDDLEWARE, cors, without
from .sites import GOOD, OWN, Site, sites

CODE = "CORS005"
APP = 'INSTALLED_APPS.append("corsheaders")\n'
LISTED = 'CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n'


@pytest.mark.parametrize(
    "line", [LISTED, "CORS_ORIGIN_ALLOW_ALL = True\n", "CORS_ALLOWED_ORIGIN_REGEXES = ['^https://a$']\n"]
)
def test_nothing_reads_it(line: str) -> None:
    site = without(APP + line)
    (found,) = site.findings("CORS")
    assert found.code == CODE
    assert found.severity is Severity.INFO
    assert found.message.startswith(
        f"{line.split(maxsplit=1)[0]} is set, and {MIDDLEWARE} is not in MIDDLEWARE"
    )
    assert site.line(found) == line.strip()


@sites(
    {
        "the middleware runs": cors(LISTED),
        "the app is not installed": without(LISTED),
        "nobody is let in": without(APP + "CORS_ALLOWED_ORIGINS = []\n"),
        "no setting": without(APP),
        "the middleware may be there": without(
            APP + LISTED + f"if os.environ['X'] == '1':\n    MIDDLEWARE.insert(0, {MIDDLEWARE!r})\n"
        ),
        "an unknown stretch": without(APP + LISTED + "import elsewhere\nMIDDLEWARE += elsewhere.more()\n"),
        "one of another package that is called so": without(
            APP + LISTED + "MIDDLEWARE += ['vendor.cors.Any']\n"
        ),
        "one of the project that sends the header": Site(
            GOOD + APP + LISTED + "MIDDLEWARE += ['config.own.HeadersMiddleware']\n",
            files={"config/own.py": OWN.format(header="Access-Control-Allow-Origin", value="*")},
        ),
        "the value is not known": without(APP + "CORS_ALLOWED_ORIGINS = os.environ['X'].split()\n"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
