import extra

SEEN = extra.EARLY
EARLY = "too late for extra"
