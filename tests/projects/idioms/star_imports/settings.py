# variables: DEBUG
from base import *
from base import _PRIVATE, HIDDEN as SHOWN
import base
import pkg.inner as inner
from pkg import inner as also_inner
from pkg.common import *

MIDDLEWARE += ["added.Here"]
SAME_LIST = MIDDLEWARE is base.MIDDLEWARE
OVERRIDDEN = "settings"
PRIVATE = _PRIVATE
FROM_INNER = inner.VALUE + also_inner.VALUE
BASE_NOW = base.MIDDLEWARE
VIA_MODULE = base.HIDDEN
