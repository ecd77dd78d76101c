"""Fail where the SARIF multitool found something: its own exit status is 0 whatever it finds.

python scripts/sarif_problems.py REPORT.sarif
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

# The address of the schema cannot be reached without a network.
_OFFLINE = frozenset({"SARIF2006", "JSON1013"})


def main() -> int:
    """Print the problems, and return how many there are as exit status."""
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8-sig"))
    found = [
        f"{each['level']} {each['ruleId']}: {each['message'].get('text') or each['message'].get('arguments')}"
        for run in document["runs"]
        for each in run.get("results", ())
        if each.get("level", "warning") in {"error", "warning"} and each["ruleId"] not in _OFFLINE
    ]
    for line in found:
        print(line)
    print(f"{len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
