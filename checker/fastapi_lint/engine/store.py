"""What was computed from each file in earlier runs, by the file's content."""

from __future__ import annotations

import io
import os
import pickle
import re
import time
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeAlias
from zlib import crc32

from fastapi_lint.engine.replay import SETTLED_NS, prepare

_INDEX = "facts.index"
_SEGMENT = re.compile(r"facts-\d+-\d+\.segment")
_MOST_SEGMENTS = 8
_ABANDONED = 3600.0  # seconds after which a segment that no index names belongs to no run any more

_Place: TypeAlias = tuple[bytes, str, int, int, int]
"""Key, segment, offset, length and checksum of a value. Plain tuples, as an index may build no classes."""

_Stamp: TypeAlias = tuple[int, int, int, bytes]
"""Size, mtime_ns and ctime_ns of a file, and the digest of its content at that time."""


class Stamped(Protocol):
    """A file on disk: where to open it, its size in bytes, its times of last change and of last change of status."""

    @property
    def file(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def mtime_ns(self) -> int: ...
    @property
    def ctime_ns(self) -> int: ...


class Store:
    """Values by path and key in a folder. Values of another `fingerprint`, damaged and unreadable ones do not exist.

    An index names, for each path, a place in one of a few segment files. A segment is written by one run and never
    changed; the index is replaced in one step. So runs at the same time can at worst forget each other's values.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._folder = folder
        self._fingerprint = fingerprint
        self._started_ns = time.time_ns()
        self._kept, self._stamps = _load(folder / _INDEX, fingerprint)
        self._places: dict[str, _Place] = {}
        self._fresh_stamps: dict[str, _Stamp] = {}
        self._changed = False
        self._streams: dict[str, BinaryIO | None] = {}
        self._segment: BinaryIO | None = None
        self._segment_name = f"facts-{os.getpid()}-{self._started_ns}.segment"

    def get(self, path: str, key: bytes) -> bytes | None:
        """The value that was put under this path, if it was put under the same key."""
        place = self._places.get(path) or self._kept.get(path)
        if place is None or place[0] != key:
            return None
        value = self._read(place)
        if value is not None:
            self._places[path] = place
        return value

    def put(self, path: str, key: bytes, value: bytes) -> None:
        """Keeps a value, in place of the one under the same path. A folder that refuses costs only time."""
        with suppress(OSError):
            self._places[path] = self._write(key, value)
            self._changed = True

    def digest(self, file: Stamped) -> bytes | None:
        """A digest of a file's content, without reading it where its size and times are known; None if unreadable."""
        state = (file.size, file.mtime_ns, file.ctime_ns)
        known = self._fresh_stamps.get(file.file) or self._stamps.get(file.file)
        if known is None or known[:3] != state:
            from hashlib import blake2b

            try:
                digest = blake2b(Path(file.file).read_bytes(), digest_size=16).digest()
            except OSError:
                return None
            if max(file.mtime_ns, file.ctime_ns) > self._started_ns - SETTLED_NS:
                return digest  # the file may change again without a new time
            known = (*state, digest)
            self._changed = True
        self._fresh_stamps[file.file] = known
        return known[3]

    def flush(self) -> None:
        """Writes what is new and forgets every path that this run neither got nor put. The last call of a run."""
        with suppress(OSError):
            if self._changed or len(self._places) < len(self._kept) or len(self._fresh_stamps) < len(self._stamps):
                self._merge()
                self._replace_index()
                self._remove_segments()
        self._close()

    def __del__(self) -> None:
        """A run that fails never flushes."""
        self._close()

    def _close(self) -> None:
        for stream in (self._segment, *self._streams.values()):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        self._streams.clear()
        self._segment = None

    def _read(self, place: _Place) -> bytes | None:
        _, segment, offset, length, checksum = place
        stream = self._stream(segment)
        if stream is None:
            return None
        try:
            stream.seek(offset)
            value = stream.read(length)
        except (OSError, ValueError, OverflowError):
            return None
        return value if len(value) == length and crc32(value) == checksum else None

    def _stream(self, segment: str) -> BinaryIO | None:
        if self._segment is not None and segment == self._segment_name:
            self._segment.flush()
        if segment not in self._streams:
            try:
                self._streams[segment] = (self._folder / segment).open("rb")
            except OSError:
                self._streams[segment] = None
        return self._streams[segment]

    def _write(self, key: bytes, value: bytes) -> _Place:
        if self._segment is None:
            prepare(str(self._folder))
            self._segment = (self._folder / self._segment_name).open("xb")
        offset = self._segment.tell()
        self._segment.write(value)
        return key, self._segment_name, offset, len(value), crc32(value)

    def _merge(self) -> None:
        """Brings all values into this run's segment when there have come to be too many segments."""
        if len(_segments(self._places)) <= _MOST_SEGMENTS:
            return
        for path, place in list(self._places.items()):
            if place[1] == self._segment_name:
                continue
            value = self._read(place)
            if value is None:
                del self._places[path]
            else:
                self._places[path] = self._write(place[0], value)

    def _replace_index(self) -> None:
        if self._segment is not None:
            self._segment.flush()
        prepare(str(self._folder))
        body = pickle.dumps((self._places, self._fresh_stamps), protocol=5)
        fresh = self._folder / f"{_INDEX}.{os.getpid()}"
        fresh.write_bytes(_head(self._fingerprint, body) + body)
        fresh.replace(self._folder / _INDEX)

    def _remove_segments(self) -> None:
        """Removes the segments that the former index named and the new one does not, and those of broken runs."""
        needed, former = _segments(self._places), _segments(self._kept)
        for segment in self._folder.glob("facts-*.segment"):
            if segment.name not in needed:
                with suppress(OSError):
                    if segment.name in former or time.time() - segment.stat().st_mtime > _ABANDONED:
                        segment.unlink()


def restricted_loads(data: bytes, modules: tuple[str, ...]) -> object:
    """Unpickles plain values and classes that the named modules define: a cache that came with a project runs no code.

    `pickle.UnpicklingError` for anything else, damaged data included.
    """
    try:
        return _Unpickler(data, modules).load()
    except Exception as error:
        raise pickle.UnpicklingError(f"this is no value of {', '.join(modules) or 'plain types'}: {error}") from error


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, modules: tuple[str, ...]) -> None:
        super().__init__(io.BytesIO(data))
        self._modules = modules

    def find_class(self, module: str, name: str) -> type:
        if module in self._modules:
            return _class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed")


@lru_cache(maxsize=512)
def _class(module: str, name: str) -> type:
    found = getattr(import_module(module), name, None)
    if isinstance(found, type) and found.__module__ == module:
        return found
    raise pickle.UnpicklingError(f"{module}.{name} is not allowed")


def _load(file: Path, fingerprint: str) -> tuple[dict[str, _Place], dict[str, _Stamp]]:
    """The index, empty when it is absent, damaged or of another fingerprint."""
    try:
        data = file.read_bytes()
        body = data[len(_head(fingerprint, b"")) :]
        if data.startswith(_head(fingerprint, body)):
            index: Any = restricted_loads(body, ())
            places, stamps = index
            if _is_index(places, stamps):
                return places, stamps
    except (OSError, pickle.UnpicklingError, TypeError, ValueError):
        pass
    return {}, {}


def _is_index(places: Any, stamps: Any) -> bool:
    def maps_to(shape: tuple[type, ...], mapping: Any) -> bool:
        return type(mapping) is dict and all(
            type(path) is str and type(value) is tuple and tuple(map(type, value)) == shape
            for path, value in mapping.items()
        )

    return (
        maps_to((bytes, str, int, int, int), places)
        and maps_to((int, int, int, bytes), stamps)
        and all(_SEGMENT.fullmatch(segment) for segment in _segments(places))
    )


def _segments(places: dict[str, _Place]) -> set[str]:
    return {place[1] for place in places.values()}


def _head(fingerprint: str, body: bytes) -> bytes:
    return f"fastapi-lint facts 1\0{fingerprint}\0{crc32(body):08x}\0".encode()
