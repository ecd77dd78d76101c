"""Fixes: from what a rule would have changed to verified edits that keep the file's own layout."""

from __future__ import annotations
