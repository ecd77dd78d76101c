"""What a fix changes for visitors: predictions before and after, and what of it is safe, a decision, or a danger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.findings import Applicability
from secheaders_lint.prediction.simulate import answers
from secheaders_lint.rules.hsts import next_stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Response

# What hurts nobody: a type that is not guessed, an address that is not told.
_HARMLESS = frozenset({"x-content-type-options", "referrer-policy"})
# Answers that the page's own headers fit as well.
_LIKE_PAGE = frozenset({"redirect", "error", "static"})
_HSTS = "strict-transport-security"
_CSP = "content-security-policy"
_COOKIE = "set-cookie"

Key = tuple[str, str]
# A header's name in lower case, its value, and its state.
Line = tuple[str, str | None, str]


class Answer(NamedTuple):
    """What a visitor gets: the status and the header lines, in no order."""

    status: int | None
    lines: frozenset[Line]

    def value(self, name: str) -> str | None:
        """Return the value of a header, empty where it has one that is not known; ``None`` where it is not sent."""
        return next((value or "" for each, value, _ in self.lines if each == name), None)


def answers_of(site: SiteModel) -> dict[Key, Answer]:
    """Return the predicted answers of a site by kind and scheme."""
    return {(each.kind, each.scheme): _answer(each) for each in answers(site)}


def _answer(response: Response) -> Answer:
    lines = frozenset((each.name.lower(), each.value, each.state) for each in response.headers)
    return Answer(response.status, lines)


def applicability(before: dict[Key, Answer], after: dict[Key, Answer]) -> Applicability:
    """Return who may apply a fix that changes the answers so: the definition of safe, and the dangers that make it advice."""
    if any(_is_dangerous(before.get(key), after[key]) for key in after):
        return Applicability.DISPLAY
    safe = before.keys() == after.keys() and all(_is_safe(key, before, after) for key in after)
    return Applicability.SAFE if safe else Applicability.UNSAFE


def _is_safe(key: Key, before: dict[Key, Answer], after: dict[Key, Answer]) -> bool:
    one, other = before[key], after[key]
    if one.status != other.status:
        return False
    lost, gained = one.lines - other.lines, other.lines - one.lines
    # A header that was sent in some environments, and now is in all, is gained as well.
    surer = {line for line in lost if line[2] == "conditional" and (line[0], line[1], "known") in gained}
    if lost - surer:
        return False
    return all(_may_gain(key, line, before) for line in gained)


def _may_gain(key: Key, line: Line, before: dict[Key, Answer]) -> bool:
    kind, scheme = key
    name, value, _ = line
    if kind in _LIKE_PAGE:
        page = before.get(("page", scheme))
        if page is not None and any((name, value) == each[:2] for each in page.lines):
            return True
    return name in _HARMLESS and before[key].value(name) is None


def _is_dangerous(before: Answer | None, after: Answer) -> bool:
    """Tell whether visitors would be bound for longer than one stage of the ramp-up, preloaded, or held to a new policy."""
    was = "" if before is None else before.value(_HSTS) or ""
    now = after.value(_HSTS) or ""
    if _seconds(now) > next_stage(_seconds(was)) or (
        "preload" in now.lower() and "preload" not in was.lower()
    ):
        return True
    return after.value(_CSP) is not None and (before is None or before.value(_CSP) is None)


def binds_for_longer(before: SiteModel, after: SiteModel) -> bool:
    """Tell whether settings would bind visitors for longer than one stage of the ramp-up, or say preload where they did not.

    What the page carries does not show it where the site is broken otherwise, or nothing sends the header yet.
    """
    seconds = [_number(each.value("SECURE_HSTS_SECONDS")) for each in (before, after)]
    if seconds[1] > max(next_stage(seconds[0]), seconds[0]):
        return True
    preload = [each.settings.get("SECURE_HSTS_PRELOAD").truth for each in (before, after)]
    return preload[1] is True and preload[0] is not True


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _seconds(value: str) -> int:
    for part in value.lower().split(";"):
        name, _, number = part.strip().partition("=")
        if name == "max-age" and number.strip('"').isdecimal():
            return int(number.strip('"')[:18])
    return 0


def burdens(
    before: dict[Key, Answer], after: dict[Key, Answer], *, to_browsers: bool = True
) -> Iterator[str]:
    """Yield what an entrypoint would have to bear that a fix is not meant for: what keeps a development server from working.

    ``to_browsers``: whether browsers meet it. Django's test client holds nothing against a header, and sends every cookie.
    """
    for key, now in after.items():
        was = before.get(key)
        if was is None:
            continue
        # What did not work at all can but get better.
        if now.status != was.status != 500:
            yield f"answers {now.status} in place of {was.status}"
        if not to_browsers:
            continue
        for name in (_HSTS, _CSP):
            if was.value(name) is None and now.value(name) is not None:
                yield f"sends {name}"
        if _secure_cookies(now) - _secure_cookies(was):
            yield "sends cookies by https alone"


def _secure_cookies(answer: Answer) -> set[str]:
    cookies = [value or "" for name, value, _ in answer.lines if name == _COOKIE]
    return {
        cookie.partition("=")[0] for cookie in cookies if "secure" in cookie.lower().replace("__secure-", "")
    }
