"""The story of docs/pull-request.md: what is posted after each step, and that the page tells it as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from .scenario import BASE, BASE_PATH, NO_NOSNIFF, WITHOUT_HSTS, Step, page, story

PAGE = Path(__file__).parents[2] / "docs/pull-request.md"


@pytest.fixture
def steps(place):
    return story(place)


def codes(step: Step) -> list[str]:
    return sorted(
        {
            word
            for each in step.comments
            for word in ("CTO001", "HSTS001", "MW", "XFO")
            if word in each["body"]
        }
    )


def test_what_is_posted_after_each_step(steps):
    opened, applied, restored, regressed, fork = steps
    assert codes(opened) == ["CTO001", "HSTS001"]
    assert [each.outcome.status for each in steps] == [1, 1, 0, 1, 1]
    # The suggestion was the fix, so its comment is gone and the other one stays.
    assert codes(applied) == ["HSTS001"]
    assert restored.comments == ()
    assert codes(regressed) == ["MW"]
    assert regressed.comments[0]["line"] is not None
    assert fork.comments == ()
    assert len(fork.outcome.annotations) == 1
    assert "This change drops **`Strict-Transport-Security`** from every page." in opened.outcome.summary
    assert "nothing new" in restored.outcome.summary
    assert opened.outcome.outputs["grade-before"] != ""


@pytest.mark.usefixtures("steps")
def test_applying_the_suggestion_gives_the_file_back(place):
    text = place.fake.text("feature~3", BASE_PATH)
    assert text == WITHOUT_HSTS.replace("NOSNIFF = False", "NOSNIFF = True")
    assert text != NO_NOSNIFF
    assert BASE.startswith(text)


def test_the_page_tells_it(steps):
    assert PAGE.read_text(encoding="utf-8") == page(steps)
