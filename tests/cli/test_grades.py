"""Grades in ``headers`` and ``check``, ``--min-grade``, ``min-grade`` and ``[grading]``, as a user meets them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .projects import MANAGE, SETTINGS, Result, Workspace

CONFIG = ".secheaders-lint.toml"
# The settings of these projects: no HSTS, no nosniff, no redirect, no policy, no cookies. Five points brought by
# X-Frame-Options and Referrer-Policy each, ten by the opener policy, do not count.
LETTER, SCORE, GRADE = "D", 30, "D"
BECAUSE = [
    f"{name} is missing: a letter less"
    for name in (
        "Strict-Transport-Security",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Permissions-Policy",
    )
]


def test_headers_json(site):
    (module,) = site.run("headers", "--format", "json").json["modules"]
    grades = module["grades"]
    assert grades["securityheaders"] == {"grade": LETTER, "estimated": True, "because": BECAUSE}
    tests = grades["observatory"].pop("tests")
    assert grades["observatory"] == {"algorithm": 6, "grade": GRADE, "score": SCORE}
    assert len(tests) == 12
    assert {"test": "redirection", "result": "redirection-missing", "modifier": -20} in tests
    assert all(each.keys() == {"test", "result", "modifier"} for each in tests)
    assert len(grades["assumed"]) == 4


def test_check_json_has_the_same(site):
    (shown,) = site.run("headers", "--format", "json").json["modules"]
    (checked,) = site.check().json["modules"]
    assert checked["grades"] == shown["grades"]


def test_what_is_not_known_adds_the_worst(site):
    site.write({"shop/settings.py": f'import os\n{SETTINGS}X_FRAME_OPTIONS = os.environ["FRAMES"]\n'})
    grades = site.check().json["modules"][0]["grades"]
    letter, points = grades["securityheaders"], grades["observatory"]
    assert (letter["grade"], letter["worst"]) == (LETTER, "E")
    assert letter["because"] == [*BECAUSE, "X-Frame-Options is not known: taken at its best"]
    assert (points["score"], points["worst"], points["worst_score"]) == (SCORE, "F", SCORE - 20)
    (frames,) = (each for each in points["tests"] if each["test"] == "x-frame-options")
    assert frames == {
        "test": "x-frame-options",
        "result": "x-frame-options-sameorigin-or-deny",
        "modifier": 5,
        "worst": {"result": "x-frame-options-not-implemented", "modifier": -20},
    }


def test_other_results_with_the_same_points_are_one_grade(site):
    more = 'MIDDLEWARE.insert(0, "corsheaders.middleware.CorsMiddleware")\nCORS_ALLOW_ALL_ORIGINS = os.environ["ALL"]\n'
    site.write({"shop/settings.py": f"import os\n{SETTINGS}{more}"})
    grades = site.check().json["modules"][0]["grades"]
    assert (grades["observatory"]["score"], "worst" in grades["observatory"]) == (SCORE, False)
    (sharing,) = (each for each in grades["observatory"]["tests"] if "worst" in each)
    assert sharing["worst"] == {
        "result": "cross-origin-resource-sharing-implemented-with-public-access",
        "modifier": 0,
    }


def test_headers_text(site):
    shown = site.run("headers").out
    block = shown[shown.index("Grades\n") :].splitlines()
    assert block[:6] == [
        "Grades",
        "  securityheaders.com  D    estimated, give or take a letter",
        *(f"    - {reason}" for reason in BECAUSE),
    ]
    assert block[6:12] == [
        "  HTTP Observatory     D    30 points",
        "     -25 no Content-Security-Policy",
        "     -20 http is not redirected to https",
        "     -20 no Strict-Transport-Security",
        "      -5 no X-Content-Type-Options",
        "     +20 not counted: that takes 90 points without them",
    ]
    assert block[12].startswith(
        "  Assumed, and set by [grading] in the configuration: the certificate is trusted;"
    )


def test_verbose_shows_every_test(site):
    shown = site.run("headers", "--verbose").out
    assert "       0 cookies: cookies-not-found\n" in shown
    assert "     +10 cross-origin-opener-policy: coop-implemented-with-same-origin\n" in shown


def test_assumptions_are_those_of_the_configuration(site):
    site.write({CONFIG: '[grading]\nhttp = "redirect"\nscripts = "foreign"\npreloaded = true\n'})
    grades = site.check().json["modules"][0]["grades"]
    # The redirect and HSTS cost nothing any more; scripts of other sites cost 5.
    assert grades["observatory"]["score"] == SCORE + 20 + 20 - 5
    assert "the page loads scripts of other sites without integrity" in grades["assumed"]


def test_a_wrong_assumption_is_an_error(site):
    site.write({CONFIG: '[grading]\nhttp = "nginx"\n'})
    result = site.check()
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f'secheaders-lint: error: {CONFIG}:2: grading.http must be one of "django",')


def test_a_page_that_is_never_reached(site):
    site.write({"shop/settings.py": f"{SETTINGS}X_FRAME_OPTIONS = None\n"})
    grades = site.check().json["modules"][0]["grades"]
    why = ["every page is an error (500)"]
    assert grades["securityheaders"] == {"grade": None, "estimated": True, "because": why}
    assert grades["observatory"] == {
        "algorithm": 6,
        "grade": None,
        "score": None,
        "tests": [],
        "because": why,
    }
    assert (
        "  HTTP Observatory     none no score\n    - every page is an error (500)\n"
        in site.run("headers").out
    )


def judged(site: Workspace, *words: str) -> Result:
    """Run check for what these projects have no finding of."""
    return site.run("check", "--select", "SET", *words)


@pytest.mark.parametrize("grade", ["D", "F", "E", "observatory:D", "observatory:F", "securityheaders:D"])
def test_a_grade_that_is_reached(site, grade):
    result = judged(site, "--min-grade", grade)
    assert (result.status, result.err) == (0, "")


@pytest.mark.parametrize(
    ("grade", "said"),
    [
        ("C", "shop.settings has grade D of securityheaders.com (estimated); --min-grade wants C"),
        (
            "observatory:D+",
            "shop.settings has grade D of the HTTP Observatory, 30 points; --min-grade wants observatory:D+",
        ),
    ],
)
@pytest.mark.parametrize("words", [(), ("--format", "json"), ("--fail-on", "never"), ("--quiet",)])
def test_a_grade_that_is_not(site, grade, said, words):
    result = judged(site, f"--min-grade={grade}", *words)
    assert (result.status, result.err) == (1, f"secheaders-lint: error: {said}\n")


def test_the_configuration_wants_one(site):
    site.write({CONFIG: 'ignore = []\nmin-grade = "A"\n'})
    result = judged(site)
    assert result.status == 1
    assert result.err.endswith(f"(estimated); min-grade ({CONFIG}:2) wants A\n")
    assert judged(site, "--min-grade", "D").status == 0


def test_what_is_not_known_counts_as_its_best(site):
    site.write({"shop/settings.py": f'import os\n{SETTINGS}X_FRAME_OPTIONS = os.environ["FRAMES"]\n'})
    assert judged(site, "--min-grade", "D").status == 0


def test_every_module_that_falls_short_is_told(workspace):
    workspace.write(
        {
            f"{name}/{path}": text
            for name, more in (("one", ""), ("two", "SECURE_CONTENT_TYPE_NOSNIFF = True\n"))
            for path, text in {
                "manage.py": MANAGE.format("shop.settings"),
                "requirements.txt": "Django==5.2.7\n",
                "shop/__init__.py": "",
                "shop/settings.py": f"{SETTINGS}{more}",
            }.items()
        }
    )
    result = judged(workspace, "--min-grade", "C")
    assert result.status == 1
    assert result.err == (
        "secheaders-lint: error: shop.settings (one/shop/settings.py) has grade D of securityheaders.com (estimated); "
        "--min-grade wants C\n"
    )
    assert judged(workspace, "--min-grade", "A").err.count("\n") == 2


def test_what_cannot_be_done_is_worse_than_a_grade(site):
    site.write({"shop/settings.py": "x = (\n"})
    assert judged(site, "--min-grade", "A").status == 2


_IMPORTED = """
import sys
from secheaders_lint.__main__ import main
main(sys.argv[1:])
print(any(name.startswith("secheaders_lint.grades") for name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("words", "paid"),
    [
        ((), "False"),
        (("--format", "concise"), "False"),
        (("--format", "json"), "True"),
        (("--min-grade", "F"), "True"),
    ],
)
def test_only_who_asks_pays_for_grades(site, words, paid):
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTED, "check", *words],
        cwd=site.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[-1] == paid
