from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "REF005"
MIDDLEWARE = 'MIDDLEWARE.append("django_referrer_policy.middleware.ReferrerPolicyMiddleware")\n'
PACKAGE = MIDDLEWARE + 'REFERRER_POLICY = "same-origin"\n'


def test_django_has_the_setting() -> None:
    site = Site(BASE + PACKAGE)
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert "Django 5.2 sends Referrer-Policy by itself" in found.message
    assert site.line(found) == MIDDLEWARE.strip()


@sites(
    {
        "Django before 3.0 has not": Site(BASE + PACKAGE, django="2.2.28"),
        "it is not used": 'REFERRER_POLICY = "same-origin"\n',
        "it may be absent": 'if os.environ["OLD"] == "1":\n    ' + MIDDLEWARE,
        "the edge replaces it": Site(BASE + PACKAGE, edge={"Referrer-Policy": "same-origin"}),
        "the list is unknown": PACKAGE + "from elsewhere import MIDDLEWARE\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
