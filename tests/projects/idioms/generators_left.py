# variables: EXTRA
# unknown: LOG, LEFT, CLOSED
# A generator that nobody keeps is closed where it stands: what stands behind that place does not run, and cannot fail.
import os

LOG = []


def rows():
    LOG.append("begun")
    try:
        yield "a"
    finally:
        LOG.append("left")
    yield not_there  # noqa: F821


FIRST = [next(rows(), "none")]
LARGEST = max("", os.environ.get("EXTRA", "x"), "")
SAME = os.environ.get("EXTRA", "x") + "a" == "a" + os.environ.get("EXTRA", "x")


def writes():
    try:
        yield "a"
    finally:
        LEFT.append("left")
        globals()["CLOSED"] = True
    os.environ["NEVER_SET"] = "x"


LEFT = []
NEXT = [next(writes(), "none")]
if "NEVER_SET" in os.environ:
    REACHED = os.environ["NEVER_SET_EITHER"]
