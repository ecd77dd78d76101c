"""The one-way arrows of ARCHITECTURE.md, and who may touch files, processes and third-party packages."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest
import secheaders_lint

PACKAGE = "secheaders_lint"
ROOT = Path(secheaders_lint.__file__).parent

# What each part may import, for types too: a part that is named in an annotation is one that has to be known.
_FACTS = {"data", "errors", "findings"}
ARROWS = {
    "data": set(),
    "errors": set(),
    "findings": set(),
    "remedies": {"findings"},
    "edits": {"findings"},
    "github": {"edits", "errors", "findings", "reporters", "source"},
    "baseline": {"errors", "findings"},
    "comparison": {"findings"},
    "source": {"errors"},
    "discovery": {"errors", "source"},
    "evaluator": {"data", "discovery", "errors", "source"},
    "views": {"discovery", "errors", "findings", "source"},
    "model": {*_FACTS, "discovery", "evaluator", "source", "views"},
    "csp": {"data", "errors"},
    "prediction": {*_FACTS, "evaluator", "model"},
    "grades": {*_FACTS, "model", "prediction"},
    "rules": {
        *_FACTS, "csp", "discovery", "evaluator", "grades", "model", "prediction", "remedies", "source", "views",
    },
    "selection": {"errors", "rules"},
    "config": {"errors", "source"},
    "engine": {*_FACTS, "discovery", "evaluator", "model", "rules", "source", "views"},
    "fixes": {
        *_FACTS, "discovery", "engine", "evaluator", "model", "prediction", "remedies", "rules", "source", "views",
    },
    "suppression": {*_FACTS, "config", "engine", "model", "rules", "selection", "source"},
    "reporters": {"csp", "edits", "findings", "rules"},
    "cli": {
        *_FACTS, "baseline", "comparison", "config", "csp", "discovery", "edits", "engine", "evaluator", "fixes", "github",
        "grades", "model", "prediction", "remedies", "reporters", "rules", "selection", "source", "suppression",
    },
    "__main__": {"cli"},
    "__init__": set(),
}  # fmt: skip
# Arrows that types alone may take: a rule speaks of the site, never of syntax; a reporter gets its data handed in.
TYPES_ALONE = {
    ("rules", "source"), ("rules", "discovery"), ("reporters", "rules"), ("reporters", "csp"), ("config", "source"),
}  # fmt: skip

THIRD_PARTY = {
    "libcst": {"source", "evaluator", "fixes", "model", "views"},
    "packaging": {"discovery"},
    "tomli": {"config", "discovery", "evaluator"},
}
# Each of these costs as much as libcst itself.
SLOW = ("libcst.matchers", "libcst.codemod", "libcst.metadata", "libcst.helpers", "libcst.tool")
# What reaches out of the process; only the part that reads git revisions starts another one, and one asks GitHub.
REACHING = {
    "asyncio", "code", "ctypes", "ftplib", "http", "multiprocessing", "pickle", "pty", "requests", "runpy", "shelve",
    "smtplib", "socket", "ssl", "subprocess", "urllib.request", "webbrowser", "xmlrpc",
}  # fmt: skip
REACHES = {
    ("source/git.py", "subprocess"),  # git
    ("github/connection.py", "socket"), ("github/connection.py", "ssl"), ("github/connection.py", "urllib.request"),  # GitHub's API
    ("github/wire.py", "socket"),
}  # fmt: skip
# Names are imported as texts from the standard library and from this package alone; these modules see to that.
BY_NAME = ("discovery/__init__.py", "evaluator/library/")

# What can be read at a glance.
LONGEST_FILE, LONGEST_FUNCTION = 450, 70

# Calls that touch the file system; those of the source part are its work.
_OF_OS = {
    "access", "chdir", "chmod", "listdir", "lstat", "makedirs", "mkdir", "open", "popen", "readlink", "remove", "rename",
    "rmdir", "scandir", "stat", "symlink", "system", "unlink", "utime", "walk",
}  # fmt: skip
_OF_OS_PATH = {
    "exists", "getmtime", "getsize", "isdir", "isfile", "islink", "ismount", "lexists", "realpath", "samefile",
}  # fmt: skip
_OF_PATHS = {
    "exists", "glob", "is_dir", "is_file", "is_symlink", "iterdir", "lstat", "mkdir", "open", "read_bytes", "read_text",
    "rename", "resolve", "rglob", "rmdir", "stat", "symlink_to", "touch", "unlink", "walk", "write_bytes", "write_text",
}  # fmt: skip
_FILE_MODULES = {"codecs", "fileinput", "glob", "io", "linecache", "shutil", "tempfile", "tokenize"}
TOUCHING = {
    "data/__init__.py": {"read_text"},  # tables of this package
    "discovery/versions.py": {"read_bytes"},  # a table of this package
    "cli/baselines.py": {"open"},  # --baseline, --write-baseline
    "cli/check.py": {"open"},  # --output
    "cli/console.py": {"os.open"},  # the null device, for a pipe that was closed
    "cli/step_files.py": {
        "open",
        "os.makedirs",
    },  # files of a step of GitHub Actions, --sarif-file, --json-file
    "github/connection.py": {"os.listdir"},  # the system's certificates
    "cli/project.py": {"open", "os.path.exists", "os.path.realpath"},  # --config, --settings FILE
    "cli/targets.py": {"os.path.isdir", "os.path.isfile", "os.path.lexists", "os.path.realpath"},  # PATH
}
RUNNING = frozenset({"__import__", "compile", "eval", "exec"})


class Import(NamedTuple):
    """One imported module or name, where it stands, and whether type checkers alone carry it out."""

    target: str
    line: int
    types: bool


class Module(NamedTuple):
    """A module of the package: its path below the package, its part, its syntax tree."""

    path: str
    part: str
    tree: ast.Module


@cache
def modules(root: Path) -> list[Module]:
    found = []
    for path in sorted(root.rglob("*.py")):
        relative = path.relative_to(root)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found.append(Module(relative.as_posix(), relative.parts[0].removesuffix(".py"), tree))
    return found


@cache
def imports(tree: ast.Module) -> list[Import]:
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module if not node.level else f"a relative import{'.' * node.level}"
            names = [f"{base}.{each.name}" for each in node.names]
        else:
            continue
        found += [Import(name, node.lineno, id(node) in for_types) for name in names]
    return found


def _is_below(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def wrong_arrows(root: Path) -> list[str]:
    """Return the imports from one part to another that no arrow allows."""
    found = []
    for module in modules(root):
        for each in imports(module.tree):
            if not _is_below(each.target, PACKAGE):
                continue
            part = each.target.split(".")[1] if "." in each.target else "__init__"
            part = "__init__" if part == "__version__" else part
            if part in {module.part, "__init__"}:
                continue
            allowed = part in ARROWS[module.part] and (each.types or (module.part, part) not in TYPES_ALONE)
            if not allowed:
                found.append(f"{module.path}:{each.line}: {module.part} -> {part}")
    return found


def wrong_packages(root: Path) -> list[str]:
    """Return the imports of third-party packages, and of what reaches out of the process, where they do not belong."""
    found = []
    for module in modules(root):
        for each in imports(module.tree):
            top = each.target.partition(".")[0]
            if _is_below(each.target, PACKAGE):
                continue
            allowed = (
                module.part in THIRD_PARTY[top]
                if top in THIRD_PARTY
                else top in sys.stdlib_module_names or (each.types and top == "typing_extensions")
            )
            slow = any(_is_below(each.target, name) for name in SLOW)
            reaches = any(_is_below(each.target, name) for name in REACHING)
            reaches = reaches and (module.path, each.target) not in REACHES
            if not allowed or slow or reaches:
                found.append(f"{module.path}:{each.line}: {each.target}")
    return found


def _called(node: ast.Call, own: set[str]) -> str:
    """Return the name of a call that may touch files; ``own`` are names of modules of this package."""
    function = node.func
    if isinstance(function, ast.Name):
        return function.id if function.id == "open" else ""
    if not isinstance(function, ast.Attribute):
        return ""
    owner, name = ast.unparse(function.value), function.attr
    if owner == "os":
        return f"os.{name}" if name in _OF_OS or name.startswith(("exec", "spawn")) else ""
    if owner == "os.path":
        return f"os.path.{name}" if name in _OF_OS_PATH else ""
    if owner in _FILE_MODULES:
        return f"{owner}.{name}"
    # Methods of paths, unless they are methods and functions of ours that have such a name.
    takes_machine = bool(node.args) and ast.unparse(node.args[0]) == "machine"
    ours = owner in own or owner.split(".")[-1] in {"tree", "conditions"} or (name == "resolve" and node.args)
    return "" if name not in _OF_PATHS or takes_machine or ours else name


def touches(root: Path) -> dict[str, set[str]]:
    """Return the calls outside of the source part that touch files, by the module that makes them."""
    found: dict[str, set[str]] = {}
    for module in modules(root):
        if module.part == "source":
            continue
        names = {each.target.rpartition(".")[2] for each in imports(module.tree) if PACKAGE in each.target}
        for node in ast.walk(module.tree):
            name = _called(node, names) if isinstance(node, ast.Call) else ""
            if name:
                found.setdefault(module.path, set()).add(name)
    return found


def runs(root: Path) -> list[str]:
    """Return the calls that could run code of a repository."""
    return [
        f"{module.path}:{node.lineno}: {node.func.id}"
        for module in modules(root)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RUNNING
    ]


def too_long(root: Path) -> list[str]:
    """Return the files and functions that are too long to be read at a glance."""
    found = []
    for module in modules(root):
        lines = len((root / module.path).read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            found.append(f"{module.path}: {lines} lines")
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.end_lineno is None:
                continue
            length = node.end_lineno - node.lineno + 1
            if length > LONGEST_FUNCTION:
                found.append(f"{module.path}:{node.lineno}: {node.name} has {length} lines")
    return found


def test_every_part_has_its_arrows():
    assert {each.part for each in modules(ROOT)} <= ARROWS.keys()


def test_the_arrows_have_no_circle():
    assert list(TopologicalSorter(ARROWS).static_order())


def test_the_way_of_the_data():
    way = ["source", "discovery", "evaluator", "model", "prediction", "grades", "rules"]
    for place, part in enumerate(way):
        assert not ARROWS[part] & set(way[place:])
    assert not ARROWS["reporters"] & set(way[:-1])
    assert not [part for part, known in ARROWS.items() if "cli" in known and part != "__main__"]


def test_parts_depend_to_the_left():
    assert wrong_arrows(ROOT) == []


def test_packages_are_imported_where_they_belong():
    assert wrong_packages(ROOT) == []


def test_only_the_source_part_touches_files():
    assert touches(ROOT) == TOUCHING


def test_few_modules_import_by_name():
    assert [
        each.path
        for each in modules(ROOT)
        if any(_is_below(one.target, "importlib") for one in imports(each.tree))
        and not each.path.startswith(BY_NAME)
    ] == []


def test_nothing_is_run():
    assert runs(ROOT) == []


def test_modules_and_functions_are_small():
    assert too_long(ROOT) == []


def test_what_is_too_long_is_found(tmp_path):
    _write(tmp_path, "rules/x.py", "x = 1\n" * 450)
    _write(tmp_path, "rules/y.py", "def function():\n" + "    x = 1\n" * 70)
    assert len(too_long(tmp_path)) == 2


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("source/x.py", "from secheaders_lint.discovery import found"),
        ("source/x.py", "from secheaders_lint import evaluator"),
        ("discovery/x.py", "import secheaders_lint.evaluator.values"),
        ("evaluator/x.py", "def late():\n    from secheaders_lint.model.site import SiteModel"),
        ("prediction/x.py", "from secheaders_lint.rules.base import Rule"),
        ("reporters/x.py", "from secheaders_lint.source.tree import SourceTree"),
        ("reporters/x.py", "from secheaders_lint.rules.base import Rule"),
        ("rules/x.py", "from secheaders_lint.source.module import Module"),
        ("rules/x.py", "from secheaders_lint.cli.main import main"),
        ("findings.py", "if TYPE_CHECKING:\n    from secheaders_lint.rules.base import Rule"),
    ],
)
def test_a_wrong_arrow_is_found(tmp_path, path, line):
    _write(tmp_path, path, line)
    assert len(wrong_arrows(tmp_path)) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("source/x.py", "from secheaders_lint.errors import SourceError"),
        ("reporters/x.py", "if TYPE_CHECKING:\n    from secheaders_lint.rules.base import Rule"),
        ("cli/x.py", "from secheaders_lint import __version__, engine"),
        ("model/x.py", "from secheaders_lint.model.settings import Settings"),
    ],
)
def test_a_right_arrow_is_not(tmp_path, path, line):
    _write(tmp_path, path, line)
    assert wrong_arrows(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("rules/x.py", "import libcst as cst"),
        ("discovery/x.py", "import libcst"),
        ("evaluator/x.py", "from packaging.version import Version"),
        ("evaluator/x.py", "import libcst.matchers as m"),
        ("evaluator/x.py", "from libcst import matchers"),
        ("source/x.py", "from libcst.metadata import PositionProvider"),
        ("source/x.py", "from .tree import SourceTree"),
        ("cli/x.py", "import urllib.request"),
        ("discovery/x.py", "from socket import socket"),
        ("source/tree.py", "import subprocess"),
        ("cli/x.py", "import django"),
    ],
)
def test_a_package_out_of_place_is_found(tmp_path, path, line):
    _write(tmp_path, path, line)
    assert len(wrong_packages(tmp_path)) == 1


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("open(path)", "open"),
        ("os.open(path, 0)", "os.open"),
        ("os.scandir(path)", "os.scandir"),
        ("os.path.isfile(path)", "os.path.isfile"),
        ("io.open(path)", "io.open"),
        ("Path(path).read_text()", "read_text"),
        ("path.read_bytes()", "read_bytes"),
        ("(root / name).exists()", "exists"),
        ("[each for each in path.rglob('*.py')]", "rglob"),
    ],
)
def test_a_file_touched_elsewhere_is_found(tmp_path, line, name):
    _write(tmp_path, "rules/x.py", line)
    assert touches(tmp_path) == {"rules/x.py": {name}}


@pytest.mark.parametrize(
    "line", ["tree.read(path)", "os.path.join(a, b)", "exists = 1", "os.environ.get('A')"]
)
def test_what_touches_no_file_is_not(tmp_path, line):
    _write(tmp_path, "rules/x.py", line)
    _write(tmp_path, "source/x.py", "open(path)")
    assert touches(tmp_path) == {}


def test_code_that_is_run_is_found(tmp_path):
    _write(tmp_path, "evaluator/x.py", "machine.eval(node)\nexec(text)\neval(text)\n__import__(name)")
    assert len(runs(tmp_path)) == 3


def _write(root: Path, path: str, text: str) -> None:
    place = root / path
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"{text}\n", encoding="utf-8")


_IMPORTED = """
import sys
from secheaders_lint.__main__ import main
status = main(sys.argv[1:])
print(status, *sorted({name.partition(".")[0] for name in sys.modules} & {"libcst", "packaging", "tomli"}), file=sys.stderr)
"""


def imported(folder: Path, *words: str) -> str:
    """Return the exit status of a command in a process of its own, and the packages that it has imported."""
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTED, *words], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        ["check", "--help"],
        ["rules"],
        ["rules", "HSTS001"],
        ["csp", "--policy", "default-src 'self'"],
    ],
)
def test_what_needs_no_settings_imports_no_package(tmp_path, words):
    assert imported(tmp_path, *words) == "0"


@pytest.mark.parametrize("command", ["check", "headers", "settings"])
def test_a_folder_without_django_imports_no_package(tmp_path, command):
    (tmp_path / ".git").mkdir()
    _write(tmp_path, "pyproject.toml", '[project]\nname = "x"\ndependencies = ["requests>=2"]')
    _write(tmp_path, "settings.py", "VERBOSE = True")
    assert imported(tmp_path, command) == "2"


def test_settings_that_are_found_are_what_libcst_is_for(tmp_path):
    (tmp_path / ".git").mkdir()
    _write(tmp_path, "manage.py", 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")')
    _write(tmp_path, "settings.py", "MIDDLEWARE = []")
    assert imported(tmp_path, "check") == "1 libcst"


def test_a_request_to_github_imports_little():
    """The client of the standard library brings all of ``email``, which takes longer than the request."""
    code = (
        "import sys, ssl\n"
        "import secheaders_lint.cli.github, secheaders_lint.cli.sweeping, secheaders_lint.github.api\n"
        "from secheaders_lint.github.wire import Wire\n"
        "try: Wire().send('GET', 'https://127.0.0.1:1/', {}, None)\n"
        "except OSError: print(*sorted(sys.modules))"
    )
    environment = {name: value for name, value in os.environ.items() if name.lower() != "https_proxy"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert {name.partition(".")[0] for name in done.stdout.split()} & {
        "email",
        "http",
        "urllib",
        "libcst",
    } == set()
    assert "ssl" in done.stdout.split()
