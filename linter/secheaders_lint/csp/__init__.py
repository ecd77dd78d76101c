"""Content-Security-Policy: what a policy says, what of it counts, and what CSP Evaluator has against it."""

from __future__ import annotations
