"""Content-Security-Policy in the dialect of django-security (read in 0.12.0, 1.0.0 and 1.1.6).

Its middleware switches itself off, with no more than a line in a log, where a setting is not what it expects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.data.django import major_of
from secheaders_lint.data.middleware import SECURITY_PACKAGE_CSP
from secheaders_lint.evaluator.rendering import Repr, UnknownPart
from secheaders_lint.prediction.answer import Broken, unknown_among
from secheaders_lint.prediction.policies import ENFORCED, REPORT_ONLY, Policy

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Draft, Request

PACKAGE = "django-security"
MODE = "CSP_MODE"
TEXT, DICTIONARY = "CSP_STRING", "CSP_DICT"
REPORT_TEXT, REPORT_DICTIONARY = "CSP_REPORT_STRING", "CSP_REPORT_DICT"
SETTINGS = (TEXT, DICTIONARY, REPORT_TEXT, REPORT_DICTIONARY)
_ENFORCE, _REPORT, _BOTH = "enforce", "report-only", "enforce-and-report-only"
# The words that it puts into quotes.
_QUOTED = frozenset({"self", "none", "unsafe-eval", "unsafe-inline"})
_SOURCES = frozenset({
    "default-src", "connect-src", "child-src", "font-src", "form-action", "frame-ancestors", "frame-src", "img-src", "media-src",
    "object-src", "script-src", "style-src", "plugin-types", "worker-src",
})  # fmt: skip
_SANDBOX = frozenset({
    "", "allow-forms", "allow-pointer-lock", "allow-popups", "allow-same-origin", "allow-scripts", "allow-top-navigation",
})  # fmt: skip
_WORDS = {
    "referrer": frozenset(
        {"none", "none-when-downgrade", "origin", "origin-when-cross-origin", "unsafe-url"}
    ),
    "reflected-xss": frozenset({"allow", "block", "filter"}),
}


class Refused(Exception):  # noqa: N818 - it is the package that refuses a setting
    """Raised where the middleware switches itself off: the setting that it does not take, and why; empty for want of a policy."""

    def __init__(self, setting: str, why: str) -> None:
        super().__init__(setting, why)
        self.setting, self.why = setting, why


class Source(NamedTuple):
    """Where a policy comes from: the header that it goes out by and the setting that holds it; empty where none does."""

    header: str
    setting: str


def respond(site: SiteModel, request: Request, draft: Draft) -> None:
    """Set the policies, whatever was there; from Django 5.1 on every page fails in version 0, which does not start its base class."""
    del request
    try:
        found = policies(site)
    except Refused:
        return
    if not is_new(site) and site.at_least("5.1"):
        raise Broken(SECURITY_PACKAGE_CSP)
    for policy in found:
        draft.put(site, policy.header, policy.text, (*policy.sources, SECURITY_PACKAGE_CSP), keep=False)


def is_new(site: SiteModel) -> bool:
    """Tell whether version 1.0 or newer is installed, which has a policy of its own for reports; so is one that is not known."""
    version = site.package_version(PACKAGE)
    return version is None or major_of(version) >= 1


def policies(site: SiteModel) -> list[Policy]:
    """Return the policies that it sends; raises :class:`Refused` where it switches itself off."""
    mode = _value(site, MODE)
    if isinstance(mode, UnknownPart):
        return [Policy(header, mode, (MODE,)) for header in (ENFORCED, REPORT_ONLY)]
    found = []
    for source in sources(site):
        sources_of_text = (*((MODE,) if site.settings.is_set(MODE) else ()), source.setting)
        text = text_of(site, source.setting) if source.setting else "None"
        found.append(Policy(source.header, text, tuple(filter(None, sources_of_text))))
    return found


def takes(directive: str) -> bool:
    """Tell whether its dictionaries may have a directive."""
    return directive in _SOURCES or directive in _WORDS or directive in {"sandbox", "report-uri"}


def refusal(site: SiteModel) -> tuple[str, str] | None:
    """Return the setting for which it switches itself off, and why (both empty for want of a policy); ``None``: it does not."""
    try:
        sources(site)
    except Refused as refused:
        return refused.setting, refused.why
    return None


def sources(site: SiteModel) -> list[Source]:
    """Return the settings that its policies come from, none where the mode is not known; raises :class:`Refused` as the middleware does.

    Before 1.0 one setting holds the policy, by whichever header it goes out. Since then what is only reported has settings of its
    own, and is the text ``None`` where neither is set and no policy is enforced beside it.
    """
    mode = _value(site, MODE) or _ENFORCE
    if isinstance(mode, UnknownPart):
        return []
    new = is_new(site)
    if mode not in ((_ENFORCE, _REPORT, _BOTH) if new else (_ENFORCE, _REPORT)):
        raise Refused(MODE, "is no mode of it")
    if not new:
        return [Source(ENFORCED if mode == _ENFORCE else REPORT_ONLY, _chosen(site, DICTIONARY, TEXT))]
    enforced = "" if mode == _REPORT else _chosen(site, DICTIONARY, TEXT)
    found = [Source(ENFORCED, enforced)] if enforced else []
    if mode != _ENFORCE:
        given = _value(site, REPORT_DICTIONARY) or _value(site, REPORT_TEXT)
        found.append(
            Source(REPORT_ONLY, _chosen(site, REPORT_DICTIONARY, REPORT_TEXT) if given else enforced)
        )
    return found


def _chosen(site: SiteModel, dictionary: str, text: str) -> str:
    """Return the one of two settings that is set; the middleware takes neither none nor both."""
    given = [name for name in (dictionary, text) if _value(site, name)]
    if len(given) > 1:
        raise Refused(text, f"stands beside {dictionary}")
    if not given:
        raise Refused("", "")
    # A dictionary with a mistake in it is no policy either.
    text_of(site, given[0])
    return given[0]


def text_of(site: SiteModel, setting: str) -> str | UnknownPart:
    """Return the text that it makes of a setting; raises :class:`Refused` as the middleware does."""
    value = _value(site, setting)
    if isinstance(value, Repr):
        return UnknownPart(f"value of {value.text}", None)
    if not isinstance(value, dict):
        return value if isinstance(value, UnknownPart) else str(value)
    parts: list[str] = []
    unknown = value.get("…")
    for name, given in value.items():
        if name == "…":
            continue
        if site.settings.shape(setting, name) == "set":
            raise Refused(setting, f"has a set and no list for {name}")
        words = words_of(setting, name, given)
        missing = unknown_among(words)
        unknown = unknown or missing
        parts.append(" ".join([name, *map(str, words)]))
    return unknown if isinstance(unknown, UnknownPart) else "; ".join(parts)


def words_of(setting: str, name: str, given: Any) -> list[Any]:
    """Return the sources of a directive in its dictionary, with quotes; raises :class:`Refused` for what it does not take."""
    if isinstance(given, UnknownPart):
        return [given]
    if name in _WORDS or name == "report-uri":
        if name in _WORDS and not (isinstance(given, str) and given in _WORDS[name]):
            raise Refused(setting, f"has {given!r} for {name}")
        return [given]
    if not takes(name):
        raise Refused(setting, f"has {name}, which it does not know")
    if not isinstance(given, list):
        raise Refused(setting, f"has no list for {name}")
    bad = [each for each in given if name == "sandbox" and isinstance(each, str) and each not in _SANDBOX]
    if bad:
        raise Refused(setting, f"has {bad[0]!r} for sandbox")
    if name == "sandbox":
        return given
    return [_source(each) for each in given]


def _source(value: Any) -> Any:
    """Return a source as a text, where it is known, with quotes where it gets them."""
    if isinstance(value, UnknownPart | Repr):
        return value
    return f"'{value}'" if isinstance(value, str) and value in _QUOTED else str(value)


def _value(site: SiteModel, name: str) -> Any:
    return site.value(name) if site.settings.is_set(name) else None
