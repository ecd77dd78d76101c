# variables: NAME, FILE
# unknown: ELSEWHERE
# packages: decouple
# python-decouple reads the file that it is given, which may be another one in another environment.
import os

from decouple import Config, RepositoryEmpty, RepositoryEnv

folder = os.path.dirname(__file__)
config = Config(RepositoryEnv(os.path.join(folder, "app.env")))
FLAG = config("FLAG", default=False, cast=bool)
NAME = config("NAME", default="default")
EMPTY = Config(RepositoryEmpty())("FLAG", default=False, cast=bool)
chosen = os.path.join(folder, "app.env") if os.environ.get("FILE") != "other" else "/etc/hosts"
CHOSEN = Config(RepositoryEnv(chosen))("FLAG", default=False, cast=bool)
ELSEWHERE = Config(RepositoryEnv("/etc/hosts"))("NAME", default="default")
