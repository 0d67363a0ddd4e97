"""What class a value has, as far as assignments and annotations say. Unknown is ""."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import (
    Assigned,
    Attribute,
    Await,
    Call,
    Conditional,
    Constant,
    Expr,
    Name,
    Operation,
    Subscript,
    target_of,
    text,
)
from fastapi_lint.model.location import Anchor

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

SYNC_SESSION = "sqlalchemy.orm.Session"
ASYNC_SESSION = "sqlalchemy.ext.asyncio.AsyncSession"
_CANONICAL = {
    "sqlalchemy.orm.session.Session": SYNC_SESSION,
    "sqlmodel.Session": SYNC_SESSION,
    "sqlmodel.orm.session.Session": SYNC_SESSION,
    "sqlalchemy.orm.scoped_session": SYNC_SESSION,
    "sqlalchemy.ext.asyncio.session.AsyncSession": ASYNC_SESSION,
    "sqlmodel.ext.asyncio.session.AsyncSession": ASYNC_SESSION,
    "sqlalchemy.engine.Engine": "sqlalchemy.Engine",
    "sqlalchemy.engine.Connection": "sqlalchemy.Connection",
    "sqlalchemy.engine.base.Engine": "sqlalchemy.Engine",
    "redis.client.Redis": "redis.Redis",
    "redis.StrictRedis": "redis.Redis",
    "aioredis.Redis": "redis.asyncio.Redis",
    "starlette.requests.Request": "fastapi.Request",
    "starlette.websockets.WebSocket": "fastapi.WebSocket",
    "starlette.background.BackgroundTasks": "fastapi.BackgroundTasks",
    "starlette.datastructures.UploadFile": "fastapi.UploadFile",
}
_RETURNS = {
    "sqlite3.connect": "sqlite3.Connection",
    "sqlite3.Connection.cursor": "sqlite3.Cursor",
    "sqlite3.Connection.execute": "sqlite3.Cursor",
    "psycopg2.connect": "psycopg2.connection",
    "psycopg2.connection.cursor": "psycopg2.cursor",
    "psycopg.connect": "psycopg.Connection",
    "psycopg.Connection.connect": "psycopg.Connection",
    "psycopg.Connection.cursor": "psycopg.Cursor",
    "pymysql.connect": "pymysql.Connection",
    "pymysql.Connection.cursor": "pymysql.Cursor",
    "mysql.connector.connect": "mysql.connector.Connection",
    "mysql.connector.Connection.cursor": "mysql.connector.Cursor",
    "sqlalchemy.create_engine": "sqlalchemy.Engine",
    "sqlmodel.create_engine": "sqlalchemy.Engine",
    "sqlalchemy.Engine.connect": "sqlalchemy.Connection",
    "sqlalchemy.Engine.begin": "sqlalchemy.Connection",
    "sqlalchemy.ext.asyncio.create_async_engine": "sqlalchemy.ext.asyncio.AsyncEngine",
    "sqlalchemy.ext.asyncio.AsyncEngine.connect": "sqlalchemy.ext.asyncio.AsyncConnection",
    "sqlalchemy.ext.asyncio.AsyncEngine.begin": "sqlalchemy.ext.asyncio.AsyncConnection",
    "sqlalchemy.orm.Session.query": "sqlalchemy.orm.Query",
    "sqlalchemy.orm.Session.execute": "sqlalchemy.Result",
    "sqlalchemy.orm.Session.exec": "sqlalchemy.ScalarResult",
    "sqlalchemy.orm.Session.scalars": "sqlalchemy.ScalarResult",
    "sqlalchemy.ext.asyncio.AsyncSession.execute": "sqlalchemy.Result",
    "sqlalchemy.ext.asyncio.AsyncSession.exec": "sqlalchemy.ScalarResult",
    "sqlalchemy.ext.asyncio.AsyncSession.scalars": "sqlalchemy.ScalarResult",
    "sqlalchemy.Result.scalars": "sqlalchemy.ScalarResult",
    "sqlalchemy.Result.unique": "sqlalchemy.Result",
    "sqlalchemy.ScalarResult.unique": "sqlalchemy.ScalarResult",
    "sqlalchemy.Connection.execute": "sqlalchemy.Result",
    "sqlalchemy.Engine.execution_options": "sqlalchemy.Engine",
    "sqlalchemy.inspect": "sqlalchemy.Inspector",
    "pymongo.MongoClient.get_database": "pymongo.Database",
    "pymongo.MongoClient.get_default_database": "pymongo.Database",
    "pymongo.Database.get_collection": "pymongo.Collection",
    "supabase.create_client": "supabase.Client",
    "supabase.Client.table": "supabase.Query",
    "supabase.Client.from_": "supabase.Query",
    "redis.from_url": "redis.Redis",
    "redis.Redis.from_url": "redis.Redis",
    "redis.asyncio.from_url": "redis.asyncio.Redis",
    "redis.asyncio.Redis.from_url": "redis.asyncio.Redis",
    "redis.Redis.pipeline": "redis.client.Pipeline",
    "boto3.client": "boto3.client",
    "boto3.resource": "boto3.resource",
    "boto3.Session.client": "boto3.client",
    "boto3.session.Session.client": "boto3.client",
    "boto3.Session.resource": "boto3.resource",
    "boto3.client.get_waiter": "boto3.Waiter",
    "requests.session": "requests.Session",
    "requests.get": "requests.Response",
    "requests.post": "requests.Response",
    "builtins.open": "io.TextIOWrapper",
    "threading.Lock": "threading.Lock",
    "threading.RLock": "threading.RLock",
    "concurrent.futures.ThreadPoolExecutor.submit": "concurrent.futures.Future",
    "concurrent.futures.ProcessPoolExecutor.submit": "concurrent.futures.Future",
    "asyncio.run_coroutine_threadsafe": "concurrent.futures.Future",
    "asyncio.get_event_loop": "asyncio.AbstractEventLoop",
    "asyncio.get_running_loop": "asyncio.AbstractEventLoop",
    "asyncio.new_event_loop": "asyncio.AbstractEventLoop",
    "multiprocessing.Pool": "multiprocessing.Pool",
    "smtplib.SMTP": "smtplib.SMTP",
    "smtplib.SMTP_SSL": "smtplib.SMTP_SSL",
    "pwdlib.PasswordHash.recommended": "pwdlib.PasswordHash",
    "pathlib.Path.resolve": "pathlib.Path",
    "pathlib.Path.absolute": "pathlib.Path",
    "pathlib.Path.joinpath": "pathlib.Path",
    "pathlib.Path.with_suffix": "pathlib.Path",
    "pathlib.Path.with_name": "pathlib.Path",
    "pathlib.Path.parent": "pathlib.Path",
    "pathlib.Path.cwd": "pathlib.Path",
    "pathlib.Path.home": "pathlib.Path",
}
_FACTORIES = {
    "sqlalchemy.orm.sessionmaker": SYNC_SESSION,
    "sqlalchemy.orm.session.sessionmaker": SYNC_SESSION,
    "sqlalchemy.orm.scoped_session": SYNC_SESSION,
    "sqlalchemy.ext.asyncio.async_sessionmaker": ASYNC_SESSION,
    "sqlalchemy.ext.asyncio.async_scoped_session": ASYNC_SESSION,
}
_CHAINED = {
    "sqlalchemy.orm.Query": frozenset({"all", "first", "one", "one_or_none", "scalar", "count", "get", "delete",
                                       "update", "exists", "subquery", "cte", "label", "scalar_subquery", "values"}),
    "supabase.Query": frozenset({"execute"}),
}  # fmt: skip
"""Builders whose methods return the builder itself, each with the methods that end the chain."""
_SDK_CLIENTS = ("openai.OpenAI", "openai.AzureOpenAI", "anthropic.Anthropic", "groq.Groq", "mistralai.Mistral",
                "google.genai.Client")  # fmt: skip
"""Clients whose attributes are name spaces: `client.chat.completions.create`."""
_MEMBERS = {"pymongo.MongoClient": "pymongo.Database", "pymongo.Database": "pymongo.Collection"}
"""What `x.name` and `x["name"]` are for classes that make members of any name."""
_DEPENDS = frozenset({"fastapi.Depends", "fastapi.params.Depends", "fastapi.Security"})
_VALIDATORS = frozenset(
    {"model_validate", "model_validate_json", "model_construct", "parse_obj", "parse_raw", "from_orm"}
)
_WRAPPERS = frozenset({"Optional", "Annotated", "Iterator", "Generator", "AsyncIterator", "AsyncGenerator", "Iterable",
                       "AsyncIterable", "Final", "ClassVar", "Awaitable", "Mapped", "ContextManager",
                       "AbstractContextManager", "AbstractAsyncContextManager", "Coroutine"})  # fmt: skip


class Types:
    """Infers classes of expressions from what is written: annotations, constructors, known libraries."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._locals: dict[tuple[str, str], str] = {}
        self._attributes: dict[tuple[str, str], str] = {}
        self._callees: dict[Anchor, str] = {}

    def of(self, expr: Expr | None, function: Function | None = None) -> str:
        """The dotted class name of a value used inside `function`; "" when it cannot be told."""
        match expr:
            case Name(id=name, target=target):
                return self._local(name, function) if not target else self._global(target)
            case Attribute():
                return self._attribute(expr, function)
            case Call():
                return self._result(expr, function)
            case Await(value=value):
                return self.of(value, function)
            case Assigned(value=value):
                return self.of(value, function)
            case Conditional(body=body, orelse=orelse):
                return self.of(body, function) or self.of(orelse, function)
            case Operation(op="or", operands=operands):
                return next((t for o in operands if (t := self.of(o, function))), "")
            case Operation(op="/", operands=(left, _)):
                return "pathlib.Path" if self.of(left, function) == "pathlib.Path" else ""
            case Constant(value=value):
                return f"builtins.{type(value).__name__}"
            case Subscript(value=value):
                return _MEMBERS.get(self.of(value, function), "")
            case _:
                return ""

    def named(self, annotation: Expr | None) -> str:
        """The class that an annotation names, through `Annotated`, `Optional`, `| None` and aliases; "" otherwise."""
        annotation, _ = self._project.annotated(annotation)
        match annotation:
            case Name() | Attribute():
                target = self._project.follow(target_of(annotation))
                return _CANONICAL.get(target, target)
            case Subscript(index=index):
                name = annotation.target.rpartition(".")[2]
                if name in _WRAPPERS and index:
                    return self.named(index[0])
                if name == "Union":
                    return self._one_of(index)
                target = self._project.follow(annotation.target)
                return _CANONICAL.get(target, target)
            case Operation(op="|", operands=operands):
                return self._one_of(operands)
            case Constant(value=str()):
                return ""
            case _:
                return ""

    def _one_of(self, options: tuple[Expr, ...]) -> str:
        found = [t for o in options if not (isinstance(o, Constant) and o.value is None) and (t := self.named(o))]
        return found[0] if len(found) == 1 else ""

    def _local(self, name: str, function: Function | None) -> str:
        if function is None:
            return ""
        key = (function.symbol, name)
        if key not in self._locals:
            self._locals[key] = ""  # breaks cycles such as `x = f(x)`
            self._locals[key] = self._find_local(name, function)
        return self._locals[key]

    def _find_local(self, name: str, function: Function) -> str:
        if (param := function.param(name)) is not None:
            if name in ("self", "cls") and function.in_class and not param.annotation:
                return f"{function.symbol.rpartition('.')[0]}"
            if found := self.named(param.annotation) or self._depended(param.default):
                return found
        types = set()
        for assign in function.body.assigns:
            if name not in assign.names:
                continue
            if assign.annotation is not None:
                return self.named(assign.annotation)
            if len(assign.names) > 1 or assign.op or assign.source == "for":
                return ""
            types.add(self.of(assign.value, function))
        types -= {"builtins.NoneType"}
        if len(types) == 1:
            return types.pop()
        outer = self._project.functions.get(function.symbol.rpartition(".<locals>.")[0])
        if not types and param is None and outer is not None and outer is not function:
            return self._local(name, outer)
        return ""

    def _global(self, target: str) -> str:
        key = ("", target)
        if key not in self._locals:
            self._locals[key] = ""  # breaks cycles such as `app = wrap(app)`
            self._locals[key] = self._find_global(target)
        return self._locals[key]

    def _depended(self, default: Expr | None) -> str:
        """The class that a dependency gives to `x=Depends(f)`."""
        if not isinstance(default, Call) or self._project.follow(default.target) not in _DEPENDS:
            return ""
        target = self._project.follow(target_of(default.argument(0, "dependency")))
        if (class_ := self._project.class_(target)) is not None:
            return class_.symbol
        function = self._project.function(target)
        return self.returned(function) if function is not None else ""

    def _find_global(self, target: str) -> str:
        assign = self._project.assignment(target)
        if assign is None:
            return ""
        return self.named(assign.annotation) or self.of(assign.value)

    def _attribute(self, expr: Attribute, function: Function | None) -> str:
        if expr.target and (found := self._global(expr.target)):
            return found
        owner = self.of(expr.value, function)
        return (self.attribute_of(owner, expr.attr) if owner else "") or self._assigned_here(expr, function)

    def _assigned_here(self, expr: Attribute, function: Function | None) -> str:
        """The class of what the function itself assigns to a dynamic attribute such as `request.state.db`."""
        if function is None or not isinstance(expr.value, Attribute):
            return ""
        values = [a.value for a in function.body.assigns if a.targets == (expr,) and not a.op]
        key = (function.symbol, text(expr))
        if values and key not in self._locals:
            self._locals[key] = ""  # breaks cycles such as `a.b.c = f(a.b.c)`
            types = {self.of(v, function) for v in values} - {"builtins.NoneType"}
            self._locals[key] = types.pop() if len(types) == 1 else ""
        return self._locals.get(key, "")

    def attribute_of(self, owner: str, attr: str) -> str:
        """The class of an attribute of instances of a class, from its fields and `self.x = …`."""
        if f"{owner}.{attr}" in _RETURNS:
            return _RETURNS[f"{owner}.{attr}"]
        if owner in _MEMBERS:
            return _MEMBERS[owner]
        if owner.startswith(_SDK_CLIENTS):
            return f"{owner}.{attr}"
        class_ = self._project.class_(owner)
        if class_ is None:
            return ""
        key = (class_.symbol, attr)
        if key not in self._attributes:
            self._attributes[key] = ""
            self._attributes[key] = self._find_attribute(class_, attr)
        return self._attributes[key]

    def _find_attribute(self, class_: Class, attr: str) -> str:
        hierarchy = self._project.hierarchy
        if (field := hierarchy.field(class_, attr)) is not None:
            return self.named(field.annotation) if field.annotation is not None else self.of(field.value)
        method = hierarchy.method(class_, attr)
        if method is not None and any(d.target.endswith(("property", "cached_property")) for d in method.decorators):
            return self.named(method.returns)
        for ancestor in hierarchy.project_ancestors(class_):
            for name in ancestor.methods:
                function = self._project.functions.get(f"{ancestor.symbol}.{name}")
                for assign in function.body.assigns if function else ():
                    if any(_is_own_attribute(target, attr) for target in assign.targets):
                        found = self.named(assign.annotation) or self.of(assign.value, function)
                        if found and found != "builtins.NoneType":
                            return found
        return ""

    def _result(self, call: Call, function: Function | None) -> str:
        """The class of what a call returns."""
        callee = self.callee(call, function)
        if callee in _RETURNS:
            return _RETURNS[callee]
        if not callee:
            return self._called_object(call.func, function)
        if callee in _FACTORIES:
            return ""
        owner, _, method = callee.rpartition(".")
        if owner in _CHAINED:
            return "" if method in _CHAINED[owner] else owner
        if (class_ := self._project.class_(callee)) is not None:
            return class_.symbol
        called = self._project.function(callee)
        if called is not None:
            return self.returned(called)
        if method in _VALIDATORS and (built := self._project.class_(owner)) is not None:
            return built.symbol
        made = self._project.value(callee)
        session = _FACTORIES.get(self._project.follow(made.target)) if isinstance(made, Call) else None
        if isinstance(made, Call) and session is not None:
            bound = made.keyword("class_")
            return self.named(bound) if bound is not None else session
        last = callee.rpartition(".")[2]
        return _CANONICAL.get(callee, callee) if last[:1].isupper() and not last.isupper() else ""

    def _called_object(self, func: Expr, function: Function | None) -> str:
        """The class of what a session factory gives that is called where it is made, or through a local variable."""
        makers = [func]
        if isinstance(func, Name) and function is not None:
            makers = [a.value for a in function.body.assigns if a.names == (func.id,) and a.value is not None]
            makers = [m for m in makers if not isinstance(m, Constant)]
        found = {self._made_by(m) for m in makers}
        return found.pop() if len(found) == 1 else ""

    def _made_by(self, maker: Expr) -> str:
        return _FACTORIES.get(self._project.follow(maker.target), "") if isinstance(maker, Call) else ""

    def returned(self, function: Function) -> str:
        """The class that a function returns or, for a generator, yields."""
        if function.returns is not None:
            return self.named(function.returns)
        if function.name == "__init__":
            return ""
        key = (function.symbol, "<returns>")
        if key not in self._locals:
            self._locals[key] = ""
            values = [*function.body.returns, *function.body.yields]
            types = {self.of(s.value, function) for s in values if s.value is not None} - {"builtins.NoneType"}
            self._locals[key] = types.pop() if len(types) == 1 else ""
        return self._locals[key]

    def callee(self, call: Call, function: Function | None) -> str:
        """The dotted name of what is called: a project function, class or method, or an external one; "" if unknown."""
        known = self._callees.get(call.at)
        if known is None:
            known = self._callees[call.at] = self._find_callee(call, function)
        return known

    def _find_callee(self, call: Call, function: Function | None) -> str:
        func = call.func
        if isinstance(func, Name | Attribute) and func.target:
            target = self._project.follow(func.target)
            if not isinstance(func, Attribute) or self._project.function(target) or self._project.class_(target):
                return _CANONICAL.get(target, target)
            owner = self.of(func.value, function)
            return self.method_of(owner, func.attr) if owner else _CANONICAL.get(target, target)
        if isinstance(func, Attribute):
            if isinstance(func.value, Call) and func.value.target == "builtins.super" and function is not None:
                return self._super(function, func.attr)
            owner = self.of(func.value, function)
            return self.method_of(owner, func.attr) if owner else ""
        return ""

    def _super(self, function: Function, name: str) -> str:
        class_ = self._project.classes.get(function.symbol.rpartition(".")[0])
        if class_ is None:
            return ""
        for ancestor in list(self._project.hierarchy.project_ancestors(class_))[1:]:
            if name in ancestor.methods:
                return f"{ancestor.symbol}.{name}"
        return ""

    def method_of(self, owner: str, name: str) -> str:
        """The dotted name of a method of a class: where the project defines it, else on its external base."""
        class_ = self._project.class_(owner)
        if class_ is None:
            return f"{owner}.{name}"
        method = self._project.hierarchy.method(class_, name)
        if method is not None:
            return method.symbol
        external = [a for a in self._project.hierarchy.ancestors(class_) if a not in self._project.classes]
        external = [a for a in external if not a.startswith("<")]
        return f"{_CANONICAL.get(external[0], external[0])}.{name}" if len(external) == 1 else ""


def _is_own_attribute(target: Expr, attr: str) -> bool:
    """Whether an assignment's left side is `self.<attr>`."""
    return isinstance(target, Attribute) and target.attr == attr and target.value == Name("self")
