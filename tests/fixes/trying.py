"""Projects in memory whose fixes are tried: what is offered, what a file becomes, and whether that holds from every side."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint import engine
from secheaders_lint.config.values import Config
from secheaders_lint.discovery import discover
from secheaders_lint.findings import Applicability
from secheaders_lint.fixes.offering import Offer, Withheld, mend_all, offers, project_of
from secheaders_lint.model.site import Surroundings
from secheaders_lint.reporters import diff
from secheaders_lint.reporters.style import Style
from secheaders_lint.rules.registry import RULES
from secheaders_lint.source.memory import MemoryTree
from secheaders_lint.suppression import settle

from tests.fixes.wishes import CODE, wish

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from secheaders_lint.findings import Edit, Finding
    from secheaders_lint.remedies import Step
    from secheaders_lint.rules.base import Rule
    from secheaders_lint.source.tree import SourceTree

SETTINGS = "config/settings.py"
MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "{}")\n'
_APPLY = ("git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-")
Files = dict[str, bytes]


class Tree(NamedTuple):
    """The files of a project; ``settings`` is the module that manage.py names.

    ``judged`` are modules that are judged in place of those that are by default, ``left`` those whose finding may stay.
    """

    files: Mapping[str, str | bytes]
    settings: str = "config.settings"
    django: str = "5.2.7"
    requirements: str = ""
    environment: Mapping[str, str] = {}
    tls: str = "django"
    configuration: str = ""
    judged: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def all_files(self) -> Files:
        """Return the files with those that every project has, as bytes."""
        manage = MANAGE.format(self.settings)
        if self.configuration:
            manage += f'os.environ.setdefault("DJANGO_CONFIGURATION", "{self.configuration}")\n'
        files = {
            "manage.py": manage,
            "requirements.txt": f"Django=={self.django}\n{self.requirements}",
            "config/__init__.py": "",
            **self.files,
        }
        return {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}


class Tried(NamedTuple):
    """What a remedy came to: the files after it and who may apply it, or why it is withheld."""

    files: Files
    applicability: Applicability | None
    reason: str
    edits: tuple[Edit, ...]
    title: str = ""

    def text(self, path: str = SETTINGS) -> str:
        """Return the text of a file."""
        return self.files[path].decode()


def site_of(settings: str | bytes, **more: Mapping[str, str | bytes]) -> Tree:
    """Return the project of one settings file."""
    return Tree({SETTINGS: settings, **more.get("files", {})})


def findings_of(tree: SourceTree, case: Tree, rules: Sequence[Rule]) -> tuple[engine.Outcome, engine.Options]:
    """Return what rules find in a tree."""
    options = engine.Options(environment=case.environment, surroundings=Surroundings(case.tls))
    discovery = discover(tree)
    asked = tuple(each for each in discovery.entrypoints if each.name in case.judged)
    assert len(asked) == len(case.judged)
    outcome = engine.judge(tree, discovery, asked or discovery.judged, rules, options)
    assert outcome.judged, "no settings module is judged"
    assert not outcome.failures, outcome.failures
    return outcome, options


def tried(case: Tree, *steps: Step, rules: tuple[Rule, ...] = (), **remedy: object) -> Tried:
    """Try a remedy of these steps on a project, and hold what is offered against everything that a fix promises."""
    return tried_by(case, (wish(*steps, **remedy), *rules), CODE)


def mended(case: Tree, code: str, number: int = 0) -> Tried:
    """Try a remedy that a rule of the registry states, the first of them unless another is named."""
    return tried_by(case, RULES, code, number)


def tried_by(case: Tree, rules: tuple[Rule, ...], code: str, number: int = 0) -> Tried:
    """Try a remedy that one of these rules states, as the others do."""
    files = case.all_files()
    tree = MemoryTree(files)
    outcome, options = findings_of(tree, case, rules)
    stated = outcome.findings
    if code.startswith("SET"):
        # Of comments it is known at the end alone what they silence.
        stated = settle(outcome, Config(), complete=True).findings
    found = [each for each in stated if each.code == code]
    assert found, f"{code} reports nothing"
    results = list(offers(project_of(tree, outcome, options, rules), found[0], {}))
    result = results[number]
    if isinstance(result, Withheld):
        return Tried(files, None, result.reason, ())
    after = _files_after(result, files)
    _hold(case, rules, files, after, result, found[0])
    return Tried(after, result.fix.applicability, "", result.fix.edits, result.fix.title)


def together(case: Tree, rules: tuple[Rule, ...], path: str = SETTINGS) -> str:
    """Return what a file is after all that rules would have changed."""
    tree = MemoryTree(case.all_files())
    outcome, options = findings_of(tree, case, rules)
    project = project_of(tree, outcome, options, rules)
    mended = mend_all(project, outcome.findings, Applicability.UNSAFE, {})
    assert len(mended.done) == len(rules)
    return (mended.project.tree.read(path) or b"").decode()


def _files_after(offer: Offer, files: Files) -> Files:
    return {path: offer.project.tree.read(path) or b"" for path in files}


def _hold(
    case: Tree, rules: tuple[Rule, ...], before: Files, after: Files, offer: Offer, finding: Finding
) -> None:
    """Hold a fix against what every fix promises."""
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {edit.location.path for edit in offer.fix.edits}
    for path in changed:
        if path.endswith(".py"):
            compile(after[path], path, "exec")
    assert applied(before, offer.fix.edits) == after
    assert patched(before, after) == after
    again, _ = findings_of(MemoryTree(after), case, rules)
    for each in again.findings:
        same = (each.code, each.subject) == (finding.code, finding.subject)
        assert not same or {*each.modules} <= {*case.left}


def applied(files: Files, edits: Sequence[Edit]) -> Files:
    """Apply edits as another program would that knows them from JSON alone: by lines and columns, from the last to the first."""
    found = dict(files)
    for edit in reversed(edits):
        path, line, column, end_line, end_column = edit.location
        mark, text, encoding = _opened(found[path])
        lines = _lines(text)
        head = "".join(lines[: line - 1]) + lines[line - 1][: column - 1]
        tail = lines[end_line - 1][end_column - 1 :] + "".join(lines[end_line:])
        found[path] = mark + (head + edit.replacement + tail).encode(encoding)
    return found


def _opened(data: bytes) -> tuple[bytes, str, str]:
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    body = data[len(mark) :]
    encoding = "latin-1" if b"coding: latin-1" in body[:60] else "utf-8"
    return mark, body.decode(encoding), encoding


def _lines(text: str) -> list[str]:
    """Return the lines of a text with their ends, and an empty one where it ends with a line end."""
    lines = [""]
    for place, character in enumerate(text):
        lines[-1] += character
        if character == "\n" or (character == "\r" and text[place + 1 : place + 2] != "\n"):
            lines.append("")
    return lines


def patched(before: Files, after: Files) -> Files:
    """Return what ``git apply`` makes of files with the diff that is shown between them and others."""
    changed = [
        (
            path,
            before[path].decode("utf-8", "surrogateescape"),
            after[path].decode("utf-8", "surrogateescape"),
        )
        for path in sorted(before)
        if before[path] != after[path]
    ]
    shown = diff.render(changed, Style()).encode("utf-8", "surrogateescape")
    found = dict(before)
    with TemporaryDirectory(prefix="patched") as folder:
        for path, text, _ in changed:
            place = Path(folder, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode("utf-8", "surrogateescape"))
        done = subprocess.run(
            _APPLY,
            cwd=folder,
            input=shown,
            capture_output=True,
            check=False,
            env={**os.environ, "GIT_DIR": "none"},
        )
        assert done.returncode == 0, done.stderr.decode() + shown.decode("utf-8", "replace")
        found |= {path: Path(folder, path).read_bytes() for path, _, _ in changed}
    return found
