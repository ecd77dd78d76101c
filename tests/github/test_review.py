"""The plan of a review, without a repository: where comments stand, which suggestions there are, what becomes of old comments."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from secheaders_lint.findings import Applicability, Edit, Fix, Location, Severity
from secheaders_lint.github.marks import Mark
from secheaders_lint.github.plan import MOST_ON_FILES, MOST_ON_LINES, plan
from secheaders_lint.github.pulls import ChangedFile, Comment
from secheaders_lint.github.review import Desk, Draft, drafts

from tests.reporters.samples import finding, fixed, report

from .applier import suggested

if TYPE_CHECKING:
    from secheaders_lint.findings import Finding

TEXT = "".join(f"line {number}\n" for number in range(1, 41))
PATCH = "@@ -1,9 +1,9 @@\n" + "\n".join(f" line {number}" for number in range(1, 10))
FILES = {
    "a.py": ChangedFile("a.py", "modified", PATCH),
    "big.py": ChangedFile("big.py", "modified", None),
    "gone.py": ChangedFile("gone.py", "removed", "@@ -1 +0,0 @@\n-x"),
}
SCOPE = "0" * 8


def desk(**changes: Any) -> Desk:
    given = Desk(report(), FILES, lambda _path: TEXT, lambda _path: lambda line: line, SCOPE)
    return given._replace(**changes)


def at(line: int, path: str = "a.py", end: int = 0, **changes: Any) -> Finding:
    return finding(location=Location(path, line, 1, end or line, 5), **changes)


def edit(line: int, text: str, applicability: Applicability = Applicability.SAFE, end: int = 0) -> Fix:
    return Fix(text, applicability, (Edit(Location("a.py", line, 1, (end or line) + 1, 1), text),))


def place(draft: Draft) -> tuple[int | None, int | None]:
    return draft.start, draft.line


@pytest.mark.parametrize(
    ("one", "start", "line"),
    [
        (at(3), None, 3),
        (at(3, end=5), 3, 5),
        (at(8, end=20), None, 8),  # more lines than the hunk shows
        (at(20), None, None),  # outside of it: on the file
        (at(3, path="big.py"), None, None),  # no patch: the diff is not known
    ],
)
def test_where_a_comment_stands(one, start, line):
    (draft,), left = drafts([one], desk())
    assert place(draft) == (start, line)
    assert left == ()


@pytest.mark.parametrize("path", ["other.py", "gone.py"])
def test_what_no_comment_can_be_made_of(path):
    made, left = drafts([at(1, path=path)], desk())
    assert made == ()
    assert [each.location.path for each in left] == [path]


def test_a_finding_outside_of_the_diff_stands_where_its_fix_would_be():
    one = fixed(edit(4, "fixed\n", Applicability.UNSAFE), location=Location("a.py", 30, 1, 30, 5))
    (draft,), _ = drafts([one], desk())
    assert place(draft) == (4, 4)
    assert suggested(draft.body) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SECURE_HSTS_SECONDS = 3600", True),
        ("    SECURE_HSTS_SECONDS: int = 3600", True),
        ('    "SECURE_HSTS_SECONDS",', True),
        ("# SECURE_HSTS_SECONDS = 3600", False),
        ("SECURE_HSTS_SECONDS_LATER = 1", False),
        ("print(SECURE_HSTS_SECONDS)", False),
    ],
)
def test_what_is_missing_is_told_where_it_was_deleted(text, found):
    files = {"base.py": ChangedFile("base.py", "modified", f"@@ -4,2 +4 @@\n x\n-{text}")}
    made, left = drafts([at(9, path="prod.py")], desk(files=files))
    assert (len(made), len(left)) == (int(found), int(not found))
    if found:
        assert made[0].document["side"] == "LEFT"
        assert (made[0].path, made[0].line) == ("base.py", 5)
        assert "This line is gone; what holds now: `prod.py:9`." in made[0].body
        again = plan(made, left, [comment(made[0].findings[0], 5, path="base.py", deleted=True)], SCOPE)
        assert (again.on_lines, len(again.told)) == ((), 1)


def test_a_safe_fix_comes_before_others():
    unsafe, safe = edit(3, "unsafe\n", Applicability.UNSAFE), edit(3, "safe\n")
    one = fixed(unsafe, safe, location=Location("a.py", 3, 1, 3, 5))
    (draft,), _ = drafts([one], desk(unsafe=True))
    assert suggested(draft.body) == ["safe"]
    (draft,), _ = drafts([fixed(unsafe, location=Location("a.py", 3, 1, 3, 5))], desk())
    assert suggested(draft.body) is None
    advice = edit(3, "advice\n", Applicability.DISPLAY)
    (draft,), _ = drafts([fixed(advice, location=Location("a.py", 3, 1, 3, 5))], desk(unsafe=True))
    assert suggested(draft.body) is None


def test_of_two_suggestions_for_one_line_the_first_is_made():
    ones = [
        fixed(edit(3, f"{name}\n", end=4), code=name, location=Location("a.py", 3, 1, 3, 5)) for name in "AB"
    ]
    other = fixed(edit(5, "C\n"), code="C", location=Location("a.py", 5, 1, 5, 5))
    made, _ = drafts([*ones, other], desk())
    assert [suggested(each.body) for each in made] == [["A"], None, ["C"]]


def joining(*, applicability: Applicability = Applicability.SAFE, most: int = 99) -> Any:
    """What makes one fix of several, as the verification does, and what it was asked."""
    asked: list[list[str]] = []

    def together(pairs: Any) -> Fix | None:
        asked.append([finding.code for finding, _ in pairs])
        if len(pairs) > most:
            return None
        edits = sorted({each for _, one in pairs for each in one.edits})
        return Fix("; ".join(one.title for _, one in pairs), applicability, tuple(edits))

    return together, asked


def insertion(line: int, text: str) -> Fix:
    return Fix(text, Applicability.SAFE, (Edit(Location("a.py", line, 1, line, 1), f"{text}\n"),))


def pair(*names: str, line: int = 4, step: int = 0) -> list[Finding]:
    """Findings whose fixes add a line each in the same place, or ``step`` lines further down."""
    return [
        fixed(insertion(line + number * step, name), code=name, location=Location("a.py", 3, 1, 3, 5))
        for number, name in enumerate(names)
    ]


def test_two_suggestions_for_one_line_are_made_one():
    together, asked = joining()
    other = fixed(edit(6, "C\n"), code="C", location=Location("a.py", 6, 1, 6, 5))
    made, left = drafts([*pair("A"), other, *pair("B")], desk(together=together))
    assert (asked, left) == ([["A", "B"]], ())
    assert [[each.code for each in one.findings] for one in made] == [["A", "B"], ["C"]]
    assert [suggested(each.body) for each in made] == [["line 3", "A", "B"], ["C"]]
    assert place(made[0]) == (3, 3)
    assert "Applying this fixes both (safe): A; B" in made[0].body
    assert made[0].body.endswith(f"{Mark(SCOPE, made[0].fingerprints).text}\n")


def test_one_that_meets_two_joins_all():
    together, asked = joining()
    first, last = pair("A", "B", line=4, step=3)
    edits = tuple(Edit(Location("a.py", line, 1, line, 5), "LINE") for line in (3, 6))
    wide = fixed(Fix("C", Applicability.SAFE, edits), code="C", location=Location("a.py", 3, 1, 3, 5))
    made, _ = drafts([first, last, wide], desk(together=together))
    assert [[each.code for each in one.findings] for one in made] == [["A", "B", "C"]]
    assert asked == [["A", "B", "C"]]
    assert suggested(made[0].body) == ["LINE 3", "A", "line 4", "line 5", "LINE 6", "B"]


@pytest.mark.parametrize(
    "changes",
    [
        {"together": joining(most=1)[0]},  # it does not hold
        {"together": joining(applicability=Applicability.UNSAFE)[0]},
        {"together": joining()[0], "answered": frozenset({pair("A")[0].fingerprint})},
        {"together": joining()[0], "answered": frozenset({pair("B")[0].fingerprint})},
    ],
)
def test_where_they_cannot_be_made_one_the_first_is_offered(changes):
    made, _ = drafts(pair("A", "B"), desk(**changes))
    assert [suggested(each.body) for each in made] == [["line 3", "A"], None]


def test_what_does_not_fit_is_left_out_of_it():
    made, _ = drafts(pair("A", "B", "C"), desk(together=joining(most=2)[0]))
    assert [[each.code for each in one.findings] for one in made] == [["A", "B"], ["C"]]
    assert [suggested(each.body) for each in made] == [["line 3", "A", "B"], None]


def both(line: int = 3, **changes: Any) -> tuple[Any, Comment]:
    """A draft for two findings, and a comment on both."""
    made, _ = drafts(pair("A", "B"), desk(together=joining()[0]))
    marked = Mark(SCOPE, made[0].fingerprints)
    return made, comment(made[0].findings[0], line, mark=marked, **changes)


def test_a_comment_on_two_findings_is_not_repeated():
    made, there = both()
    done = plan(made, (), [there._replace(body=made[0].body)], SCOPE)
    assert (done.on_lines, done.edited, done.removed) == ((), (), ())
    assert [each.code for each in done.told] == ["A", "B"]


def test_one_of_two_is_mended_and_nobody_is_notified():
    _, there = both()
    made, _ = drafts(pair("B"), desk())
    done = plan(made, (), [there], SCOPE)
    assert (done.on_lines, done.removed, [each.code for each in done.told]) == ((), (), ["B"])
    assert done.edited == ((there, made[0]),)


def test_comments_on_each_make_way_for_one_on_both():
    made, _ = both()
    old = [comment(each, 3, id=number) for number, each in enumerate(made[0].findings)]
    for there in (old, old[:1], old[1:]):
        done = plan(made, (), there, SCOPE)
        assert (done.on_lines, set(done.removed)) == (made, set(there))


def test_one_on_both_makes_way_for_comments_on_each():
    _, there = both(line=7)
    made, _ = drafts(pair("A", "B"), desk())
    done = plan(made, (), [there], SCOPE)
    assert (done.on_lines, done.removed) == (made, (there,))


def test_an_answered_comment_on_both_stays():
    _, there = both(line=7, replied=True)
    made, _ = drafts(pair("A", "B"), desk(together=joining()[0], answered=frozenset(there.mark.fingerprints)))
    done = plan(made, (), [there], SCOPE)
    assert (done.on_lines, done.edited, done.removed) == ((), (), ())
    assert [each.code for each in done.told] == ["A", "B"]
    made, _ = drafts(pair("A"), desk(answered=frozenset(there.mark.fingerprints)))
    assert plan(made, (), [there], SCOPE).removed == ()


def test_findings_that_no_comment_can_be_made_of_keep_the_one_on_both():
    made, there = both()
    done = plan((), made[0].findings, [there], SCOPE)
    assert (done.removed, done.left, [each.code for each in done.told]) == ((), (), ["A", "B"])


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_there_each_finding_is_in_one_place(seed):
    chance = random.Random(seed)
    findings = pair(*"ABCDEFG")
    groups = [findings[:2], findings[2:3], findings[3:6]]
    made = tuple(
        Draft(tuple(each), "new", "a.py", chance.choice([3, 4, None]))
        for each in groups
        if chance.random() < 0.7
    )
    drafted = [each for one in made for each in one.findings]
    left = tuple(each for each in findings if each not in drafted and chance.random() < 0.7)
    there = [
        comment(
            findings[0],
            chance.choice([3, 4, None]),
            id=number,
            mark=Mark(
                SCOPE, tuple(each.fingerprint for each in chance.sample(findings, chance.randrange(1, 4)))
            ),
            replied=chance.random() < 0.2,
            on_file=chance.random() < 0.2,
        )
        for number in range(chance.randrange(5))
    ]
    done = plan(made, left, there, SCOPE)
    posted = [one for each in (*done.on_lines, *done.on_files) for one in each.findings]
    assert sorted(each.code for each in (*posted, *done.told, *done.left)) == sorted(
        each.code for each in (*drafted, *left)
    )
    # What is told of stands in a comment that stays, and says so.
    staying = [each for each in there if each not in done.removed]
    edited = {old.id: draft.fingerprints for old, draft in done.edited}
    said = {name for each in staying for name in edited.get(each.id, each.mark.fingerprints)}
    assert {each.fingerprint for each in done.told} <= said
    assert not any(each.replied for each in done.removed)


def comment(one: Finding, line: int | None, **changes: Any) -> Comment:
    given = Comment(
        1, Mark(SCOPE, (one.fingerprint,)), one.location.path, line, None, "old", on_file=False, replied=False
    )
    return given._replace(**changes)


def planned(one: Finding | None, *there: Comment) -> Any:
    made, left = drafts([one] if one else [], desk())
    return plan(made, left, there, SCOPE)


def test_what_is_new_is_posted():
    done = planned(at(3))
    assert (len(done.on_lines), done.told, done.left) == (1, (), ())


def test_what_is_said_is_not_said_again():
    one = at(3)
    done = planned(one, comment(one, 3))
    assert (done.on_lines, done.removed, len(done.told)) == ((), (), 1)
    # Its text is another one by now.
    assert len(done.edited) == 1
    body = drafts([one], desk())[0][0].body
    assert planned(one, comment(one, 3, body=body.replace("\n", "\r\n"))).edited == ()


@pytest.mark.parametrize("line", [None, 7])
def test_a_comment_on_other_lines_makes_way(line):
    one = at(3)
    done = planned(one, comment(one, line))
    assert (len(done.on_lines), len(done.removed)) == (1, 1)
    answered = planned(one, comment(one, line, replied=True))
    assert (answered.on_lines, answered.removed, answered.edited, len(answered.told)) == ((), (), (), 1)


def test_what_is_over_is_removed_unless_it_was_answered():
    one = at(3)
    assert planned(None, comment(one, 3)).removed
    assert planned(None, comment(one, 3, replied=True)).removed == ()
    assert planned(None, comment(one, 3, mark=Mark("f" * 8, (one.fingerprint,)))).removed == ()


def test_a_finding_that_no_comment_can_be_made_of_keeps_its_own():
    one = at(1, path="other.py")
    done = planned(one, comment(one, 1))
    assert (done.removed, len(done.told), done.left) == ((), 1, ())


def test_no_finding_is_lost_and_each_is_in_one_place():
    many = [at(1 + number % 9, code=f"R{number}", severity=Severity.WARNING) for number in range(50)]
    many += [at(1, path="big.py", code=f"F{number}") for number in range(20)]
    many += [at(1, path="other.py", code=f"O{number}") for number in range(5)]
    made, left = drafts(many, desk())
    done = plan(made, left, [comment(many[0], 1)], SCOPE)
    assert (len(done.on_lines), len(done.on_files)) == (MOST_ON_LINES, MOST_ON_FILES)
    told = [
        *(one for each in (*done.on_lines, *done.on_files) for one in each.findings),
        *done.told,
        *done.left,
    ]
    assert sorted(each.code for each in told) == sorted(each.code for each in many)


def test_the_most_important_ones_are_the_comments():
    many = [at(1 + number % 9, code=f"R{number:02}") for number in range(40)]
    made, left = drafts(many, desk())
    done = plan(made, left, (), SCOPE)
    assert [each.findings[0].code for each in done.on_lines] == [each.code for each in many[:MOST_ON_LINES]]
