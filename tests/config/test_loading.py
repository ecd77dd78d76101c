from __future__ import annotations

import pytest
from secheaders_lint.config import Config, load_config, read_config
from secheaders_lint.errors import UsageError
from secheaders_lint.source.memory import MemoryTree

OWN = "[tool.secheaders-lint]\n"


def error_of(text: str | bytes, path: str = "pyproject.toml") -> str:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(UsageError) as caught:
        read_config(data, path)
    return str(caught.value)


def read(text: str, path: str = "pyproject.toml") -> Config:
    return read_config(text.encode(), path)


def test_every_key_is_read():
    config = read(
        OWN
        + 'settings = ["a.b", "c.d:E"]\nexclude = ["old/**"]\ndjango = "5.2"\nselect = ["HSTS"]\nignore = ["CSP001"]\n'
        'severity = "warning"\nconfidence = "low"\nfail-on = "never"\nmin-grade = "observatory:B+"\nbaseline = "b.json"\n'
        'assume = "unset"\ntls = "proxy"\nprofile = "api"\nhsts-target = 3600\n'
        '[tool.secheaders-lint.per-module-ignores]\n"a.*" = ["MW001"]\n'
        '[tool.secheaders-lint.severities]\nHSTS001 = "error"\n'
        '[tool.secheaders-lint.environment]\nDEBUG = "False"\n'
        '[tool.secheaders-lint.edge]\n"Referrer-Policy" = "no-referrer"\n'
        "[tool.secheaders-lint.grading]\npreloaded = true\n"
    )
    assert config._replace(lines={}) == Config(
        path="pyproject.toml",
        settings=("a.b", "c.d:E"),
        exclude=("old/**",),
        django="5.2",
        select=("HSTS",),
        ignore=("CSP001",),
        per_module_ignores={"a.*": ("MW001",)},
        severities={"HSTS001": "error"},
        severity="warning",
        confidence="low",
        fail_on="never",
        min_grade="observatory:B+",
        baseline="b.json",
        assume="unset",
        environment={"DEBUG": "False"},
        tls="proxy",
        profile="api",
        hsts_target=3600,
        edge={"Referrer-Policy": "no-referrer"},
        grading={"preloaded": True},
    )


def test_one_settings_module_needs_no_array():
    assert read(OWN + 'settings = "a.b"\n').settings == ("a.b",)


def test_the_file_of_its_own_has_no_prefix():
    assert read('ignore = ["HSTS"]\n', ".secheaders-lint.toml").ignore == ("HSTS",)


def test_a_named_file_may_have_the_prefix():
    assert read(OWN + 'ignore = ["HSTS"]\n', "ci/lint.toml").ignore == ("HSTS",)


def test_pyproject_without_our_table_says_nothing():
    assert read('[project]\nname = "secheaders-lint"\n') == Config(path="pyproject.toml")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('serverity = "info"', "unknown key tool.secheaders-lint.serverity; did you mean severity?"),
        ('fail_on = "info"', "unknown key tool.secheaders-lint.fail_on; did you mean fail-on?"),
        ('"x y" = 1', 'unknown key tool.secheaders-lint."x y"; there are settings, exclude,'),
        (
            "fail-on = 3",
            'tool.secheaders-lint.fail-on must be one of "error", "warning", "info", "never", not 3',
        ),
        ('severity = "high"', 'must be one of "error", "warning", "info", not "high"'),
        ('ignore = "HSTS001"', 'ignore must be an array of rules: codes, names or families, not "HSTS001"'),
        ("ignore = [1]", "must be an array of rules: codes, names or families, not an array"),
        ("hsts-target = true", "hsts-target must be a number of seconds, not true"),
        ("hsts-target = -1", "hsts-target must be a number of seconds, not -1"),
        ('django = "five"', 'django must be a version such as "5.2", not "five"'),
        ("django = 5.2", 'django must be a version such as "5.2", not 5.2'),
        ('min-grade = "G"', 'min-grade must be a grade such as "B" or "observatory:B+", not "G"'),
        ("environment = {DEBUG = false}", "environment.DEBUG must be a text, not false"),
        ('edge = {"No Header" = "1"}', 'edge."No Header" is no name of a header'),
        ('severities = {HSTS001 = "loud"}', "severities.HSTS001 must be one of"),
        ("severities = 2024-01-01", "not a date or time"),
        ("grading = 1", "grading must be a table, not 1"),
        ("grading = {preload = true}", "grading.preload is an unknown key; did you mean preloaded?"),
        (
            "grading = {x = 1}",
            "grading.x is an unknown key; there are certificate, preloaded, http, scripts",
        ),
        ("grading = {certificate = 1}", "grading.certificate must be true or false, not 1"),
        ('grading = {http = "nginx"}', 'http must be one of "django", "redirect", "closed", not "nginx"'),
        (
            'grading = {scripts = "cdn"}',
            'grading.scripts must be one of "none", "own", "own-with-integrity",',
        ),
        ('min-grade = "B+"', 'must be a grade such as "B" or "observatory:B+", not "B+"'),
        ('min-grade = "observatory:E"', 'must be a grade such as "B" or "observatory:B+"'),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(line, said):
    message = error_of(f"{OWN}\n{line}\n")
    assert message.startswith("pyproject.toml:3: ")
    assert said in message


def test_a_wrong_value_in_a_table_of_its_own_has_its_own_line():
    message = error_of(f'{OWN}[tool.secheaders-lint.severities]\nHSTS001 = "info"\nHSTS002 = "loud"\n')
    assert message.startswith("pyproject.toml:4: tool.secheaders-lint.severities.HSTS002 must be")


def test_keys_of_the_own_file_are_named_without_prefix():
    assert "unknown key ignroe; did you mean ignore?" in error_of("ignroe = []\n", ".secheaders-lint.toml")


def test_broken_toml_is_told_with_line_and_column():
    message = error_of(f"{OWN}ignore = [\n[x]\n")
    assert message.startswith("pyproject.toml:3:")
    assert "is no valid TOML: " in message


def test_what_is_not_utf_8_is_told_with_its_line():
    assert error_of(b"a = 1\nb = '\xe9'\n").startswith("pyproject.toml:2: is not UTF-8")


def test_a_mark_of_byte_order_is_no_text():
    assert read_config(b'\xef\xbb\xbffail-on = "error"\r\n', ".secheaders-lint.toml").fail_on == "error"


def test_deep_nesting_is_no_crash():
    assert "nests too deep" in error_of(f"{OWN}ignore = {'[' * 5000}\n")


def test_our_table_has_to_be_one():
    assert "must be a table" in error_of('[tool]\n"secheaders-lint" = 1\n')


class TestLoadConfig:
    def test_nothing_there(self):
        assert load_config(MemoryTree({"a.py": ""})) == Config()

    def test_the_file_of_its_own_beats_pyproject(self):
        tree = MemoryTree(
            {
                ".secheaders-lint.toml": 'fail-on = "error"\n',
                "pyproject.toml": OWN + 'fail-on = "info"\n',
            }
        )
        assert load_config(tree).fail_on == "error"

    def test_a_broken_pyproject_that_does_not_name_us_is_not_ours(self):
        assert load_config(MemoryTree({"pyproject.toml": "[project\n"})) == Config()

    def test_a_broken_pyproject_that_names_us_is_an_error(self):
        with pytest.raises(UsageError, match=r"pyproject\.toml:1:"):
            load_config(MemoryTree({"pyproject.toml": "[tool.secheaders-lint\n"}))

    def test_a_folder_of_that_name_is_an_error(self):
        with pytest.raises(UsageError, match=r"^\.secheaders-lint\.toml: is a folder"):
            load_config(MemoryTree({".secheaders-lint.toml/x": ""}))


@pytest.mark.parametrize(
    ("text", "keys", "line"),
    [
        (OWN + 'a = 1\nignore = ["X"]\n', ("ignore",), 3),
        ('[tool]\nsecheaders-lint.fail-on = "info"\n', ("fail-on",), 2),
        ('[tool.secheaders-lint]\nedge = {"A-B" = "1",\n', ("edge", "A-B"), 2),
        (OWN + 'x = """\nignore = 1\n"""\nignore = []\n', ("ignore",), 5),
        ("[other]\nignore = 1\n" + OWN + "ignore = []\n", ("ignore",), 4),
    ],
)
def test_lines_of_keys(text, keys, line):
    from secheaders_lint.config.positions import key_lines

    assert key_lines(text, ("tool", "secheaders-lint"))[keys] == line


def test_a_key_without_a_line_has_that_of_its_table():
    assert Config(lines={(): 7, ("edge",): 9}).line("edge", "Server") == 9
    assert Config(lines={(): 7}).line("ignore") == 7
