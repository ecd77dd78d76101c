# variables: ENV
# unknown: OF_PYTHON
import os

ENV = os.environ.get("ENV", "x")
try:
    raise KeyError("missing")
except KeyError as error:
    OF_KEY_ERROR = str(error)
try:
    raise ValueError(ENV)
except ValueError as error:
    OF_VALUE_ERROR = str(error)
try:
    int("x")
except ValueError as error:
    OF_PYTHON = str(error)
    NAME = type(error).__name__
