"""Models of what settings modules use from outside of their repository, found by dotted name."""

from __future__ import annotations
