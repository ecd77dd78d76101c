from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, OWN, Site, sites

CODE = "CSP001"


def test_nothing_sends_a_policy() -> None:
    site = Site(BASE)
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ()
    assert "django-csp" in found.help
    assert site.line(found) == "MIDDLEWARE = ["


def test_newer_django_has_its_own() -> None:
    assert "SECURE_CSP_REPORT_ONLY" in Site(BASE, django="6.0.10").one(CODE).help


def test_advice_for_an_api() -> None:
    assert Site(BASE, profile="api").one(CODE).severity is Severity.INFO


@pytest.mark.parametrize(
    "line",
    [
        'if request.GET: response["Content-Security-Policy"] = "default-src"',
        'response.headers["content-security-policy"] = policy_of(request)',
        "for name, value in settings.HEADERS.items(): response[name] = value",
        "response.headers.update(settings.HEADERS)",
        "secure_headers.set_headers(response)",
        'response[HEADER] = "default-src"',
    ],
)
def test_low_where_a_middleware_of_the_project_may_send_it(line: str) -> None:
    own = f"def own(get_response):\n    def middleware(request):\n        response = get_response(request)\n        {line}\n        return response\n    return middleware\n"
    site = Site(BASE + 'MIDDLEWARE.append("config.own.own")\n', files={"config/own.py": own})
    assert site.one(CODE).confidence is Confidence.LOW


@pytest.mark.parametrize(
    "path",
    [
        "config.own.SecurityHeadersMiddleware",
        "config.own.CSPMiddleware",
        "elsewhere.middleware.CspMiddleware",
    ],
)
def test_low_where_a_name_says_so(path: str) -> None:
    own = (
        f"from elsewhere import Helper\nclass {path.rpartition('.')[2]}:\n"
        "    def process_response(self, request, response):\n        return Helper().work(request, response)\n"
    )
    site = Site(BASE + f"MIDDLEWARE.append({path!r})\n", files={"config/own.py": own})
    assert site.one(CODE).confidence is Confidence.LOW


def test_high_where_only_the_name_of_a_middleware_speaks_of_headers() -> None:
    """All of it can be read, and it hands the answer to nobody."""
    own = (
        "class CountryFromHeaders:\n    def __init__(self, get_response):\n        self.get_response = get_response\n"
        "    def __call__(self, request):\n        response = self.get_response(request)\n"
        "        response.country = request.headers.get('X-Region')\n        return response\n"
        "class Other:\n    def process_response(self, request, response):\n"
        "        response['Content-Security-Policy'] = 'x'\n        return response\n"
    )
    site = Site(BASE + 'MIDDLEWARE.append("config.own.CountryFromHeaders")\n', files={"config/own.py": own})
    assert site.one(CODE).confidence is Confidence.HIGH


@pytest.mark.parametrize(
    "line",
    [
        'response["X-Request-ID"] = "1"',
        'response[HEADER] = "1"',
        "response[settings.REQUEST_ID_HEADER] = request.id",
        "request.session[key] = value",
    ],
)
def test_high_where_a_middleware_of_the_project_does_something_else(line: str) -> None:
    own = f'HEADER = "X-Version"\ndef own(get_response):\n    def middleware(request):\n        response = get_response(request)\n        {line}\n        return response\n    return middleware\n'
    settings = BASE + 'REQUEST_ID_HEADER = "X-Request-ID"\nMIDDLEWARE.append("config.own.own")\n'
    assert Site(settings, files={"config/own.py": own}).one(CODE).confidence is Confidence.HIGH


@sites(
    {
        "Django sends it": Site(
            BASE
            + 'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n'
            + 'SECURE_CSP = {"default-src": ["\'self\'"]}\n',
            django="6.0.10",
        ),
        "django-csp sends it": 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n',
        "a subclass of the project sends it": Site(
            BASE + 'MIDDLEWARE.append("config.own.Policy")\n',
            files={
                "config/own.py": "from csp.middleware import CSPMiddleware\nclass Policy(CSPMiddleware):\n    pass\n"
            },
        ),
        "django-security sends it": 'MIDDLEWARE.append("security.middleware.ContentSecurityPolicyMiddleware")\n',
        "django-csp-plus sends it": 'MIDDLEWARE.append("csp.middleware.CspHeaderMiddleware")\n',
        "the edge sends it": Site(BASE, edge={"Content-Security-Policy": "default-src 'self'"}),
        "the edge tries it": Site(BASE, edge={"Content-Security-Policy-Report-Only": "default-src 'self'"}),
        "a policy is set, which is another finding": Site(
            BASE + 'SECURE_CSP = {"default-src": ["\'self\'"]}\n', django="6.0.10"
        ),
        "old settings are another finding": "CSP_DEFAULT_SRC = [\"'self'\"]\n",
        "a policy may be set": "from elsewhere import CONTENT_SECURITY_POLICY\n",
        "the list is unknown": "from elsewhere import MIDDLEWARE\n",
        "a stretch of the list is unknown": "import elsewhere\nMIDDLEWARE += elsewhere.more()\n",
        "it may be there": 'if os.environ["CSP"] == "1":\n    MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n',
        "another finding has the cause": Site(BASE.replace("MIDDLEWARE =", "MIDDLEWARE_CLASSES =")),
        "a plain middleware of the project sends it": Site(
            BASE + 'MIDDLEWARE.append("config.own.HeadersMiddleware")\n',
            files={"config/own.py": OWN.format(header="Content-Security-Policy", value="default-src 'self'")},
        ),
        "the misspelt setting is the cause": Site(
            BASE + "SECURE_CPS = {'default-src': [\"'self'\"]}\n", django="6.0.10"
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
