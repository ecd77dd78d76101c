"""Outputs and inputs, as the runner writes and reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from secheaders_lint.cli.arguments import parse
from secheaders_lint.errors import UsageError
from secheaders_lint.github.inputs import options_of
from secheaders_lint.github.outputs import outputs_text, summary_text
from secheaders_lint.github.relevance import any_can_matter, can_matter

from .places import outputs_of


@given(
    st.dictionaries(
        st.sampled_from(["grade", "findings", "sarif-file"]), st.text(alphabet="ab=<\n end-", max_size=30)
    )
)
def test_no_value_sets_another_output(outputs):
    assert outputs_of(outputs_text(outputs, "end-4f2a")) == outputs


def test_a_value_with_the_delimiter_is_refused():
    with pytest.raises(UsageError):
        outputs_text({"a": "x\nend-1\nb=2"}, "end-1")


def test_a_short_summary_stays():
    assert summary_text("é\n").decode() == "é\n"


def test_a_long_summary_is_cut_and_closed():
    text = "<details><summary>x</summary>\n\n````diff\n" + "line é\n" * 200_000
    data = summary_text(text)
    assert len(data) < 1_048_576
    shown = data.decode()
    assert "GitHub takes no more of a summary" in shown
    tokens = MarkdownIt("commonmark").parse(shown)
    assert "GitHub takes no more" not in next(each.content for each in tokens if each.type == "fence")
    assert shown.count("<details>") == shown.count("</details>")


def inputs(**values: str) -> dict[str, str]:
    """Variables as the runner names them: capitals, hyphens as they are."""
    return {f"INPUT_{name.upper().replace('_', '-')}": value for name, value in values.items()}


def test_inputs_that_are_empty_stand_for_nothing():
    assert options_of(inputs(path="", settings=" ", fail_on="", unsafe_suggestions="", token="x")) == []


def test_inputs_are_options():
    words = options_of(
        inputs(
            path="a b\n\n c ", settings="x.settings\ny.settings", fail_on="error", unsafe_suggestions="TRUE"
        )
    )
    arguments = parse(["github", *words])
    assert arguments.paths == ["a b", "c"]
    assert arguments.settings == ["x.settings", "y.settings"]
    assert (arguments.fail_on, arguments.unsafe_suggestions) == ("error", True)


def test_a_path_that_looks_like_an_option_is_a_path():
    assert parse(["github", *options_of(inputs(path="-x"))]).paths == ["./-x"]


@pytest.mark.parametrize("value", ["maybe", "${{ x }}"])
def test_a_flag_is_true_or_false(value):
    with pytest.raises(UsageError, match="give true or false"):
        options_of(inputs(unsafe_suggestions=value))


@pytest.mark.parametrize(
    "path",
    [
        "a.py",
        "requirements.txt",
        "Dockerfile",
        "x/base.html",
        "x/base.djhtml",
        "hosts.csv",
        "uv.lock",
        ".env",
        "a.json",
        "app.yml",
    ],
)
def test_files_that_can_matter(path):
    assert can_matter(path)
    assert any_can_matter(["README.md", path])


@pytest.mark.parametrize("path", ["README.md", "a/b.PNG", "x.css", "app.tsx", "locale/de.po"])
def test_files_that_nobody_reads(path):
    assert not can_matter(path)
    assert not any_can_matter([path])
