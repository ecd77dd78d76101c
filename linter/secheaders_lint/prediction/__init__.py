"""Prediction: the headers of the answers that Django will give, each with the settings and middleware that made it."""

from __future__ import annotations
