"""``csp``: the audit of a policy that is given by hand."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from secheaders_lint.cli.main import FOUND, OK
from secheaders_lint.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.cli.console import Console

_STDIN = "-"
# Over ten times of what servers take for a whole request's or answer's headers.
LONGEST = 100_000
_BYTES_OF_A_CHARACTER = 4
_HOW = "give the value of one header, such as \"default-src 'self'\""


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return the exit status: 1 where a finding is HIGH or SYNTAX."""
    from secheaders_lint.csp.audit import audit_header
    from secheaders_lint.csp.findings import Severity

    audit = audit_header(_policy(arguments.policy))
    for note in audit.notes:
        console.note(note)
    if arguments.format == "json":
        from secheaders_lint.reporters import csp_json

        console.report(csp_json.render(audit))
    else:
        from secheaders_lint.reporters import csp_text
        from secheaders_lint.reporters.style import Style

        style = Style(console.width, console.color)
        console.report(csp_text.render(audit, style, quiet=console.quiet))
    fails = {Severity.HIGH, Severity.SYNTAX}
    return FOUND if any(each.severity in fails for each in audit.findings) else OK


def _policy(given: str) -> str:
    """Return the text to audit; raises `UsageError` where there is none that could be a header."""
    text = _read_stdin() if given == _STDIN else given
    if not text.strip():
        raise UsageError(f"--policy: the policy is empty; {_HOW}")
    if len(text) > LONGEST:
        raise UsageError(f"--policy: the policy is longer than {LONGEST:,} characters; {_HOW}")
    if any("\ud800" <= each <= "\udfff" for each in text):
        raise UsageError("--policy: the policy holds bytes that are not UTF-8")
    return text


def _read_stdin() -> str:
    if sys.stdin is None:
        raise UsageError("--policy -: there is no stdin to read from")
    try:
        content = sys.stdin.buffer.read(LONGEST * _BYTES_OF_A_CHARACTER + 1)
    except OSError as error:
        raise UsageError(f"--policy -: stdin cannot be read: {error.strerror}") from None
    if len(content) > LONGEST * _BYTES_OF_A_CHARACTER:
        raise UsageError(f"--policy: the policy is longer than {LONGEST:,} characters; {_HOW}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"--policy -: stdin is not UTF-8 (byte {error.start + 1}); {_HOW}") from None
