BEFORE = "set before"
from other import *

AFTER = SEEN
