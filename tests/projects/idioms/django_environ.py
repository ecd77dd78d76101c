# variables: DEBUG, HOSTS, SECONDS, MAPPING, NAME, EMPTY
# packages: environ
import environ

env = environ.Env(DEBUG=(bool, False), SCHEMED=(list, ["s"]))
DEBUG = env("DEBUG")
FLAG = env.bool("DEBUG", default="off")
OTHER_FLAG = env.bool("EMPTY", default=True)
SCHEMED = env("SCHEMED")
HOSTS = env.list("HOSTS", default=["a.example"])
SECONDS = env.int("SECONDS", default=60)
NOT_A_NUMBER = env.int("EMPTY", None)
NAME = env("NAME", default="name")
TEXT = env.str("NAME", "text")
MAPPING = env.dict("MAPPING", default={"a": "b"})
TUPLE = env.tuple("HOSTS", default=("x",))
JSON = env.json("EMPTY", default={"k": [1]})
PRESENT = "DEBUG" in env
LISTED = env("HOSTS", cast=list, default=[])
