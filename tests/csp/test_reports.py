"""What people and programs get to see of an audit."""

from __future__ import annotations

import json
import re

import pytest
from secheaders_lint.csp.audit import audit_header
from secheaders_lint.csp.findings import Severity
from secheaders_lint.reporters import csp_json, csp_text
from secheaders_lint.reporters.style import Style, width_of

WEAK = (
    "default-src 'self'; script-src 'self' *.a.b c.d; object-src 'none'; base-uri 'none'; img-src http://e.f; foo; "
    "require-trusted-types-for 'script'"
)
STRICT = (
    "script-src 'nonce-YWJjZGVmZ2g' 'strict-dynamic' https: 'unsafe-inline'; object-src 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'"
)


def text(policy: str, style: Style | None = None, *, quiet: bool = False) -> str:
    return csp_text.render(audit_header(policy), style or Style(), quiet=quiet)


def test_the_text():
    assert text(WEAK) == (
        "SYNTAX: a browser reads something else than what was meant\n"
        "  foo (UNKNOWN_DIRECTIVE)\n"
        "    `foo` is no directive that is known. Browsers skip it, so it protects nothing.\n"
        "\n"
        "MEDIUM: weakens the policy\n"
        "  img-src http://e.f (SRC_HTTP)\n"
        "    What comes from there is loaded without encryption, open to whoever sits on the line. Use https.\n"
        "\n"
        "STRICT_CSP: what a strict policy would have\n"
        "  script-src (STRICT_DYNAMIC)\n"
        "    Scripts are trusted for the host they come from, which attackers often find a way around. A\n"
        "    nonce or hash with 'strict-dynamic' trusts single scripts instead.\n"
        "\n"
        "MEDIUM_MAYBE: depends on what these sources serve\n"
        "  script-src 'self' (SCRIPT_ALLOWLIST_BYPASS)\n"
        "    'self' trusts every file of this site: see that it serves no JSONP, no Angular and no uploads as\n"
        "    scripts.\n"
        "  script-src *.a.b c.d (SCRIPT_ALLOWLIST_BYPASS)\n"
        "    No way around this source is known; see that it serves no JSONP and no Angular.\n"
        "\n"
        "What counts\n"
        "  default-src                'self'\n"
        "  script-src                 'self' *.a.b c.d\n"
        "  object-src                 'none'\n"
        "  base-uri                   'none'\n"
        "  img-src                    http://e.f\n"
        "  foo\n"
        "  require-trusted-types-for  'script'\n"
        "\n"
        "6 findings: 1 SYNTAX, 1 MEDIUM, 1 STRICT_CSP, 3 MEDIUM_MAYBE\n"
    )


def test_what_has_no_effect_is_told_and_not_counted():
    shown = text(STRICT)
    assert shown.startswith("NONE: written, but without effect in browsers of today\n")
    assert "  script-src                 'nonce-YWJjZGVmZ2g' 'strict-dynamic'\n" in shown
    assert shown.endswith("\n\nNo findings\n")


def test_several_policies_are_named():
    shown = text("default-src 'none', img-src 'self'")
    assert "\nWhat all 2 policies allow\n  default-src  'none'\n  img-src      'none'\n" in shown


def test_quiet_leaves_the_findings():
    shown = text(WEAK, quiet=True)
    assert text(WEAK).startswith(f"{shown}\n")
    assert shown.endswith("serves no JSONP and no Angular.\n")
    assert text("default-src 'none'; require-trusted-types-for 'script'", quiet=True) == ""


@pytest.mark.parametrize(
    "policy", [WEAK, STRICT, "script-src " + " ".join(f"a{place}.b" for place in range(30))]
)
@pytest.mark.parametrize("width", [40, 60, 100])
def test_the_width_is_kept(policy, width):
    for line in text(policy, Style(width)).splitlines():
        assert width_of(line) <= width or len(line.split()) <= 2


def test_colours_change_nothing_else():
    for policy in (WEAK, STRICT):
        coloured = text(policy, Style(color=True))
        assert "\x1b[" in coloured
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(policy)


def test_worst_first():
    ranks = [Severity[line.partition(":")[0]] for line in text(f"{WEAK}; style-src self; media-src 1.2.3.4").splitlines()
             if line.partition(":")[0] in Severity.__members__]  # fmt: skip
    assert ranks == sorted(ranks)
    assert len(ranks) == len(set(ranks)) == 5


def test_the_json():
    document = json.loads(csp_json.render(audit_header("script-src 'self' 'nonce-abc' 'unsafe-inline'")))
    assert list(document) == ["schema", "findings", "effective"]
    assert document["schema"] == 1
    assert document["effective"] == {"script-src": ["'self'", "'nonce-abc'"]}
    assert [{**each, "message": bool(each["message"])} for each in document["findings"]][:3] == [
        {
            "type": "IGNORED",
            "severity": "NONE",
            "directive": "script-src",
            "value": "'unsafe-inline'",
            "message": True,
        },
        {
            "type": "REQUIRE_TRUSTED_TYPES_FOR_SCRIPTS",
            "severity": "INFO",
            "directive": "require-trusted-types-for",
            "value": None,
            "message": True,
        },
        {
            "type": "MISSING_DIRECTIVES",
            "severity": "HIGH",
            "directive": "object-src",
            "value": None,
            "message": True,
        },
    ]


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ("script-src www.google.com", "JSONP endpoints on www.google.com"),
        ("script-src www.gstatic.com", "Angular on www.gstatic.com"),
        (
            "script-src cdn.jsdelivr.net",
            "JSONP endpoints on cdn.jsdelivr.net and Angular on cdn.jsdelivr.net",
        ),
        ("object-src vk.com", "Flash files on vk.com"),
        ("img-src 127.0.0.1", "the machine that the browser runs on"),
        ("img-src 127.1", "the machine that the browser runs on"),
        ("img-src 10.0.0.1", "the IP address 10.0.0.1"),
        ("report-uri http://a.b", "Reports go out without encryption"),
        ("script-src data:", "whatever an address itself holds"),
        ("script-src: 'self'", "without a colon"),
    ],
)
def test_messages_name_what_it_is_about(policy, told):
    assert any(told in each.message for each in audit_header(policy).findings)
