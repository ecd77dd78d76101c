"""``python -m secheaders_lint``, and the console script."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERRUPTED = 130
# Syntax trees are many small objects in few circles: looking for those as often as Python does takes a tenth of a run.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status: 0 all well, 1 findings, 2 could not do what was asked."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        # Most of a run is imports, and they can be interrupted too.
        from secheaders_lint.cli.main import main as run

        return run(argv)
    except KeyboardInterrupt:
        sys.stderr.write("secheaders-lint: error: interrupted\n")
        return _INTERRUPTED
    finally:
        gc.set_threshold(*usual)


if __name__ == "__main__":
    sys.exit(main())
