import other

EARLY = hasattr(other, "EARLY")
