# variables: FLAG, NAMES, NUMBER, ENV
import os


def env(name, default=None, cast=str):
    value = os.environ.get(name)
    if value is None:
        return default
    if cast is bool:
        return value.lower() in ("1", "true", "yes")
    if cast is list:
        return [part.strip() for part in value.split(",") if part.strip()]
    return cast(value)


def strtobool(text):
    text = text.lower()
    if text in ("y", "yes", "t", "true", "on", "1"):
        return True
    if text in ("n", "no", "f", "false", "off", "0", ""):
        return False
    raise ValueError(text)


class Settings:
    def __init__(self, prefix):
        self.prefix = prefix

    def __getattr__(self, name):
        return os.environ.get(self.prefix + name, "unset")

    def __getitem__(self, name):
        return self.prefix + name


FLAG = env("FLAG", False, bool)
NAMES = env("NAMES", [], cast=list)
NUMBER = env("NUMBER", 10, int) if os.environ.get("NUMBER", "1").isdigit() else 0
OTHER = strtobool(os.environ.get("ENV", "no")) if os.environ.get("ENV") in (None, "1", "true") else None
ATTRIBUTE = Settings("X_").NOTHING
ITEM = Settings("X_")["Y"]
