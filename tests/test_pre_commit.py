"""The hooks for pre-commit work as a user has them: installed by pre-commit itself from a clone of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.source.build import write

ROOT = Path(__file__).resolve().parents[1]
MAIN = """from fastapi import FastAPI

from app import clock, users

app = FastAPI()
app.include_router(users.router)


@app.get("/ticks")
async def read_ticks() -> int:
    clock.pause()
    return 1
"""
USERS = """from fastapi import APIRouter

router = APIRouter()


@router.get("/users")
async def read_users() -> list[str]:
    return []
"""
CLOCK = """def pause() -> None:
    return None
"""
BLOCKING = """import time


def pause() -> None:
    time.sleep(1)
"""
OUTDATED = """from pydantic import BaseModel, validator


class User(BaseModel):
    name: str

    @validator("name")
    def tidy(cls, value: str) -> str:
        return value.strip()
"""


class Repository:
    """A user's repository; `home` is where pre-commit keeps what it installs."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root = root
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PYTHON", "COV", "PYTEST"))}
        self._environment = plain | {"PRE_COMMIT_HOME": str(home), "GIT_CONFIG_GLOBAL": str(home / "gitconfig")}
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> tuple[int, str]:
        """The exit code and what was printed."""
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
        return self._run("git", *identity, *arguments)

    def pre_commit(self, *arguments: str) -> tuple[int, str]:
        """The same of `pre-commit`."""
        return self._run(sys.executable, "-m", "pre_commit", *arguments)

    def commit(self, **files: str) -> tuple[int, str]:
        """Stages files of `app/`, and commits."""
        write(self.root, {f"app/{name}.py": text for name, text in files.items()})
        self.git("add", "--all")
        return self.git("commit", "--message=work")

    def _run(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(
            command, cwd=self.root, env=self._environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A clone of this repository as it is now, with what is not committed yet."""
    clone = Repository(tmp_path_factory.mktemp("clone"), tmp_path_factory.mktemp("home"))
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (clone.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone.root / name)
    clone.git("add", "--all")
    code, output = clone.git("commit", "--quiet", "--message=as it is")
    assert code == 0, output
    return clone


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests, so that the hooks are installed once."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def hooked(clone: Repository, home: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Repository:
    """A clean service with the hook of the test's parameter installed."""
    user = Repository(tmp_path, home)
    revision = clone.git("rev-parse", "HEAD")[1].strip()
    hook = f"repos:\n- repo: {clone.root}\n  rev: {revision}\n  hooks:\n  - id: {request.param}\n"
    write(tmp_path, {".pre-commit-config.yaml": hook, "app/__init__.py": "", "app/clock.py": CLOCK})
    write(tmp_path, {"app/main.py": MAIN, "app/users.py": USERS})
    user.git("add", "--all")
    user.git("commit", "--quiet", "--message=before the hook")
    code, output = user.pre_commit("install")
    assert code == 0, output
    return user


checks = pytest.mark.parametrize("hooked", ["fastapi-lint"], indirect=True)


@checks
def test_a_commit_that_plants_a_defect_across_files_is_blocked_then_passes_when_it_is_mended(
    hooked: Repository,
) -> None:
    code, output = hooked.commit(clock=BLOCKING)
    assert code == 1, output
    assert "app/clock.py:5" in output
    assert "blocking-sleep" in output
    code, output = hooked.commit(clock=CLOCK.replace("return None", "..."))
    assert code == 0, output


@checks
def test_odd_names_of_files_are_no_options(hooked: Repository) -> None:
    names = ("-top.py", "app/a b.py", "app/é.py", "@x.py")
    write(hooked.root, dict.fromkeys(names, f"import time\n{MAIN.replace('clock.pause()', 'time.sleep(1)')}"))
    code, output = hooked.commit()
    assert code == 1, output
    assert [name for name in names if f"{name}:12:5: error blocking-sleep" in output] == list(names), output


@checks
def test_a_commit_of_files_that_are_not_checked_passes(hooked: Repository) -> None:
    (hooked.root / "notes.txt").write_text("nothing to check\n")
    code, output = hooked.commit()
    assert code == 0, output


@checks
def test_defects_of_files_that_the_commit_leaves_alone_block_nothing(hooked: Repository) -> None:
    write(hooked.root, {"app/clock.py": BLOCKING})
    hooked.git("add", "--all")
    code, output = hooked.git("commit", "--no-verify", "--message=around the hook")
    assert code == 0, output
    code, output = hooked.commit(users=USERS.replace("return []", "return ['a']"))
    assert code == 0, output


@pytest.mark.parametrize("hooked", ["fastapi-lint-fix"], indirect=True)
def test_the_fixing_hook_mends_and_lets_the_mended_file_pass(hooked: Repository) -> None:
    code, output = hooked.commit(models=OUTDATED)
    assert code == 1, output
    assert '@field_validator("name")' in (hooked.root / "app/models.py").read_text()
    hooked.git("add", "--all")
    code, output = hooked.git("commit", "--message=mended")
    assert code == 0, output


@pytest.mark.parametrize("hooked", ["fastapi-lint-sync"], indirect=True)
def test_the_hook_about_rules_for_agents_asks_for_a_sync(hooked: Repository) -> None:
    code, output = hooked.commit(users=USERS.replace("return []", "return ['a']"))
    assert code == 1, output
    assert "`fastapi-lint sync` brings them up to date" in output
