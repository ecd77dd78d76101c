"""The example that README begins with, and its corrected twin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from secheaders_lint.__main__ import main

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_shop_has_a_dozen_mistakes(capsys):
    assert main(["check", str(EXAMPLES / "shop"), "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    found = {each["code"]: each for each in document["findings"]}
    assert {"TLS002", "CSP001", "REF002", "XFO001", "PERM002", "DJ003", "DJ004", "HSTS001"} <= found.keys()
    assert {"COOKIE003", "MW004", "PERM001", "XSS001"} <= found.keys()
    assert document["modules"][0]["module"] == "shop.settings.production"
    assert document["modules"][0]["django"]["version"] == "5.2.19"


def test_the_corrected_shop_has_none(capsys):
    assert main(["check", str(EXAMPLES / "shop-fixed"), "--fail-on", "info"]) == 0
    out = capsys.readouterr().out
    assert out.endswith("No findings.\n")
    # A clean site fits on a screen.
    assert len(out.splitlines()) < 24


def test_what_the_corrected_shop_sends(capsys):
    assert main(["headers", str(EXAMPLES / "shop-fixed"), "--format", "json"]) == 0
    responses = json.loads(capsys.readouterr().out)["modules"][0]["responses"]
    https, http = (each for each in responses if each["kind"] == "page")
    assert {each["name"]: each["value"] for each in https["headers"] if each["name"] != "Set-Cookie"} == {
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
        "Content-Security-Policy": (
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Vary": "Cookie",
    }
    assert (http["scheme"], http["status"]) == ("http", 301)


@pytest.mark.parametrize("name", ["shop", "shop-fixed"])
def test_the_settings_of_both_are_wholly_known(capsys, name):
    main(["settings", str(EXAMPLES / name), "--format", "json"])
    module = json.loads(capsys.readouterr().out)["modules"][0]
    assert module["open"] is None
    unknown = {key for key, row in module["settings"].items() if row["state"] == "unknown"}
    assert unknown <= {"SECRET_KEY", "DEBUG"}
