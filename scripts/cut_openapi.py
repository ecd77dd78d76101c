"""Cut GitHub's OpenAPI description down to the requests that are made, without its prose and its answers.

    npm install @octokit/openapi@23.0.2
    python scripts/cut_openapi.py node_modules/@octokit/openapi/generated/api.github.com.json

writes tests/data/github_openapi.json. The description is GitHub's, under the MIT licence, whose notice goes along.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "tests/data/github_openapi.json"
OPERATIONS = {
    "/repos/{owner}/{repo}/pulls/{pull_number}": ("get",),
    "/repos/{owner}/{repo}/pulls/{pull_number}/files": ("get",),
    "/repos/{owner}/{repo}/pulls/{pull_number}/comments": ("get", "post"),
    "/repos/{owner}/{repo}/pulls/{pull_number}/reviews": ("post",),
    "/repos/{owner}/{repo}/pulls/comments/{comment_id}": ("patch", "delete"),
    "/repos/{owner}/{repo}/commits/{ref}": ("get",),
    "/repos/{owner}/{repo}/compare/{basehead}": ("get",),
    "/repos/{owner}/{repo}/contents/{path}": ("get",),
}
NOTICE = (
    "Cut from GitHub's REST API description (github/rest-api-description), Copyright (c) 2020 GitHub, MIT licence: "
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated "
    'documentation files (the "Software"), to deal in the Software without restriction, including without limitation '
    "the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to "
    "permit persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright "
    "notice and this permission notice shall be included in all copies or substantial portions of the Software. THE "
    'SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE '
    "WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS "
    "OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR "
    "OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."
)
_PROSE = frozenset(
    {"description", "summary", "example", "examples", "externalDocs", "title", "x-github", "tags"}
)


def cut(document: dict[str, Any]) -> dict[str, Any]:
    """Return the description with nothing but what a request has to fit."""
    paths: dict[str, Any] = {}
    for path, methods in OPERATIONS.items():
        item = document["paths"][path]
        paths[path] = {method: {**_bare(item[method]), "responses": _NO_ANSWERS} for method in methods}
    components: dict[str, dict[str, Any]] = {}
    waiting = _references(paths)
    while waiting:
        _, _, kind, name = waiting.pop().split("/")
        if name not in components.setdefault(kind, {}):
            components[kind][name] = _bare(document["components"][kind][name])
            waiting |= _references(components[kind][name])
    return {
        "openapi": document["openapi"],
        "info": {"title": "GitHub", "version": document["info"]["version"], "x-notice": NOTICE},
        "servers": [{"url": "https://api.github.com"}],
        "paths": paths,
        "components": components,
    }


_NO_ANSWERS = {"default": {"description": "left out"}}


def _bare(value: Any, *, names: bool = False) -> Any:
    """Return a part without prose; the ``names`` of properties may be those of prose, too."""
    if isinstance(value, dict):
        return {
            key: _bare(part, names=key == "properties")
            for key, part in value.items()
            if names or key not in _PROSE
        }
    return [_bare(each) for each in value] if isinstance(value, list) else value


def _references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(_references, value.values())) if value else own
    return set().union(*map(_references, value)) if isinstance(value, list) else set()


def main() -> None:
    """Write the cut description."""
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TARGET.write_text(json.dumps(cut(document), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
