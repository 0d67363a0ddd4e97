"""The design holds: types, style and layers are clean, and nothing has outgrown its budget."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "checker/fastapi_lint"
MODULES = sorted(PACKAGE.rglob("*.py"))
RULE_MODULES = [m for m in sorted((PACKAGE / "rules").rglob("*.py")) if m.name != "__init__.py"]

TOOLS = {
    "types": ["mypy"],
    "style": ["ruff", "check"],
    "format": ["ruff", "format", "--check"],
    "layers": ["lint-imports"],
}
LONG_MODULES = {
    "contract/_target_agent.py": "one file, since it alone is handed to the interpreter of the target",
    "facts/code.py": "the vocabulary of one file: only small records, read as one list",
    "source/concrete/expressions.py": "one reader per libcst expression class, in one table",
}
"""Modules above 300 lines, each with the reason why it is not two."""

LONG_FACTS = {
    "facts/code.py": "the vocabulary of one file: only small records, read as one list",
    "facts/expression.py": "the vocabulary of expressions: a record per kind, and the walk over all of them",
    "facts/web.py": "the vocabulary of FastAPI: only small records, read as one list",
}
"""Modules above 150 lines that rules ask, each with the reason why it is not two."""

VAGUE_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "misc", "base", "core"}
HEAVY = {"click", "libcst", "pydantic", "pydantic_core", "rich", "yaml"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPE = (*FUNCTION, ast.ClassDef, ast.Lambda)
BLOCK = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.AsyncFor, ast.AsyncWith)


def name(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def length(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


@cache
def functions() -> tuple[tuple[str, int, int], ...]:
    """(where, lines, depth) of every function of the package, methods and inner functions included."""
    every = ((file, node) for file in MODULES for node in ast.walk(tree(file)))
    return tuple(
        (f"{name(file)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1, depth(node))
        for file, node in every
        if isinstance(node, FUNCTION)
    )


def depth(node: ast.AST) -> int:
    """How many blocks stand inside each other below a node; an `elif` is no deeper than its `if`."""
    inner = max((depth(child) for child in ast.iter_child_nodes(node) if not isinstance(child, SCOPE)), default=0)
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        body = max(map(depth, node.body), default=0)
        return max(body + 1, depth(node.orelse[0]))
    return inner + isinstance(node, BLOCK)


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS)
def test_a_tool_has_nothing_to_report(command: list[str]) -> None:
    program = shutil.which(command[0], path=sysconfig.get_path("scripts"))
    assert program, f"{command[0]} is not installed beside this interpreter"
    done = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_rule_is_small() -> None:
    assert [f"{name(m)}: {length(m)}" for m in RULE_MODULES if length(m) > 150] == []


def test_the_usual_rule_is_one_screen() -> None:
    assert median(map(length, RULE_MODULES)) <= 40


def test_a_module_is_short_or_says_why_not() -> None:
    assert {name(m) for m in MODULES if length(m) > 300} == set(LONG_MODULES)


def test_what_rules_ask_is_short_unless_it_is_their_vocabulary() -> None:
    facts = (PACKAGE / "facts").rglob("*.py")
    assert {name(m) for m in facts if length(m) > 150} == set(LONG_FACTS)


def test_a_function_fits_on_a_screen() -> None:
    assert [f"{where}: {lines}" for where, lines, _ in functions() if lines > 80] == []


def test_nineteen_of_twenty_functions_are_short() -> None:
    assert quantiles([lines for _, lines, _ in functions()], n=20)[-1] <= 40


def test_a_function_is_at_most_four_blocks_deep() -> None:
    assert [f"{where}: {depth}" for where, _, depth in functions() if depth > 4] == []


def test_a_folder_holds_at_most_25_modules() -> None:
    folders = {m.parent for m in MODULES}
    sizes = {name(folder): len([m for m in folder.glob("*.py") if m.name != "__init__.py"]) for folder in folders}
    assert {folder: size for folder, size in sizes.items() if size > 25} == {}


def test_a_file_is_named_after_what_it_answers() -> None:
    files = [*MODULES, *(ROOT / "tests").rglob("*.py")]
    assert [str(f) for f in files if VAGUE_NAMES & {f.stem.removeprefix("test_"), f.parent.name}] == []


@pytest.mark.parametrize("module", RULE_MODULES, ids=name)
def test_a_rule_module_offers_its_check_and_nothing_else(module: Path) -> None:
    assert [n for n in defined(tree(module)) if not n.startswith("_")] == ["check"]


def defined(module: ast.Module) -> Iterator[str]:
    """The names that a module's own statements bind, imports aside."""
    for node in module.body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Assign(targets=targets):
                yield from (t.id for target in targets for t in ast.walk(target) if isinstance(t, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=bound)):
                yield bound
            case _:
                pass


@pytest.mark.parametrize("layer", ["api", "engine", "source", "catalog"])
def test_what_other_modules_call_says_what_it_does(layer: str) -> None:
    files = sorted((PACKAGE / layer).rglob("*.py"))
    assert [f"{name(f)}: {missing}" for f in files for missing in undocumented(tree(f))] == []


def undocumented(node: ast.Module | ast.ClassDef) -> Iterator[str]:
    """Public classes, functions and methods without a docstring; a protocol's methods are explained by its own."""
    for child in node.body:
        if isinstance(child, (*FUNCTION, ast.ClassDef)) and not child.name.startswith("_"):
            if ast.get_docstring(child) is None:
                yield child.name
            if isinstance(child, ast.ClassDef) and "Protocol" not in map(ast.unparse, child.bases):
                yield from undocumented(child)


def test_an_unchanged_project_is_answered_without_heavy_imports(tmp_path: Path) -> None:
    without_cache = shutil.ignore_patterns(".fastapi_lint_cache")
    project = shutil.copytree(ROOT / "fixtures/sample", tmp_path / "sample", ignore=without_cache)
    environment = {**os.environ, "FASTAPI_LINT_CACHE": str(tmp_path / "cache")}
    first, again = (imports_of_a_check(project, environment) for _ in range(2))
    assert first >= HEAVY - {"rich", "libcst"}
    assert again & HEAVY == set()


def imports_of_a_check(project: Path, environment: dict[str, str]) -> set[str]:
    """The top-level packages that `fastapi-lint check` imports, as the interpreter itself tells."""
    command = [sys.executable, "-X", "importtime", "-m", "fastapi_lint", "check"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
