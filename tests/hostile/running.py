"""Build a hostile repository, run the linter on it in a process with a net under it, and say what became of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .evaluated import EVALUATED
from .lexical import LEXICAL
from .trees import CANARY, SETTINGS, SHOP_MANAGE, TREES, outside, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from typing_extensions import Self

# The net: far from what a run may take, so that a slow machine fails no test, near enough for a run without end.
CPU_SECONDS = 60
ADDRESS_BYTES = 4 * 1024**3
# What a run may take at the peak, in megabytes: that does not depend on how fast the machine is.
MEGABYTES = 300

WATCHED = Path(__file__).with_name("watched.py")
SHOP: dict[str, str | bytes] = {
    "manage.py": SHOP_MANAGE,
    "requirements.txt": "Django==5.2.7\n",
    "shop/__init__.py": "",
    SETTINGS: "INSTALLED_APPS = []\n",
}


class Outcome(NamedTuple):
    """What a run did: exit status, both streams, what it reached for, seconds on the wall, megabytes at the peak."""

    status: int
    out: str
    err: str
    seen: list[str]
    seconds: float
    megabytes: float


def _settings(make: Callable[[], str | bytes]) -> Callable[[Path], None]:
    return lambda root: write(root, {SETTINGS: make()})


CASES: dict[str, Callable[[Path], None]] = {
    **{name: _settings(make) for name, make in (LEXICAL | EVALUATED).items()},
    **TREES,
}


def build(name: str, folder: Path) -> Path:
    """Write the repository of a case below ``folder``, with secrets beside it, and return its root."""
    root = folder / "root"
    write(root, SHOP)
    (root / ".git").mkdir()
    secret = f"SECRET = '{CANARY}'\nCANARY={CANARY}\n"
    write(outside(root), {"secret.txt": secret, "stealing.py": f"SECRET = X_FRAME_OPTIONS = '{CANARY}'\n"})
    CASES[name](root)
    return root


def _job(root: Path, words: tuple[str, ...]) -> dict[str, Any]:
    beside = root.parent
    for name in ("report", "out", "err"):
        (beside / name).unlink(missing_ok=True)
    return {
        "root": str(root),
        "words": words,
        "forbidden": str(outside(root)),
        "report": str(beside / "report"),
        "out": str(beside / "out"),
        "err": str(beside / "err"),
        "seconds": CPU_SECONDS,
        "bytes": ADDRESS_BYTES,
    }


def _outcome(status: int, beside: Path, seconds: float) -> Outcome:
    report = beside / "report"
    told = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    out, err = (
        (beside / name).read_bytes().decode("utf-8", "surrogateescape") if (beside / name).exists() else ""
        for name in ("out", "err")
    )
    return Outcome(status, out, err, told.get("seen", []), seconds, told.get("megabytes", 0.0))


def run(root: Path, *words: str) -> Outcome:
    """Run the linter in a repository, watched, with all that a start costs."""
    job = _job(root, words)
    with open(job["out"], "wb") as out, open(job["err"], "wb") as err:  # noqa: PTH123 - paths of a job are strings
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, str(WATCHED), json.dumps(job)],
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            check=False,
            timeout=CPU_SECONDS,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
    return _outcome(done.returncode, root.parent, time.perf_counter() - started)


class Server:
    """A process that has imported everything, and runs the linter in copies of itself."""

    def __init__(self) -> None:
        command = [sys.executable, str(WATCHED), "--serve"]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def run(self, root: Path, *words: str) -> Outcome:
        """Run the linter in a repository, watched."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        started = time.perf_counter()
        self._process.stdin.write(json.dumps(_job(root, words)) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        return _outcome(status, root.parent, time.perf_counter() - started)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.communicate()


def faults(outcome: Outcome, folder: Path) -> list[str]:
    """Return what is wrong with a run, whatever the case: nothing, where it is as it should be."""
    found = []
    if outcome.status not in {0, 1, 2}:
        found.append(f"exit status {outcome.status}")
    if "Traceback" in outcome.err or "This is a bug" in outcome.err:
        found.append(f"a failure of our own: {outcome.err[:300]!r}")
    told = outcome.err.splitlines()
    errors = [line for line in told if not line.startswith("secheaders-lint: note: ")]
    if any(not line.startswith("secheaders-lint: error: ") for line in errors) or len(errors) > 1:
        found.append(f"more than one clear line: {outcome.err[:300]!r}")
    if (outcome.status == 2) != bool(errors):
        found.append(f"exit status {outcome.status} with {len(errors)} errors")
    if not outcome.out and not errors:
        found.append("no answer")
    if CANARY in outcome.out + outcome.err:
        found.append("shows what lies outside of the repository")
    if (folder / "canary").exists():
        found.append("ran something")
    if outcome.megabytes > MEGABYTES:
        found.append(f"takes {outcome.megabytes:.0f} MB")
    return found + [f"reached out: {event}" for event in outcome.seen]
