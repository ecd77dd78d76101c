from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import GOOD, Site, sites

CODE = "MW004"
FILES = "whitenoise.middleware.WhiteNoiseMiddleware"


def at(index: int, *others: str) -> str:
    """Return settings with WhiteNoise at a place of the list, and others directly above it."""
    return GOOD + f"MIDDLEWARE[{index}:{index}] = {[*others, FILES]!r}\n"


def test_above_security() -> None:
    site = Site(at(0))
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert "static files go out without Strict-Transport-Security and X-Content-Type-Options" in found.message
    assert "are not sent to https" in found.message
    assert FILES in site.line(found)


def test_above_security_on_a_site_without_https() -> None:
    message = Site(at(0), tls="none").one(CODE).message
    assert "X-Content-Type-Options" in message
    assert "https" not in message


def test_further_down_is_advice() -> None:
    found = Site(at(3)).one(CODE)
    assert found.severity is Severity.INFO
    assert "SessionMiddleware and CommonMiddleware" in found.message
    assert found.django_checks == ()


def test_long_list_is_cut() -> None:
    message = Site(at(7)).one(CODE).message
    assert "stands below SessionMiddleware, CommonMiddleware and 4 more: " in message


def test_subclass_of_the_project_counts() -> None:
    text = "from whitenoise.middleware import WhiteNoiseMiddleware\nclass Files(WhiteNoiseMiddleware):\n    pass\n"
    site = Site(at(0).replace(FILES, "config.own.Files"), files={"config/own.py": text})
    assert "Files stands above" in site.one(CODE).message


@sites(
    {
        "directly below": Site(at(1)),
        "django-cors-headers between": Site(at(1, "corsheaders.middleware.CorsMiddleware")),
        "a policy for static files between": Site(
            at(1, "django_permissions_policy.PermissionsPolicyMiddleware", "csp.middleware.CSPMiddleware")
        ),
        "an unknown stretch between": Site(
            GOOD + f"import elsewhere\nMIDDLEWARE[1:1] = [*elsewhere.more(), {FILES!r}]\n"
        ),
        "what stands between may be absent": Site(
            GOOD
            + f"MIDDLEWARE[1:1] = ['debug_toolbar.middleware.DebugToolbarMiddleware'] * bool(os.environ['X']) + [{FILES!r}]\n"
        ),
        "SecurityMiddleware is missing": Site(
            at(0) + "MIDDLEWARE.remove('django.middleware.security.SecurityMiddleware')\n"
        ),
        "no WhiteNoise": Site(GOOD),
        "the list is unknown": Site(at(0) + "from elsewhere import MIDDLEWARE\n"),
        "the edge sends the headers and redirects": Site(
            at(0).replace("SECURE_SSL_REDIRECT = True", ""),
            edge={"Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff"},
        ),
        "WhiteNoise may be absent": Site(
            GOOD + f"if os.environ['SERVE_FILES'] == '1':\n    MIDDLEWARE.insert(0, {FILES!r})\n"
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
