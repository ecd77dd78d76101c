"""What a change does to predicted headers."""

from __future__ import annotations

import pytest
from secheaders_lint.reporters.header_changes import Change, header_changes, header_table, sentences
from secheaders_lint.reporters.tables import HeaderRow, HeadersModule, ResponseTable

from .samples import MODULE


def row(
    name: str = "X-Frame-Options", value: str | None = "DENY", state: str = "known", *sources: str
) -> HeaderRow:
    return HeaderRow(name, value, state, sources)


def module(*answers: ResponseTable, name: str = "shop.settings") -> HeadersModule:
    return HeadersModule(MODULE._replace(module=name, path=name), answers, {})


def page(*rows: HeaderRow, kind: str = "page", scheme: str = "https", status: int = 200) -> ResponseTable:
    return ResponseTable(kind, scheme, status, rows)


def changed(before: HeadersModule, after: HeadersModule) -> tuple[Change, ...]:
    return header_changes([before], [after])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([row()], [row()]),
        ([row(), row("Vary")], [row("Vary"), row()]),
        # Who makes a header is not what a visitor gets.
        ([row()], [HeaderRow("X-Frame-Options", "DENY", "known", ("edge",))]),
        ([], []),
    ],
)
def test_nothing_changes(before, after):
    assert changed(module(page(*before)), module(page(*after))) == ()


def test_a_header_that_goes():
    (one,) = changed(module(page(row())), module(page()))
    assert (one.name, one.answers, one.gone) == ("X-Frame-Options", ("page",), True)
    assert sentences([one]) == ("This change drops **`X-Frame-Options`** from every page.",)


@pytest.mark.parametrize(
    ("before", "after"),
    [(row(value=None, state="unknown"), None), (row(), row(value="SAMEORIGIN")), (None, row())],
)
def test_a_header_that_does_not_surely_go(before, after):
    (one,) = changed(module(page(*([before] if before else []))), module(page(*([after] if after else []))))
    assert sentences([one]) == ()


def test_answers_that_change_alike_share_a_row():
    kinds = [("page", "https"), ("page", "http"), ("redirect", "https"), ("error", "http")]
    before = module(*(page(row(), kind=kind, scheme=scheme) for kind, scheme in kinds))
    after = module(*(page(kind=kind, scheme=scheme) for kind, scheme in kinds))
    (one,) = changed(before, after)
    assert one.answers == ("page", "slash redirect", "error page over http")


def test_an_answer_that_becomes_another_one_is_one_row():
    before = module(page(scheme="http", status=301))
    (one,) = changed(before, module(page(row(), row("Vary"), scheme="http")))
    assert (
        header_table([one], several=False).splitlines()[-1] == "| status | page over http | `301` | `200` |"
    )


def test_cookies_are_told_apart():
    one = row("Set-Cookie", "sessionid=*; Secure")
    other = row("Set-Cookie", "csrftoken=*; Secure")
    (change,) = changed(module(page(one, other)), module(page(row("Set-Cookie", "sessionid=*"), other)))
    assert change.before == one


def test_modules_are_those_of_before():
    both = header_changes(
        [module(page(row()), name="a"), module(page(row()), name="b")],
        [module(page(), name="b"), module(page(), name="c")],
    )
    assert [each.module for each in both] == ["b"]
    assert "| module |" in header_table(both, several=True)


def test_how_sure_it_is():
    (one,) = changed(module(page(row(state="conditional"))), module(page(row(value=None, state="unknown"))))
    assert header_table([one], several=False).splitlines()[-1].endswith("| `DENY` (perhaps) | not known |")
