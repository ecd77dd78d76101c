"""What CSP Evaluator 1.1.8 says, recorded; ``python -m tests.csp.records`` counts where we say the same."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.csp.audit import evaluate
from secheaders_lint.csp.parsing import parse_like_evaluator

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.csp.policy import Policy

    Finding = tuple[str, str, str, str | None]
    Directives = list[tuple[str, list[str]]]

_DATA = Path(__file__).parents[1] / "data"


class Record(NamedTuple):
    """A policy and what was recorded of it; ``findings`` is ``None`` where the evaluation ended with an exception."""

    policy: str
    findings: list[Finding] | None
    parsed: Directives
    effective: Directives


def oracle() -> list[Record]:
    """Return the shared table: 122 policies, findings alone, each once."""
    table = json.loads((_DATA / "csp_evaluator_oracle.json").read_text(encoding="utf-8"))
    return [Record(policy, _findings(row), [], []) for policy, row in table.items()]


def more() -> list[Record]:
    """Return those with what is parsed and what counts: the shared ones, edge cases, random ones (`record_evaluator.mjs`)."""
    rows = json.loads((_DATA / "csp_evaluator_more.json").read_text(encoding="utf-8"))
    return [
        Record(
            row["policy"],
            # It tells three times of what does not count, once for each of the lists that scripts have.
            None if "error" in row else list(dict.fromkeys((a, b, c, d) for a, b, c, d in row["findings"])),
            [(name, values) for name, values in row["parsed"]],
            [(name, values) for name, values in row["effective"]],
        )
        for row in rows
    ]


def findings_of(policy: str) -> list[Finding]:
    """Return our findings on a policy in the form of the records."""
    found, _ = evaluate([parse_like_evaluator(policy)])
    return [(each.type.name, each.severity.name, each.directive, each.value) for each in found]


def directives_of(policy: Policy) -> Directives:
    """Return our directives in the form of the records."""
    return [(name, list(values)) for name, values in policy.directives.items()]


def _findings(row: dict[str, list[dict[str, str]]]) -> list[Finding] | None:
    if "error" in row:
        return None
    return [
        (each["type"], each["severity"], each["directive"], each.get("value")) for each in row["findings"]
    ]


def _counted(name: str, records: Callable[[], list[Record]]) -> str:
    every = records()
    judged = [each for each in every if each.findings is not None]
    equal = sum(findings_of(each.policy) == each.findings for each in judged)
    return (
        f"{name}: {equal} of {len(judged)} equal, {len(every) - len(judged)} that CSP Evaluator gives up on\n"
    )


def main() -> None:
    """Print how many recorded policies are equal."""
    sys.stdout.write(_counted("shared oracle", oracle))
    sys.stdout.write(_counted("edge cases and random ones too", more))


if __name__ == "__main__":
    main()
