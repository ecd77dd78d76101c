"""The formats in which projects write down what they depend on: one reader a family, text in, claims out."""

from __future__ import annotations
