SHARED = "shared"
_UNDERSCORE = "does not come over"
