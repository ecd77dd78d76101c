from __future__ import annotations

from secheaders_lint.findings import Severity

from .csp_sites import at_the_edge, native, version_3, version_4
from .sites import OWN, Site, sites

CODE = "CSP015"
POLICY = '"default-src": [CSP.SELF], "report-to": "csp"'
LINE = 'MIDDLEWARE.append("config.own.HeadersMiddleware")\n'


def own(header: str, value: str = "x") -> dict[str, str]:
    return {"config/own.py": OWN.format(header=header, value=value)}


def test_native() -> None:
    found = native(POLICY).one(CODE)
    assert found.severity is Severity.INFO
    assert found.message.startswith(
        "report-to names the endpoint 'csp', which a Reporting-Endpoints header has"
    )
    assert found.message.endswith("reports are lost")
    assert 'Send Reporting-Endpoints: csp="https://…"' in found.help


def test_report_uri_beside_it_does_not_help() -> None:
    found = version_4('"report-uri": "/csp/", "report-to": "csp"').one(CODE)
    assert found.message.endswith("reports are lost, and Chromium passes over report-uri beside it")


def test_a_policy_on_trial() -> None:
    assert native(POLICY, name="SECURE_CSP_REPORT_ONLY").one(CODE).message


def test_another_middleware_of_the_project_does_not_matter() -> None:
    assert native(POLICY, LINE)._replace(files=own("X-Powered-By")).one(CODE).message


@sites(
    {
        "report-uri alone": native('"default-src": [CSP.SELF], "report-uri": "/csp/"'),
        "no reports": version_3("CSP_DEFAULT_SRC = [\"'self'\"]"),
        "the edge sends it": native(POLICY)._replace(edge={"Reporting-Endpoints": 'csp="https://a.example"'}),
        "the edge sends the older one": native(POLICY)._replace(edge={"Report-To": "{}"}),
        "the edge sends both": at_the_edge("report-to csp")._replace(
            edge={"Content-Security-Policy": "report-to csp", "reporting-endpoints": 'csp="https://a.example"'}
        ),
        "a middleware of the project sends it": native(POLICY, LINE)._replace(files=own("Reporting-Endpoints")),
        "a middleware of the project sends the older one": native(POLICY, LINE)._replace(files=own("Report-To")),
        "a package for headers may send it": native(POLICY, 'MIDDLEWARE.append("security_headers.middleware.Headers")\n'),
        "the list is not known": native(POLICY, "MIDDLEWARE += os.environ['MORE'].split()\n"),
        "the name is not known": native('"report-to": os.environ["NAME"]'),
        "it is switched off": native('"default-src": [CSP.SELF], "report-to": None'),
        "the setting is not known": native("", "from elsewhere import SECURE_CSP\n"),
    }
)  # fmt: skip
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
