"""When Python collects garbage: not while modules are imported, which makes a hundred thousand objects and no garbage."""

from __future__ import annotations

import gc


def hold() -> None:
    """Stop collecting until :func:`resume`: it is a twentieth of the time of a run."""
    gc.disable()


def resume() -> None:
    """Collect again, but never what was imported: nothing of the repository has been evaluated yet."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
