from . import PACKAGE
from .common import SHARED as _SHARED

VALUE = PACKAGE + _SHARED
