"""The forms of a report, as they are asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from secheaders_lint.cli.arguments import CHECK_FORMATS, MACHINE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

READ: dict[str, Callable[[str], int]] = {
    "json": lambda text: len(json.loads(text)["findings"]),
    "sarif": lambda text: len(json.loads(text)["runs"][0]["results"]),
    "gitlab": lambda text: len(json.loads(text)),
    "markdown": lambda text: text.count("\n- ["),
}


def test_several_are_written_at_once(site):
    outputs = [f"--output={form}:out/{form}" for form in CHECK_FORMATS]
    (site.root / "out").mkdir()
    result = site.check(*outputs)
    assert result.status == 1
    assert len(result.json["findings"]) == 2
    for form in CHECK_FORMATS:
        text = (site.root / "out" / form).read_text(encoding="utf-8")
        assert "HSTS001" in text
        assert form not in READ or READ[form](text) == 2


@pytest.mark.parametrize("form", sorted(MACHINE_FORMATS))
def test_a_program_gets_a_report_of_nothing_too(workspace, form):
    workspace.write({"x.py": "x = 1\n"})
    result = workspace.run("check", "--format", form, "x.py")
    assert result.status == 0
    assert READ[form](result.out) == 0


@pytest.mark.parametrize("form", CHECK_FORMATS)
def test_the_exit_status_is_the_same_in_every_form(site, form):
    assert site.run("check", "--select", "HSTS001", "--format", form).status == 1
