"""The models of libraries: each is where it is looked for."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest
from secheaders_lint.evaluator import library
from secheaders_lint.evaluator.library.registry import MODELS

MODULES = sorted(module.name for module in pkgutil.iter_modules(library.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_every_model_is_found_by_the_name_of_its_library(name: str) -> None:
    """A model in another module than the one that its library loads would be there or not by what was used before."""
    module = import_module(f"{library.__name__}.{name}")
    named = [*getattr(module, "FUNCTIONS", {}), *getattr(module, "VALUES", {})]
    assert [key for key in named if MODELS.get(key.partition(".")[0]) != name] == []


def test_every_library_has_its_module() -> None:
    assert set(MODELS.values()) <= set(MODULES)
