from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import GOOD, Site, sites

CODE = "XFO004"
IMPORT = "from django.views.decorators.clickjacking import xframe_options_exempt\n"
VIEW = IMPORT + "@xframe_options_exempt\ndef widget(request): ...\n"
FILES = {"shop/views.py": VIEW}


def test_exempt_view() -> None:
    site = Site(GOOD, files=FILES)
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert "widget goes out without X-Frame-Options" in found.message
    assert site.line(found) == "@xframe_options_exempt"


def test_views_of_one_file_are_one_finding() -> None:
    more = "".join(f"@xframe_options_exempt\ndef view_{number}(request): ...\n" for number in range(4))
    found = Site(GOOD, files={"shop/views.py": VIEW + more}).one(CODE)
    assert "widget, view_0 and 3 more go out" in found.message
    assert len(found.related) == 4


def test_each_file_has_its_own() -> None:
    assert len(Site(GOOD, files={**FILES, "shop/other.py": VIEW}).findings(CODE)) == 2


@sites(
    {
        "no view": Site(GOOD),
        "the site sends no such header": Site(
            GOOD + 'MIDDLEWARE.remove("django.middleware.clickjacking.XFrameOptionsMiddleware")\n',
            files=FILES,
        ),
        "the policy says who may frame": Site(
            GOOD
            + 'SECURE_CSP = {"frame-ancestors": ["\'self\'"]}\nMIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n',
            django="6.0.10",
            files=FILES,
        ),
        "a view of the tests": Site(GOOD, files={"shop/tests/views.py": VIEW}),
        "a decorator of the same name": Site(
            GOOD, files={"shop/views.py": VIEW.replace("django.views.decorators.clickjacking", "shop.own")}
        ),
        "the site itself may frame": Site(
            GOOD, files={"shop/views.py": VIEW.replace("xframe_options_exempt", "xframe_options_sameorigin")}
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
