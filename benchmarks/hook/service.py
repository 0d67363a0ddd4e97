"""A service of 500 files: a hundred resources, each with its router, use cases, schemas, repository and errors."""

from __future__ import annotations

from pathlib import Path

RESOURCES = 100

_MANIFEST = '[project]\nname = "shop"\nversion = "1.0.0"\ndependencies = ["fastapi", "pydantic"]\n'

_MAIN = '''"""The service."""

from fastapi import FastAPI

from app.routes import router

app = FastAPI(title="Shop", version="1.0.0")
app.include_router(router)
'''

_FILES = {
    "routes": '''"""Routes of {name}."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, status

from app.{name}.errors import Missing
from app.{name}.schemas import Created, New
from app.{name}.service import Service, get_service

router = APIRouter(prefix="/{name}", tags=["{name}"])
ServiceDep = Annotated[Service, Depends(get_service)]


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_{name}(new: New, service: ServiceDep) -> Created:
    """Adds one."""
    return await service.create(new)


@router.get("")
async def list_{name}(service: ServiceDep, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> list[Created]:
    """Lists a page."""
    return await service.listed(limit)


@router.get("/{{item_id}}", responses={{404: {{"description": "There is none."}}}})
async def read_{name}(item_id: int, service: ServiceDep) -> Created:
    """Reads one."""
    try:
        return await service.read(item_id)
    except Missing as error:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail=str(error)) from error
''',
    "service": '''"""Use cases of {name}."""

from app.{name}.errors import Missing
from app.{name}.repository import Repository
from app.{name}.schemas import Created, New


class Service:
    """What can be done with {name}."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    async def create(self, new: New) -> Created:
        """Adds one."""
        return await self.repository.add(new)

    async def listed(self, limit: int) -> list[Created]:
        """A page."""
        return (await self.repository.all())[:limit]

    async def read(self, item_id: int) -> Created:
        """One, or Missing."""
        found = await self.repository.get(item_id)
        if found is None:
            raise Missing(item_id)
        return found


def get_service() -> Service:
    """The service of a request."""
    return Service(Repository())
''',
    "schemas": '''"""Shapes of {name}."""

from pydantic import BaseModel, Field


class New(BaseModel):
    """What a client sends."""

    name: str = Field(min_length=1, max_length=50)
    count: int = Field(ge=0, le=1000)


class Created(New):
    """What a client gets."""

    id: int
''',
    "repository": '''"""Where {name} are kept."""

from app.{name}.schemas import Created, New


class Repository:
    """A shelf in memory."""

    def __init__(self) -> None:
        self.shelf: dict[int, Created] = {{}}

    async def add(self, new: New) -> Created:
        """Keeps one."""
        made = Created(id=len(self.shelf) + 1, **new.model_dump())
        self.shelf[made.id] = made
        return made

    async def all(self) -> list[Created]:
        """All of them."""
        return list(self.shelf.values())

    async def get(self, item_id: int) -> Created | None:
        """One, or nothing."""
        return self.shelf.get(item_id)
''',
    "errors": '''"""What can go wrong with {name}."""


class Missing(Exception):
    """There is none of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no {name} number {{number}}")
        self.number = number
''',
}


def write(folder: Path) -> tuple[Path, ...]:
    """Writes the service below a folder; returns its files of routes."""
    names = [f"resource{number:03}" for number in range(RESOURCES)]
    package = folder / "app"
    package.mkdir(parents=True)
    (folder / "pyproject.toml").write_text(_MANIFEST, "utf-8")
    (package / "main.py").write_text(_MAIN, "utf-8")
    imports = "".join(f"from app.{name} import routes as {name}\n" for name in names)
    mounts = "".join(f"router.include_router({name}.router)\n" for name in names)
    text = f'"""All routes."""\n\nfrom fastapi import APIRouter\n\n{imports}\nrouter = APIRouter()\n{mounts}'
    (package / "routes.py").write_text(text, "utf-8")
    for name in names:
        (package / name).mkdir()
        for stem, template in _FILES.items():
            (package / name / f"{stem}.py").write_text(template.format(name=name), "utf-8")
    return tuple(package / name / "routes.py" for name in names)
