"""Discovery: from a source tree to its Django projects and the settings entrypoints that are worth judging."""

from __future__ import annotations
