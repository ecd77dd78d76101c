from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .csp_sites import at_the_edge, native, version_3, version_4
from .sites import Site, sites

CODE = "CSP010"


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ('["self"]', "self without single quotes is taken for a host of that name, so nothing of the site itself"),
        ('["none"]', "none without single quotes is taken for a host"),
        ('["unsafe-inline", "self"]', "unsafe-inline and self without single quotes are taken for hosts"),
        ('["nonce-abcdefgh"]', "nonce-abcdefgh without single quotes"),
        ("[\"'none'\", \"https://a.example\"]", "'none' counts only alone, and does not beside https://a.example"),
        ("[\"'unsafe-inlin'\"]", "'unsafe-inlin' is no keyword of this directive"),
        ("[\"'https://a.example'\"]", "'https://a.example' in single quotes is no source"),
        ("[\"'nonce-c2VjcmV0'\", \"'self'\"]", "the nonce 'nonce-c2VjcmV0' is the same in every answer"),
        ("[\"'sha256-abc\"]", "'sha256-abc is no nonce or hash"),
        ("[\"'self' img-src *\"]", "img-src is the name of a directive, and stands among the sources"),
        ('["/static/"]', "/static/ has no host"),
        ("[\"'self', https://a.example\"]", "a comma ends the policy there"),
    ],
)  # fmt: skip
def test_hits(sources: str, told: str) -> None:
    found = native(f'"default-src": [CSP.SELF], "script-src": {sources}').one(CODE)
    assert found.severity is Severity.WARNING
    assert found.message.startswith("script-src (SECURE_CSP): ")
    assert told in found.message


@pytest.mark.parametrize(
    ("sources", "advice"),
    [
        ('["self"]', "Write \"'self'\": the single quotes belong to the source."),
        ("[\"'unsafe-inlin'\"]", "Did you mean 'unsafe-inline'?"),
        ("[\"'cdn.example.com'\"]", "Write cdn.example.com without single quotes."),
        ("[\"'none'\", CSP.NONCE]", "Take 'none' out, or all else."),
    ],
)
def test_help(sources: str, advice: str) -> None:
    assert native(f'"script-src": {sources}').one(CODE).help == advice


def test_in_each_dialect() -> None:
    assert "(CONTENT_SECURITY_POLICY)" in version_4('"img-src": ["self"]').one(CODE).message
    site = version_3('CSP_IMG_SRC = ("self",)')
    found = site.one(CODE)
    assert found.subject == "CSP_IMG_SRC"
    assert site.line(found).startswith("CSP_IMG_SRC")
    assert "that the edge sends" in at_the_edge("default-src self").one(CODE).message


def test_nonce_beside_none() -> None:
    assert "does not beside the nonce" in version_4('"script-src": ["\'none\'", NONCE]').one(CODE).message


def test_one_finding_for_a_directive() -> None:
    found = native('"img-src": ["self"], "font-src": ["none", "\'slef\'"]').findings(CODE)
    assert len(found) == 2
    assert len({each.fingerprint for each in found}) == 2


def test_a_policy_on_trial_is_advice() -> None:
    site = native('"default-src": ["self"]', name="SECURE_CSP_REPORT_ONLY")
    assert site.one(CODE).severity is Severity.INFO


def test_advice_for_an_api() -> None:
    assert native('"default-src": ["self"]')._replace(profile="api").one(CODE).severity is Severity.INFO


def test_what_is_known_of_a_list() -> None:
    assert native('"default-src": ["self", os.environ["CDN"]]').one(CODE).message


def test_no_other_finding_has_the_same_cause() -> None:
    site = native('"default-src": ["self"], "base-uri": ["\'none\'"], "form-action": ["\'self\'"]')
    assert [found.code for found in site.findings("CSP")] == [CODE]


@sites(
    {
        "an empty list": version_4('"img-src": []'),
        "a flag": native('"upgrade-insecure-requests": True, "sandbox": True'),
        "schemes in capitals": native('"img-src": ["DATA:", "HTTPS:"]'),
        "ports and addresses": native('"connect-src": ["localhost:*", "ws://127.0.0.1:8000", "https://[::1]"]'),
        "a version without it": native('"default-src": ["self"]', django="5.2.1"),
        "every path is left out": version_4(
            '"img-src": ["self"]', 'CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"] = ["/"]\n'
        ),
        "keywords in quotes": native('"default-src": [CSP.SELF, CSP.UNSAFE_EVAL], "object-src": [CSP.NONE]'),
        "capitals": native("\"default-src\": [\"'SELF'\"]"),
        "a text of several": native("\"default-src\": \"'self' https://a.example\""),
        "hosts and schemes": native('"img-src": ["data:", "blob:", "*.example.com", "https://a.example:8443/x/"]'),
        "a nonce that is made": native('"script-src": [CSP.NONCE]'),
        "the object of version 4": version_4('"script-src": [NONCE]'),
        "hashes": native("\"script-src\": [\"'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='\"]"),
        "newer keywords": native("\"script-src\": [\"'trusted-types-eval'\", \"'inline-speculation-rules'\"]"),
        "none with a sample": native("\"script-src\": [\"'none'\", CSP.REPORT_SAMPLE]"),
        "trusted types": native("\"require-trusted-types-for\": [\"'script'\"], \"trusted-types\": [\"default\", \"'allow-duplicates'\"]"),
        "a sandbox": native('"sandbox": ["allow-scripts", "allow-forms"]'),
        "an address for reports": native('"report-uri": "/csp/", "report-to": "self"'),
        "plugin types": native('"plugin-types": ["application/pdf"]'),
        "webrtc": native("\"webrtc\": [\"'block'\"]"),
        "an unknown directive has no sources": native('"no-such": ["self"]'),
        "a path beside self": native('"script-src": [CSP.SELF, "/static/"]'),
        "a path in a list that is partly known": native('"script-src": ["/static/", os.environ["CDN"]]'),
        "a nonce that the proxy writes": at_the_edge("script-src 'nonce-$request_id'".replace("$request_id", "aaaaaaaa")),
        "the setting is not known": native("", "from elsewhere import SECURE_CSP\n"),
        "django-csp drops the directive": version_4('"SCRIPT_SRC": ["self"]'),
        "the middleware does not run": Site("SECURE_CSP = {'script-src': ['self']}\n", django="6.0.1"),
    }
)  # fmt: skip
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
