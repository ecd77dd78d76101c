"""The files of a step of GitHub Actions: the payload of the event that is read, outputs and summary that are written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from secheaders_lint.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from secheaders_lint.cli.console import Console

# The names of the outputs.
COUNTS = ("findings", "errors", "warnings", "infos")
GRADES = ("grade", "grade-before", "observatory", "observatory-before")
_MOST_BYTES = 30_000_000


def read_payload(environment: Mapping[str, str]) -> bytes | None:
    """Return the payload of the event; ``None`` where there is none to read."""
    try:
        with open(environment.get("GITHUB_EVENT_PATH", ""), "rb") as file:  # noqa: PTH123 - as given
            return file.read(_MOST_BYTES)
    except (OSError, ValueError):
        return None


def append(environment: Mapping[str, str], name: str, data: bytes) -> str:
    """Append to the file that a variable names, if any; return in half a sentence why that was not possible, else nothing."""
    path = environment.get(name)
    if not path:
        return ""
    try:
        with open(path, "ab") as file:  # noqa: PTH123 - as given
            file.write(data)
    except (OSError, ValueError) as error:
        return f"{name} could not be written: {getattr(error, 'strerror', None) or error}"
    return ""


def finish(summary: str, outputs: Mapping[str, str], console: Console) -> None:
    """Write summary and outputs; what cannot be written is told, and takes nothing else with it."""
    from secheaders_lint.github.outputs import outputs_text, summary_text

    problems = (
        append(os.environ, "GITHUB_STEP_SUMMARY", summary_text(summary)),
        append(os.environ, "GITHUB_OUTPUT", outputs_text(outputs, f"end-{os.urandom(16).hex()}").encode()),
    )
    for problem in filter(None, problems):
        console.error(problem)


def nothing_written(arguments: Namespace) -> dict[str, str]:
    """Return the outputs of a run without findings; reports that were asked for hold none."""
    outputs = {**dict.fromkeys(COUNTS, "0"), **dict.fromkeys(GRADES, ""), "json-file": "", "sarif-file": ""}
    if arguments.json_file or arguments.sarif_file:
        from secheaders_lint import __version__
        from secheaders_lint.cli.telling import write_files
        from secheaders_lint.reporters.report import CheckReport

        report = CheckReport(__version__)
        outputs |= write_files(report, report, arguments)
    return outputs


def write_report(option: str, path: str, text: str) -> None:
    """Write a report to a file, its folders made; raises `UsageError` where that is not possible."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)  # noqa: PTH103, PTH120 - as given
        with open(path, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - as given
            file.write(text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{option} {path}: {reason}; name a file that can be written") from None
