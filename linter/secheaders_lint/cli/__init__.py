"""The command line: arguments, what they mean, and one module a command."""

from __future__ import annotations
