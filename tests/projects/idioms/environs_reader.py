# variables: DEBUG, HOSTS, SECONDS
# packages: environs
from environs import Env

env = Env()
DEBUG = env.bool("DEBUG", False)
HOSTS = env.list("HOSTS", default=["a.example"])
SECONDS = env.int("SECONDS", 60)
NAME = env("NAME_THAT_IS_NOT_SET", "fallback")
NUMBERS = env.list("NUMBERS_NOT_SET", subcast=int, default=[1])
with env.prefixed("APP_"):
    PREFIXED = env.str("NAME", "none")
try:
    CAUGHT = env.int("NAME", 1)
except ValueError as error:
    CAUGHT = type(error).__name__
