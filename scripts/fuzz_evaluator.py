"""Feed the linter broken and twisted settings, and tell when it fails, hangs, grows or dies.

    python scripts/fuzz_evaluator.py FOLDER… [--minutes N] [--seed S] [--jobs J] [--keep FOLDER] [--only N]

FOLDERs are checkouts of projects, or hold some. Each input is a few of their settings modules and dependency files, mutated at the level of
bytes, tokens and lines; it goes through guard, discovery, evaluator, rules and the tables of `settings`, in a process with a
limit on memory and time. What fails is kept below ``--keep`` with what happened; ``--only N`` with the same seed and folders
makes input N again and runs it here. The last line counts what was tried and what failed. Exit status 1 where something did.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import multiprocessing
import random
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

# Bounds on one input: seconds of the processor, megabytes at the peak. A worker that passes the hard ones is ended.
SECONDS, MEGABYTES = 5.0, 300.0
HARD_SECONDS, HARD_BYTES = 60.0, 3 * 1024**3
# Of one project: settings modules and bytes.
MAX_FILES, MAX_BYTES = 25, 300_000
# Kept of one kind of failure.
MAX_KEPT = 3

MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "{}")\n'
OTHER_FILES = (
    "requirements.txt",
    "pyproject.toml",
    "Pipfile",
    "setup.cfg",
    "Dockerfile",
    ".env",
    ".env.example",
    "tox.ini",
)
GENERATED = {
    "site/base.py": "import os\nDEBUG = os.environ.get('DEBUG') == '1'\nMIDDLEWARE = ['a.B', 'c.D']\nX = {'a': [1, 2], 'b': {'c': 3}}\n",
    "site/settings.py": "from .base import *\nif not DEBUG:\n    MIDDLEWARE.insert(0, 'x.Y')\n    X['b']['c'] += 1\n"
    "def f(*a, **k):\n    return [i for i in a if i]\nSECURE_HSTS_SECONDS = int(os.getenv('H', '60'))\n"
    "try:\n    from .local import *\nexcept ImportError:\n    pass\nclass C:\n    y = property(lambda self: 1)\nALLOWED_HOSTS = f('a', C().y)\n",
}  # fmt: skip
NUMBERS = (
    "0",
    "-1",
    "1e999",
    "10**9",
    "10**5000",
    "1<<19999",
    "2**31",
    "9" * 5000,
    "0x" + "f" * 4000,
    "1j",
    ".5",
    "1_000",
)
SNIPPETS = (
    "{a} = {b}", "{a} += {b}", "{a}.append({a})", "{a}.extend({b})", "{a}[:] = {b}", "del {a}", "{a} = [{a}, {a}]",
    "{a} = {{'x': {a}, **{b}}}", "{a} = {a} * 1000", "{a} = str({a}) + repr({b})", "{a} = f'{{{a}!r:>{b}}}'", "{a} = '%s%s' % ({a}, {b})",
    "for {a} in {b}:", "while {a}:", "if {a}:", "else:", "try:", "except Exception as {a}:", "finally:", "with {a} as {b}:",
    "def {a}({b}={b}, *x, **y):", "return {a}", "yield {a}", "class {a}({b}):", "lambda {a}: {a}({a})", "raise {a} from {b}",
    "break", "continue", "pass", "global {a}", "import {a}", "from {a} import *", "from . import {a}", "exec({a})", "globals().update({a})",
    "globals()[{a}] = {b}", "locals().pop('{a}', None)", "setattr({a}, '{b}', {a})", "{a} = sorted({a}, key=lambda x: {b})",
    "{a} = [x for x in {a} for y in {b} if x != y]", "{a} = dict(zip({a}, {b}))", "{a}, *{b} = {a}", "{a} = {a} == {b} != {a}",
    "{a} = {a} if os.environ.get('{b}') else {b}", "if os.environ.get('{a}') == '{b}':", "{a} = os.environ['{b}'] + {a}",
    "match {a}:", "    case [{a}, *_]:", "assert {a}, {b}", "@{a}", "async def {a}():", "await {a}", "{a}: {b} = {a}", "print {a}",
    "{a} = {a}.replace('a', {a})", "{a} = {a}[{b}:{b}:-1]", "{a} = {a}.{b}", "{a} = {a}({b}, *{a}, **{b})", "{a} = {{*{a}, {b}}}",
)  # fmt: skip
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_NUMBER = re.compile(r"\b\d+\b")
_NAME = re.compile(r"\b[A-Za-z_]\w*\b")
_PEAK = re.compile(r"VmHWM:\s*(\d+) kB")

Files = dict[str, bytes]


class Failure(NamedTuple):
    """What went wrong: its kind, where (so that the same one is known again), and all that is known about it."""

    kind: str
    place: str
    detail: str


def projects_below(folders: list[str]) -> list[Files]:
    """Return the settings modules of each checkout with what lies beside them, one project a settings folder."""
    found: list[Files] = [{path: text.encode() for path, text in GENERATED.items()}]
    for folder in folders:
        for checkout in _checkouts_of(Path(folder)):
            others = {name: checkout / name for name in OTHER_FILES}
            beside = {name: path.read_bytes()[:20_000] for name, path in others.items() if path.is_file()}
            for place in sorted({path.parent for path in checkout.rglob("*.py") if _is_settings(path)}):
                modules = _modules_in(place, checkout)
                if modules:
                    found.append({**modules, **beside})
    return found


def _checkouts_of(folder: Path) -> list[Path]:
    """Return the folder itself where it is a checkout, else the folders in it."""
    inner = sorted(folder.iterdir())
    return [folder] if any(path.is_file() for path in inner) else inner


def _is_settings(path: Path) -> bool:
    return ("settings" in path.name or "settings" in path.parent.name) and not {".git", "node_modules"} & set(
        path.parts
    )


def _modules_in(place: Path, checkout: Path) -> Files:
    files: Files = {}
    for path in sorted(place.glob("*.py"))[:MAX_FILES]:
        if path.is_file():
            files[path.relative_to(checkout).as_posix()] = path.read_bytes()
    whole = b"".join(files.values())
    return files if len(whole) <= MAX_BYTES and b"MIDDLEWARE" in whole else {}


def make(seed: int, number: int, projects: list[Files]) -> Files:
    """Return one input: a project with some of its files mutated."""
    rng = random.Random(f"{seed}/{number}")
    project, other = rng.choice(projects), rng.choice(projects)
    files = dict(project)
    modules = [path for path in files if path.endswith(".py")]
    chosen = rng.choice(modules)
    files["manage.py"] = MANAGE.format(chosen.removesuffix(".py").replace("/", ".")).encode()
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        path = rng.choice((chosen, chosen, rng.choice(list(files))))
        spare = rng.choice(list(other.values()))
        files[path] = rng.choice(MUTATIONS)(rng, files[path], spare)[:2_000_000]
    return files


def _cut(rng: random.Random, data: bytes, most: int = 40) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(start + rng.randrange(1, most), len(data))


def bytes_changed(rng: random.Random, data: bytes, _: bytes) -> bytes:
    """Delete, insert, double or overwrite a few bytes."""
    start, end = _cut(rng, data)
    junk = rng.choice(
        (rng.randbytes(3), b"\0", b"\xff\xfe", b"\\\n", b"\t", b"\f", b"\r", b"'", b'"""', b"(", b"}")
    )
    return rng.choice(
        (
            data[:start] + data[end:],
            data[:start] + junk + data[start:],
            data[:start] + data[start:end] * 2 + data[end:],
            data[:start] + junk + data[start + len(junk) :],
        )
    )


def pumped(rng: random.Random, data: bytes, _: bytes) -> bytes:
    """Repeat a few bytes many times."""
    start, end = _cut(rng, data)
    return data[:start] + data[start:end] * rng.choice((10, 100, 1_000, 20_000)) + data[end:]


def spliced(rng: random.Random, data: bytes, spare: bytes) -> bytes:
    """Put the end of another file behind the beginning of this one, or a part of it inside."""
    start, _ = _cut(rng, data)
    begin, end = sorted((rng.randrange(len(spare) + 1), rng.randrange(len(spare) + 1)))
    return data[:start] + spare[begin:end] + (data[start:] if rng.random() < 0.5 else b"")


def tokens_changed(rng: random.Random, data: bytes, _: bytes) -> bytes:
    """Swap, delete, double or replace tokens."""
    tokens = _TOKEN.findall(data.decode("utf-8", "surrogateescape"))
    for _round in range(rng.randrange(1, 6)):
        if not tokens:
            break
        one, two = rng.randrange(len(tokens)), rng.randrange(len(tokens))
        act = rng.randrange(4)
        if act == 0:
            tokens[one], tokens[two] = tokens[two], tokens[one]
        elif act == 1:
            del tokens[one]
        else:
            tokens.insert(one, tokens[two] if act == 2 else rng.choice(NUMBERS))
    return "".join(tokens).encode("utf-8", "surrogateescape")


def numbers_changed(rng: random.Random, data: bytes, _: bytes) -> bytes:
    """Put other numbers in the place of some."""
    text = data.decode("utf-8", "surrogateescape")
    changed = _NUMBER.sub(lambda found: rng.choice(NUMBERS) if rng.random() < 0.3 else found[0], text)
    return changed.encode("utf-8", "surrogateescape")


def lines_changed(rng: random.Random, data: bytes, _: bytes) -> bytes:
    """Swap, delete, repeat or indent lines."""
    lines = data.splitlines(keepends=True)
    for _round in range(rng.randrange(1, 6)):
        if not lines:
            break
        one, two = sorted((rng.randrange(len(lines)), rng.randrange(len(lines))))
        act = rng.randrange(5)
        if act == 0:
            lines[one], lines[two] = lines[two], lines[one]
        elif act == 1:
            del lines[one : one + rng.randrange(1, 4)]
        elif act == 2:
            lines[one:one] = [lines[two]] * rng.choice((1, 2, 50, 2_000))
        elif act == 3:
            lines[one] = b"    " + lines[one]
        else:
            lines[one : one + 1] = [b"if os.environ.get('Z%d'):\n" % rng.randrange(9), b"    " + lines[one]]
    return b"".join(lines)


def snippets_put_in(rng: random.Random, data: bytes, _: bytes) -> bytes:
    """Put hostile lines in, about names that are there."""
    text = data.decode("utf-8", "surrogateescape")
    lines = text.splitlines()
    names = [name for name in _NAME.findall(text) if name.isupper()] or ["A"]
    for _round in range(rng.randrange(1, 12)):
        at = rng.randrange(len(lines) + 1)
        before = lines[at - 1] if at else ""
        indent = before[: len(before) - len(before.lstrip())] + (
            "    " if before.rstrip().endswith(":") else ""
        )
        snippet = rng.choice(SNIPPETS).format(a=rng.choice(names), b=rng.choice((*names[:5], *NUMBERS)))
        lines.insert(at, indent + snippet)
        if snippet.endswith(":"):
            lines.insert(at + 1, f"{indent}    {rng.choice(names)} = {rng.choice(NUMBERS)}")
    return "\n".join([*lines, ""]).encode("utf-8", "surrogateescape")


MUTATIONS = (
    bytes_changed, pumped, spliced, tokens_changed, tokens_changed, numbers_changed, lines_changed, lines_changed,
    snippets_put_in, snippets_put_in, snippets_put_in,
)  # fmt: skip


def attempt(files: Files) -> list[Failure]:
    """Run the linter on one input, and return what went wrong."""
    from secheaders_lint.cli.setting_rows import settings_of
    from secheaders_lint.discovery import discover
    from secheaders_lint.engine import Options, judge
    from secheaders_lint.rules.registry import RULES
    from secheaders_lint.source.memory import MemoryTree

    _forget_peak()
    started = time.process_time()
    failures = []
    try:
        tree = MemoryTree(files)
        discovery = discover(tree)
        outcome = judge(tree, discovery, discovery.judged[:5], RULES, Options())
        failures += [_raised(f"rule {each.code}".strip(), each.error) for each in outcome.failures]
        for each in outcome.judged:
            settings_of(each.site, defaults=True)
    except Exception as error:  # noqa: BLE001 - what this looks for
        failures.append(_raised("escaped", error))
    seconds = time.process_time() - started
    if seconds > SECONDS:
        failures.append(Failure("slow", f"{seconds:.0f} s", f"{seconds:.1f} s of the processor"))
    peak = _peak()
    if peak > MEGABYTES:
        failures.append(Failure("large", f"{peak // 100 * 100:.0f} MB", f"{peak:.0f} MB at the peak"))
    return failures


def _raised(kind: str, error: BaseException) -> Failure:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f"{type(error).__name__} {Path(last.filename).name}:{last.name}" if last else type(error).__name__
    return Failure(kind, place, "".join(traceback.format_exception(error)[-30:]))


def _forget_peak() -> None:
    """Start the count of the largest resident set anew, where the system can do that."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> float:
    status = Path("/proc/self/status")
    found = _PEAK.search(status.read_text(encoding="ascii")) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def work(pipe: Connection, seed: int, projects: list[Files], trace: str) -> None:
    """Answer each number that comes with what its input makes go wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (HARD_BYTES, HARD_BYTES))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, lambda *_: _tell_stacks(trace))
    with open(trace, "w", encoding="utf-8") as stacks:  # noqa: PTH123 - a path as a string
        faulthandler.enable(stacks)
        while (number := pipe.recv()) is not None:
            stacks.seek(0)
            stacks.truncate()
            signal.setitimer(signal.ITIMER_REAL, 2 * SECONDS)
            found = attempt(make(seed, number, projects))
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send([each._replace(detail=each.detail + _read(trace)) for each in found])


def _tell_stacks(trace: str) -> None:
    """Write down where all threads are; by Python itself, for faulthandler's own timer reads stacks while they change."""
    stacks = ["".join(traceback.format_stack(frame)) for frame in sys._current_frames().values()]  # noqa: SLF001 - its name
    Path(trace).write_text("\n\n".join(stacks), encoding="utf-8")


def _read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8", errors="replace")


class Worker:
    """A process that tries inputs, one after another."""

    def __init__(self, seed: int, projects: list[Files]) -> None:
        self.trace = tempfile.mkstemp(prefix="fuzz-")[1]
        self.pipe, far = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=work, args=(far, seed, projects, self.trace))
        self.process.start()
        far.close()
        self.number = -1
        self.since = 0.0

    def give(self, number: int) -> None:
        """Let it try an input."""
        self.number, self.since = number, time.monotonic()
        self.pipe.send(number)

    def take(self) -> list[Failure] | None:
        """Return what its input made go wrong, ``None`` where it is not done yet."""
        try:
            if self.pipe.poll():
                answer: list[Failure] = self.pipe.recv()
                return answer
        except (EOFError, OSError):
            self.process.join()
            return [Failure("died", f"exit status {self.process.exitcode}", _read(self.trace))]
        if time.monotonic() - self.since > HARD_SECONDS:
            self.process.kill()
            self.process.join()
            return [Failure("hangs", f"after {HARD_SECONDS:.0f} s", _read(self.trace))]
        return None

    def end(self) -> None:
        """End the process."""
        with contextlib.suppress(OSError):
            self.pipe.send(None)
        self.process.join(5)
        self.process.kill()
        Path(self.trace).unlink(missing_ok=True)


class Log:
    """What failed so far, kept below a folder."""

    def __init__(self, folder: Path, seed: int, projects: list[Files]) -> None:
        self.folder = folder
        self.seed = seed
        self.projects = projects
        self.kinds: Counter[str] = Counter()
        self.places: Counter[tuple[str, str]] = Counter()

    def add(self, number: int, failures: list[Failure]) -> None:
        """Count failures, and keep the input of the first ones of each place."""
        for each in failures:
            self.kinds[each.kind] += 1
            self.places[each.kind, each.place] += 1
            if self.places[each.kind, each.place] > MAX_KEPT:
                continue
            kept = self.folder / f"{self.seed}-{number}"
            for path, data in make(self.seed, number, self.projects).items():
                place = kept / "root" / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            (kept / f"{each.kind.replace(' ', '-')}.txt").write_text(
                f"{each.place}\n{each.detail}", encoding="utf-8"
            )
            print(f"{each.kind}: {each.place}: input {number}, kept in {kept}", flush=True)


def fuzz(arguments: argparse.Namespace, projects: list[Files]) -> int:
    """Try inputs until the time is over."""
    started = time.monotonic()
    log = Log(Path(arguments.keep), arguments.seed, projects)
    workers = [Worker(arguments.seed, projects) for _ in range(arguments.jobs)]
    tried = 0
    for worker in workers:
        worker.give(tried)
        tried += 1
    while workers:
        wait([each.pipe for each in workers], timeout=1)
        for index, worker in enumerate(list(workers)):
            failures = worker.take()
            if failures is None:
                continue
            log.add(worker.number, failures)
            over = time.monotonic() - started > arguments.minutes * 60
            if failures or over:
                # What was large or slow may have left something behind.
                worker.end()
                workers[index] = Worker(arguments.seed, projects) if not over else worker
            if not over:
                workers[index].give(tried)
                tried += 1
            else:
                worker.number = -1
        workers = [each for each in workers if each.number >= 0]
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(log.kinds.items())) or "none"
    seconds = time.monotonic() - started
    print(f"{tried} inputs from seed {arguments.seed} in {seconds:.0f} s; failures: {told}")
    return 1 if log.kinds else 0


def main() -> int:
    """Read the arguments and try inputs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", default="fuzz-failures")
    parser.add_argument("--only", type=int)
    arguments = parser.parse_args()
    projects = projects_below(arguments.folders)
    if arguments.only is None:
        return fuzz(arguments, projects)
    failures = attempt(make(arguments.seed, arguments.only, projects))
    for each in failures:
        print(f"{each.kind}: {each.place}\n{each.detail}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
