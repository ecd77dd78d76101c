from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .csp_sites import at_the_edge, native, security_package, version_3, version_4
from .sites import PERHAPS, Site, sites

CODE = "CSP009"
OPEN = "from elsewhere import MORE\nSECURE_CSP.update(MORE)\n"


@pytest.mark.parametrize(
    "site",
    [
        native('"default-src": [CSP.SELF], "script-src": [CSP.SELF, CSP.UNSAFE_INLINE]'),
        version_4('"script-src": [SELF, "\'unsafe-inline\'"]'),
        version_3("CSP_SCRIPT_SRC = (\"'self'\", \"'unsafe-inline'\")"),
        native("\"script-src\": \"'self' 'unsafe-inline'\""),
    ],
    ids=["native", "version 4", "version 3", "text"],
)
def test_inline(site: Site) -> None:
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert "has 'unsafe-inline': a script that someone gets into a page runs as if there" in found.message
    assert found.help.startswith("Trust single scripts by a nonce (")
    assert "script" in site.line(found).lower()


@pytest.mark.parametrize(
    ("source", "effect"),
    [
        ("*", "may come from any host"),
        ("https:", "may come from any host"),
        ("http:", "may come from any host"),
        ("https://*", "may come from any host"),
        ("data:", "a script that stands in a data: address runs"),
    ],
)
def test_from_anywhere(source: str, effect: str) -> None:
    found = native(f'"script-src": [CSP.SELF, "{source}"]').one(CODE)
    assert found.message.startswith(f'script-src (SECURE_CSP) has "{source}": ')
    assert effect in found.message
    assert "Name the hosts" in found.help


def test_one_finding_for_all_of_a_policy() -> None:
    site = native(
        '"default-src": [CSP.UNSAFE_INLINE], "script-src-elem": ["*", CSP.UNSAFE_INLINE, CSP.UNSAFE_EVAL]'
    )
    message = site.one(CODE).message
    assert (
        "default-src (SECURE_CSP) has 'unsafe-inline', script-src-elem has 'unsafe-inline' and \"*\": "
        in message
    )


def test_default_src_stands_in() -> None:
    found = version_3("CSP_DEFAULT_SRC = [\"'self'\", \"'unsafe-inline'\"]").one(CODE)
    assert found.message.startswith("default-src (CSP_DEFAULT_SRC) has 'unsafe-inline'")


def test_only_attributes() -> None:
    site = native('"script-src": [CSP.SELF], "script-src-attr": [CSP.UNSAFE_INLINE]')
    assert "an event handler that someone gets into a page runs" in site.one(CODE).message


def test_host_of_everybody() -> None:
    site = native('"script-src": [CSP.SELF, "https://ajax.googleapis.com"]')
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert "trusts https://ajax.googleapis.com, which serves scripts of everybody" in found.message
    assert "https://ajax.googleapis.com/path/to/file.js" in found.help


def test_eval_is_advice() -> None:
    site = native('"script-src": [CSP.SELF, CSP.UNSAFE_EVAL]')
    assert site.one(CODE).severity is Severity.INFO


def test_a_policy_on_trial_is_advice() -> None:
    site = native('"script-src": [CSP.UNSAFE_INLINE]', name="SECURE_CSP_REPORT_ONLY")
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert "once it is enforced, a script" in found.message


def test_advice_for_an_api() -> None:
    site = native('"script-src": ["*"]')._replace(profile="api")
    assert site.one(CODE).severity is Severity.INFO


def test_at_the_edge() -> None:
    site = at_the_edge("default-src 'self'; script-src *")
    assert site.one(CODE).message.startswith(
        'script-src of the Content-Security-Policy that the edge sends has "*": '
    )


def test_another_part_is_not_known() -> None:
    assert native('"script-src": ["*"], "img-src": [os.environ["CDN"]]').one(CODE).message


def test_a_middleware_of_the_project_may_change_it() -> None:
    own = PERHAPS.format(header="Content-Security-Policy", value="x")
    line = 'MIDDLEWARE.insert(0, "config.own.HeadersMiddleware")\n'
    site = native('"script-src": ["*"]', line)._replace(files={"config/own.py": own})
    assert site.one(CODE).confidence is Confidence.LOW


NOT_KNOWN = [
    "os.environ['MORE']",
    "*os.environ['MORE'].split(',')",
    "*elsewhere.MORE",
    "elsewhere.NONCE",
    "'*.' + elsewhere.HOST if elsewhere.X else \"'nonce-abcdefgh'\"",
    "os.environ['MORE'].strip()",
    "os.environ['MORE'] + '.example.com'",
]
HOSTS = [
    "f\"https://{os.environ['CDN']}\"",
    "'https://' + os.environ['CDN'] + '/static/'",
    "'*.%s' % os.environ['CDN']",
]


@pytest.mark.parametrize("part", NOT_KNOWN)
@pytest.mark.parametrize(
    ("source", "by"),
    [("CSP.UNSAFE_INLINE", "a nonce or a hash"), ("'https:'", "'strict-dynamic' with a nonce or a hash")],
)
def test_low_where_what_is_not_known_may_cancel_it(source: str, by: str, part: str) -> None:
    site = native(f'"script-src": [CSP.SELF, {source}, {part}]')
    found = site._replace(settings=f"import elsewhere\n{site.settings}").one(CODE)
    assert found.confidence is Confidence.LOW
    assert found.message.endswith(f", unless what is not known of the directive holds {by}")


@pytest.mark.parametrize("part", HOSTS)
@pytest.mark.parametrize("source", ["CSP.UNSAFE_INLINE", "'https:'"])
def test_what_can_only_be_a_host_cancels_nothing(source: str, part: str) -> None:
    found = native(f'"script-src": [CSP.SELF, {source}, {part}]').one(CODE)
    assert found.confidence is Confidence.HIGH
    assert "unless" not in found.message


def test_what_can_only_be_a_host_in_the_other_dialects() -> None:
    part = HOSTS[0]
    for site in (
        version_3(f"CSP_SCRIPT_SRC = [\"'unsafe-inline'\", {part}]"),
        version_4(f'"script-src": ["\'unsafe-inline\'", {part}]'),
        security_package(f"CSP_DICT = {{'script-src': ['unsafe-inline', {part}]}}"),
    ):
        assert site.one(CODE).confidence is Confidence.HIGH


def test_low_where_the_nonce_of_version_3_may_be_in_it() -> None:
    settings = (
        f"CSP_SCRIPT_SRC = [\"'unsafe-inline'\", {HOSTS[0]}]\nfrom elsewhere import CSP_INCLUDE_NONCE_IN"
    )
    assert version_3(settings).one(CODE).confidence is Confidence.LOW


def test_attributes_go_by_the_general_directive() -> None:
    found = native('"script-src": [CSP.UNSAFE_INLINE], "script-src-elem": [CSP.SELF]').one(CODE)
    assert "script-src (SECURE_CSP) has 'unsafe-inline'" in found.message


def test_eval_is_not_cancelled_by_anything() -> None:
    found = native('"script-src": [CSP.SELF, CSP.UNSAFE_EVAL, *os.environ["MORE"].split()]').one(CODE)
    assert "has 'unsafe-eval'" in found.message
    assert found.confidence is Confidence.HIGH


@sites(
    {
        "only its own scripts": native('"default-src": [CSP.SELF]'),
        "nothing at all": native('"default-src": [CSP.NONE]'),
        "a nonce cancels it": native('"script-src": [CSP.UNSAFE_INLINE, CSP.NONCE]'),
        "a hash cancels it": native('"script-src": [CSP.UNSAFE_INLINE, "\'sha256-abc=\'"]'),
        "a longer hash cancels it": native('"script-src": [CSP.UNSAFE_INLINE, "\'sha512-abc=\'"]'),
        "a hash cancels it under version 4": version_4(
            '"script-src": ["\'unsafe-inline\'", "\'sha384-abc=\'"]'
        ),
        "a hash cancels it under version 3": version_3(
            "CSP_SCRIPT_SRC = [\"'unsafe-inline'\", \"'sha256-abc='\"]"
        ),
        "strict-dynamic beside a hash cancels hosts": native(
            '"script-src": ["https:", "*", "\'sha256-abc=\'", CSP.STRICT_DYNAMIC]'
        ),
        "styles in elements": native('"default-src": [CSP.SELF], "style-src-elem": [CSP.UNSAFE_INLINE]'),
        "both kinds of scripts have directives of their own": native(
            '"script-src": ["*"], "script-src-elem": [CSP.SELF], "script-src-attr": [CSP.NONE]'
        ),
        "elements have a directive of their own, and attributes load nothing": native(
            '"script-src": ["*"], "script-src-elem": [CSP.SELF]'
        ),
        "strict-dynamic cancels all of it": native(
            '"script-src": [CSP.NONCE, CSP.STRICT_DYNAMIC, "https:", "http:", "*", CSP.UNSAFE_INLINE]'
        ),
        "the nonce of version 3": version_3(
            "CSP_SCRIPT_SRC = [\"'unsafe-inline'\"]\nCSP_INCLUDE_NONCE_IN = ['script-src']"
        ),
        "the nonce of version 4": version_4('"script-src": ["\'unsafe-inline\'", NONCE]'),
        "script-src takes the place of a wide default-src": native(
            '"default-src": ["*", CSP.UNSAFE_INLINE, "data:"], "script-src": [CSP.SELF]'
        ),
        "styles": native('"default-src": [CSP.SELF], "style-src": [CSP.UNSAFE_INLINE]'),
        "images": native('"default-src": [CSP.SELF], "img-src": ["*", "data:"]'),
        "a host of its own": native('"script-src": [CSP.SELF, "https://cdn.example.com"]'),
        "a path on a host of everybody": native(
            '"script-src": [CSP.SELF, "https://ajax.googleapis.com/ajax/libs/jquery/"]'
        ),
        "blob": native('"script-src": [CSP.SELF, "blob:"]'),
        "wasm": native('"script-src": [CSP.SELF, CSP.WASM_UNSAFE_EVAL]'),
        "scripts are not restricted at all": native('"img-src": [CSP.SELF]'),
        "a nonce beside what is not known": native(
            '"script-src": [CSP.UNSAFE_INLINE, CSP.NONCE, f"https://{os.environ[\'CDN\']}"]'
        ),
        "strict-dynamic beside what is not known": native(
            '"script-src": ["*", CSP.NONCE, CSP.STRICT_DYNAMIC, *os.environ["HOSTS"].split()]'
        ),
        "nothing is known of the list": native('"script-src": os.environ["SCRIPTS"].split()'),
        "directives that are not known": native('"script-src": ["*"]', OPEN),
        "the setting is not known": native("", "from elsewhere import SECURE_CSP\n"),
        "the middleware does not run": Site("SECURE_CSP = {'script-src': ['*']}\n", django="6.0.1"),
        "a version without it": native('"script-src": ["*"]', django="5.2.1"),
        "the edge sends another": native('"script-src": ["*"]')._replace(
            edge={"Content-Security-Policy": "default-src 'self'"}
        ),
        "a wide policy on trial beside a good one": native(
            '"script-src": [CSP.SELF]', 'SECURE_CSP_REPORT_ONLY = {"script-src": ["*"]}\n'
        ),
        "eval in a policy on trial": native('"script-src": [CSP.UNSAFE_EVAL]', name="SECURE_CSP_REPORT_ONLY"),
        "a comma makes two policies of it": native('"script-src": ["*, script-src x"]'),
        "every path is left out": version_4(
            '"script-src": ["*"]', 'CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"] = ["/"]\n'
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
