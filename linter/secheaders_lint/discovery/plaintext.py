"""What text files say: Dockerfiles, compose files, environment files, test and build configuration.

All of them write a variable and its value, or an option and its value, side by side; so one linear search
reads them, without a reader for each format.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from secheaders_lint.discovery.mentions import CONFIGURATION_VARIABLE, MODULE_VARIABLE, Mention, Voice
from secheaders_lint.discovery.resolve import is_dotted
from secheaders_lint.discovery.words import NameRole, role_of_name, role_of_path
from secheaders_lint.source.text import line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"^[ \t]*(?:#|;|//)[^\n]*", re.MULTILINE)
_VARIABLE = re.compile(
    rf"""(?<![\w-])(?:(?P<module>{MODULE_VARIABLE}|django_settings_module)|(?P<class>{CONFIGURATION_VARIABLE}))["']?"""
    r"""(?P<value>[ \t]*[:=][ \t]*["']?[^\s"',;)\]}]{0,300}(?:\}[^\s"',;)\]}]{0,300})?|[ \t]+["']?[\w.${}:-]{1,300})?"""
)
_OPTION = re.compile(
    r"""--(?P<option>settings|ds|configuration)(?:=|["',\s]{1,6})["']?(?P<value>[\w.${}:-]{1,300})(?![\w./\\-])"""
)
_PAIR = re.compile(
    r"""["']?\b(?:value|default)["']?\s*[:=]\s*["']?(?P<value>[\w.${}:-]{1,300})""", re.IGNORECASE
)
_REFERENCE = re.compile(r"\$\{(\w+)(?::?[-=]([^}]*))?\}|\$(\w+)")
_INSTRUCTION = re.compile(
    r"^[ \t]*(FROM|ENV|ARG|RUN|CMD|ENTRYPOINT|LABEL|COPY|ADD|WORKDIR|USER|EXPOSE)\b([^\n]*)", re.MULTILINE
)
_STAGE = re.compile(r"\bAS\s+([\w.-]+)", re.IGNORECASE)
# No file that is written for one site names more.
_LIMIT = 200
_SIGNS = (
    b"DJANGO_SETTINGS_MODULE",
    b"DJANGO_CONFIGURATION",
    b"django_settings_module",
    b"--settings",
    b"--ds",
    b"--configuration",
)


def speaks_of_settings(data: bytes) -> bool:
    """Say whether a file can name a settings module at all."""
    return any(sign in data for sign in _SIGNS)


def read_plaintext(path: str, text: str, voice: Voice, what: str) -> list[Mention]:
    """Return what a text file names; ``voice`` and ``what`` are those of its kind."""
    text = _COMMENT.sub("", text)
    voice = voice_by_path(path, voice)
    dockerfile = "dockerfile" in path.rpartition("/")[2].lower()
    instructions = list(_instructions(text)) if dockerfile else []
    values: dict[str, str | None] = {}
    starts = line_starts(text)
    found: list[Mention] = []
    for start, kind, raw in islice(_written(text), _LIMIT):
        value = _expanded(raw, text, values)
        if not is_dotted(value) or (kind == "class" and "." in value):
            continue
        line = bisect_right(starts, start)
        speaker, how = _instruction(text, start, voice, instructions) if dockerfile else (voice, "")
        module, configuration = (value, None) if kind == "module" else (None, value)
        found.append(Mention(speaker, module, configuration, path, line, f"{what} {how}".strip()))
    return _paired(found)


def _written(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (offset, kind, value as written) of every variable and option."""
    for found in _VARIABLE.finditer(text):
        kind = "module" if found["module"] else "class"
        value = (found["value"] or "").strip(" \t:=\"'")
        if value in {"", "{", "|", ">", "&"} or value.lower() in {"value", "default"}:
            # The other way round: ``name: X`` and ``value: y`` on lines of their own.
            pair = _PAIR.search(
                re.split(r"\}|\n\s*-\s", text[found.end() : found.end() + 300], maxsplit=1)[0]
            )
            if pair is None:
                continue
            value = pair["value"]
        yield found.start(), kind, value
    for found in _OPTION.finditer(text):
        yield found.start(), "class" if found["option"] == "configuration" else "module", found["value"]


def _expanded(raw: str, text: str, known: dict[str, str | None]) -> str:
    """Put in place what the same file says of the variables that a value refers to; ``known`` are those looked up before."""

    def value_of(reference: re.Match[str]) -> str:
        name = reference[1] or reference[3]
        if reference[2]:
            return reference[2]
        if name not in known and len(known) < _LIMIT:
            assigned = rf"""(?<![\w$]){re.escape(name)}(?:[ \t]*[=:][ \t]*|[ \t]+)["']?([\w.-]+)"""
            written = re.search(assigned, text)
            known[name] = written[1] if written else None
        return known.get(name) or reference[0]

    return _REFERENCE.sub(value_of, raw).strip("\"'")


def _paired(found: list[Mention]) -> list[Mention]:
    """Join the modules and the configuration classes that one file names, where it names one of either."""
    modules = {mention.module for mention in found if mention.module}
    classes = {mention.configuration for mention in found if mention.configuration}
    if len(modules) != 1 or not classes:
        return found
    module = next(iter(modules))
    return [
        Mention(each.voice, module, each.configuration, each.path, each.line, each.what)
        for each in found
        if each.configuration
    ]


def _instructions(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (offset, keyword, name of its stage) of the instructions of a Dockerfile."""
    stage, end, last = "", 0, ""
    for found in _INSTRUCTION.finditer(text):
        # Whether the line before, blank ones aside, goes on in this one: each piece of the text is looked at once.
        last = (text[end : found.start()].rstrip(" \t\n") or last)[-1:]
        continued, last, end = last == "\\", found[0].rstrip(" \t"), found.end()
        if continued:
            continue
        if found[1] == "FROM":
            named = _STAGE.search(found[2])
            stage = named[1] if named else ""
        yield found.start(), found[1], stage


def _instruction(
    text: str, start: int, voice: Voice, instructions: list[tuple[int, str, str]]
) -> tuple[Voice, str]:
    """Return who speaks at an offset of a Dockerfile: its instruction, and the stage that it belongs to."""
    index = bisect_right(instructions, start, key=itemgetter(0))
    _, keyword, stage = instructions[index - 1] if index else (0, "", "")
    role = role_of_name(stage)
    if role is NameRole.TEST:
        return Voice.TEST, f"{keyword} (stage {stage})"
    if role is NameRole.DEVELOPMENT:
        return Voice.DEVELOPMENT, f"{keyword} (stage {stage})"
    if keyword == "RUN" and "export" not in text[text.rfind("\n", 0, start) + 1 : start]:
        return Voice.BUILD, keyword
    return voice, keyword


def voice_by_path(path: str, voice: Voice) -> Voice:
    """Let the words of a path say which environment a deployment file is for."""
    if voice not in {Voice.DEPLOY, Voice.NEUTRAL}:
        return voice
    role = role_of_path(path)
    if role is NameRole.TEST:
        return Voice.TEST
    if role is NameRole.DEVELOPMENT:
        return Voice.DEVELOPMENT
    if role is NameRole.PRODUCTION:
        return Voice.DEPLOY
    if role in {NameRole.STAGING, NameRole.AUXILIARY}:
        return Voice.NEUTRAL
    return voice
