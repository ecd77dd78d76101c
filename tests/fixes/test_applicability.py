"""Who may apply a fix: safe, a decision, or advice alone, by what visitors get before and after it."""

from __future__ import annotations

import pytest
from secheaders_lint.findings import Applicability, Severity
from secheaders_lint.remedies import Drop, EraseText, Insert, Move, Put, Remedy, Remove
from secheaders_lint.rules.base import Docs, Report, Rule

from tests.fixes.trying import Tree, mended, site_of, tried, tried_by

SECURITY = "django.middleware.security.SecurityMiddleware"
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
COMMON = "django.middleware.common.CommonMiddleware"
CSRF = "django.middleware.csrf.CsrfViewMiddleware"
FRAMES = "django.middleware.clickjacking.XFrameOptionsMiddleware"
WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware"
NATIVE_CSP = "django.middleware.csp.ContentSecurityPolicyMiddleware"
SAFE, UNSAFE, DISPLAY = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY


def site(*lines: str, middleware=(SECURITY, SESSION, COMMON, CSRF, FRAMES), django="5.2.7") -> Tree:
    listed = "".join(f'    "{path}",\n' for path in middleware)
    text = f"DEBUG = False\nALLOWED_HOSTS = ['a.example']\nMIDDLEWARE = [\n{listed}]\n"
    return Tree({"config/settings.py": text + "".join(f"{line}\n" for line in lines)}, django=django)


def put(name: str, value: object) -> Put:
    return Put(name, repr(value), plain=value if isinstance(value, bool | int | str) else None)


@pytest.mark.parametrize(
    ("case", "step", "word"),
    [
        (site("SECURE_CONTENT_TYPE_NOSNIFF = False"), put("SECURE_CONTENT_TYPE_NOSNIFF", True), SAFE),
        (site("SECURE_REFERRER_POLICY = None"), put("SECURE_REFERRER_POLICY", "same-origin"), SAFE),
        (site("SECURE_REFERRER_POLICY = 'origin'"), put("SECURE_REFERRER_POLICY", "same-origin"), UNSAFE),
        (site("SECURE_BROWSER_XSS_FILTER = True"), Drop("SECURE_BROWSER_XSS_FILTER"), SAFE),
        (site("SECURE_BROWSER_XSS_FILTER = True", django="2.2"), Drop("SECURE_BROWSER_XSS_FILTER"), UNSAFE),
        (site("LANGUAGE_CODE = 'en'"), put("LANGUAGE_CODE", "de"), SAFE),
        (site("X_FRAME_OPTIONS = 'SAMEORIGIN'"), put("X_FRAME_OPTIONS", "DENY"), UNSAFE),
        (site(middleware=(SECURITY, COMMON)), Insert(FRAMES, below=(COMMON,)), UNSAFE),
        (site("SECURE_CROSS_ORIGIN_OPENER_POLICY = None"), put("SECURE_CROSS_ORIGIN_OPENER_POLICY", "same-origin"), UNSAFE),
        (site("SESSION_COOKIE_SECURE = False"), put("SESSION_COOKIE_SECURE", True), UNSAFE),
        (site("SESSION_COOKIE_HTTPONLY = False"), put("SESSION_COOKIE_HTTPONLY", True), UNSAFE),
        (site("SECURE_SSL_REDIRECT = False"), put("SECURE_SSL_REDIRECT", True), UNSAFE),
        (site(middleware=(SESSION, COMMON)), Insert(SECURITY), UNSAFE),
        (site(middleware=(COMMON, SECURITY)), Move(SECURITY), SAFE),
        (site("X_FRAME_OPTIONS = 'DENY'", middleware=(SECURITY, SESSION, COMMON, SESSION)), Remove(SESSION, 3), SAFE),
        (site("SECURE_HSTS_SECONDS = 0"), put("SECURE_HSTS_SECONDS", 300), UNSAFE),
        (site("SECURE_HSTS_SECONDS = 0"), put("SECURE_HSTS_SECONDS", 301), DISPLAY),
        (site("SECURE_HSTS_SECONDS = 300"), put("SECURE_HSTS_SECONDS", 604800), UNSAFE),
        (site("SECURE_HSTS_SECONDS = 300"), put("SECURE_HSTS_SECONDS", 31536000), DISPLAY),
        (site("SECURE_HSTS_SECONDS = 31536000"), put("SECURE_HSTS_SECONDS", 300), UNSAFE),
        (site("SECURE_HSTS_SECONDS = 300", "SECURE_HSTS_PRELOAD = False"), put("SECURE_HSTS_PRELOAD", True), DISPLAY),
        (site("SECURE_HSTS_SECONDS = 300", "SECURE_HSTS_PRELOAD = True"), put("SECURE_HSTS_PRELOAD", False), UNSAFE),
        (site("SECURE_HSTS_SECONDS = 31536000", middleware=(SESSION,)), Insert(SECURITY), DISPLAY),
        (
            site("SECURE_CSP = None", middleware=(SECURITY, NATIVE_CSP), django="6.0"),
            put("SECURE_CSP", {"default-src": ["'self'"]}),
            DISPLAY,
        ),
        (
            site("SECURE_CSP_REPORT_ONLY = None", middleware=(SECURITY, NATIVE_CSP), django="6.0"),
            put("SECURE_CSP_REPORT_ONLY", {"default-src": ["'self'"]}),
            UNSAFE,
        ),
        (
            site("SECURE_CSP = {'default-src': [\"'self'\"]}", middleware=(SECURITY, NATIVE_CSP), django="6.0"),
            put("SECURE_CSP", {"default-src": ["'none'"]}),
            UNSAFE,
        ),
        (
            site("SECURE_CSP = {'default-src': [\"'self'\"]}", middleware=(SECURITY,), django="6.0"),
            Insert(NATIVE_CSP, below=(SECURITY,)),
            DISPLAY,
        ),
    ],
    ids=lambda value: value.label if isinstance(value, Applicability) else None,
)  # fmt: skip
def test_by_what_visitors_get(case, step, word):
    result = tried(case, step)
    assert not result.reason
    assert result.applicability == word


def test_static_files_may_gain_what_the_page_has():
    before = site(
        "SECURE_CROSS_ORIGIN_OPENER_POLICY = None", middleware=(WHITENOISE, SECURITY, SESSION, COMMON)
    )
    result = tried(before, Move(SECURITY, above=WHITENOISE))
    assert result.applicability == SAFE


def test_a_remedy_may_be_less_than_the_prediction_says():
    before = site("SECURE_CONTENT_TYPE_NOSNIFF = False")
    assert tried(before, put("SECURE_CONTENT_TYPE_NOSNIFF", True), most=DISPLAY).applicability == DISPLAY


def test_other_environments_count_as_well():
    text = "import os\nSECURE_CONTENT_TYPE_NOSNIFF = os.environ.get('NOSNIFF') == 'on'\n"
    result = tried(site(*text.splitlines()), Put("SECURE_CONTENT_TYPE_NOSNIFF", "True", plain=True))
    assert result.reason == "SECURE_CONTENT_TYPE_NOSNIFF is worked out by code, which is not overwritten"


# -- what verification finds -------------------------------------------------------------------------------------------


def complaining(code: str, setting: str, wrong: object) -> Rule:
    """Return a rule that reports a setting that holds one value."""

    def check(site):
        if site.value(setting) == wrong:
            yield Report(f"{setting} is wrong", site.where(setting), setting, "")

    return Rule(code, code.lower(), "", Severity.WARNING, check, Docs("", "", "", "", ""))


def test_a_fix_that_brings_another_finding_is_withheld():
    rule = complaining("OTHER001", "LANGUAGE_CODE", "de")
    result = tried(site("LANGUAGE_CODE = 'en'"), put("LANGUAGE_CODE", "de"), rules=(rule,))
    assert result.reason == "OTHER001 would be found in config.settings"


def test_a_fix_may_lead_to_findings_that_it_names():
    rule = complaining("OTHER001", "LANGUAGE_CODE", "de")
    result = tried(
        site("LANGUAGE_CODE = 'en'"), put("LANGUAGE_CODE", "de"), rules=(rule,), leads_to=("OTHER001",)
    )
    assert not result.reason


@pytest.mark.parametrize(
    ("module", "severity", "counts"),
    [
        ("staging", Severity.INFO, True),
        ("development", Severity.ERROR, True),
        ("development", Severity.WARNING, False),
        ("test", Severity.WARNING, False),
    ],
)
def test_a_finding_in_another_module_that_reads_the_file(module, severity, counts):
    rule = complaining("OTHER001", "NAME", f"de {module}")._replace(severity=severity)
    reader = f"from config.base import *\nNAME = LANGUAGE_CODE + ' {module}'\nINSTALLED_APPS = []\n"
    tree = Tree({
        "config/base.py": f"{MINIMAL}LANGUAGE_CODE = 'en'\n",
        "config/production.py": "from config.base import *\nDEBUG = False\n",
        f"config/{module}.py": reader,
    }, "config.production")  # fmt: skip
    step = Put("LANGUAGE_CODE", '"de"')
    result = tried(tree, step, Put("NAME", '"x"'), rules=(rule,))
    # What it would bring about there keeps the change out of the file that both read.
    assert ("config/base.py" not in {edit.location.path for edit in result.edits}) is counts


@pytest.mark.parametrize(
    ("proxy", "word"),
    [
        ("SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')", UNSAFE),
        ("SECURE_PROXY_SSL_HEADER = None", UNSAFE),
        (
            "if os.environ.get('PROXY'):\n    SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')",
            DISPLAY,
        ),
    ],
)
def test_a_redirect_is_advice_where_a_variable_says_whether_there_is_a_proxy(proxy, word):
    case = site("import os", proxy, "SECURE_SSL_REDIRECT = False")
    assert mended(case, "TLS001").applicability is word


MINIMAL = f"MIDDLEWARE = ['{SECURITY}']\nALLOWED_HOSTS = ['a.example']\n"


def test_a_comment_is_taken_out_alone():
    text = "A = 1  # secheaders: ignore[HSTS001] not any more\nB = 2\n"
    assert erased(text, 1, 8, 50) == "A = 1\nB = 2\n"


def test_a_comment_with_a_line_of_its_own_takes_it_along():
    text = "A = 1\n# secheaders: ignore[HSTS001]\nB = 2\n"
    assert erased(text, 2, 1, 31) == "A = 1\nB = 2\n"


def test_a_part_of_a_comment_is_replaced():
    text = "A = 1  # secheaders: ignore[HSTS001, TLS001]\n"
    assert erased(text, 1, 29, 44, "TLS001") == "A = 1  # secheaders: ignore[TLS001]\n"


def erased(text: str, line: int, column: int, end: int, replacement: str = "") -> str:
    """Return what is left of a text after a step that no value shows: the rule is content once the comment is gone."""
    tree = site_of(text)
    old = text.splitlines()[line - 1][column - 1 : end - 1]

    def check(site):
        source = site.evaluation.module.source.text
        if old in source.text:
            yield Report("a comment", site.anchor(), "it", "", remedies=(remedy,))

    remedy = Remedy("Erase it", (EraseText("config/settings.py", line, column, end, replacement),))
    rule = Rule("ERASE001", "erase", "", Severity.WARNING, check, Docs("", "", "", "", ""))
    return tried_by(tree, (rule,), "ERASE001").text()
