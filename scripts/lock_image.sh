#!/usr/bin/env bash
# Write docker/requirements.lock anew from the dependencies in pyproject.toml. Needs pip-tools.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 - >"$work/requirements.in" <<'PYTHON'
import pathlib, re
text = pathlib.Path("pyproject.toml").read_text(encoding="utf-8")
block = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.DOTALL | re.MULTILINE)[1]
print("\n".join(re.findall(r'^  "([^"]+)"', block, re.MULTILINE)))
PYTHON
pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header \
  --no-annotate --strip-extras --output-file "$work/requirements.lock" "$work/requirements.in"
{
  echo "# What the image of the Action installs, for Linux and Python 3.14. Written by scripts/lock_image.sh; every file by its hash."
  cat "$work/requirements.lock"
} >docker/requirements.lock
