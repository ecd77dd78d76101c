"""What only a process of its own shows: what is imported, pipes, streams, the two ways to start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .projects import SITE

HEAVY = (
    "libcst",
    "packaging",
    "tomli",
    "importlib.metadata",
    "textwrap",
    "json",
    "pathlib",
    "tempfile",
    "shutil",
)
IMPORTS = """
import sys
from secheaders_lint.__main__ import main
before = set(sys.modules)
status = main(sys.argv[1:])
print(status, *(name for name in {heavy!r} if name in sys.modules), file=sys.stderr)
"""


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "secheaders_lint", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


def imported(folder: Path, *words: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS.format(heavy=HEAVY), *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.splitlines()[-1].split()


@pytest.fixture
def plain(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    (tmp_path / "requirements.txt").write_text("requests>=2\n")
    (tmp_path / "tool.py").write_text("x = 1\n")
    (tmp_path / "settings.py").write_text("VERBOSE = True\n")
    return tmp_path


@pytest.fixture
def site(plain):
    for path, text in SITE.items():
        (plain / path).parent.mkdir(exist_ok=True)
        (plain / path).write_text(text)
    return plain


@pytest.mark.parametrize("command", ["check", "headers", "settings"])
def test_a_folder_without_django_imports_nothing_heavy(plain, command):
    assert imported(plain, command) == ["2"]


def test_nor_does_a_file_name_in_it(plain):
    assert imported(plain, "tool.py") == ["0"]


def test_nor_does_help(plain):
    assert not {"libcst", "packaging", "tomli"} & set(imported(plain, "--help"))


def test_a_site_imports_libcst(site):
    assert "libcst" in imported(site, "check")


def test_the_module_can_be_run(site):
    done = run(site, "--select", "HSTS001", "--format", "concise")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("shop/settings.py:6:1: warning HSTS001 hsts-missing: ")


@pytest.mark.parametrize(
    "name", ["argparse", "libcst", "tomli", "difflib", "json", "typing", "enum", "__future__"]
)
def test_nothing_of_the_repository_is_imported(site, name):
    (site / f"{name}.py").write_text("raise SystemExit('the code of the repository ran')\n")
    done = run(site, "check", "--select", "HSTS001", "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    assert '"HSTS001"' in done.stdout


def test_a_pipe_has_no_colour_unless_it_is_asked_for(site):
    assert "\x1b[" not in run(site, "check").stdout
    assert "\x1b[" in run(site, "check", FORCE_COLOR="1").stdout
    assert "\x1b[" in run(site, "check", "--color", "always", NO_COLOR="1").stdout


def shell(site: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in a site: pipes and redirections are what these tests are about."""
    return subprocess.run(line, cwd=site, shell=True, capture_output=True, text=True, check=False)


def test_a_reader_that_goes_away_is_no_error(site):
    done = shell(site, f"{sys.executable} -m secheaders_lint settings --all --format json | head -c 10")
    assert (done.stdout, done.stderr) == ('{\n  "schem', "")


def test_and_what_was_found_stays_found(site):
    done = shell(site, f"{{ {sys.executable} -m secheaders_lint check; echo $? >&2; }} | true")
    assert (done.stdout, done.stderr) == ("", "1\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["check", "settings --all --format json", "rules"])
def test_a_report_that_cannot_be_written(site, command):
    done = shell(site, f"{sys.executable} -m secheaders_lint {command} >/dev/full")
    assert done.returncode == 2
    assert done.stderr == (
        "secheaders-lint: error: the report could not be written to stdout: No space left on device\n"
    )


@pytest.mark.parametrize("streams", [">&-", "2>&-", ">&- 2>&-", "2>/dev/full"])
def test_streams_that_take_nothing_change_no_exit_status(site, streams):
    def status(words: str) -> int:
        return shell(site, f"{sys.executable} -m secheaders_lint {words} {streams}").returncode

    assert (status("check"), status("nowhere")) == (1, 2)


INTERRUPTED = """
import sys
from secheaders_lint.__main__ import main

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Finder())
sys.exit(main(["check"]))
"""


@pytest.mark.parametrize("during", ["secheaders_lint.cli.main", "secheaders_lint.cli.check", "libcst"])
def test_an_interrupt_is_one_line(site, during):
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, during], cwd=site, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "secheaders-lint: error: interrupted\n")


def test_a_stream_that_is_ascii(site):
    (site / "shop/settings.py").write_text(SITE["shop/settings.py"].replace("= 0", "= 0  # größer"))
    done = run(site, "check", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert "gr\\xf6\\xdfer" in done.stdout
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("words", [["--version"], ["check", "--version"]])
def test_version(plain, words):
    from secheaders_lint import __version__

    assert run(plain, *words).stdout == f"secheaders-lint {__version__}\n"


def test_help_shows_what_works(plain):
    shown = run(plain, "--help").stdout
    for word in (
        "check [PATH ...]",
        "headers [PATH]",
        "csp --policy TEXT",
        "settings [PATH]",
        "rules [CODE|NAME]",
        "--fail-on",
        "--min-grade",
        "--fix",
        "--unsafe-fixes",
        "--diff",
    ):
        assert word in shown
    assert "junit" not in shown
    assert "--all" in run(plain, "settings", "--help").stdout
