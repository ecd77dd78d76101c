"""One cause gives one finding: what follows from another finding is not told beside it."""

from __future__ import annotations

import pytest
from secheaders_lint.engine.causes import one_cause
from secheaders_lint.findings import Confidence, Finding, Location, Severity

from .csp_sites import NATIVE_LINE, PACKAGE_LINE
from .sites import BASE, GOOD, MIDDLEWARE, Site

POLICY = "{'default-src': [\"'self'\"], 'base-uri': [\"'none'\"], 'form-action': [\"'self'\"], 'frame-ancestors': [\"'none'\"]}"
SESSION = '    "django.contrib.sessions.middleware.SessionMiddleware",\n'
MESSAGES = '    "django.contrib.messages.middleware.MessageMiddleware",\n'
# What startproject with all switches on is told under each Django: it is no matter of the causes here.
USUAL = {"CSP001", "PERM001"}


def without(name: str) -> str:
    """Return the good settings without one of them."""
    return "".join(line for line in GOOD.splitlines(keepends=True) if not line.startswith(f"{name} "))


def codes(site: Site) -> list[str]:
    return [found.code for found in site.findings() if found.code not in USUAL]


@pytest.mark.parametrize(
    ("wrong", "right", "value"),
    [
        ("SECURE_HSTS_SECOND", "SECURE_HSTS_SECONDS", "31536000"),
        ("SECURE_HSTS_MAX_AGE", "SECURE_HSTS_SECONDS", "31536000"),
        ("SECURE_HSTS_INCLUDE_SUBDOMAIN", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "True"),
        ("SECURE_SSL_REDIRCT", "SECURE_SSL_REDIRECT", "True"),
        ("SESSION_COOKIE_SECUR", "SESSION_COOKIE_SECURE", "True"),
        ("CSRF_COOKIE_SECUR", "CSRF_COOKIE_SECURE", "True"),
        ("ALLOWED_HOST", "ALLOWED_HOSTS", "['www.example.com']"),
    ],
)
def test_a_slip_in_the_name_is_told_and_the_missing_setting_is_not(
    wrong: str, right: str, value: str
) -> None:
    site = Site(f"{without(right)}{wrong} = {value}\n")
    assert codes(site) == ["DJ007"]
    assert site.checks() == Site(without(right)).checks()


def test_the_cause_is_as_severe_as_what_follows_from_it() -> None:
    missing = Site(without("ALLOWED_HOSTS")).one("DJ002")
    assert (
        Site(f"{without('ALLOWED_HOSTS')}ALLOWED_HOST = ['a.example']\n").one("DJ007").severity
        is missing.severity
    )


@pytest.mark.parametrize("name", ["MIDDLEWARES", "MIDDLEWARE_CLASSES"])
def test_a_list_under_another_name_is_the_cause_of_all_that_does_not_run(name: str) -> None:
    more = f"SECURE_CSP = {POLICY}\nINSTALLED_APPS.append('corsheaders')\nCORS_ALLOW_ALL_ORIGINS = True\n"
    settings = GOOD.replace(MIDDLEWARE, MIDDLEWARE.replace("MIDDLEWARE", name)) + more
    site = Site(settings, django="6.0.10", requirements="django-cors-headers==4.9.0\n")
    (found,) = site.findings()
    assert found.code == ("MW005" if name == "MIDDLEWARE_CLASSES" else "DJ007")
    assert {"security.W001", "security.W002"} <= {*found.django_checks}


@pytest.mark.parametrize(
    ("settings", "django", "requirements", "code"),
    [
        (f"{NATIVE_LINE}SECURE_CPS = {POLICY}\n", "6.0.10", "", "DJ007"),
        (f"{NATIVE_LINE}SECURE_CSP = [\"default-src 'self'\"]\n", "6.0.10", "", "CSP019"),
        ("SECURE_CSP = [\"default-src 'self'\"]\n", "6.0.10", "", "CSP019"),
        (f"{NATIVE_LINE}SECURE_CSP = {{'DIRECTIVES': {POLICY}}}\n", "6.0.10", "", "CSP011"),
        (f"{NATIVE_LINE}CONTENT_SECURITY_POLICY = {{'DIRECTIVES': {POLICY}}}\n", "6.0.10", "", "CSP003"),
        (f"{PACKAGE_LINE}SECURE_CSP = {POLICY}\n", "6.0.10", "django-csp==4.0\n", "CSP003"),
        (f"{PACKAGE_LINE}SECURE_CSP = {POLICY}\n", "5.2.19", "django-csp==4.0\n", "CSP006"),
        (f"{PACKAGE_LINE}CONTENT_SECURITY_POLICIES = {{}}\n", "5.2.19", "django-csp==4.0\n", "CSP004"),
        (f"{PACKAGE_LINE}CONTENT_SECURITY_POLICI = {{'DIRECTIVES': {POLICY}}}\n", "5.2.19", "django-csp==4.0\n", "DJ007"),
        (f"{PACKAGE_LINE}CONTENT_SECURITY_POLICY = {POLICY}\n", "5.2.19", "django-csp==4.0\n", "CSP011"),
        (f"{PACKAGE_LINE}CONTENT_SECURITY_POLICY = {{'DIRECTIVES': {POLICY}}}\n", "5.2.19", "django-csp==3.8\n", "CSP005"),
        (NATIVE_LINE.replace("PolicyMiddleware", "PolicyMiddlewar") + f"SECURE_CSP = {POLICY}\n", "6.0.10", "", "MW008"),
        ("SECURE_PERMISSIONS_POLICY = {'camera': []}\n", "5.2.19", "", "DJ006"),
        ("SECURE_CONTENT_SECURITY_POLICY = \"default-src 'self'\"\n", "5.2.19", "", "DJ006"),
    ],
)  # fmt: skip
def test_one_finding_about_the_policy(settings: str, django: str, requirements: str, code: str) -> None:
    plain = {(found.code, found.subject) for found in Site(GOOD, django=django).findings()}
    found = Site(GOOD + settings, django=django, requirements=requirements).findings()
    assert [each.code for each in found if (each.code, each.subject) not in plain] == [code]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (f'SecurityMiddleware",\n{SESSION}', f'SecurityMiddleware"\n{SESSION}', "DJ008"),
        (f"{MESSAGES}", MESSAGES.replace(",", ""), "DJ008"),
        ("django.middleware.security.S", "django.middlware.security.S", "MW008"),
        ("XFrameOptionsMiddleware", "XFrameOptionMiddleware", "MW008"),
    ],
)
def test_a_path_that_is_none_is_told_and_the_missing_middleware_is_not(old: str, new: str, code: str) -> None:
    assert old in GOOD
    assert codes(Site(GOOD.replace(old, new))) == [code]


def test_a_setting_that_is_dead_is_not_told_to_be_of_a_wrong_type_too() -> None:
    settings = f"{GOOD}LANGUAGE_COOKIE_SECURE = 'False'\nX_FRAME_OPTIONS = 'DENY'\nSECURE_CONTENT_TYPE_NOSNIFF = True\n"
    assert "DJ004" not in codes(Site(settings, django="2.2.28"))
    assert "DJ004" in codes(Site(settings, django="5.2.19"))


# -- both stay ---------------------------------------------------------------------------------------------------------


def test_a_slip_in_one_name_says_nothing_of_another_setting() -> None:
    settings = f"{BASE}SECURE_HSTS_SECOND = 31536000\n"
    assert {"DJ007", "TLS001", "COOKIE001", "COOKIE003"} <= {*codes(Site(settings))}
    assert "HSTS001" not in codes(Site(settings))


def test_a_directive_that_is_missing_beside_a_slip_is_still_told() -> None:
    policy = "{'default-src': [\"'self'\"], 'base-url': [\"'none'\"], 'frame-ancestors': [\"'none'\"]}"
    site = Site(f"{BASE}{NATIVE_LINE}SECURE_CSP = {policy}\n", django="6.0.10")
    assert site.one("CSP011").subject == "SECURE_CSP.base-url"
    assert "has no form-action," in site.one("CSP012").message


def test_a_middleware_that_is_missing_beside_a_path_that_is_none_is_still_told() -> None:
    settings = GOOD.replace("XFrameOptionsMiddleware", "XFrameOptionMiddleware").replace(
        '    "django.middleware.security.SecurityMiddleware",\n', ""
    )
    assert codes(Site(settings)) == ["MW008", "MW001"]


def found(
    code: str, subject: str, *modules: str, explains: tuple[str, ...] = (), checks: tuple[str, ...] = ()
) -> Finding:
    return Finding(
        code=code,
        name=code.lower(),
        severity=Severity.WARNING,
        confidence=Confidence.HIGH,
        message=subject,
        help="",
        location=Location("a.py", 1),
        subject=subject,
        modules=modules,
        django_checks=checks,
        explains=explains,
    )


def test_what_follows_in_another_module_stays_for_that_one() -> None:
    cause, effect = found("A", "X", "one", explains=("Y",)), found("B", "Y", "one", "two", checks=("w",))
    first, second = one_cause([cause, effect])
    assert (first.subject, first.modules, first.django_checks) == ("X", ("one",), ("w",))
    assert (second.subject, second.modules) == ("Y", ("two",))
    assert (effect.modules, cause.django_checks) == (("one", "two"), ())


def test_findings_that_explain_each_other_both_stay() -> None:
    both = [found("A", "X", "m", explains=("Y",)), found("B", "Y", "m", explains=("X",))]
    assert [each.subject for each in one_cause(both)] == ["X", "Y"]


def test_a_finding_does_not_explain_itself_away() -> None:
    assert len(one_cause([found("A", "X", "m", explains=("X", "a"))])) == 1


def test_a_cause_in_another_module_explains_nothing_here() -> None:
    both = [found("A", "X", "one", explains=("Y",)), found("B", "Y", "two")]
    assert [each.subject for each in one_cause(both)] == ["X", "Y"]
