# The image of the GitHub Action. GitHub builds it in every run, so it is small: no git (the API tells what is missing), no build tools.
FROM python:3.14-slim

COPY docker/requirements.lock /opt/requirements.lock
RUN pip install --no-cache-dir --no-deps --require-hashes --only-binary=:all: -r /opt/requirements.lock

COPY linter/secheaders_lint /usr/local/lib/python3.14/site-packages/secheaders_lint
RUN python -I -m compileall -q /usr/local/lib/python3.14/site-packages/secheaders_lint

# GitHub runs containers as root in the checked-out repository. -I: neither that folder nor PYTHONPATH has a say in what is imported.
ENTRYPOINT ["/usr/local/bin/python3", "-I", "-m", "secheaders_lint", "github"]
