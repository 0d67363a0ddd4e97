"""A small valid rulebook on disk, in which tests plant problems."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from fastapi_lint.catalog.load import load_catalog
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.model.errors import CatalogError

CATEGORY = "title: Routing\norder: 1\nabout: Routes.\ntrigger: changing routes\n"

RULE = """\
id: duplicate-route
summary: Two routes answer the same request
message: "`{path}` is registered twice"
severity: error
confidence: high
enforced_by: source
directive:
  line: Do not register a path twice
  instead: delete one of the routes
since: "0.1.0"
why: Only the first one ever runs.
params:
  methods: {type: "list[str]", default: [GET], about: The methods that count}
  depth: {type: int, default: 3, about: How deep to look}
examples:
  - kind: bad
    name: same path
    code: |
      @app.get("/a")  # error: is registered twice
      def read(): ...
  - kind: good
    name: one path
    code: |
      @app.get("/a")
      def read(): ...
  - kind: near-miss
    name: another method
    code: |
      @app.post("/a")
      def write(): ...
"""

PROFILE = "title: Recommended\nabout: The default.\nselect: [routing]\n"


@dataclass(frozen=True)
class Tree:
    """The folders `rules` and `modules` below a temporary one."""

    folder: Path

    @classmethod
    def valid(cls, folder: Path) -> Tree:
        """One category, one source rule with its module, one profile."""
        tree = cls(folder)
        tree.write("rules/routing/_category.yaml", CATEGORY)
        tree.write("rules/routing/duplicate-route.yaml", RULE)
        tree.write("rules/profiles/recommended.yaml", PROFILE)
        tree.write("modules/routing/__init__.py", "")
        tree.write("modules/routing/duplicate_route.py", "")
        return tree

    @property
    def rules(self) -> Path:
        """The folder of YAML."""
        return self.folder / "rules"

    @property
    def modules(self) -> Path:
        """The folder of Python modules."""
        return self.folder / "modules"

    def write(self, path: str, text: str) -> Path:
        """Create or replace one file."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def rule(self, old: str, new: str) -> None:
        """Replace text of the one rule."""
        assert old in RULE
        self.write("rules/routing/duplicate-route.yaml", RULE.replace(old, new))

    def second_rule(self, name: str, *, category: str = "routing", extra: str = "") -> None:
        """Add a rule that review enforces, which needs neither module nor examples."""
        text = RULE[: RULE.index("params:")].replace("duplicate-route", name).replace("source", "review")
        self.write(f"rules/{category}/{name}.yaml", text + extra)

    def load(self) -> Catalog:
        """The catalogue of the tree."""
        return load_catalog(self.rules, self.modules)

    def problems(self) -> tuple[str, ...]:
        """Everything that loading complains about."""
        with pytest.raises(CatalogError) as caught:
            self.load()
        return caught.value.problems


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A valid rulebook."""
    return Tree.valid(tmp_path)
