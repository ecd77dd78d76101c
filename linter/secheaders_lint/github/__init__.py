"""GitHub: which pull request a run is about, what can be said on it, and how that is said. Nothing here judges anything."""

from __future__ import annotations
