"""What the documents say is so."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from secheaders_lint.cli.arguments import CHECK_FORMATS, COMMANDS, parse
from secheaders_lint.config import read_config
from secheaders_lint.config.schema import KEYS
from secheaders_lint.rules.registry import RULES
from secheaders_lint.selection import check_selectors

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND_LINES = [line for line in README.splitlines() if line.startswith("python3 ")]


def test_two_command_lines_do_everything():
    run, test = COMMAND_LINES
    assert run.endswith("secheaders-lint check examples/shop --fail-on never")
    assert test.endswith("python -m pytest -q")


def test_the_first_one_names_what_there_is():
    arguments = parse(COMMAND_LINES[0].partition("secheaders-lint ")[2].split())
    assert (ROOT / arguments.paths[0]).is_dir()


def test_the_configuration_that_is_shown_is_valid():
    (block,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    config = read_config(block.encode(), "pyproject.toml")
    check_selectors((*config.ignore, *config.severities), RULES, "README")
    check_selectors([each for some in config.per_module_ignores.values() for each in some], RULES, "README")
    plain, *_ = block.partition("\n\n[tool.")
    shown = {
        *re.findall(r"^([a-z-]+) =", plain, re.MULTILINE),
        *re.findall(r"^\[tool\.secheaders-lint\.([a-z-]+)\]", block, re.MULTILINE),
    }
    assert {"settings", "edge", "grading"} <= shown <= KEYS.keys()


def test_the_options_that_are_shown_exist(capsys):
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            parse([command, "--help"])
    offered = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    assert set(re.findall(r"`(--[a-z-]+)", README)) <= offered


def test_the_formats_are_named():
    assert "\\|".join(CHECK_FORMATS) in README


def test_the_commands_are_named():
    for command in COMMANDS:
        assert re.search(rf"^secheaders-lint \[?{command}", README, re.MULTILINE)


def test_the_shown_finding_is_what_is_printed(capsys):
    from secheaders_lint.__main__ import main

    main(["check", str(ROOT / "examples/shop"), "--select", "HSTS001", "--quiet"])
    printed = capsys.readouterr().out.replace("examples/shop/", "")
    assert printed in README.replace("examples/shop/shop/", "shop/")


def test_the_pipeline_can_be_run():
    assert os.access(ROOT / ".ci/run", os.X_OK)
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert "run: .ci/run" in workflow
    assert "persist-credentials: false" in workflow
    assert not re.search(r"\b[0-9a-f]{40}\b", workflow)


def test_links_lead_somewhere():
    for document in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/rules/README.md"):
        folder = (ROOT / document).parent
        for link in re.findall(r"\]\(([^)#]+)", (ROOT / document).read_text(encoding="utf-8")):
            assert link.startswith("https://") or (folder / link).exists()


def test_the_changelog_has_the_version_or_what_comes_next():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text
