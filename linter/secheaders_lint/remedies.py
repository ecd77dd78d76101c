"""Remedies: what would make a finding go away, in terms of settings and middleware; where that is written is not their business.

A rule states remedies beside its finding; the fixes part finds the place, makes the edit, and verifies it.
"""

from __future__ import annotations

from typing import NamedTuple

from secheaders_lint.findings import Applicability

ANY = "*"


class Put(NamedTuple):
    """Give a setting a value, written as Python: in place of the one in force, else added.

    ``beside``: settings that it belongs to, the nearest first; ``imports``: lines that the code needs; ``plain``: what the value
    is to Django, by which the default of an environment variable is chosen (``True``, a number, a text). ``always``: it stands under
    no condition where it is new, even if its relatives do: what reads it does something worse without it.
    """

    setting: str
    code: str
    beside: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    plain: bool | int | str | None = None
    always: bool = False


class Wrap(NamedTuple):
    """Put code around the expression that a setting is given: ``{}`` in ``code`` stands for it."""

    setting: str
    code: str


class AsTuple(NamedTuple):
    """Make a tuple of the list that a setting is given: its brackets change, what stands between them stays."""

    setting: str


class Drop(NamedTuple):
    """Take a setting out, with the comment that speaks of it."""

    setting: str


class Rename(NamedTuple):
    """Give a setting another name; its value stays."""

    setting: str
    new: str


class PutEntry(NamedTuple):
    """Give a key of a dictionary setting a value; ``keys`` lead to it from the outside (``("DIRECTIVES", "base-uri")``)."""

    setting: str
    keys: tuple[str, ...]
    code: str


class AddEntries(NamedTuple):
    """Add keys that a dictionary setting lacks, each with its code, at the end; ``keys`` lead to the dictionary."""

    setting: str
    keys: tuple[str, ...]
    entries: tuple[tuple[str, str], ...]


class RenameEntry(NamedTuple):
    """Give a key of a dictionary setting another name."""

    setting: str
    keys: tuple[str, ...]
    new: str


class DropEntry(NamedTuple):
    """Take a key out of a dictionary setting."""

    setting: str
    keys: tuple[str, ...]


class SwapText(NamedTuple):
    """Write another text for one that stands in a list or dictionary setting; ``None``: take it out of its list.

    ``keys`` lead to the list where the setting is a dictionary.
    """

    setting: str
    old: str
    new: str | None
    keys: tuple[str, ...] = ()


class AddText(NamedTuple):
    """Add a text to a list setting, at its end; ``keys`` lead to the list (``("0", "OPTIONS", "context_processors")``)."""

    setting: str
    text: str
    keys: tuple[str, ...] = ()


class Insert(NamedTuple):
    """Put a middleware into the list: right above one of ``above``, right below one of ``below``, else first.

    ``within``: settings without any of which it does harm; where all stand under a condition, a statement there puts it in.
    """

    path: str
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class Move(NamedTuple):
    """Put a middleware that is in the list somewhere else: right above or below another one, else first."""

    path: str
    above: str = ""
    below: str = ""


class Remove(NamedTuple):
    """Take a middleware out of the list: the entry at ``place``, counted from 0."""

    path: str
    place: int


class Swap(NamedTuple):
    """Write another path for a middleware of the list."""

    path: str
    new: str


class Separate(NamedTuple):
    """Put the comma between two middleware that Python makes one text of for want of it; ``path`` is that text."""

    path: str


class Gather(NamedTuple):
    """Put the values of several settings into one dictionary setting, in the place of the first: setting → keys that lead to it.

    ``dropped`` are settings that go without a place of their own; each may be missing.
    """

    setting: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    dropped: tuple[str, ...] = ()


class Flatten(NamedTuple):
    """Give a dictionary setting another name, and put what stands under one of its keys in its place."""

    setting: str
    new: str
    key: str


class DropRequirement(NamedTuple):
    """Take a distribution out of the requirements file that names it, unless code of the project imports ``package`` of it."""

    name: str
    package: str


class SwapRequirement(NamedTuple):
    """Write another distribution for one in the requirements file that names it, unless code imports ``package`` of it."""

    name: str
    package: str
    new: str


class EraseText(NamedTuple):
    """Take a comment, or a part of it, out of a file: the text of a range of one line becomes ``replacement``."""

    path: str
    line: int
    column: int
    end_column: int
    replacement: str = ""


Step = (
    Put
    | Wrap
    | AsTuple
    | Drop
    | Rename
    | PutEntry
    | AddEntries
    | RenameEntry
    | DropEntry
    | SwapText
    | AddText
    | Insert
    | Move
    | Remove
    | Swap
    | Separate
    | Gather
    | Flatten
    | DropRequirement
    | SwapRequirement
    | EraseText
)


class Remedy(NamedTuple):
    """Steps that belong together and make one finding go away.

    ``most``: what the fix may be at the most, whatever the prediction says: ``unsafe`` where it has effects that no header
    shows, ``display`` where only a person can know the time or the names. ``leads_to``: rules that may have something to say
    afterwards, such as about the next stage of a ramp-up; :data:`ANY` stands for all of them, where a site starts for the first time.
    """

    title: str
    steps: tuple[Step, ...]
    most: Applicability = Applicability.SAFE
    leads_to: tuple[str, ...] = ()
