"""The files that a step writes for GitHub: its outputs, and the summary of its job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

# GitHub takes 1,048,576 bytes of a step, over that nothing; other tools of the step may have written some.
_MOST_BYTES = 900_000
_CUT = "\n\n*The rest is left out: GitHub takes no more of a summary. The log has all of it.*\n"


def outputs_text(outputs: Mapping[str, str], delimiter: str) -> str:
    """Return outputs as the runner reads them; a ``delimiter`` that nobody can guess keeps a value from setting others."""
    for name, value in outputs.items():
        if delimiter in name or delimiter in value:
            raise UsageError(f"output {name} holds the delimiter")
    return "".join(f"{name}<<{delimiter}\n{value}\n{delimiter}\n" for name, value in outputs.items())


def summary_text(text: str) -> bytes:
    """Return a summary that is short enough, cut between its lines."""
    data = text.encode("utf-8", "backslashreplace")
    if len(data) <= _MOST_BYTES:
        return data
    kept = data[:_MOST_BYTES].rpartition(b"\n")[0].decode("utf-8", "ignore")
    # What is open is closed, or the last sentence would stand in it.
    fence = _open_fence(kept)
    closed = f"{kept}\n{fence}\n" if fence else kept
    return f"{closed}{'</details>' * (closed.count('<details>') - closed.count('</details>'))}{_CUT}".encode()


def _open_fence(text: str) -> str:
    fence = ""
    for line in text.split("\n"):
        mark = line.strip()
        ticks = mark[: len(mark) - len(mark.lstrip("`"))]
        if fence and mark == ticks and len(ticks) >= len(fence):
            fence = ""
        elif not fence and len(ticks) >= 3:
            fence = ticks
    return fence
