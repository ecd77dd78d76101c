"""Run the linter with every event watched that reaches out of a repository, and write down what was seen.

    python watched.py JOB       one job, in this process
    python watched.py --serve   a job on each line of stdin, each in a process of its own; answers its exit status

A job is a JSON object: ``root``, the repository to stand in; ``words``, the arguments; ``forbidden``, a folder outside of it that
nothing may be read from; ``report``, the file that gets ``seen``, the events that must not be, and ``megabytes``, the largest
resident set; for a served job also ``out`` and ``err``, files for the two streams, ``seconds`` of processor time and ``bytes`` of
address space at the most.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
from pathlib import Path
from typing import Any

REACHING = (
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "socket.",
    "shutil.",
)
WRITING = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
)
_PEAK = re.compile(r"VmHWM:\s*(\d+) kB")
_STATUS = Path("/proc/self/status")


def megabytes() -> float:
    """Return the largest resident set of this process; unlike ``getrusage`` nothing of the process before ``exec``."""
    found = _PEAK.search(_STATUS.read_text(encoding="ascii")) if _STATUS.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def watch(forbidden: str, seen: list[str]) -> None:
    """Note every event that reaches out."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in {"open", "os.listdir", "os.scandir"}:
            path = arguments[0] if arguments else None
            flags = arguments[2] if event == "open" else 0
            inside = isinstance(path, (str, bytes)) and os.fsdecode(path).startswith(forbidden)
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if inside or (writes and path != os.devnull):
                seen.append(f"{event} {path!r}")
        elif event.startswith(REACHING) or event.startswith(WRITING):
            seen.append(f"{event} {arguments!r}")

    sys.addaudithook(hook)


def run(job: dict[str, Any]) -> int:
    """Run one job and return its exit status."""
    from secheaders_lint.__main__ import main

    os.chdir(job["root"])
    seen: list[str] = []
    watch(os.path.realpath(job["forbidden"]), seen)
    status = main(job["words"])
    told = json.dumps({"seen": seen[:], "megabytes": megabytes()})
    Path(job["report"]).write_text(told, encoding="utf-8")
    return status


def serve() -> None:
    """Run the jobs that stdin names, each in a copy of this process that has imported everything already."""
    import secheaders_lint.cli.check
    import secheaders_lint.cli.judging
    import secheaders_lint.cli.setting_rows
    import secheaders_lint.reporters.text  # noqa: F401 - as above

    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
            resource.setrlimit(resource.RLIMIT_AS, (job["bytes"], job["bytes"]))
            for stream, name in ((0, os.devnull), (1, job["out"]), (2, job["err"])):
                os.dup2(os.open(name, os.O_RDWR | os.O_CREAT, 0o600), stream)
            status = run(job)
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    # As for `python -m` and the console script, modules are not looked for beside this file.
    del sys.path[0]
    sys.dont_write_bytecode = True
    if sys.argv[1:] == ["--serve"]:
        serve()
    else:
        sys.exit(run(json.loads(sys.argv[1])))
