from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .csp_sites import at_the_edge, native, version_3, version_4
from .sites import Site, sites

CODE = "CSP011"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("script_src", "script-src"),
        ("scripts-src", "script-src"),
        ("frame-ancestor", "frame-ancestors"),
        ("img", ""),
        ("default-src:", "default-src"),
        ("CSP_IMG_SRC", "img-src"),
    ],
)
def test_native_sends_it(name: str, meant: str) -> None:
    found = native(f'"font-src": [CSP.SELF], "{name}": [CSP.SELF]').one(CODE)
    assert found.severity is Severity.WARNING
    assert f"'{name.lower()}' in SECURE_CSP is no directive: browsers skip it" in found.message
    assert found.help == (f"Write '{meant}'." if meant else "Correct the name, or take the entry out.")


@pytest.mark.parametrize("name", ["SCRIPT-SRC", "script_src", "no-such-directive"])
def test_version_4_drops_it(name: str) -> None:
    found = version_4(f'"{name}": [SELF]').one(CODE)
    assert f"'{name}' in CONTENT_SECURITY_POLICY is no directive: django-csp 4 leaves it out" in found.message


def test_what_decides_in_its_place() -> None:
    told = native('"default-src": [CSP.SELF], "img_src": ["*"]').one(CODE).message
    assert told.endswith("so default-src decides in its place")
    told = native('"default-src": [CSP.SELF], "frame_ancestors": ["x"]').one(CODE).message
    assert told.endswith("so it restricts nothing")
    told = native('"img-src": [CSP.SELF], "img_src": ["*"]').one(CODE).message
    assert told.endswith("so its sources are not in force")


def test_place() -> None:
    site = native('\n    "default-src": [CSP.SELF],\n    "img_src": ["*"],\n')
    assert site.line(site.one(CODE)) == '    "img_src": ["*"],'


def test_each_is_a_finding() -> None:
    found = native('"script_src": [CSP.SELF], "img_src": [CSP.SELF]').findings(CODE)
    assert len({each.fingerprint for each in found}) == 2


@pytest.mark.parametrize(
    ("site", "told"),
    [
        (
            native('"block-all-mixed-content": True, "plugin-types": ["a/b"]'),
            "block-all-mixed-content and plugin-types in SECURE_CSP are out of use",
        ),
        (version_3("CSP_PREFETCH_SRC = [\"'none'\"]"), "prefetch-src in the policy of the CSP_ settings is out"),
        (at_the_edge("referrer no-referrer"), "referrer in the Content-Security-Policy that the edge sends is out"),
    ],
)  # fmt: skip
def test_out_of_use_is_advice(site: Site, told: str) -> None:
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert told in found.message


def test_a_policy_on_trial_is_advice() -> None:
    site = native('"script_src": [CSP.SELF]', name="SECURE_CSP_REPORT_ONLY")
    assert site.one(CODE).severity is Severity.INFO


@sites(
    {
        "a version without it": native('"script_src": [CSP.SELF]', django="5.2.1"),
        "the edge sends another": native('"script_src": [CSP.SELF]')._replace(
            edge={"Content-Security-Policy": "default-src 'self'"}
        ),
        "every path is left out": version_4(
            '"script_src": [SELF]', 'CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"] = ["/"]\n'
        ),
        "all are known": native('"default-src": [CSP.SELF], "worker-src": ["blob:"], "script-src-elem": []'),
        "browsers do not mind capitals": native('"Default-Src": [CSP.SELF], "IMG-SRC": [CSP.SELF]'),
        "report-uri alone": native('"default-src": [CSP.SELF], "report-uri": "/csp/"'),
        "experimental": native('"default-src": [CSP.SELF], "fenced-frame-src": [CSP.SELF]'),
        "trusted types": native("\"require-trusted-types-for\": [\"'script'\"]"),
        "Django leaves out what is empty": native('"default-src": [CSP.SELF], "script_src": []'),
        "Django leaves out what is off": native('"default-src": [CSP.SELF], "no-such": False'),
        "out of use and off": version_3("CSP_BLOCK_ALL_MIXED_CONTENT = False"),
        "version 4 leaves out what is off": version_4('"block-all-mixed-content": False, "no-such": None'),
        "a setting of version 3 that is none": version_3("CSP_SCRIPTS_SRC = [\"'self'\"]"),
        "keys that are not known": native("", "from elsewhere import P\nSECURE_CSP = {**P}\n"),
        "the setting is not known": native("", "from elsewhere import SECURE_CSP\n"),
        "the middleware does not run": Site("SECURE_CSP = {'script_src': []}\n", django="6.0.1"),
        "another key of version 4": version_4('"default-src": [SELF]', 'CONTENT_SECURITY_POLICY["REPORT_PERCENTAGE"] = 5\n'),
        "flags": native('"default-src": [CSP.SELF], "upgrade-insecure-requests": True, "sandbox": True'),
    }
)  # fmt: skip
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)


def test_version_4_reads_no_directive_beside_its_key() -> None:
    settings = "CONTENT_SECURITY_POLICY = {'default-src': [\"'self'\"], 'img-src': ['*'], 'EXCLUDE_URL_PREFIXES': ('/a/',)}\n"
    found = version_4("", name="OTHER", more=settings).one(CODE)
    assert found.message.startswith(
        "default-src and img-src in CONTENT_SECURITY_POLICY stand beside 'DIRECTIVES'"
    )
    assert found.help == "Put the directives one level lower: CONTENT_SECURITY_POLICY = {'DIRECTIVES': {…}}."


def test_django_has_no_key_for_the_directives() -> None:
    found = native('"DIRECTIVES": {"default-src": [CSP.SELF]}').one(CODE)
    assert found.message.startswith("'DIRECTIVES' in SECURE_CSP is no directive but a key of django-csp 4")
    assert found.help == "Put the directives one level higher: SECURE_CSP = {…}."
