from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import GOOD, Site, sites

CODE = "MW007"
COMMON = "django.middleware.common.CommonMiddleware"
OWN = "class Own:\n    def __init__(self, get_response):\n        self.get_response = get_response\n"
CHILD = "from {module} import {name}\nclass Child({name}):\n    pass\n"


def child(path: str) -> Site:
    """Return a site with a class of the project beside the original."""
    module, _, name = path.rpartition(".")
    return Site(
        GOOD + f"MIDDLEWARE += ['config.own.Child', {path!r}]\n",
        files={"config/own.py": CHILD.format(module=module, name=name)},
    )


def test_same_path() -> None:
    site = Site(GOOD + f"MIDDLEWARE.append({COMMON!r})\n")
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert found.confidence is Confidence.HIGH
    assert (
        found.message
        == f"'{COMMON}' stands in the list twice: it runs two times for every request, once to no use"
    )
    assert "append" in site.line(found)
    assert found.related[0].message == "CommonMiddleware stands here first"


def test_own_middleware() -> None:
    site = Site(GOOD + "MIDDLEWARE += ['config.own.Own'] * 2\n", files={"config/own.py": OWN})
    assert site.one(CODE).message.endswith("it runs two times for every request")


def test_class_of_the_project_beside_the_original() -> None:
    found = child("whitenoise.middleware.WhiteNoiseMiddleware").one(CODE)
    assert found.confidence is Confidence.MEDIUM
    assert "Child of the project inherits from WhiteNoiseMiddleware" in found.message


@sites(
    {
        "each once": GOOD,
        "the second may be absent": Site(
            GOOD + f"if os.environ['X'] == '1':\n    MIDDLEWARE.append({COMMON!r})\n"
        ),
        "either the one or the other": Site(
            GOOD + f"MIDDLEWARE.append({COMMON!r} if os.environ['X'] == '1' else 'vendor.Other')\n"
        ),
        "two classes of one name": Site(
            GOOD + "MIDDLEWARE += ['one.CommonMiddleware', 'two.CommonMiddleware']\n"
        ),
        "a class of the project that works beside the original": child(
            "django.middleware.locale.LocaleMiddleware"
        ),
        "an unknown stretch": Site(GOOD + "import elsewhere\nMIDDLEWARE += elsewhere.more()\n"),
        "taken out before it is added": Site(
            GOOD + f"MIDDLEWARE.remove({COMMON!r})\nMIDDLEWARE.append({COMMON!r})\n"
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
