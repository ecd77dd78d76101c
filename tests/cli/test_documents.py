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
DOCS = tuple(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))
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
    used = re.findall(r"uses: (?!\./)(.+)", workflow)
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in used)


def test_links_lead_somewhere():
    for document in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/rules/README.md", *DOCS):
        folder = (ROOT / document).parent
        for link in re.findall(r"\]\(([^)#]+)", (ROOT / document).read_text(encoding="utf-8")):
            assert link.startswith("https://") or (folder / link).exists()


def test_the_documents_of_the_action_name_its_inputs_and_outputs():
    import yaml  # type: ignore[import-untyped]

    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    text = (ROOT / "docs/github.md").read_text(encoding="utf-8")
    for name in (*action["inputs"], *action["outputs"]):
        assert f"`{name}`" in text
    for each in action["inputs"].values():
        assert each["description"]
        assert "default" in each


def test_every_input_is_an_option():
    import yaml
    from secheaders_lint.github.inputs import options_of

    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    values = {
        "select": "HSTS",
        "ignore": "HSTS",
        "min-grade": "B",
        "django": "5.2",
        "env": "A=b",
        "assume": "unset",
    }
    words = {"fail-on": "error", "severity": "error", "confidence": "low"}
    for name, each in action["inputs"].items():
        value = {**values, **words}.get(name) or each["default"] or "x"
        given = options_of({f"INPUT_{name.upper()}": value})
        if name != "token" and value != "false":
            assert given, name
            parse(["github", *given])
    # And what the Action gives where nobody says anything is what the command does by itself.
    defaults = {f"INPUT_{name.upper()}": each["default"] for name, each in action["inputs"].items()}
    plain = vars(parse(["github"]))
    assert {**vars(parse(["github", *options_of(defaults)])), "paths": []} == plain


def test_the_image_installs_what_the_project_needs():
    import tomli

    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=]", each)[0] for each in project["dependencies"]}
    lock = (ROOT / "docker/requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    # PyYAML is what libcst asks for.
    assert locked == names | {"pyyaml"}
    assert all("--hash=sha256:" in block for block in lock.split("\n\n") if "==" in block)


def test_the_changelog_has_the_version_or_what_comes_next():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text
