"""A repository with a pull request, as a workflow checks it out, and a run of the command in it."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.__main__ import main

from tests.cli.projects import SETTINGS
from tests.reporters.runner import Command, commands
from tests.source.test_git import run as git

from .fake import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

    from .fake import Fake

TOKEN = "ghs_secret_of_the_run"
SOUND = SETTINGS.replace("SECONDS = 0", "SECONDS = 31536000").replace("NOSNIFF = False", "NOSNIFF = True")
NO_NOSNIFF = SOUND.replace("NOSNIFF = True", "NOSNIFF = False")
PATH = "shop/settings.py"
# Two rules, and those of the analysis: the rest may grow.
WORDS = ("--select", "HSTS001,CTO001,SET")
_LEFT_OUT = (
    "GITHUB_TOKEN", "GITHUB_EVENT_NAME", "GITHUB_EVENT_PATH", "GITHUB_REPOSITORY", "GITHUB_API_URL", "GITHUB_SHA",
    "GITHUB_ACTOR", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR",
)  # fmt: skip


class Outcome(NamedTuple):
    """What a run of the command came to."""

    status: int
    out: str
    err: str
    summary: str
    outputs: dict[str, str]

    @property
    def annotations(self) -> list[Command]:
        return commands(self.out) + commands(self.err)


class Place:
    """The repository on the server, the pull request's branches in it, and a checkout."""

    def __init__(
        self,
        folder: Path,
        fake: Fake,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self.folder = folder
        self.server = fake.repository
        self.fake = fake
        self.checkout = folder / "checkout"
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self._runs = 0
        self.merge = ""
        for name in _LEFT_OUT:
            monkeypatch.delenv(name, raising=False)

    def commit(self, branch: str, files: Mapping[str, str | bytes | None], *, of: str = "main") -> str:
        """Commit files to a branch of the server; None removes one."""
        here = git(self.server, "branch", "--list", branch)
        if branch == "main" and not here:
            git(self.server, "checkout", "-q", "--orphan", "main")
        else:
            git(self.server, "checkout", "-q", *([branch] if here else ["-b", branch, of]))
        for path, content in files.items():
            place = self.server / path
            if content is None:
                place.unlink()
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode() if isinstance(content, str) else content)
        git(self.server, "add", "-A")
        git(self.server, "commit", "-q", "--allow-empty", "-m", "a change")
        return git(self.server, "rev-parse", "HEAD")

    def open_pull(self, branch: str = "feature") -> None:
        """Make the merge ref, as GitHub does for a pull request without conflicts, and check it out with one commit."""
        base, head = git(self.server, "rev-parse", "main"), git(self.server, "rev-parse", branch)
        git(self.server, "checkout", "-q", "--detach", base)
        git(self.server, "merge", "-q", "--no-ff", "-m", "merge", head)
        self.merge = git(self.server, "rev-parse", "HEAD")
        git(self.server, "update-ref", f"refs/pull/{self.fake.number}/merge", self.merge)
        self.fake.push(head, base)
        self.check_out(f"refs/pull/{self.fake.number}/merge")

    def check_out(self, ref: str, depth: int = 1) -> None:
        """Check out as actions/checkout does: a fetch of some depth, a detached head."""
        if self.checkout.exists():
            subprocess.run(["rm", "-rf", str(self.checkout)], check=True)
        self.checkout.mkdir()
        git(self.checkout, "init", "-q")
        git(self.checkout, "fetch", "-q", f"--depth={depth}", f"file://{self.server}", ref)
        git(self.checkout, "checkout", "-q", "--detach", "FETCH_HEAD")

    def payload(self, **changes: Any) -> dict[str, Any]:
        pull = {
            "number": self.fake.number,
            "head": {"sha": self.fake.head, "repo": {"full_name": REPOSITORY, "fork": False}},
            "base": {"sha": self.fake.base, "repo": {"full_name": REPOSITORY}},
            "review_comments": len(self.fake.comments),
        }
        return {"number": self.fake.number, "pull_request": {**pull, **changes}}

    def run(
        self,
        *words: str,
        event: str = "pull_request",
        payload: dict[str, Any] | None = None,
        sha: str | None = None,
        **variables: str,
    ) -> Outcome:
        """Run the command as a step does."""
        self._runs += 1
        files = {name: self.folder / f"{name}-{self._runs}" for name in ("event", "summary", "outputs")}
        files["event"].write_text(
            json.dumps(self.payload() if payload is None else payload), encoding="utf-8"
        )
        environment = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(files["event"]),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_API_URL": self.fake.address,
            "GITHUB_SHA": sha or self.merge,
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            "GITHUB_OUTPUT": str(files["outputs"]),
            "GITHUB_TOKEN": TOKEN,
            **variables,
        }
        for name, value in environment.items():
            self._monkeypatch.setenv(name, value)
        self._monkeypatch.chdir(self.checkout)
        self._capsys.readouterr()
        status = main(["github", *words])
        captured = self._capsys.readouterr()
        outcome = Outcome(
            status,
            captured.out,
            captured.err,
            _read(files["summary"]),
            outputs_of(_read(files["outputs"])),
        )
        assert TOKEN not in captured.out + captured.err + outcome.summary + repr(outcome.outputs)
        return outcome


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def outputs_of(text: str) -> dict[str, str]:
    """Return outputs as the runner's EnvFileKeyValuePairs reads them."""
    found = {}
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line:
            continue
        equals, heredoc = line.find("="), line.find("<<")
        if equals >= 0 and (heredoc < 0 or equals < heredoc):
            found[line[:equals]] = line[equals + 1 :]
            continue
        assert heredoc > 0, line
        name, delimiter = line[:heredoc], line[heredoc + 2 :]
        value = []
        while lines[at] != delimiter:
            value.append(lines[at])
            at += 1
        at += 1
        found[name] = "\n".join(value)
    return found
