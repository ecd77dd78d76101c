from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "CSP020"
MIDDLEWARE = 'MIDDLEWARE.insert(1, "csp.middleware.CSPMiddleware")\n'
POLICY = """CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'self'"]}}\n"""
PACKAGE = "django-csp==4.0\n"


def of(settings: str, *, django: str = "6.0.1", requirements: str = PACKAGE) -> Site:
    return Site(BASE + settings, django=django, requirements=requirements)


def test_plain_directives_need_no_package() -> None:
    found = of(MIDDLEWARE + POLICY).one(CODE)
    assert found.severity is Severity.INFO
    assert found.message == (
        "Django 6.0 sends a Content-Security-Policy itself: what django-csp is used for here needs no package"
    )


@sites(
    {
        "Django has no policy of its own yet": of(MIDDLEWARE + POLICY, django="5.2.19"),
        "no version of Django is known": Site(BASE + MIDDLEWARE + POLICY, django=None, requirements=PACKAGE),
        "settings of django-csp 3": of(MIDDLEWARE + POLICY, requirements="django-csp==3.8\n"),
        "it is not in use": of(POLICY),
        "both are": of(
            MIDDLEWARE
            + POLICY
            + 'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n'
        ),
        "paths are left out": of(
            MIDDLEWARE + POLICY.replace('{"DIR', '{"EXCLUDE_URL_PREFIXES": ("/admin/",), "DIR')
        ),
        "a share of reports": of(MIDDLEWARE + POLICY.replace('{"DIR', '{"REPORT_PERCENTAGE": 10, "DIR')),
        "templates read its nonce": of(
            "from csp.constants import NONCE\n" + MIDDLEWARE + POLICY.replace("[\"'self'\"]", "[NONCE]")
        ),
        "its own default-src is relied on": of(MIDDLEWARE + POLICY.replace("default-src", "img-src")),
        "a source comes from the environment": of(
            MIDDLEWARE + POLICY.replace("[\"'self'\"]", '[os.environ["CDN"]]')
        ),
        "it has no policy": of(MIDDLEWARE),
        "the edge sends one": of(MIDDLEWARE + POLICY)._replace(
            edge={"Content-Security-Policy": "default-src 'self'"}
        ),
        "a class of the project": of(
            POLICY + 'MIDDLEWARE.insert(1, "config.csp.Own")\n',
        )._replace(
            files={
                "config/csp.py": "from csp.middleware import CSPMiddleware\nclass Own(CSPMiddleware):\n    pass\n"
            }
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
