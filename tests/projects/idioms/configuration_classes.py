# variables: DJANGO_FLAG, DEBUG, DJANGO_HOSTS
# configuration: Prod
import os

from configurations import Configuration, values

OUTSIDE = ["of the class"]
ANOTHER = ["where the class has none"]


class Mixin:
    MIXED = ["mixin"]

    @property
    def FLAG_TEXT(self):
        return "on" if self.FLAG else "off"


class Base(Configuration):
    FLAG = values.BooleanValue(False)
    HOSTS = values.ListValue(["a"])
    ROWS = ["base"]

    @property
    def COMBINED(self):
        return [*self.ROWS, *self.HOSTS]

    @classmethod
    def pre_setup(cls):
        super().pre_setup()
        cls.FROM_SETUP = cls.ROWS + ["pre"]


class Prod(Mixin, Base):
    ROWS = Base.ROWS + ["prod"]
    if os.environ.get("DEBUG"):
        CONDITIONAL = True
        ANOTHER = ["as well"]

    def LATER(self):
        return self.ROWS[-1]
