"""Which functions and methods give the text back that they are given, or most of it."""

from __future__ import annotations

KEEPING_FUNCTIONS = frozenset({
    "builtins.str", "builtins.bytes", "builtins.list", "builtins.dict", "builtins.bytearray", "pathlib.Path",
    "pathlib.PurePath", "pathlib.PosixPath", "anyio.Path", "os.path.join", "os.path.abspath", "os.path.normpath",
    "os.path.realpath", "os.path.expanduser", "os.fspath", "urllib.parse.unquote", "urllib.parse.unquote_plus",
    "urllib.parse.urljoin", "base64.b64decode", "base64.urlsafe_b64decode", "io.BytesIO", "io.StringIO", "json.loads",
    "typing.cast", "bytes.fromhex", "codecs.decode", "zlib.decompress", "gzip.decompress", "copy.copy", "copy.deepcopy",
})  # fmt: skip
KEEPING_METHODS = frozenset({
    "strip", "lstrip", "rstrip", "lower", "upper", "encode", "decode", "removeprefix", "removesuffix", "expanduser",
    "absolute", "resolve", "with_suffix", "as_posix", "read", "get", "getlist", "pop", "model_dump", "dict", "values",
    "split", "rsplit", "title", "copy", "unicode_string", "get_secret_value", "getvalue", "items",
})  # fmt: skip
