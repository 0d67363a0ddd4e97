"""Dockerfiles, pipelines, pre-commit, .env, ignore files, Makefiles and Markdown as facts."""

from __future__ import annotations

import pytest

from fastapi_lint.facts.files.deployment import Compose, Kubernetes
from fastapi_lint.project.dockerfile import dockerfile
from fastapi_lint.project.invalid import Invalid
from fastapi_lint.project.kinds import kind_of, read_as
from fastapi_lint.project.lines import env_file, ignore_file, makefile
from fastapi_lint.project.markdown import markdown
from fastapi_lint.project.pipelines import precommit, workflow

DOCKERFILE = """\
# syntax=docker/dockerfile:1
ARG PYTHON=3.12
FROM --platform=linux/amd64 ghcr.io/x/python:${PYTHON}-slim@sha256:abc AS Base
RUN apt-get update && \\
    # a comment inside

    apt-get install -y curl
FROM base as build
COPY --from=ghcr.io/astral-sh/uv:0.8 --chown=app /uv /bin/
RUN <<EOF
pip install x
USER root
EOF
FROM build
user app
CMD ["uvicorn", "app:app"]
ENTRYPOINT exec "a b" c
"""


def test_a_dockerfile_has_stages_with_instructions() -> None:
    found = dockerfile("Dockerfile", DOCKERFILE)
    base, build, final = found.stages
    assert (base.repository, base.tag) == ("ghcr.io/x/python", "3.12-slim")
    assert (base.name, build.parent, build.image, final.parent) == ("Base", "base", "", "build")
    (run,) = base.named("RUN")
    assert (run.at.line, run.text) == (4, "apt-get update && apt-get install -y curl")
    copy, heredoc = build.instructions
    assert copy.flags == {"from": "ghcr.io/astral-sh/uv:0.8", "chown": "app"}
    assert copy.words == ("/uv", "/bin/")
    assert heredoc.heredocs == ("pip install x\nUSER root",)
    assert "pip install x" in heredoc.command
    user, command, entry = final.instructions
    assert (user.name, command.is_exec, command.words) == ("USER", True, ("uvicorn", "app:app"))
    assert entry.words == ("exec", "a b", "c")
    assert [s.name for s in found.lineage()] == ["Base", "build", ""]
    assert [i.text for i in found.effective("USER")] == ["app"]
    assert found.at.line == 14


@pytest.mark.parametrize("shell", ['cat <<< "word"', "echo $((1<<3))", "sh -c 'cat <<word'"])
def test_only_a_word_of_its_own_opens_a_heredoc(shell: str) -> None:
    found = dockerfile("Dockerfile", f"FROM a\nRUN {shell}\nUSER app\n")
    assert [i.name for i in found.final.instructions] == ["RUN", "USER"]


def test_an_image_with_an_unknown_variable_is_not_guessed() -> None:
    assert dockerfile("Dockerfile", "ARG A\nFROM $A:1\n").final.image == ""


@pytest.mark.parametrize("text", ["", "# nothing", "RUN x", "FROM a\n%%%\n", "FROM\n", "FROM a\nRUN <<EOF\nx\n"])
def test_what_is_no_dockerfile_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        dockerfile("Dockerfile", text)


def test_a_github_workflow_tells_its_commands_with_their_lines() -> None:
    found = workflow(
        ".github/workflows/ci.yml",
        "on: [push, pull_request]\njobs:\n  test:\n    steps:\n      - uses: actions/checkout@v4\n"
        "      - name: Test\n        run: |\n          # first\n          uv sync\n          uv run \\\n"
        "            pytest\n      - run: make lint\n",
    )
    assert found.triggers == ("push", "pull_request")
    assert [(c.text, c.at.line) for c in found.commands] == [("uv sync", 9), ("uv run pytest", 10), ("make lint", 12)]
    assert [s.uses for s in found.steps] == ["actions/checkout@v4", "", ""]


def test_a_gitlab_pipeline_is_read_alike() -> None:
    found = workflow(
        ".gitlab-ci.yml",
        "image: python:3.12\n.hidden: {script: [no]}\ntest:\n  before_script: pip install x\n  script:\n    - pytest\n",
    )
    assert found.provider == "gitlab"
    assert [(j.name, [(c.text, c.at.line) for c in j.commands]) for j in found.jobs] == [
        ("test", [("pip install x", 4), ("pytest", 6)])
    ]


def test_pre_commit_hooks_know_their_repository() -> None:
    found = precommit(
        ".pre-commit-config.yaml",
        "repos:\n  - repo: https://x.org/ruff\n    rev: v1\n    hooks:\n      - id: ruff\n        args: [--fix]\n"
        "  - repo: local\n    hooks: [{id: mypy}]\n",
    )
    ruff = found.hook("ruff")
    assert ruff is not None
    assert (ruff.repo, ruff.at.line, ruff.node.texts("args")) == ("https://x.org/ruff", 5, ("--fix",))
    assert found.hook("black") is None


def test_env_files_have_quotes_comments_and_exports() -> None:
    text = "# A=1\nexport B=2 # c\nC='x # y'\nD=\"a\nb\" # c\nE=\nF = #\nnonsense\nG=a#b\n"
    found = env_file(".env.example", text)
    assert [(e.key, e.value, e.at.line) for e in found.entries] == [
        ("B", "2", 2),
        ("C", "x # y", 3),
        ("D", "a\nb", 4),
        ("E", "", 6),
        ("F", "", 7),
        ("G", "a#b", 9),
    ]
    assert found.is_template
    assert not env_file(".env.production", "").is_template


def test_ignore_files_answer_for_paths() -> None:
    found = ignore_file(".gitignore", "# c\n\n.env*\n!.env.example\n/dist/\n")
    assert [(p.text, p.at.line) for p in found.patterns] == [(".env*", 3), ("!.env.example", 4), ("/dist/", 5)]
    assert found.ignores(".env")
    assert found.ignores("dist/x")
    assert not found.ignores(".env.example")


def test_makefiles_and_justfiles_have_targets_with_recipes() -> None:
    text = "X := 1\n.PHONY: test\ntest lint: deps | x\n\t@uv run \\\n\t  pytest\n\t# no\nall: ; echo\n"
    targets = makefile("Makefile", text).targets
    assert [(t.name, t.needs, [(r.text, r.at.line) for r in t.recipe]) for t in targets] == [
        ("test", ("deps", "|", "x"), [("uv run  pytest", 4)]),
        ("lint", ("deps", "|", "x"), [("uv run  pytest", 4)]),
        ("all", (), [("echo", 7)]),
    ]
    text = "set dotenv-load := true\ndefault:\n    @just --list\ntest *args: lint\n    pytest {{args}}\n"
    assert [(t.name, t.needs) for t in makefile("justfile", text).targets] == [("default", ()), ("test", ("lint",))]


def test_markdown_has_headings_links_code_and_text() -> None:
    found = markdown(
        "README.md",
        "# Shop `api`\n\nSee [the docs](docs/a.md) and\n[more][m].\n\n## Run\n\n```bash\n# no heading\n"
        "make run\n```\n\n| a | b |\n|---|---|\n| one | two |\n\n[m]: https://x.org\n",
    )
    assert [(h.text, h.at.line) for h in found.headings] == [("Shop api", 1), ("Run", 6)]
    assert [(link.text, link.target, link.at.line) for link in found.links] == [
        ("the docs", "docs/a.md", 3),
        ("more", "https://x.org", 4),
    ]
    assert [(c.text, c.at.line) for c in found.code] == [("# no heading\nmake run\n", 8)]
    assert found.paragraphs[0].text == "See the docs and more."
    assert found.mentions("MAKE RUN")
    assert found.mentions("two")
    assert not found.mentions("uvicorn")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/pyproject.toml", "Manifest"),
        ("requirements-dev.txt", "Manifest"),
        ("setup.py", None),
        ("uv.lock", "Lock"),
        ("docker/api.Dockerfile", "Dockerfile"),
        ("Dockerfile.dev", "Dockerfile"),
        ("compose.override.yaml", "Compose"),
        (".github/workflows/x.yml", "Workflow"),
        (".github/dependabot.yml", "YamlFile"),
        (".env.local", "EnvFile"),
        ("prod.env", "EnvFile"),
        ("alembic.ini", "IniFile"),
        ("ruff.toml", "TomlFile"),
        (".vscode/settings.json", "JsonFile"),
        ("locales/en.json", None),
        ("k8s/api.yaml", "Kubernetes"),
        ("docs/a.md", "Markdown"),
        ("logo.png", None),
    ],
)
def test_the_name_of_a_file_says_its_kind(path: str, kind: str | None) -> None:
    found = kind_of(path)
    assert (found.__name__ if found else None) == kind


def test_compose_services_know_their_environment() -> None:
    text = "services:\n  api:\n    build: .\n    environment:\n      - A=1\n"
    text += "  db: {image: postgres, environment: {B: 2}}\n  x:\n"
    found = read_as(Compose, "compose.yml", text)
    assert isinstance(found, Compose)
    api, db = found.services
    assert (api.is_built, api.environment["A"].text(), api.environment["A"].at.line) == (True, "1", 5)
    assert (db.image, db.is_built, db.environment["B"].value, db.at.line) == ("postgres", False, 2, 6)


def test_kubernetes_objects_show_the_containers_of_their_workloads() -> None:
    pod = "{containers: [{name: api, image: x}]}"
    text = f"apiVersion: v1\nkind: Pod\nspec: {pod}\n---\n"
    text += f"apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec: {pod}\n"
    found = read_as(Kubernetes, "k8s/a.yaml", text)
    assert isinstance(found, Kubernetes)
    shown = [(c.workload.text("kind"), c.node.text("image")) for c in found.containers()]
    assert shown == [("Pod", "x"), ("Deployment", "x")]
    assert read_as(Kubernetes, "k8s/values.yaml", "a: 1\n") is None
    assert read_as(Kubernetes, "helm/templates/a.yaml", "a: {{ .Values.a }}\n") is None
