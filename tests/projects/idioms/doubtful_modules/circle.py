import settings

SEEN = getattr(settings, "BEFORE", "absent")
EARLY = hasattr(settings, "BEFORE")
