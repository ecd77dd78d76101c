"""The tree before a change, made of the one after it: changed files are asked for, all others are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.errors import SecheadersError, SourceError
from secheaders_lint.source.tree import MAX_BYTES, SourceTree, enter, in_one, names_in, with_more

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from secheaders_lint.github.pulls import ChangedFile
    from secheaders_lint.source.tree import Kind

# One request each: what a run may spend on the files of one side.
MOST_FETCHED = 200


class BaseTree(SourceTree):
    """``after`` without ``changes``; ``fetch`` returns the bytes that a file had before, ``None`` where there was none.

    ``failure`` says what could not be asked for: then the tree is not the one that there was.
    """

    __slots__ = (
        "_added",
        "_fetch",
        "_fetched",
        "_folders",
        "_gone",
        "_modified",
        "_touched",
        "failure",
        "tree",
    )

    def __init__(
        self, after: SourceTree, changes: Iterable[ChangedFile], fetch: Callable[[str], bytes | None]
    ) -> None:
        super().__init__()
        self.tree = after
        self._fetch = fetch
        self._fetched: dict[str, bytes | None] = {}
        self._added: set[str] = set()
        self._modified: set[str] = set()
        self._gone: set[str] = set()
        for each in changes:
            if each.status == "removed":
                self._gone.add(each.path)
            elif each.status in {"added", "copied", "renamed"}:
                self._added.add(each.path)
            else:
                self._modified.add(each.path)
            if each.status == "renamed" and each.previous:
                self._gone.add(each.previous)
        # One file may have taken the name of another one.
        both = self._added & self._gone
        self._modified |= both
        self._added -= both
        self._gone -= both
        self._folders: dict[str, dict[str, Kind]] = {}
        for path in self._gone:
            enter(self._folders, path)
        # The folders whose own files differ.
        self._touched = {path.rpartition("/")[0] for path in (*self._added, *self._gone)}
        self.failure = ""

    def listings(self, folder: str = "") -> Iterator[tuple[str, list[str], bytes]]:
        """Go through all folders from the top, as every tree does."""
        for path, folders, names in with_more(self.tree.listings, self._folders, self.tree._kind, folder):  # noqa: SLF001 - it is a tree as well
            if path not in self._touched:
                yield path, folders, names
                continue
            prefix = f"{path}/" if path else ""
            yield path, folders, in_one(name for name in names_in(names) if prefix + name not in self._added)

    def _read(self, path: str) -> bytes | None:
        if path in self._added:
            return None
        if path not in self._modified and path not in self._gone:
            return self.tree._read(path)  # noqa: SLF001 - as above
        if path not in self._fetched:
            self._fetched[path] = self._ask(path)
        return self._fetched[path]

    def _ask(self, path: str) -> bytes | None:
        if len(self._fetched) >= MOST_FETCHED:
            self.failure = f"more than {MOST_FETCHED} changed files would have to be asked for"
            raise SourceError("was not asked for", path)
        try:
            data = self._fetch(path)
        except SecheadersError as error:
            self.failure = str(error)
            raise SourceError("could not be asked for", path) from None
        if data is not None and len(data) > MAX_BYTES:
            raise SourceError(f"is larger than {MAX_BYTES:,} bytes", path)
        return data

    def _kind(self, path: str) -> Kind | None:
        if path in self._added:
            return None
        if path in self._gone:
            return "file"
        if path in self._folders:
            return "dir"
        return self.tree._kind(path)  # noqa: SLF001 - as above

    def _kinds(self, folder: str) -> dict[str, Kind]:
        prefix = f"{folder}/" if folder else ""
        kinds = self.tree._kinds(folder)  # noqa: SLF001 - as above
        kept = {name: kind for name, kind in kinds.items() if prefix + name not in self._added}
        return kept | self._folders.get(folder, {})
