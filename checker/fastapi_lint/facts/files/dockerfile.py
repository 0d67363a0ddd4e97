"""A Dockerfile: its stages and instructions."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record


class Instruction(Record):
    """One instruction. `name` is upper case; `text` is what follows it, with continued lines joined, without flags.

    `flags` are `--from=build` and the like, "" for one without a value. `words` are the items of the exec form
    (`is_exec`), else the text split as a shell does. `heredocs` are the bodies of `<<EOF`.
    """

    name: str
    text: str
    at: Location
    flags: dict[str, str]
    words: tuple[str, ...] = ()
    is_exec: bool = False
    heredocs: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The text with its heredocs: everything that a shell is given."""
        return "\n".join((" ".join(self.words) if self.is_exec else self.text, *self.heredocs))


class Stage(Record):
    """`FROM image AS name` and what follows. `image` has the defaults of `ARG`s put in, "" when it cannot be known.

    `parent` is the name or number of an earlier stage that it builds on, "" for an image.
    """

    image: str
    name: str
    at: Location
    instructions: tuple[Instruction, ...]
    parent: str = ""

    @property
    def repository(self) -> str:
        """The image without tag and digest: `python`, `ghcr.io/astral-sh/uv`."""
        plain = self.image.partition("@")[0]
        head, slash, last = plain.rpartition("/")
        return head + slash + last.partition(":")[0]

    @property
    def tag(self) -> str:
        """`3.12-slim`; "" when there is none."""
        return self.image.partition("@")[0].rpartition("/")[2].partition(":")[2]

    def named(self, *names: str) -> Iterator[Instruction]:
        """The instructions of these names, in order."""
        return (i for i in self.instructions if i.name in names)


class Dockerfile(Record):
    """`at` is the last `FROM`, where lacks are reported."""

    path: str
    at: Location
    stages: tuple[Stage, ...]

    @property
    def final(self) -> Stage:
        """The stage that becomes the image."""
        return self.stages[-1]

    def lineage(self, stage: Stage | None = None) -> tuple[Stage, ...]:
        """The stages that a stage, by default the final one, builds on through `FROM`, the first one first."""
        chain = [stage or self.final]
        while chain[0].parent:
            parent = self.stage(chain[0].parent)
            if parent is None or parent in chain:
                break
            chain.insert(0, parent)
        return tuple(chain)

    def stage(self, name: str) -> Stage | None:
        """The stage of this name or number."""
        if name.isdigit():
            return self.stages[int(name)] if int(name) < len(self.stages) else None
        return next((s for s in self.stages if s.name.lower() == name.lower()), None)

    def effective(self, *names: str) -> tuple[Instruction, ...]:
        """The instructions of these names that shape the image, in order: `effective("USER")[-1]` is who runs."""
        return tuple(i for stage in self.lineage() for i in stage.named(*names))
