"""The source tree: the only part that reads the repository's files."""

from __future__ import annotations
