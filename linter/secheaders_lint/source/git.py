"""A revision of a git repository as a tree, read through git's plumbing: nothing is checked out and nothing fetched."""

from __future__ import annotations

import os
import re
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from secheaders_lint.errors import SourceError, UsageError
from secheaders_lint.source.tree import LEFT_OUT, MAX_BYTES, SourceTree, in_one, normal

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from secheaders_lint.source.tree import Kind

# What git runs for a repository by itself is switched off: the file system monitor is a program of the repository's
# choice, a bundle of objects would come from where it says, and replace objects would show other content than the revision has.
_SETTINGS: Final = ("core.fsmonitor=false", "core.quotepath=false", "fetch.bundleURI=")
_OPTIONS: Final = (*(word for setting in _SETTINGS for word in ("-c", setting)), "--no-replace-objects")

MISSING_OBJECT: Final = "is not there to read: this clone does not hold the object"

_OBJECT = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_LINK_MODE, _SUBMODULE_MODE = b"120000", b"160000"
_MAX_LINKS = 40


class _Blob(NamedTuple):
    """A file of the revision, or a link, whose content is its target."""

    name: bytes
    link: bool


class GitTree(SourceTree):
    """The files of a revision; ``repository`` is the folder that holds ``.git`` (or a bare repository).

    Those of ``left_out`` refuse to be read, as they do in the sparse checkout that the revision is held against.
    """

    __slots__ = ("_batch", "_blobs", "_folders", "_left_out", "_links", "_repository", "revision")

    def __init__(
        self, repository: str | os.PathLike[str], revision: str, left_out: frozenset[str] = frozenset()
    ) -> None:
        super().__init__()
        self._left_out = left_out
        self._repository = os.path.realpath(repository)
        self.revision = revision
        self._batch: subprocess.Popen[bytes] | None = None
        self._blobs: dict[str, _Blob] = {}
        self._folders: dict[str, dict[str, Kind]] = {"": {}}
        self._links = False
        self._list()

    def close(self) -> None:
        """End the process that objects are read from."""
        process, self._batch = self._batch, None
        if process is None:
            return
        # It may stand in the middle of a large object.
        process.kill()
        process.communicate()

    def listings(self, folder: str = "") -> Iterator[tuple[str, list[str], bytes]]:
        """Go through all folders from the top, as every tree does."""
        start = normal(folder)
        start = None if start is None else self._resolve(start)
        pending = [start] if start in self._folders else []
        while pending:
            path = pending.pop()
            names = self._folders[path].items()
            folders = sorted(name for name, kind in names if kind == "dir")
            yield path, folders, in_one(name for name, kind in names if kind != "dir")
            pending += [f"{path}/{name}" if path else name for name in reversed(folders)]

    def _list(self) -> None:
        """Read the names of the revision."""
        if "\0" in self.revision or "\n" in self.revision:
            raise UsageError(f"{self.revision!r} is no revision")
        found = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.revision}^{{tree}}")
        tree = (found or b"").strip()
        if not _OBJECT.match(tree):
            raise UsageError(f"{self.revision!r} is no revision that is there to read in {self._repository}")
        # Without sizes: in a partial clone git would fetch every blob to tell how large it is.
        listing = self._run("ls-tree", "-r", "-z", "--full-tree", tree.decode())
        if listing is None:
            raise UsageError(
                f"the folders of {self.revision!r} are not all there to read in {self._repository}"
            )
        for line in listing.split(b"\0"):
            head, _, name = line.partition(b"\t")
            if name:
                mode, _, blob = head.split(b" ")
                self._add(os.fsdecode(name), mode, blob)

    def _add(self, path: str, mode: bytes, blob: bytes) -> None:
        folder, _, name = path.rpartition("/")
        kind: Kind = "other" if mode in {_LINK_MODE, _SUBMODULE_MODE} else "file"
        if mode != _SUBMODULE_MODE:
            self._blobs[path] = _Blob(blob, link=mode == _LINK_MODE)
            self._links |= mode == _LINK_MODE
        names = self._folders.get(folder)
        if names is not None:
            names[name] = kind
            return
        self._folders[folder] = {name: kind}
        while folder:
            above, _, name = folder.rpartition("/")
            known = above in self._folders
            self._folders.setdefault(above, {})[name] = "dir"
            if known:
                return
            folder = above

    def _read(self, path: str) -> bytes | None:
        real = self._resolve(path)
        if real is None:
            raise SourceError("is a link that leads out of the repository, or nowhere", path)
        if real in self._folders:
            raise SourceError("is a folder", path)
        blob = self._blobs.get(real)
        if blob is not None and real in self._left_out:
            raise SourceError(LEFT_OUT, path)
        return None if blob is None else self._object(blob.name, path)

    def _kind(self, path: str) -> Kind | None:
        real = self._resolve(path)
        if real is None:
            return "other"
        if real in self._folders:
            return "dir"
        if real in self._blobs:
            return "file"
        folder, _, name = real.rpartition("/")
        return self._folders.get(folder, {}).get(name)

    def is_link(self, path: str) -> bool:
        """Whether a file has another name as well, as every tree tells it."""
        return self._resolve(path) != path

    def _kinds(self, folder: str) -> dict[str, Kind]:
        real = self._resolve(folder)
        names = self._folders.get(real or "", {}) if real is not None else {}
        prefix = f"{real}/" if real else ""
        return {
            name: kind if kind != "other" else self._kind(prefix + name) or "other"
            for name, kind in names.items()
        }

    def _resolve(self, path: str) -> str | None:
        """Follow the links of a path; None where one leads out of the tree or round in a circle."""
        if not self._links:
            return path
        real = ""
        parts = path.split("/")[::-1] if path else []
        links = 0
        while parts:
            part = parts.pop()
            if part in {"", "."}:
                continue
            if part == "..":
                if not real:
                    return None
                real = real.rpartition("/")[0]
                continue
            step = f"{real}/{part}" if real else part
            blob = self._blobs.get(step)
            if blob is None or not blob.link:
                real = step
                continue
            links += 1
            target = self._target(blob)
            if links > _MAX_LINKS or target.startswith("/"):
                return None
            parts += target.split("/")[::-1]
        return real

    def _target(self, link: _Blob) -> str:
        """Return where a link points; one that is not there to read points out of the tree."""
        try:
            return os.fsdecode(self._object(link.name, ""))
        except SourceError:
            return "/"

    def _object(self, name: bytes, path: str) -> bytes:
        """Read one object; one that is missing, as in a partial clone, is not there to read."""
        try:
            request, answer = self._pipes()
            request.write(name + b"\n")
            request.flush()
            head = answer.readline().split()
            if len(head) == 3 and int(head[2]) <= MAX_BYTES:
                size = int(head[2])
                data = answer.read(size + 1)
                if len(data) == size + 1:
                    return data[:size]
        except OSError:
            head = []
        # What git has begun to tell is of no use, so the next object is asked of a new process.
        self.close()
        if len(head) == 3:
            raise SourceError(f"is larger than {MAX_BYTES:,} bytes", path)
        raise SourceError(MISSING_OBJECT, path)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Return the pipes of the one process that reads objects, started when the first one is wanted."""
        import subprocess

        if self._batch is None:
            self._batch = subprocess.Popen(  # noqa: S603 - fixed arguments
                (_program(self._repository), *_OPTIONS, "cat-file", "--batch"),
                cwd=self._repository,
                env=_environment(self._repository),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        request, answer = self._batch.stdin, self._batch.stdout
        if request is None or answer is None:
            raise OSError
        return request, answer

    def _run(self, *arguments: str) -> bytes | None:
        """Run one git command and return what it prints, None where it fails."""
        return run_git(self._repository, *arguments)


def run_git(repository: str, *arguments: str) -> bytes | None:
    """Run one git command in a repository and return what it prints, None where it fails; words of users stand behind --end-of-options."""
    # Asked first: where there is no git, as in the image of the Action, nothing that starts programs has to be imported.
    program = _program(repository)
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments, the revision behind --end-of-options
            (program, *_OPTIONS, *arguments),
            cwd=repository,
            env=_environment(repository),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError as error:
        raise UsageError(f"git cannot be run in {repository}: {error.strerror}") from None
    return done.stdout if done.returncode == 0 else None


def _program(repository: str) -> str:
    """Return git by its whole path: a folder of PATH that is not named by its own would be one of the repository."""
    if os.name == "nt":
        return "git"
    for folder in filter(os.path.isabs, os.get_exec_path()):
        program = f"{folder}/git"
        if os.path.isfile(program) and os.access(program, os.X_OK):  # noqa: PTH113 - as above
            return program
    raise UsageError(f"git cannot be run in {repository}: there is none on PATH")


def _environment(repository: str) -> dict[str, str]:
    """Return the environment that git gets: none of its own variables but those that bind it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment.update(
        GIT_NO_LAZY_FETCH="1",
        # Older versions do not know that; they may start a fetch, but there is no protocol that it may use.
        GIT_ALLOW_PROTOCOL="none",
        GIT_TERMINAL_PROMPT="0",
        GIT_OPTIONAL_LOCKS="0",
        # Reading objects runs nothing of the repository, whoever owns it.
        GIT_CONFIG_COUNT="1",
        GIT_CONFIG_KEY_0="safe.directory",
        GIT_CONFIG_VALUE_0=repository,
        LC_ALL="C",
    )
    return environment
