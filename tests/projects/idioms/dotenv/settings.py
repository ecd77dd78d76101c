# variables: NAME, OTHER
# packages: environ
import os
from pathlib import Path

import environ

env = environ.Env()
environ.Env.read_env(os.path.join(Path(__file__).parent, ".env"))
NAME = env("NAME")
OTHER = env("OTHER", default="none")
QUOTED = os.environ["QUOTED"]
