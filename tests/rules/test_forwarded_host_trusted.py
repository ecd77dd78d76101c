from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import GOOD, Site, beside, sites

CODE = "TLS005"
ON = "USE_X_FORWARDED_HOST = True\n"
ANY = 'ALLOWED_HOSTS = ["*"]\n'


def test_any_host() -> None:
    site = Site(GOOD + ON + ANY)
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.message.startswith(
        "USE_X_FORWARDED_HOST is on, and ALLOWED_HOSTS holds '*': unless the proxy"
    )
    assert site.line(found) == ON.strip()
    assert found.related[0].message == "ALLOWED_HOSTS takes any host here"
    assert found.django_checks == ()


def test_among_others() -> None:
    assert Site(GOOD + ON + 'ALLOWED_HOSTS += ["*"]\n').findings(CODE)


@sites(
    {
        "off": GOOD + ANY,
        "hosts are limited": GOOD + ON,
        "hosts of one domain": GOOD + ON + 'ALLOWED_HOSTS = [".example.com"]\n',
        "hosts are not known": GOOD + ON + 'ALLOWED_HOSTS = os.environ["HOSTS"].split(",")\n',
        "any host perhaps": GOOD
        + ON
        + 'ALLOWED_HOSTS = ["*"] if os.environ["X"] == "1" else ["a.example"]\n',
        "whether it is on is not known": GOOD + ANY + 'USE_X_FORWARDED_HOST = os.environ["X"] == "1"\n',
        "a text is DJ004's": GOOD + ANY + 'USE_X_FORWARDED_HOST = "False"\n',
        "development": beside("from config.settings import *\n" + ON + ANY, "config.settings_dev"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
