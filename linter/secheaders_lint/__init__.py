"""Static linter for the HTTP security headers of a Django site."""

# Nothing is imported before this: `python -m` looks for modules in the current folder first, which here is a repository that may hold
# a libcst.py, or a __future__.py. What Python itself imports by then it cannot help: the console script is not concerned.
import sys

if sys.argv[:1] == ["-m"] and not getattr(sys.flags, "safe_path", False):
    del sys.path[0]

__version__ = "0.1.0"
