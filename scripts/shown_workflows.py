"""Write each workflow that README and docs/ show into a folder of its own file.

python scripts/shown_workflows.py FOLDER
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def main() -> int:
    """Write them, and return 1 where there is none."""
    target = Path(sys.argv[1])
    count = 0
    for document in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for block in _BLOCK.findall(document.read_text(encoding="utf-8")):
            # Others are of pre-commit and of GitLab.
            if re.search(r"^jobs:", block, re.MULTILINE) and re.search(r"^on:", block, re.MULTILINE):
                count += 1
                (target / f"{document.stem.lower()}-{count}.yml").write_text(block, encoding="utf-8")
    print(f"{count} workflows are shown")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
