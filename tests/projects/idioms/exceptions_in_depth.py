# unknown: ARGS, CAUSE, MESSAGE
# variables: A
import os


class Own(ValueError):
    def __init__(self, message, code=0):
        super().__init__(message)
        self.code = code


LOG = []
try:
    raise Own("text", code=3)
except ValueError as error:
    CODE = error.code
    MESSAGE = str(error)
    ARGS = error.args
try:
    error
except NameError:
    UNBOUND = "unbound after the handler"


def returns():
    try:
        return "try"
    finally:
        LOG.append("finally of returns")


def overrides():
    try:
        raise KeyError("lost")
    finally:
        return "finally wins"


def loops():
    for n in range(5):
        try:
            if n == 1:
                continue
            if n == 3:
                break
            LOG.append(n)
        except KeyError:
            LOG.append("not here")
        else:
            LOG.append(f"else {n}")
        finally:
            LOG.append(f"finally {n}")
    return n


RETURNED = returns()
WON = overrides()
LAST = loops()
try:
    try:
        {}["x"]
    except KeyError as inner:
        raise RuntimeError("outer") from inner
except RuntimeError as outer:
    CAUSE = type(outer.__cause__).__name__
try:
    int("x")
except (KeyError, ValueError):
    KIND = "one of two"
try:
    assert os.environ.get("A") is None, "A is set"
    ASSERTED = True
except AssertionError as failed:
    ASSERTED = str(failed)


def raising(kind):
    raise kind("here")


for KIND_OF in (KeyError, IndexError, TypeError):
    try:
        raising(KIND_OF)
    except LookupError:
        LOG.append("lookup")
    except Exception as other:
        LOG.append(type(other).__name__)
