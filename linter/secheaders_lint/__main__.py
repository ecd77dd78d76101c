"""``python -m secheaders_lint``, and the console script."""

from __future__ import annotations

import sys

if __name__ == "__main__" and not getattr(sys.flags, "safe_path", False):
    # `python -m` looks for modules in the current folder first, which here is a repository that may hold a libcst.py.
    del sys.path[0]

from secheaders_lint.cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
