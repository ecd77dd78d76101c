"""Random settings packages with mistakes mixed in, and every fix that is offered for them held against Python itself."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint import engine
from secheaders_lint.discovery import discover
from secheaders_lint.fixes.offering import Offer, offers, project_of
from secheaders_lint.fixes.planning import names_of
from secheaders_lint.rules.registry import RULES
from secheaders_lint.source.memory import MemoryTree

from tests.evaluator.compare import environments
from tests.evaluator.oracle import Package
from tests.evaluator.programs import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from secheaders_lint.findings import Finding
    from secheaders_lint.fixes.project import Project
    from secheaders_lint.source.tree import SourceTree

    from tests.evaluator.programs import Program

SECURITY = "django.middleware.security.SecurityMiddleware"
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
COMMON = "django.middleware.common.CommonMiddleware"
FRAMES = "django.middleware.clickjacking.XFrameOptionsMiddleware"
WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware"
# The parts of the list: they change with it.
BLOCKS = ("OURS", "MORE")
# What a list may lack, or have in the wrong place.
LISTS = (
    (SESSION, COMMON, FRAMES),
    (SECURITY, SESSION, COMMON),
    (SESSION, SECURITY, COMMON, FRAMES),
    (SECURITY, SESSION, WHITENOISE, COMMON, FRAMES),
    (SECURITY, SESSION, COMMON, FRAMES, SESSION),
)
# How it is written: ``A`` is its first half, ``B`` its second, each as elements with commas between.
LAYOUTS = (
    "MIDDLEWARE = [A, B]",
    "MIDDLEWARE = (A, B)",
    "MIDDLEWARE = [\n    # The first\n    A,\n\n    # The others\n    B,\n]",
    "OURS = [A]\nMIDDLEWARE = OURS + [B]",
    "OURS = (A,)\nMIDDLEWARE = [*OURS, B]",
    "OURS = [A]\nMORE = [B]\nMIDDLEWARE = [*OURS, *MORE]",
    "MIDDLEWARE = [B]\nfor name in reversed([A]):\n    MIDDLEWARE.insert(0, name)",
    "MIDDLEWARE = [A]\nMIDDLEWARE += [B]",
    "MIDDLEWARE = []\nif True:\n    MIDDLEWARE += [A]\nMIDDLEWARE.extend([B])",
    "MIDDLEWARE = [B]\nMIDDLEWARE = [A] + MIDDLEWARE",
)
MISTAKES = (
    "SECURE_SSL_REDIRECT = False",
    "SECURE_SSL_REDIRECT = os.environ.get('REDIRECT', '') == 'yes'",
    "SECURE_CONTENT_TYPE_NOSNIFF = False",
    "if not os.environ.get('NOSNIFF'):\n    SECURE_CONTENT_TYPE_NOSNIFF = False\nelse:\n    SECURE_CONTENT_TYPE_NOSNIFF = None",
    "SECURE_BROWSER_XSS_FILTER = True  # old",
    "if os.environ.get('OLD') is None:\n    # For old browsers.\n    SECURE_BROWSER_XSS_FILTER = True",
    "SECURE_REFERRER_POLICY = 'unsafe-url'",
    "SECURE_REFERRER_POLICY = ('no-referrer', 'unsafe-url')",
    "SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False",
    "SESSION_COOKIE_SECURE: bool = False",
    "SESSION_COOKIE_HTTPONLY = False; EXTRA_SETTING = 1",
    "SESSION_COOKIE_SECURE = not True",
    "X_FRAME_OPTIONS = 'ALLOWALL'",
    "X_FRAME_OPTIONS = ('ALLOW-FROM '\n                   'https://example.com/')",
    "SECURE_HSTS_SECONDS = 0\nSECURE_HSTS_PRELOAD = True",
    "SECURE_HSTS_SECONDS = int(os.environ.get('HSTS', '0'))",
    "SECURE_PROXY_SSL_HEADER = ('X-Forwarded-Proto', 'https')",
    "SECURE_PROXY_SSL_HEADER = 'HTTP_X_FORWARDED_PROTO'",
    "SESSION_COOKIE_SECURE = 'True'",
    "SECURE_HTST_SECONDS = 300",
    "ALLOWED_HOSTS = 'example.com'",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY = None",
)


class Difference(NamedTuple):
    """A setting that a fix changed and should not have, in Python itself."""

    title: str
    environment: dict[str, str]
    name: str
    before: Any
    after: Any
    text: str


class Verdict(NamedTuple):
    """What became of a program: the titles of the fixes that were held against Python, and what was wrong with them."""

    titles: list[str]
    wrong: list[Difference]


def mixed(random: Random) -> Program:
    """Return a random package with a list of middleware and some mistakes in it."""
    program = build(random)
    halves = LISTS[random.randrange(len(LISTS))]
    at = random.randrange(1, len(halves))
    layout = LAYOUTS[random.randrange(len(LAYOUTS))]
    quote = random.choice("'\"")
    first, second = (
        ", ".join(f"{quote}{path}{quote}" for path in half) for half in (halves[:at], halves[at:])
    )
    lines = [_with(layout, first, second)]
    lines += random.sample(MISTAKES, random.randrange(2, 6))
    for text in lines:
        _add(program, random, text)
    return program


def _with(layout: str, first: str, second: str) -> str:
    return "".join({"A": first, "B": second}.get(part, part) for part in _split(layout))


def _split(layout: str) -> Iterator[str]:
    """Yield the texts of a layout, with each of its two placeholders by itself."""
    held = ""
    for place, character in enumerate(layout):
        around = layout[max(place - 1, 0)] + layout[min(place + 1, len(layout) - 1)]
        if character in "AB" and not any(each.isalnum() or each == "_" for each in around):
            yield held
            yield character
            held = ""
        else:
            held += character
    yield held


def _add(program: Program, random: Random, text: str) -> None:
    """Put statements between those at the top of a random module; now and then at its end."""
    paths = [path for path in program.files if path.endswith(".py") and path != "settings.py"]
    main = "settings/__init__.py" if "settings/__init__.py" in program.files else "settings.py"
    path = main if not paths or random.randrange(2) else random.choice([*paths, main])
    source = program.files[path]
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return
    starts = [
        min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))]) for node in body
    ]
    lines = source.splitlines(keepends=True)
    shared = {line for line in starts if starts.count(line) > 1}
    places = [line - 1 for line in starts[1:] if line not in shared] or [len(lines)]
    at = len(lines) if random.randrange(3) == 0 else random.choice(places)
    code = f"import os\n{text}\n" if "os." in text else f"{text}\n"
    program.files[path] = "".join([*lines[:at], code, *lines[at:]])


def check(program: Program, random: Random) -> Verdict:
    """Hold every fix of a program against Python, under the empty environment and some others."""
    module, configuration = program.entrypoints[0]
    files = {
        **program.files,
        "manage.py": _manage(module, configuration),
        "requirements.txt": "Django==5.2.7\n",
    }
    given = [
        {},
        *environments(program, random, 1),
        {"REDIRECT": "yes", "NOSNIFF": "1", "OLD": "1", "HSTS": "60"},
    ]
    verdict = Verdict([], [])
    with Package(program.files) as package:
        before = [package.run(each, module, configuration) for each in given]
        if before[0] is None:
            return verdict
        for title, names, changed in _fixes(MemoryTree(files)):
            verdict.titles.append(title)
            package.write(changed)
            after = [package.run(each, module, configuration) for each in given]
            package.write({path: program.files[path] for path in changed})
            for environment, was, now in zip(given, before, after, strict=True):
                verdict.wrong.extend(_differences(title, environment, was, now, names, str(changed)))
    return verdict


def _manage(module: str, configuration: str | None) -> str:
    text = f'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "{module}")\n'
    if configuration:
        text += f'os.environ.setdefault("DJANGO_CONFIGURATION", "{configuration}")\n'
    return text


def _fixes(tree: SourceTree) -> Iterator[tuple[str, frozenset[str], dict[str, str]]]:
    """Yield the title of each fix, the settings that it is to change, and the files that it changes."""
    discovery = discover(tree)
    options = engine.Options(assume="unset")
    entrypoints = [each for each in discovery.entrypoints if each.path is not None][:1]
    outcome = engine.judge(tree, discovery, entrypoints, RULES, options)
    assert not outcome.failures, outcome.failures
    project = project_of(tree, outcome, options, RULES)
    for finding in outcome.findings:
        for each in offers(project, finding, {}):
            if isinstance(each, Offer):
                paths = {edit.location.path for edit in each.fix.edits}
                changed = {path: (each.project.tree.read(path) or b"").decode() for path in paths}
                yield f"{finding.code} {each.fix.title}", _meant(project, finding, each.fix.title), changed


def _meant(project: Project, finding: Finding, title: str) -> frozenset[str]:
    for look in project.looks.values():
        for each in look.stated:
            for remedy in each.report.remedies:
                if each.rule.code == finding.code and title.startswith(remedy.title):
                    return names_of(remedy, look.site) | {*BLOCKS}
    raise AssertionError(title)


def _differences(
    title: str,
    environment: dict[str, str],
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    names: frozenset[str],
    text: str,
) -> Iterator[Difference]:
    if before is None or after is None:
        if (before is None) != (after is None):
            yield Difference(title, environment, "", before is None, after is None, text)
        return
    for name in {*before, *after} - names:
        if before.get(name) != after.get(name):
            yield Difference(title, environment, name, before.get(name), after.get(name), text)
