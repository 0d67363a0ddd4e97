"""Which top-level statements are interesting at all: by the words in their text.

The marks may only over-select; what a selected statement means is read from libcst. Each distinct
dotted name is judged once per process, so a word costs one dictionary look-up.
"""

from __future__ import annotations

import re
from enum import IntFlag


class Mark(IntFlag):
    """Why a statement may matter."""

    OWN = 1
    """Its own text can carry a finding, wherever it stands."""
    ENTRY = 2
    """It registers something that FastAPI will call."""
    REACHED = 4
    """Its own text can carry a finding if FastAPI's code reaches it."""
    ASYNC = 8
    """It contains a coroutine."""
    BLOCKS = 16
    """It may block the thread that runs it."""
    SHAPES = 32
    """It says something about models, sessions or routers that others build on."""
    RAISES = 64
    """It raises or defines an HTTP error."""
    LOOPS = 128
    QUERIES = 256
    SECRET = 512
    SQL = 1024
    FUNCTION = 2048
    """It is a function."""
    LOOPED = 4096
    """It holds a loop statement."""


_WORDS: dict[Mark, frozenset[str]] = {
    Mark.ENTRY: frozenset({
        "FastAPI", "APIRouter", "Depends", "Security", "add_api_route", "add_api_websocket_route", "add_route",
        "add_websocket_route", "include_router", "include_routers", "add_middleware", "add_exception_handler",
        "add_event_handler", "Middleware", "BaseHTTPMiddleware", "lifespan", "WebSocket", "BackgroundTasks", "add_task",
        "UploadFile", "SecurityScopes", "HTTPConnection", "Jinja2Templates", "StaticFiles", "exception_handler",
        "on_event", "add_api_operation", "mount",
    }),
    Mark.OWN: frozenset({
        "validator", "root_validator", "field_validator", "model_validator", "BeforeValidator", "AfterValidator",
        "HTTPException", "set_cookie", "RedirectResponse", "FileResponse", "TYPE_CHECKING", "uvicorn", "jwt", "JWT",
        "jose", "run_in_executor", "run_in_threadpool", "to_thread", "run_sync", "run_until_complete", "orm_mode",
        "compare_digest", "parse_obj", "parse_raw", "from_orm", "update_forward_refs", "__fields__", "BaseSettings",
        "constr", "conint", "conlist", "print_exc", "format_exc", "os.system", "asyncio.run", "path_params",
        "requests.get", "requests.post", "requests.put", "requests.patch", "requests.delete", "requests.head",
        "requests.options", "requests.request", "requests.Session", "requests.session", "urlopen",
        "SMTPHandler", "HTTPHandler", "SocketHandler",
    }),
    Mark.REACHED: frozenset({
        "requests", "httpx", "aiohttp", "AsyncClient", "ClientSession", "pickle", "yaml.load", "eval", "exec",
        "subprocess", "traceback", "JSONResponse", "model_validate", "global",
        "abstractmethod", "lru_cache", "functools.cache",
    }),
    Mark.ASYNC: frozenset({"async"}),
    Mark.LOOPS: frozenset({"for", "while"}),
    Mark.QUERIES: frozenset({
        "execute", "scalar", "scalars", "query", "commit", "flush", "refresh", "exec", "find_one", "fetch",
        "fetchone", "fetchall", "fetchrow", "fetch_one", "fetch_all", "select",
    }),
    Mark.RAISES: frozenset({"HTTPException", "StarletteHTTPException", "RequestValidationError"}),
    Mark.SHAPES: frozenset({
        "BaseModel", "BaseSettings", "SQLModel", "RootModel", "GenericModel", "DeclarativeBase", "DeclarativeMeta",
        "declarative_base", "automap_base", "ConfigDict", "Enum", "StrEnum", "IntEnum", "TypedDict", "dataclass",
        "Mapped", "mapped_column", "Column", "relationship", "sessionmaker", "async_sessionmaker", "scoped_session",
        "create_engine", "create_async_engine", "NewType", "Annotated", "Document", "Generic",
    }),
    Mark.BLOCKS: frozenset({
        "input", "sleep", "urlopen", "Popen", "check_output", "check_call", "acquire", "result", "requests", "urllib",
        "urllib3", "httplib2", "httpx", "subprocess", "shutil", "sqlite3", "psycopg", "psycopg2", "pymysql", "MySQLdb",
        "pymongo", "redis", "boto3", "smtplib", "ftplib", "paramiko", "socket", "bcrypt", "passlib", "argon2", "scrypt",
        "pbkdf2_hmac", "threading", "queue", "multiprocessing", "zipfile", "tarfile", "tenacity", "retry", "retrying",
        "backoff", "kafka", "pika", "elasticsearch", "ldap", "ldap3", "read_text", "read_bytes", "write_text",
        "write_bytes", "commit", "execute", "query", "flush", "refresh", "rollback", "scalar", "scalars", "exec",
        "open", "Session", "connect", "hash", "verify", "hashpw", "checkpw", "system", "run", "fsync", "unlink",
        "rename", "rmtree", "copyfile", "makedirs", "listdir", "glob", "iterdir", "mkdir", "get", "join", "wait",
    }),
}  # fmt: skip
_SECRET_WORD = re.compile(r"(?i)secret|passw|token|api_?key|private_?key|credential|auth|dsn|database_url")
_KEY_WORD = re.compile(r"AKIA[A-Z0-9]{8}|gh[pousr]_\w{8}|xox[abprs]|AIza\w{8}|eyJ\w{10}|PRIVATE$|sk_live|glpat")
_SECRET_TEXT = re.compile(
    r"(?i)(?:secret|passw|token|api_?key|private_?key|credential)\w*(?:[\"'\])]*\s*(?::[^=\n]{1,60})?[!=:]=?\s*(?:\w+\(\s*)?"
    r"|[\"']\s*,\s*)[rbuf]*[\"']|://[^/\s\"'@:{}]+:[^/\s\"'@{}]+@"
)
_SQL_VERBS = ("select", "insert", "update", "delete", "drop", "alter", "truncate")
_SQL_WORD = frozenset(form for verb in _SQL_VERBS for form in (verb, verb.upper(), verb.title()))
_SQL_TEXT = re.compile(
    r"(?is)\bselect\s[^;]{1,400}?\bfrom\s|\binsert\s+into\s|\bupdate\s+\S+\s+set\s|\bdelete\s+from\s"
    r"|\b(?:drop|alter|truncate|create)\s+(?:table|index|database|schema|view|role|user)\s"
)
_BARE = frozenset({"text", "open"})
_METHODS = (".dict", ".copy", ".construct", ".schema_json")
_ROUTES = (".routes", ".routes.extend", ".routes.append")
_COMPUTED_DEFAULT = re.compile(
    r"[\w\]]\s*=\s*(?:[\w.]+\.)?(?:utcnow|now|today|uuid4|time|token_hex)\([\w.]*\)\s*[,)\n]"
)
_SHARED_DEFAULT = re.compile(r"\bdef \w+\([^()]*?=\s*(?:\[\]|\{\}|(?:list|dict|set)\(\))")
_QUERY = re.compile(
    r"\.(?:execute|scalars?|query|commit|flush|refresh|exec|find_one|fetch\w*|first|one|one_or_none|all|get)\("
)
_LOOP = re.compile(r"^[ \t]+(?:async[ \t]+)?(?:for|while)\b", re.MULTILINE)
_VERBS = "get|post|put|patch|delete|head|options|trace|api_route|route|websocket|websocket_route|middleware"
_ROUTE = re.compile(rf"@[ \t]*[\w.]+\.(?:{_VERBS})[ \t]*\(")
_HANDED = re.compile(
    r"\b(?:Depends|Security|add_task|lifespan|dispatch|include_router|add_middleware|Middleware)"
    r"\s*[(=]\s*(?:dependency\s*=\s*|func\s*=\s*|router\s*=\s*)?([^\W\d][\w.]*)"
    r"|\b(?:add_api_route|add_api_websocket_route|add_route|add_exception_handler|add_event_handler)"
    r"\(\s*[^,()]*,\s*(?:endpoint\s*=\s*)?([^\W\d][\w.]*)"
    r"|\b(?:run_in_threadpool|to_thread|run_sync|submit|run_in_executor\(\s*[^,()]*,)\s*\(?\s*([^\W\d][\w.]*)\s*\("
    r"|:\s*(?:Annotated\[\s*)?([^\W\d][\w.]*)\s*(?:,|=)\s*(?:Depends|Security)\(\s*\)"
)
_MADE = re.compile(r"\b(?:Depends|Security)\(\s*(?:dependency\s*=\s*)?([^\W\d][\w.]*)\(")
_CHAIN = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_FUNCTION = re.compile(r"(?:async[ \t]+)?def\b")
_DECORATED_FUNCTION = re.compile(r"^(?:async[ \t]+)?def\b", re.MULTILINE)
# Plain integers: arithmetic on an IntFlag is ten times slower, and this runs for every word of a project.
_IS_ENTRY, _IS_OWN, _IS_REACHED, _IS_FUNCTION = (int(m) for m in (Mark.ENTRY, Mark.OWN, Mark.REACHED, Mark.FUNCTION))
_IS_LOOPED, _LOOPS = int(Mark.LOOPED), int(Mark.LOOPS)
_IN_LOOP, _NAMES_SECRET, _NAMES_SQL = int(Mark.LOOPS | Mark.QUERIES), int(Mark.SECRET), int(Mark.SQL)
_known: dict[str, int] = {}


def words_of(text: str) -> set[str]:
    """The distinct dotted names in a text, those in strings and comments included."""
    return set(_CHAIN.findall(text))


def marks_of(text: str, words: set[str]) -> int:
    """The marks of one top-level statement with these dotted names."""
    marks = 0
    for word in words:
        found = _known.get(word)
        marks |= _judge(word) if found is None else found
    if _DECORATED_FUNCTION.search(text) if text[:1] == "@" else _FUNCTION.match(text):
        marks |= _IS_FUNCTION
    if ".middleware(" in text or ("@" in text and _ROUTE.search(text)):
        marks |= _IS_ENTRY
    if marks & _IS_ENTRY:
        marks |= _IS_OWN
    if marks & _LOOPS and _LOOP.search(text):
        marks |= _IS_LOOPED
        if marks & _IN_LOOP == _IN_LOOP and _loops_over_queries(text):
            marks |= _IS_REACHED
    if ("()" in text or ".now(" in text) and _COMPUTED_DEFAULT.search(text):
        marks |= _IS_OWN
    if "timeout=None" in text or ").dict(" in text or ").json(" in text:
        marks |= _IS_OWN
    if ("[]" in text or "{}" in text) and _SHARED_DEFAULT.search(text):
        marks |= _IS_OWN
    if marks & _NAMES_SECRET and (_SECRET_TEXT.search(text) or _KEY_WORD.search(text)):
        marks |= _IS_OWN
    if marks & _NAMES_SQL and _SQL_TEXT.search(text):
        marks |= _IS_OWN
    return marks


def _loops_over_queries(text: str) -> bool:
    """Whether a line inside a loop, by its indentation, calls something that may query."""
    depth = -1
    for line in text.split("\n"):
        bare = line.lstrip()
        if not bare:
            continue
        indent = len(line) - len(bare)
        if indent <= depth:
            depth = -1
        if depth >= 0:
            if _QUERY.search(line):
                return True
        elif bare.startswith(("for ", "while ", "async for ")):
            depth = indent
    return False


def _judge(chain: str) -> int:
    marks = 0
    for word in (*chain.split("."), chain):
        for mark, words in _WORDS.items():
            if word in words:
                marks |= int(mark)
        if word.endswith("Router"):
            marks |= int(Mark.SHAPES)
        if _SECRET_WORD.search(word) or _KEY_WORD.search(word):
            marks |= _NAMES_SECRET
        if word in _SQL_WORD:
            marks |= _NAMES_SQL
    if chain in _BARE:
        marks |= _IS_REACHED
    if chain.endswith(_METHODS):
        marks |= _IS_OWN
    if chain.endswith(_ROUTES):
        marks |= _IS_OWN
    _known[chain] = marks
    return marks


def handed_over(text: str) -> set[str]:
    """Dotted names that a statement gives to the framework to be called."""
    return {name for match in _HANDED.findall(text) for name in match if name}


def makers_of(text: str) -> set[str]:
    """Dotted names of the functions that a statement calls to get what it gives to the framework."""
    return set(_MADE.findall(text)) if "Depends(" in text or "Security(" in text else set()
