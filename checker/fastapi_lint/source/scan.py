"""The whole way from files on disk to the index: discover, outline, link, extract, build."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from fastapi_lint.facts.code import Module, Role
from fastapi_lint.facts.project import Project
from fastapi_lint.model.location import Anchor, Location, file_number, path_of
from fastapi_lint.model.record import Record
from fastapi_lint.source.decode import Unreadable, decode
from fastapi_lint.source.discover import Discovery, SourceFile
from fastapi_lint.source.extract import Order, extract
from fastapi_lint.source.follow import Names, ReadNames
from fastapi_lint.source.index.indexed import Indexed
from fastapi_lint.source.link import Linker, module_name
from fastapi_lint.source.locate import locate
from fastapi_lint.source.memory import Mapper, Memory, facts_key, remembering
from fastapi_lint.source.nearby import nearby
from fastapi_lint.source.outline import Outline, outline
from fastapi_lint.source.requirements import read_requirements

MARKER = "fastapi-lint:"


class Outlined(Record, eq=True):
    """A file's outline; `suppresses` when its text names the suppression marker."""

    outline: Outline
    suppresses: bool = False


class Scan(Record, eq=True):
    """What is known about a project's Python source. `problems` are files that could not be read in full.

    `broken_manifests` should have said which versions the code is written for.
    """

    project: Project
    inputs: dict[str, Input]
    problems: dict[str, Unreadable]
    suppressing: tuple[str, ...]
    names_fastapi: bool
    broken_manifests: tuple[str, ...] = ()


def read_text(file: str) -> str | Unreadable:
    """A file's text, or why it has none."""
    try:
        return decode(Path(file).read_bytes())
    except OSError as error:
        return Unreadable("unreadable-file", f"it cannot be opened: {error.strerror}")


class Input(Record, eq=True):
    """One file to read; `text` stands for what is on disk when it is not None.

    `wanted` is False when no active rule looks at files of its role: then only its readability matters.
    """

    file: SourceFile
    text: str | None = None
    wanted: bool = True

    def read(self) -> str | Unreadable:
        """The text to judge."""
        return read_text(self.file.file) if self.text is None else self.text


def outline_input(given: Input) -> Outlined:
    """The outline of one file."""
    text = given.read()
    if isinstance(text, Unreadable):
        return Outlined(Outline(given.file.path, error=text))
    found = outline(given.file.path, text) if given.wanted else Outline(given.file.path)
    return Outlined(found, MARKER in text)


def extract_input(job: tuple[Order, Input]) -> Module | Unreadable:
    """The facts of one file."""
    order, given = job
    text = given.read()
    return text if isinstance(text, Unreadable) else extract(order, text)


def scan(
    root: Path,
    discovery: Discovery,
    mapper: Mapper,
    roles: frozenset[Role],
    *,
    texts: Mapping[str, str] | None = None,
    full: bool = False,
    memory: Memory | None = None,
    around: Collection[str] | None = None,
) -> Scan:
    """Reads everything that rules for files of these roles may ask about.

    `texts` replace files on disk by path; `full` lets libcst read every file; `memory` keeps outlines and facts
    between runs. With `around`, facts are read of these paths only, of what they import and of what imports them.
    """

    def digest(given: Input) -> bytes | None:
        return memory.digest(given.file) if memory is not None and given.text is None else None

    def outline_key(given: Input) -> tuple[str, bytes | None]:
        content = digest(given)
        return f"{given.file.path}\0outline", content and content + bytes([given.wanted])

    def order_key(job: tuple[Order, Input]) -> tuple[str, bytes | None]:
        content = digest(job[1])
        return f"{job[0].path}\0facts", content and facts_key(job[0], content)

    inputs = {f.path: Input(f, (texts or {}).get(f.path), f.role in roles) for f in discovery.files}
    outlined = remembering(
        mapper, memory, outline_input, list(inputs.values()), lambda given: given.file.size, outline_key
    )
    requirements = read_requirements(root, discovery.manifests)
    files = {f.path: f for f in discovery.files}
    problems = {o.outline.path: o.outline.error for o in outlined if o.outline.error is not None}
    link = Linker.again if texts else Linker
    outlines = [o.outline for o in outlined]
    orders, names = plan(outlines, files, roles, partial(link, links=discovery.links), full=full, around=around)
    names_fastapi = any(i.target.startswith("fastapi") for o in outlined for i in o.outline.imports)
    suppressing = tuple(o.outline.path for o in outlined if o.suppresses)
    del outlined, outlines  # a fifth of the memory that the facts will need
    jobs = [(order, inputs[path]) for path, order in orders.items()]
    results = remembering(mapper, memory, extract_input, jobs, lambda job: job[1].file.size, order_key)
    modules: list[Module] = []
    for path, result in zip(orders, results, strict=True):
        if isinstance(result, Unreadable):
            problems[path] = result
        else:
            modules.append(result)
    del orders, jobs, results
    project = Indexed(modules, names.follow, requirements.by_folder)
    return Scan(project, inputs, problems, suppressing, names_fastapi, requirements.broken)


def plan(
    outlines: Sequence[Outline],
    files: dict[str, SourceFile],
    roles: frozenset[Role],
    link: Callable[[Iterable[Outline]], Linker],
    *,
    full: bool,
    around: Collection[str] | None = None,
) -> tuple[dict[str, Order], Names]:
    """What to read of each file, in path order; and what names mean."""
    readable = [o for o in outlines if o.error is None]
    linker = link(readable)
    if around is not None:
        names = {o.path: module_name(o.path) for o in readable}
        near = nearby({name: linker.imports(name) for name in names.values()}, map(module_name, around))
        readable = [o for o in readable if names[o.path] in near]
    orders = {}
    for o in readable:
        if files[o.path].role in roles:
            name = module_name(o.path)
            bindings, targets = linker.bindings(name), linker.targets(name)
            orders[o.path] = Order(o.path, file_number(o.path), name, files[o.path].role, bindings, targets, full)
    bound = {order.module: order.bindings for order in orders.values()}
    return orders, ReadNames(linker.modules, linker.packages, bound)


def find_places(scanned: Scan, anchors: Iterable[Anchor]) -> dict[Anchor, Location]:
    """Lines and columns of anchors in any of the files."""
    by_path: dict[str, set[Anchor]] = {}
    for anchor in anchors:
        by_path.setdefault(path_of(anchor), set()).add(anchor)
    found: dict[Anchor, Location] = {}
    for path, wanted in by_path.items():
        module = scanned.project.modules.get(path)
        text = scanned.inputs[path].read() if module is not None else None
        if module is not None and isinstance(text, str):
            found |= locate(module, text, wanted)
    return found
