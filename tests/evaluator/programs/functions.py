"""Functions and classes of random programs."""

from __future__ import annotations

from tests.evaluator.programs.core import statement

# -- functions ---------------------------------------------------------------------------------------------------------

statement("function", """
    def <#make>(first, second=<str>, *rest, key=<=str>, **more):
        found = [second, key, *rest, *sorted(more)]
        if <bool|first>:
            return found
        found.append(str(first))
        return found
    <+list:A> = <make>(<str>)
    <+list:B> = <make>(<str>, <str>, *<list>, key=<str>, **{'extra': 'v'})
    """, """
    def <#only>(rows, *, upper=False):
        for row in rows:
            if row == 'a':
                return row.upper() if upper else row
    <+maybe:A> = <only>(<list>, upper=<bool>)
    """, weight=3)  # fmt: skip
statement("function that changes", """
    def <#change>(rows, row=<str>):
        rows.append(row)
        <rows = rows + [row]|rows += [row]|pass>
        return rows
    <+list:A> = <change>(<@list:L>)
    <change>(<L>, <str>)
    """, """
    def <#both>(rows, names):
        if <bool>:
            rows.insert(0, <str>)
            names['changed'] = <str>
        return rows, names
    <@list:L>, <@dict:D> = <both>(<L>, <D>)
    """, weight=2)  # fmt: skip
statement("global", """
    def <#change>():
        global <@list:L>, <+str:N>
        <L> = [*<L>, <str>]
        <N> = <str>
    <change>()
    """)  # fmt: skip
statement("closure", """
    def <#outer>(x):
        rows = []
        def inner(y):
            nonlocal x
            rows.append(y)
            x = x + y
            return x
        return inner, rows
    <#call>, <+list:L> = <outer>(<str>)
    <+str:A> = <call>(<str>)
    <+str:B> = <call>(<str>)
    """, """
    <#calls> = [lambda: x for x in <list>[:3]]
    <+list:A> = [call() for call in <calls>]
    <#bound> = [lambda x=x: x for x in <list>[:3]]
    <+list:B> = [call() for call in <bound>]
    """)  # fmt: skip
_BY_WORLD = """
    <#rows>, <#named> = [<str>], {}
    if <bool>: <rows> += <list>[:<0-2>]
    if <bool>: <rows>.insert(0, <str>)
    if <bool>: <named>['<b|c>'] = <str>
    """
statement("arguments that may be there", _BY_WORLD + """
    def <#take>(*rest, b=<=str>, **more): return [b, *rest, *sorted(more)]
    <+list:A> = <take>(<str>, *<rows>, <str>, **<named>)
    <+list:B> = functools.partial(<take>, *<rows>, **<named>)(<str>)
    """, _BY_WORLD + """
    class <#Holder>:
        def __init__(self, a=<=str>, *rest, c='c', **more): self.rows = [a, c, *rest, *more.values()]
        def joined(self, *given, b='b'): return ','.join([b, *given, *self.rows])
    <+list:A> = <Holder>(*<rows>, **<named>).rows
    <+str:N> = <Holder>(**<named>).joined(*<rows>, <str>, **({'b': <str>} if <bool> else {}))
    """, _BY_WORLD + """
    <+str:A>, <+str:B> = max(*<rows>, '', 'b'), '{}{b}'.format(<str>, *<rows>, **{'b': <str>, **<named>})
    <+str:N> = os.path.join('/srv', *<rows>)
    <+dict:D> = dict({'a': <str>}, **<named>)
    <+list:L> = sorted(itertools.chain(*<rows>, <list>))
    """, weight=2, imports=("import functools", "import itertools", "import os"))  # fmt: skip
statement("mutable default", """
    def <#gather>(row, rows=[]):
        rows.append(row)
        return rows
    <+list:A> = <gather>(<str>)
    <+list:B> = <gather>(<str>)
    """, "<@str:N> = <str>\ndef <#late>(x=<N>): return x + <N>\n<N> = <str>\n<+str:A> = <late>()")  # fmt: skip
statement("decorator", """
    def <#twice>(function):
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs) * 2
        return wrapper
    @<twice>
    def <#rows>(x): return [x, <str>]
    <+list:L> = <rows>(<str>)
    """, weight=1)  # fmt: skip
statement("recursion", """
    def <#down>(n, rows):
        if n <= 0 or not rows:
            return ['end']
        return [rows[0], *<down>(n - 1, rows[1:])]
    <+list:L> = <down>(<0-5>, <list>)
    """, weight=1)  # fmt: skip
statement("partial function", "<+list:L> = list(functools.partial(sorted, reverse=<bool>)(<list>))",
          "<+int:N> = functools.partial(int, base=16)(<'ff'|'10'>)", weight=1, imports=("import functools",))  # fmt: skip
_READ_GENERATOR = (
    "list(<rows>(list(<list>)))", "sorted(<rows>(list(<list>)))", "[x + '.' for x in <rows>(list(<tuple>))]", "[next(<rows>(list(<list>)), 'none')]",
    "[*<rows>(['b']), *map(str.upper, <rows>(['a', 'c']))]",
)  # fmt: skip
statement("generator function", *(f"""
    def <#rows>(given):
        <@list:L>.append('begun')
        for row in given:
            if <bool|row == 'a'>: <continue|return|pass>
            try:
                yield row
                <L>.append(str(row))
            finally:
                {last}
        yield from <tuple>
    <+list:R> = {read}
    """ for read in _READ_GENERATOR for last in ("<L>.append('left')", "pass")), """
    def <#rows>(given):
        yield from given
        <@list:L>.append('end')
    <+list:R> = []
    for x in <rows>(list(<list>)):
        if <bool>: break
        <R>.append(x)
    """)  # fmt: skip
statement("context manager", """
    @contextlib.contextmanager
    def <#manager>(given):
        <@list:L>.append('in')
        try:
            yield given + '!'
        except <ValueError|KeyError>:
            <L>.append('caught')
        finally:
            <L>.append('out')
    try:
        with <manager>(<str>) as entered:
            <L>.append(entered)
            if <bool>: raise <ValueError|KeyError>('in the body')
            <L>.append('after')
    except Exception as error:
        <L>.append(type(error).__name__)
    """, weight=1, imports=("import contextlib",))  # fmt: skip
statement("helper that writes settings", """
    def <#setup>(config, rows=None):
        config['<+str:A>'] = <str>
        config.setdefault('<+str:B>', <str>)
        if 'DEBUG' in config: config['<@list:L>'].append('debug')
    <setup>(<globals|locals|vars>())
    """, """
    def <#setup>(config):
        for name in ('<+str:A>', '<+str:B>'):
            config[name] = os.environ.get(name, <str>)
        config['<@list:L>'] = [<str>] + config['<L>']
    <setup>(locals())
    """, imports=("import os",))  # fmt: skip
statement("reader of one's own", """
    def <#read>(name, default=None, cast=None):
        value = os.environ.get(name, default)
        if cast is bool:
            return str(value).lower() in ('1', 'true', 'yes')
        return cast(value) if cast else value
    <+bool:A> = <read>('<FLAG>', <False|'1'>, cast=bool)
    <+str:B> = <read>('<VAR>', <=str>)
    <+int:C> = <read>('<NUMBER>', <0-9>, int)
    """, """
    def <#read>(name):
        try:
            return os.environ[name]
        except KeyError:
            return <=str>
    <+str:A> = <read>('<VAR>')
    """, imports=("import os",))  # fmt: skip

# -- classes -----------------------------------------------------------------------------------------------------------

statement("class", """
    class <#Base>:
        LABEL = <str>
        ITEMS = <list>
        def __init__(self, extra):
            self.extra = extra
        @property
        def combined(self):
            return [self.LABEL, self.extra, *self.ITEMS]
        @classmethod
        def make(cls):
            return cls('made')
        @staticmethod
        def plain(x='p'): return x
    class <#Sub>(<Base>):
        if <bool>:
            LABEL = 'overridden'
        ITEMS = <Base>.ITEMS + [<str>]
        @property
        def combined(self):
            return ['sub'] + super().combined
    <+list:A> = <Sub>.make().combined
    <+str:B> = <Sub>.LABEL + <Sub>.plain()
    <+list:C> = <Base>(<str>).combined
    """)  # fmt: skip
statement("class of settings", """
    class <#Config>:
        A = <str>
        B = <list>
        _hidden = <str>
        class Inner:
            C = <bool>
    <Config>.B.append(<str>)
    for k in dir(<Config>):
        if k.isupper(): globals()[k + '_OF_<Config>'.upper()] = getattr(<Config>, k)
    <+str:A> = getattr(<Config>, <'A'|'Z'>, 'none')
    <+bool:B> = <Config>.Inner.C
    """)  # fmt: skip
statement("multiple inheritance", """
    class <#First>:
        def rows(self): return ['a', <str>]
    class <#Second>(<First>):
        def rows(self): return super().rows() + ['b']
    class <#Third>(<First>):
        def rows(self): return super().rows() + ['c']
    class <#Fourth>(<Second>, <Third>):
        pass
    <+list:L> = <Fourth>().rows()
    <+list:M> = [k.__name__[:1] for k in <Fourth>.__mro__]
    """, weight=1)  # fmt: skip
statement("special methods", """
    class <#Row>:
        def __init__(self, *rows): self.rows = list(rows)
        def __iter__(self): return iter(self.rows)
        def __len__(self): return len(self.rows)
        def __contains__(self, row): return row in self.rows
        def __bool__(self): return <bool>
        def __add__(self, other): return <Row>(*self.rows, *other)
        def __getitem__(self, place): return self.rows[place]
        def __call__(self, x): return x + '()'
    <#row> = <Row>(*<list>)
    <+list:A> = [str(x) for x in <row> + <list>]
    <+int:B>, <+bool:C> = len(<row>), (<str> in <row>)
    <+str:D> = 'true' if <row> else <row>('false')
    """, weight=1)  # fmt: skip
statement("data class", """
    @dataclasses.dataclass
    class <#Options>:
        label: str = <str>
        rows: list = dataclasses.field(default_factory=lambda: <list>)
        on: bool = <bool>
    <#options> = <Options>(on=<bool>)
    <options>.rows.append(<str>)
    <+str:A>, <+list:B>, <+bool:C> = <options>.label, <options>.rows, <options> == <Options>()
    """, imports=("import dataclasses",))  # fmt: skip
statement("enumeration", """
    class <#Place>(<enum.Enum|str, enum.Enum>):
        DEV = 'dev'
        PROD = 'prod'
    <#place> = <Place>(os.environ.get('<VAR>', 'dev')) if <bool> else <Place>.PROD
    <+bool:A>, <+str:B> = <place> is <Place>.PROD, <place>.value
    <+list:C> = [p.name for p in <Place>]
    """, weight=1, imports=("import enum", "import os"))  # fmt: skip
statement("named tuple", """
    class <#Pair>(typing.NamedTuple):
        left: str
        right: str = <=str>
    <#pair> = <Pair>(<str>)
    <+str:A>, <+str:B> = <pair>
    <+str:C> = <pair>.left + <pair>[1]
    """, """
    <#Pair> = collections.namedtuple('Pair', 'left right')
    <+str:A> = <Pair>(<str>, right=<str>).right
    <+list:B> = list(<Pair>(left=<str>, right='r')._asdict())
    """, weight=1, imports=("import typing", "import collections"))  # fmt: skip
