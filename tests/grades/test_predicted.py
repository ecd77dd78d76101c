"""From settings to grades: what Django really sent under these settings was graded by the Observatory's own code."""

from __future__ import annotations

import pytest
from secheaders_lint import engine
from secheaders_lint.config.values import GRADED_HTTP, GRADED_SCRIPTS
from secheaders_lint.discovery import discover
from secheaders_lint.grades.assumptions import HTTP, SCRIPTS, Assumptions
from secheaders_lint.grades.predicted import Grades, Predicted, grades_of, grades_of_site
from secheaders_lint.model.site import Surroundings
from secheaders_lint.prediction.answer import Header, Response
from secheaders_lint.source.memory import MemoryTree

from tests.prediction.test_recorded_answers import site_of

from .recorded import GOOD
from .test_observatory import TABLE, recorded

NO_SCRIPTS = Assumptions(scripts="none")
# Their preflights were recorded for an origin that the project lists, or that is not the scanner's.
OTHER_ORIGIN = {"cors_all_with_credentials", "cors_first", "cors_below_security", "cors_last"}
# Whether a page asks for the nonce is not for settings to say; the recorded one did not.
WITHOUT_NONCE = {"csp_native_nonce"}
VARIANTS = {
    name: first
    for first, row in TABLE["cases"].items()
    for name in (first, *row.get("same", ()))
    if name.startswith("django/")
}


def test_how_many_variants_there_are():
    assert len(VARIANTS) == 380


@pytest.mark.parametrize("name", VARIANTS)
def test_settings_get_the_grade_of_what_django_sends(name):
    _, django, variant = name.split("/")
    score, letter, results = recorded(VARIANTS[name])
    found = grades_of_site(site_of(variant, django), NO_SCRIPTS).observatory
    assert found.best is not None
    assert found.worst is None
    if variant in WITHOUT_NONCE:
        results["content-security-policy"] = "csp-implemented-with-no-unsafe-default-src-none"
    else:
        assert (found.best.score, found.best.grade) == (score, letter)
    if variant in OTHER_ORIGIN:
        every = "universal-access" if "credentials" in variant else "not-implemented"
        cors = f"cross-origin-resource-sharing-{'implemented-with-' * ('credentials' in variant)}{every}"
        results["cross-origin-resource-sharing"] = cors
    assert {each.test: each.result for each in found.best.tests} == results


def grades(
    text: str, assumptions: Assumptions = NO_SCRIPTS, requirements: str = "", **surroundings: str
) -> Grades:
    """Return the grades of a project whose settings are those of ``startproject`` with a text behind them."""
    names = (
        "security.SecurityMiddleware",
        "common.CommonMiddleware",
        "csrf.CsrfViewMiddleware",
        "clickjacking.XFrameOptionsMiddleware",
    )
    stack = [f"django.middleware.{name}" for name in names]
    stack.insert(1, "django.contrib.sessions.middleware.SessionMiddleware")
    manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "own_settings")\n'
    tree = MemoryTree(
        {
            "manage.py": manage,
            "own_settings.py": f"import os\nINSTALLED_APPS = []\nMIDDLEWARE = {stack!r}\n{text}\n",
            "requirements.txt": f"Django==5.2.7\n{requirements}\n",
        }
    )
    discovery = discover(tree)
    options = engine.Options(surroundings=Surroundings(**surroundings))  # type: ignore[arg-type]
    (site,) = engine.build_sites(tree, discovery, discovery.judged, options).sites
    return grades_of_site(site, assumptions)


def score(found: Grades) -> tuple[int | None, int | None]:
    best, worst = found.observatory
    return best.score if best else None, worst.score if worst else None


def letters(found: Grades) -> tuple[str | None, str | None]:
    best, worst = found.securityheaders
    return best.grade if best else None, worst.grade if worst else None


HARDENED = """
SECURE_HSTS_SECONDS = 31536000
SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
"""


def test_the_grades_that_the_facts_tell():
    # startproject: F, 0; all of Django's own security settings: B, 75.
    assert score(grades("")) == (0, None)
    assert score(grades(HARDENED)) == (75, None)
    best = grades(HARDENED).observatory.best
    assert best is not None
    assert best.grade == "B"


def test_a_policy_is_what_is_missing_then():
    policy = 'MIDDLEWARE += ["csp.middleware.CSPMiddleware"]\nCONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["\'self\'"]}}'
    assert score(grades(HARDENED + policy, requirements="django-csp==4.0")) == (130, None)


def test_letters():
    assert letters(grades("")) == ("C", None)
    assert letters(grades(HARDENED)) == ("B", None)


class TestNotKnown:
    def test_a_header_at_its_best_and_at_its_worst(self):
        found = grades(HARDENED + 'X_FRAME_OPTIONS = os.environ["FRAMES"]')
        # DENY brings nothing below 90 points; none costs 20.
        assert (score(found), letters(found), found.unknown) == ((75, 55), ("B", "C"), ("X-Frame-Options",))

    def test_one_that_changes_nothing_has_one_grade(self):
        found = grades('X_FRAME_OPTIONS = os.environ["FRAMES"]\nSECURE_HSTS_SECONDS = 3600')
        assert score(found)[0] == 5
        # No worse grade than F, but other points.
        assert found.observatory.worst is not None

    def test_a_flag_of_a_cookie(self):
        found = grades(HARDENED + 'SESSION_COOKIE_SECURE = os.environ["SECURE"]')
        # HSTS is there: the session cookie without Secure costs 10.
        assert score(found) == (75, 65)
        assert letters(found) == ("B", None)

    def test_the_other_flags_stay_known(self):
        found = grades(HARDENED + 'SESSION_COOKIE_DOMAIN = os.environ["DOMAIN"]')
        assert score(found) == (75, None)
        found = grades(
            HARDENED + 'SESSION_COOKIE_DOMAIN = os.environ["DOMAIN"]\nSESSION_COOKIE_HTTPONLY = False'
        )
        assert score(found) == (45, None)

    def test_same_site(self):
        found = grades(HARDENED + 'CSRF_COOKIE_SAMESITE = os.environ["SITE"]')
        assert score(found) == (75, 55)

    def test_same_site_without_secure_may_be_refused(self):
        found = grades(
            HARDENED + 'SESSION_COOKIE_SECURE = False\nSESSION_COOKIE_SAMESITE = os.environ["SITE"]'
        )
        # At worst "None", which browsers refuse without Secure: 20; at best the missing Secure alone, under HSTS: 10.
        assert score(found) == (65, 55)

    def test_the_redirect(self):
        found = grades(HARDENED + 'SECURE_SSL_REDIRECT = os.environ["TLS"]')
        assert score(found) == (75, 55)

    def test_a_stack_that_is_not_known(self):
        found = grades("import json\nMIDDLEWARE = json.loads(os.environ['STACK'])")
        assert letters(found) == ("A+", "F")
        assert found.observatory.best is not None
        assert found.observatory.worst is not None
        # No setting asks for a redirect.
        assert (found.observatory.best.grade, found.observatory.worst.grade) == ("B+", "F")

    def test_a_weak_referrer_policy_costs_more_than_none(self):
        found = grades(HARDENED + 'SECURE_REFERRER_POLICY = os.environ["REFERRER"]')
        assert (score(found), letters(found)) == ((75, 70), ("B", "C"))


class TestSharing:
    STACK = 'MIDDLEWARE.insert(0, "corsheaders.middleware.CorsMiddleware")\n'

    def result(self, text: str) -> tuple[str, str]:
        found = grades(self.STACK + text, requirements="django-cors-headers==4.9.0").observatory
        results = []
        for each in (found.best, found.worst or found.best):
            assert each is not None
            (name,) = (test.result for test in each.tests if test.test == "cross-origin-resource-sharing")
            results.append(
                name.removeprefix("cross-origin-resource-sharing-").removeprefix("implemented-with-")
            )
        return results[0], results[1]

    @pytest.mark.parametrize(
        ("text", "best", "worst"),
        [
            ("", "not-implemented", "not-implemented"),
            ("CORS_ALLOW_ALL_ORIGINS = True", "public-access", "public-access"),
            (
                "CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True",
                "universal-access",
                "universal-access",
            ),
            (
                "CORS_ORIGIN_ALLOW_ALL = True\nCORS_ALLOW_CREDENTIALS = True",
                "universal-access",
                "universal-access",
            ),
            (
                'CORS_ALLOWED_ORIGINS = ["https://a.example"]\nCORS_ALLOW_CREDENTIALS = True',
                "not-implemented",
                "not-implemented",
            ),
            (
                'CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\\w+\\.a\\.example$"]',
                "not-implemented",
                "not-implemented",
            ),
            (
                'CORS_ALLOW_ALL_ORIGINS = os.environ["ALL"]\nCORS_ALLOW_CREDENTIALS = True',
                "not-implemented",
                "universal-access",
            ),
            (
                'CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = os.environ["WITH"]',
                "public-access",
                "universal-access",
            ),
            # The scanner asks about `/`.
            (
                'CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True\nCORS_URLS_REGEX = r"^/api/.*$"',
                "not-implemented",
                "not-implemented",
            ),
            (
                'CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True\nCORS_URLS_REGEX = r"^/(api)?"',
                "not-implemented",
                "universal-access",
            ),
        ],
    )
    def test_what_the_scanner_is_told(self, text, best, worst):
        assert self.result(text) == (best, worst)


class TestNothingToGrade:
    def test_a_redirect_without_end(self):
        found = grades("SECURE_SSL_REDIRECT = True", tls="proxy")
        assert (letters(found), score(found)) == (("R", None), (None, None))
        assert found.without == "the page redirects to itself without end"

    def test_every_page_an_error(self):
        found = grades("X_FRAME_OPTIONS = None")
        assert (letters(found), score(found)) == ((None, None), (None, None))
        assert found.without == "every page is an error (500)"


class TestAssumptions:
    def test_words_are_those_of_the_configuration(self):
        assert (tuple(SCRIPTS), HTTP) == (GRADED_SCRIPTS, GRADED_HTTP)

    @pytest.mark.parametrize(
        ("assumptions", "points"),
        [
            (Assumptions(), 75),
            # HSTS and the redirect count for nothing: -20 each.
            (Assumptions(certificate=False), 35),
            (Assumptions(scripts="foreign"), 70),
            (Assumptions(scripts="insecure"), 25),
            (Assumptions(preloaded=True), 75),
        ],
    )
    def test_points(self, assumptions, points):
        assert score(grades(HARDENED, assumptions)) == (points, None)

    @pytest.mark.parametrize("http", ["redirect", "closed"])
    def test_what_answers_in_front_of_django(self, http):
        without = HARDENED + "SECURE_SSL_REDIRECT = False"
        assert score(grades(without)) == (55, None)
        assert score(grades(without, Assumptions(http=http))) == (75, None)

    def test_all_are_told(self):
        assert grades(HARDENED, Assumptions(preloaded=True, http="closed")).assumed == (
            "the certificate is trusted",
            "nothing answers over http",
            "the page loads scripts of its own site alone, without integrity",
            "the host is on the HSTS preload list",
        )


def test_a_site_without_https():
    found = grades("", tls="none")
    # Over http five headers count, and two are missing.
    assert letters(found) == ("B", None)
    best = found.observatory.best
    assert best is not None
    results = {each.result for each in best.tests}
    assert {"hsts-not-implemented-no-https", "redirection-missing"} <= results


def test_headers_of_the_edge_count():
    headers = tuple(Header(name, value, "known", ("edge",)) for name, value in GOOD.items())
    found = grades_of(
        Predicted(Response("page", "https", 200, headers), Response("page", "http", 301, ())), NO_SCRIPTS
    )
    # http/redirect of the recorded cases.
    assert score(found) == (recorded("http/redirect")[0], None)
    assert letters(found) == ("A", None)
