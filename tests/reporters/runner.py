"""What GitHub's runner takes for commands in a log, as its ActionCommand.cs reads a line."""

from __future__ import annotations

from typing import NamedTuple

REGISTERED = frozenset((
    "error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-matcher", "remove-matcher",
    "stop-commands", "echo", "set-output", "save-state", "set-env", "add-path", "internal-set-repo-path",
))  # fmt: skip


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    message: str


def commands(log: str) -> list[Command]:
    return [
        command for line in log.split("\n") if (command := _new_form(line) or _old_form(line)) is not None
    ]


def _new_form(line: str) -> Command | None:
    text = line.lstrip()
    if not text.startswith("::") or (end := text.find("::", 2)) < 0:
        return None
    return _command(text[2:end], text[end + 2 :], ",")


def _old_form(line: str) -> Command | None:
    start = line.find("##[")
    end = line.find("]", start)
    return None if start < 0 or end < 0 else _command(line[start + 3 : end], line[end + 1 :], ";")


def _command(head: str, message: str, separator: str) -> Command | None:
    name, _, rest = head.strip().partition(" ")
    if name.lower() not in REGISTERED:
        return None
    pairs = (part.partition("=") for part in rest.strip().split(separator) if part.strip())
    return Command(
        name.lower(), {key.strip(): _property(value) for key, _, value in pairs if value}, _data(message)
    )


def _property(text: str) -> str:
    return _data(text.replace("%3A", ":").replace("%2C", ","))


def _data(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
