"""Builds ship the scenarios, which lie beside the package in a checkout, inside of it."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithScenarios(build_py):
    """Copy ``scenarios`` into the package of a wheel; an editable install reads them where they lie."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "kkgsim" / "scenario" / "shipped"
            shutil.copytree(Path(__file__).parent / "scenarios", target, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithScenarios})
