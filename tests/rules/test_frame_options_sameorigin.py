from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "XFO003"
SAME = 'X_FRAME_OPTIONS = "SAMEORIGIN"\n'


@pytest.mark.parametrize("value", ["SAMEORIGIN", "sameorigin"])
def test_advice(value: str) -> None:
    site = Site(BASE + f"X_FRAME_OPTIONS = {value!r}\n")
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert found.django_checks == ("security.W019",)
    assert f"X_FRAME_OPTIONS is {value!r}" in found.message


def test_default_before_django_3() -> None:
    found = Site(BASE, django="2.2.28").one(CODE)
    assert "'SAMEORIGIN' is the default of Django 2.2" in found.message


@pytest.mark.parametrize("app", ["wagtail", "wagtail.admin", "cms", "filer", "django_summernote"])
def test_silent_where_an_app_frames_the_site_itself(app: str) -> None:
    assert not Site(BASE + SAME + f"INSTALLED_APPS.append({app!r})\n").findings(CODE)


@sites(
    {
        "DENY": 'X_FRAME_OPTIONS = "DENY"\n',
        "the default since Django 3.0": "",
        "a required variable is not known": 'X_FRAME_OPTIONS = os.environ["FRAMING"]\n',
        "the edge sends it": Site(BASE + SAME, edge={"X-Frame-Options": "DENY"}),
        "an enforced policy replaces it": Site(
            BASE
            + SAME
            + 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n'
            + 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"frame-ancestors": ["\'none\'"]}}\n',
            requirements="django-csp==4.0\n",
        ),
        "the middleware is missing": SAME + "MIDDLEWARE = MIDDLEWARE[:-1]\n",
        "the middleware may be missing": SAME + "import elsewhere\nMIDDLEWARE = elsewhere.middleware()\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
