from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .cors_sites import CREDENTIALS, WITH_MIDDLEWARE, cors, without
from .sites import Site, beside, sites

CODE = "CORS002"
ALL = "CORS_ALLOW_ALL_ORIGINS = True\n"


@pytest.mark.parametrize("name", ["CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"])
def test_everyone_without_credentials(name: str) -> None:
    site = cors(f"{name} = True\n")
    (found,) = site.findings("CORS")
    assert found.code == CODE
    assert found.severity is Severity.INFO
    assert found.message.startswith(
        f"{name} is on: a page of any site may read what the site answers without cookies"
    )
    assert site.line(found) == f"{name} = True"


def test_a_pattern_of_all_paths_is_no_limit() -> None:
    assert cors(ALL + "CORS_URLS_REGEX = r'^.*$'\n").findings(CODE)


@sites(
    {
        "a text is DJ004's": cors("CORS_ALLOW_ALL_ORIGINS = 'False'\n"),
        "CORS001 speaks of credentials": cors(ALL + CREDENTIALS),
        "limited to some paths on purpose": cors(ALL + "CORS_URLS_REGEX = r'^/api/.*$'\n"),
        "limited by a compiled pattern": cors(ALL + "import re\nCORS_URLS_REGEX = re.compile('^/api/')\n"),
        "off": cors("CORS_ALLOW_ALL_ORIGINS = False\n"),
        "not known": cors("CORS_ALLOW_ALL_ORIGINS = os.environ['X'] == '1'\n"),
        "origins are listed": cors("CORS_ALLOWED_ORIGINS = ['https://app.example.com']\n"),
        "no middleware": without(ALL),
        "nothing is set": cors(""),
        "development": beside(WITH_MIDDLEWARE + ALL, "config.settings_dev"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
