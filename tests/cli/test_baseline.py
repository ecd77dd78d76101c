"""``--baseline`` and ``--write-baseline``: a first run on an old project, and what becomes of it."""

from __future__ import annotations

import json

from .projects import SETTINGS

FILE = "baseline.json"


def test_after_writing_nothing_is_left(site):
    result = site.check("--write-baseline", FILE)
    assert (result.status, result.codes) == (0, [])
    assert "note: " in result.err
    assert f"written to {FILE}" in result.err
    assert {each["by"]["kind"] for each in result.json["silenced"]} == {"baseline"}
    again = site.check("--baseline", FILE)
    assert (again.status, again.codes, again.err) == (0, [], "")


def test_what_comes_later_is_found(site):
    site.write({"shop/settings.py": SETTINGS.replace("NOSNIFF = False", "NOSNIFF = True")})
    site.check("--write-baseline", FILE)
    site.write({"shop/settings.py": "# moved\n" + SETTINGS})
    result = site.check("--baseline", FILE)
    assert (result.status, result.codes) == (1, ["CTO001"])


def test_what_the_filters_hide_is_written_too(site):
    site.run("check", "--write-baseline", FILE, "--severity", "error", "--select", "HSTS001")
    assert site.check("--baseline", FILE).codes == []


def test_stale_entries_are_told_and_fail_nothing(site):
    site.check("--write-baseline", FILE)
    site.write({"shop/settings.py": SETTINGS.replace("SECONDS = 0", "SECONDS = 31536000")})
    result = site.check("--baseline", FILE)
    assert result.status == 0
    assert f"{FILE} silences what is not found any more: HSTS001 in shop/settings.py (line " in result.err
    assert f"--write-baseline {FILE} takes it out" in result.err


def test_the_configuration_names_one(site):
    site.write({".secheaders-lint.toml": f'baseline = "ci/{FILE}"\n', "ci/x": ""})
    assert site.check().err == (
        f"secheaders-lint: error: .secheaders-lint.toml:1: baseline: no file ci/{FILE} in the repository; "
        f"--write-baseline ci/{FILE} makes it\n"
    )
    assert site.check("--write-baseline", f"ci/{FILE}").status == 0
    result = site.check()
    assert (result.status, result.codes) == (0, [])
    assert result.json["silenced"][0]["by"]["location"]["path"] == f"ci/{FILE}"


def test_the_command_line_beats_the_configuration(site):
    site.write({".secheaders-lint.toml": 'baseline = "no.json"\n', FILE: '{"schema": 1, "findings": []}'})
    assert site.check("--baseline", FILE).status == 1


def test_one_outside_of_the_repository_is_not_read_for_the_configuration(site):
    outside = site.root.parent / "outside.json"
    outside.write_text(json.dumps({"schema": 1, "findings": []}), encoding="utf-8")
    site.write({".secheaders-lint.toml": 'baseline = "../outside.json"\n'})
    assert site.check().status == 2
    assert site.check("--baseline", "../outside.json").status == 1


def test_a_place_that_cannot_be_written(site):
    result = site.check("--write-baseline", "no/such/folder.json")
    assert result.status == 2
    assert result.err.endswith("No such file or directory; name a file that can be written\n")


def test_none_is_written_of_what_could_not_be_judged(site):
    site.write({"shop/settings.py": "X = (\n"})
    result = site.check("--write-baseline", FILE)
    assert result.status == 2
    assert not (site.root / FILE).exists()
