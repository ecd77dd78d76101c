"""Scores are those of the Observatory's own code, test by test (mdn/mdn-http-observatory 94042bb, algorithm 6)."""

from __future__ import annotations

from typing import Any

import pytest
from secheaders_lint.grades.observatory import TESTS, Hop, Scan, grade, grade_of, score_of
from secheaders_lint.grades.observatory.modifiers import MODIFIERS
from secheaders_lint.grades.observatory.reasons import REASONS

from .recorded import GOOD, lines, scan, table

TABLE = table("observatory_cases.json")
RANDOM = table("observatory_random.json")
# The nine that are about the text of a page: scripts and meta elements.
OF_PAGES = {name for name, row in TABLE["cases"].items() if "html" in row}


def case(name: str) -> dict[str, Any]:
    row = TABLE["cases"][name]
    cors = {"cors": TABLE["cors"][row["cors"]]} if "cors" in row else {}
    return {**row, "headers": TABLE["headers"][row["headers"]], **cors}


def recorded(name: str) -> tuple[int, str, dict[str, str]]:
    score, letter, results = TABLE["answers"][TABLE["cases"][name]["answer"]]
    return score, letter, dict(zip(TABLE["tests"], results, strict=True))


def test_how_many_cases_there_are():
    assert sum(1 + len(row.get("same", ())) for row in TABLE["cases"].values()) == 625
    assert len(OF_PAGES) == 9


@pytest.mark.parametrize("name", [name for name in TABLE["cases"] if name not in OF_PAGES])
def test_recorded_case(name):
    found = grade(scan(case(name)))
    assert (found.score, found.grade, {each.test: each.result for each in found.tests}) == recorded(name)


@pytest.mark.parametrize("name", sorted(OF_PAGES - {"html/7", "html/8"}))
def test_a_page_whose_scripts_are_told(name):
    score, letter, results = recorded(name)
    found = grade(scan(case(name))._replace(scripts=results["subresource-integrity"]))
    assert (found.score, found.grade, {each.test: each.result for each in found.tests}) == (
        score,
        letter,
        results,
    )


@pytest.mark.parametrize("number", range(len(RANDOM["rows"])))
def test_odd_answers(number):
    asked, score, letter, results = RANDOM["rows"][number]
    found = grade(scan(asked))
    expected = {
        test: (*RANDOM["results"][result],) for test, result in zip(RANDOM["tests"], results, strict=True)
    }
    assert {each.test: (each.result, each.passed) for each in found.tests} == expected
    assert (found.score, found.grade) == (score, letter)


def result(test: str, **headers: str | list[str] | None) -> str:
    """Return the result of a test for good headers but those given, ``None`` for one that is not sent."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {name: value for name, value in {**GOOD, **given}.items() if value is not None}
    return TESTS[test](Scan(lines(sent))).name


class TestTransportSecurity:
    # facts: "Quirk worth copying exactly".
    @pytest.mark.parametrize("value", ["max-age=abc", 'max-age="31536000"', "max-age=15552000"])
    def test_what_is_no_number_passes(self, value):
        found = result("strict-transport-security", Strict_Transport_Security=value)
        assert found == "hsts-implemented-max-age-at-least-six-months"

    @pytest.mark.parametrize("value", ["max-age = 1", "max-age=31536000, max-age=1", "includeSubDomains", ""])
    def test_invalid(self, value):
        assert result("strict-transport-security", Strict_Transport_Security=value) == "hsts-header-invalid"

    def test_the_limit_is_180_days(self):
        found = result("strict-transport-security", Strict_Transport_Security="max-age=15551999")
        assert found == "hsts-implemented-max-age-less-than-six-months"


class TestContentSecurityPolicy:
    @pytest.mark.parametrize(
        ("policy", "found"),
        [
            ("default-src 'none'", "no-unsafe-default-src-none"),
            ("default-src 'none' 'self'", "no-unsafe"),
            ("default-src 'self'; img-src https:", "no-unsafe"),
            ("default-src 'self'; style-src https:", "unsafe-inline-in-style-src-only"),
            ("default-src 'self'; script-src https:", "unsafe-inline"),
            ("default-src 'self'; report-uri http://a.example/", "insecure-scheme"),
            ("default-src 'self'; script-src 'unsafe-hashes' 'self'", "no-unsafe"),
            ("img-src 'self'", "unsafe-inline"),
        ],
    )
    def test_results(self, policy, found):
        assert (
            result("content-security-policy", Content_Security_Policy=policy)
            == f"csp-implemented-with-{found}"
        )

    def test_strict_dynamic_needs_a_nonce(self):
        policy = "script-src 'strict-dynamic' https:; object-src 'none'"
        assert result("content-security-policy", Content_Security_Policy=policy) == "csp-header-invalid"

    def test_several_policies_are_intersected(self):
        policies = ["default-src 'self' https:", "default-src 'self'"]
        found = result("content-security-policy", Content_Security_Policy=policies)
        assert found == "csp-implemented-with-no-unsafe"

    def test_a_comma_at_the_end_begins_an_empty_policy(self):
        policy = "default-src 'self',"
        assert result("content-security-policy", Content_Security_Policy=policy) == "csp-header-invalid"


class TestCookies:
    def test_a_balancers_cookie_is_skipped(self):
        assert result("cookies", Set_Cookie=["heroku-session-affinity=1; Path=/"]) == "cookies-not-found"

    def test_a_cookie_that_browsers_refuse_is_not_there(self):
        assert result("cookies", Set_Cookie=["__Host-sessionid=1; Path=/; HttpOnly"]) == "cookies-not-found"

    def test_the_csrf_cookie_needs_no_http_only(self):
        found = result("cookies", Set_Cookie=["csrftoken=1; Path=/; Secure; SameSite=Lax"])
        assert found == "cookies-secure-with-httponly-sessions-and-samesite"

    def test_a_name_with_login_is_a_session(self):
        found = result("cookies", Set_Cookie=["login_hint=1; Path=/; Secure"])
        assert found == "cookies-session-without-httponly-flag"


def test_an_opener_policy_in_capitals_is_invalid():
    assert (
        result("cross-origin-opener-policy", Cross_Origin_Opener_Policy="SAME-ORIGIN")
        == "coop-header-invalid"
    )


def test_the_last_word_of_a_referrer_policy_counts():
    found = result("referrer-policy", Referrer_Policy="strict-origin-when-cross-origin, unsafe-url, bogus")
    assert found == "referrer-policy-unsafe"


def test_a_chain_that_ends_at_another_host():
    hops = (Hop("http", "www.example.com"), Hop("https", "other.example"))
    assert TESTS["redirection"](Scan((), hops)).name == "redirection-off-host-from-http"


@pytest.mark.parametrize(
    ("modifiers", "score"),
    [
        # facts: bonuses count where 90 points are left without them.
        ([-10, 10, 5], 105),
        ([-5, -10, 10, 5], 85),
        ([-25, 10, 10, 5], 75),
        ([-50, -60], 0),
        ([5, 5], 110),
    ],
)
def test_extra_credit(modifiers, score):
    assert score_of(modifiers) == score


def test_grades_of_scores():
    facts = ["A+", "A", "A", "A-", "B+", "B", "B", "B-", "C+", "C", "C", "C-", "D+", "D", "D", "D-", *"FFFFF"]
    assert [grade_of(score) for score in range(100, -1, -5)] == facts
    assert (grade_of(135), grade_of(89)) == ("A+", "A-")


def test_points_that_do_not_count():
    without_policy = {name: value for name, value in GOOD.items() if name != "Content-Security-Policy"}
    # X-Frame-Options and Referrer-Policy bring 5 each.
    assert grade(Scan(lines(without_policy))).uncounted == 10
    assert grade(Scan(lines(GOOD))).uncounted == 0


def test_whatever_costs_has_a_reason():
    assert set(REASONS) == {name for name, modifier in MODIFIERS.items() if modifier < 0}
