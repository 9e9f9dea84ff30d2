"""The optional build step: the pure stages as C modules, for the same results in less time.

Off unless the environment says `HATCH_BUILD_HOOKS_ENABLE=1`. Needs a C compiler. The modules stand in pyproject.toml;
mypyc compiles them as they are, and their sources stay in the wheel beside them for tracebacks.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from mypyc.build import mypycify
from setuptools import Distribution

_MYPY = ("--config-file=", "--follow-imports=silent", "--ignore-missing-imports", "--no-site-packages")
"""The types of other packages are not looked at, so that what is installed at building changes nothing."""


class CompiledStages(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel; never to the checkout, where they would hide their sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles, and says what to put into the wheel. An editable install stays pure Python."""
        if version == "editable":
            return
        self._scratch = Path(mkdtemp(prefix="onrecord-"))
        for library in _compiled(self._modules(), self._scratch):
            build_data["force_include"][str(library)] = library.relative_to(self._scratch / "lib").as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Forgets the libraries once the wheel holds them."""
        if version != "editable":
            shutil.rmtree(self._scratch)

    def _modules(self) -> list[str]:
        """Paths of the modules to compile, from the root."""
        root, left_out = Path(self.root), set(self.config["exclude"])
        found = {path.relative_to(root).as_posix() for pattern in self.config["include"] for path in root.glob(pattern)}
        return sorted(found - left_out)


def _compiled(modules: list[str], scratch: Path) -> list[Path]:
    """Compiles the modules of the current folder; the libraries, in `scratch` / lib as they belong into a wheel."""
    extensions = mypycify(
        [*_MYPY, f"--cache-dir={scratch / 'types'}", *modules],
        target_dir=str(scratch / "c"),
        multi_file=True,
        group_name="onrecord",
    )
    command = Distribution({"ext_modules": extensions}).get_command_obj("build_ext")
    command.build_lib, command.build_temp = str(scratch / "lib"), str(scratch / "objects")
    command.parallel = os.cpu_count()
    command.ensure_finalized()
    command.run()
    return [path for path in (scratch / "lib").rglob("*") if path.is_file()]
