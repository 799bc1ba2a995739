"""Builds the wheel: CMake builds and installs the package, setuptools packs it."""

import os
import re
import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

SOURCE = Path(__file__).resolve().parent


def version() -> str:
    """The library's, from the one place where it stands."""
    found = re.search(r'version = "([^"]+)"', (SOURCE / "include/rapport/version.hpp").read_text())
    assert found, "version.hpp says no version"
    return found[1]


class CMakeBuild(build_ext):
    def build_extension(self, ext: Extension) -> None:
        package = Path(self.get_ext_fullpath(ext.name)).resolve().parent
        folder = Path(self.build_temp).resolve() / "cmake"
        prepared = os.environ.get("RAPPORT_BUILD_FOLDER")  # a configured build folder, which saves building it again
        if prepared:
            folder = Path(prepared)
        else:
            configure = ["cmake", "-S", SOURCE, "-B", folder, "-DCMAKE_BUILD_TYPE=Release", "-DRAPPORT_DEVELOPER=OFF"]
            configure += ["-DRAPPORT_PYTHON=ON", f"-DPython_EXECUTABLE={sys.executable}"]
            subprocess.run(configure, check=True)
        jobs = str(os.cpu_count() or 1)
        subprocess.run(["cmake", "--build", folder, "--target", "rapport_python", "-j", jobs], check=True)
        install = ["cmake", "--install", folder, "--prefix", package.parent, "--component", "python", "--strip"]
        subprocess.run(install, check=True)


setup(
    version=version(),
    packages=["rapport"],
    package_dir={"rapport": "bindings/python/rapport"},
    package_data={"rapport": ["py.typed", "*.pyi"]},
    ext_modules=[Extension("rapport._rapport", sources=[])],
    cmdclass={"build_ext": CMakeBuild},
)
