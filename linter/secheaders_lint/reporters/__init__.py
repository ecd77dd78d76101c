"""Reporters: pure functions from what was found to a text."""

from __future__ import annotations
