"""Rules: each asks the site model and the prediction, never syntax, and reports findings."""

from __future__ import annotations
