"""Static linter for the HTTP security headers of a Django site."""

from __future__ import annotations

__version__ = "0.1.0"
