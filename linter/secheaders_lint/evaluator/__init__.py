"""Abstract interpretation of settings modules: what each name holds, under which condition, and where it was written."""

from __future__ import annotations
