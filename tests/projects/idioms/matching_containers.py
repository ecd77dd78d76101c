# variables: ENV, HOSTS
import os

ENV = os.environ.get("ENV", "a")
match os.environ.get("HOSTS", "a,b").split(","):
    case []:
        KIND = "none"
    case [FIRST, *REST]:
        KIND = FIRST + str(len(REST))
match {name: len(name) for name in os.environ.get("HOSTS", "a,b").split(",")}:
    case {"a": SIZE}:
        FOUND = SIZE
    case _:
        FOUND = None
match (ENV, "q"):
    case ("a", LETTER):
        WHICH = LETTER
    case (OTHER, _):
        WHICH = OTHER + "!"
