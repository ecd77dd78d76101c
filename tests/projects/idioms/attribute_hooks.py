# unknown: META, SUBSCRIPTED
class Recording:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __setattr__(self, name, value):
        self.log.append(name)
        object.__setattr__(self, name, value * 2)


class Supering:
    def __setattr__(self, name, value):
        super().__setattr__(name, value + 1)


class Reading:
    FIELD = "class"

    def __getattribute__(self, name):
        return f"always {name}"


class Data:
    def __get__(self, instance, owner):
        return "descriptor" if instance is None else instance.__dict__.get("_x", "nothing")

    def __set__(self, instance, value):
        instance.__dict__["_x"] = value * 3


class Holder:
    x = Data()


class Slots:
    __slots__ = ("a",)


class Item:
    def __class_getitem__(cls, key):
        return f"{cls.__name__}[{key}]"


class Base:
    REGISTRY = []

    def __init_subclass__(cls, label="none", **kwargs):
        super().__init_subclass__(**kwargs)
        cls.LABEL = label
        Base.REGISTRY.append(cls.__name__)


class Derived(Base, label="given"):
    pass


class Meta(type):
    def __new__(mcs, name, bases, namespace):
        namespace["ADDED"] = name.upper()
        return super().__new__(mcs, name, bases, namespace)


class Made(metaclass=Meta):
    VALUE = 1


R = Recording()
R.value = "a"
RECORDED = R.log, R.value
S = Supering()
S.n = 1
ADDED_ONE = S.n
ALWAYS = Reading().FIELD
H = Holder()
H.x = 2
FROM_DATA = H.x, Holder.x
T = Slots()
T.a = 1
try:
    T.b = 2
except AttributeError:
    NO_SLOT = True
SUBSCRIPTED = Item["k"]
REGISTERED = Base.REGISTRY, Derived.LABEL
META = Made.ADDED, Made.VALUE
setattr(H, "y", 5)
delattr(H, "y")
GONE = getattr(H, "y", "gone")
CLASS_NAME = type(H).__name__, H.__class__.__name__, Holder.__name__
