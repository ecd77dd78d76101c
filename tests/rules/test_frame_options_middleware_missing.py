from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import GOOD, PERHAPS, Site, sites

CODE = "MW003"
LAST = '    "django.middleware.clickjacking.XFrameOptionsMiddleware",\n'
WITHOUT = GOOD.replace(LAST, "")
NATIVE = 'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n'


def test_any_site_may_frame_the_pages() -> None:
    site = Site(WITHOUT)
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.django_checks == ("security.W002",)
    assert site.line(found) == "MIDDLEWARE = ["


def test_the_setting_alone_does_nothing() -> None:
    assert "X_FRAME_OPTIONS does nothing" in Site(WITHOUT + 'X_FRAME_OPTIONS = "DENY"\n').one(CODE).message


def test_report_only_policy_does_not_count() -> None:
    settings = WITHOUT + NATIVE + 'SECURE_CSP_REPORT_ONLY = {"frame-ancestors": ["\'none\'"]}\n'
    assert Site(settings, django="6.0.10").findings(CODE)


def test_policy_without_frame_ancestors_does_not_count() -> None:
    assert Site(WITHOUT + NATIVE + 'SECURE_CSP = {"default-src": ["\'self\'"]}\n', django="6.0.10").findings(
        CODE
    )


def test_policy_that_is_known_but_for_its_sources_does_not_count() -> None:
    settings = WITHOUT + NATIVE + 'SECURE_CSP = {"img-src": [os.environ["CDN"]]}\n'
    assert Site(settings, django="6.0.10").findings(CODE)


def test_low_where_a_middleware_of_the_project_may_send_it() -> None:
    own = PERHAPS.format(header="x-frame-options", value="DENY")
    site = Site(WITHOUT + 'MIDDLEWARE.append("config.own.HeadersMiddleware")\n', files={"config/own.py": own})
    assert site.one(CODE).confidence is Confidence.LOW


@sites(
    {
        "it is there": Site(GOOD),
        "a subclass of the project": Site(
            WITHOUT + 'MIDDLEWARE.append("config.own.Framing")\n',
            files={
                "config/own.py": "from django.middleware.clickjacking import XFrameOptionsMiddleware as Base\n"
                "class Framing(Base):\n    pass\n"
            },
        ),
        "django-security sends it": Site(
            WITHOUT + 'MIDDLEWARE.append("security.middleware.XFrameOptionsMiddleware")\n'
        ),
        "an enforced policy has frame-ancestors": Site(
            WITHOUT + NATIVE + 'SECURE_CSP = {"frame-ancestors": ["\'self\'"]}\n', django="6.0.10"
        ),
        "django-csp 3 has frame-ancestors": Site(
            WITHOUT
            + 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\nCSP_FRAME_ANCESTORS = ["\'none\'"]\n',
            requirements="django-csp==3.8\n",
        ),
        "django-csp 4 has frame-ancestors": Site(
            WITHOUT
            + 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n'
            + 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"frame-ancestors": ["\'none\'"]}}\n',
            requirements="django-csp==4.0\n",
        ),
        "the policy is not known": Site(
            WITHOUT + NATIVE + "import elsewhere\nSECURE_CSP = elsewhere.policy()\n", django="6.0.10"
        ),
        "the policy may have frame-ancestors": Site(
            WITHOUT + NATIVE + 'import elsewhere\nSECURE_CSP = {"img-src": ["*"], **elsewhere.policy()}\n',
            django="6.0.10",
        ),
        "a policy from the database": Site(
            WITHOUT + 'MIDDLEWARE.append("csp.middleware.CspHeaderMiddleware")\n'
        ),
        "the edge sends the header": Site(WITHOUT, edge={"X-Frame-Options": "DENY"}),
        "the edge sends frame-ancestors": Site(
            WITHOUT, edge={"Content-Security-Policy": "frame-ancestors 'none'"}
        ),
        "the list is unknown": Site(WITHOUT + "from elsewhere import MIDDLEWARE\n"),
        "a stretch of the list is unknown": Site(
            WITHOUT + "import elsewhere\nMIDDLEWARE += elsewhere.more()\n"
        ),
        "another finding has the cause": Site(GOOD.replace("MIDDLEWARE =", "MIDDLEWARE_CLASSES =")),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
