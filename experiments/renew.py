"""Play the studies of this folder again from nothing, by the commands that their READMEs name.

    python experiments/renew.py [NUMBER ...]            write the answers into the READMEs and results/
    python experiments/renew.py [NUMBER ...] --check    compare with what is kept, byte for byte; 1 if anything differs

In a README a command stands in a ``sh`` block of its own, followed by ``<!-- output -->`` and a block with what it
prints. ``<!-- output, keep indices.csv, package-5.toml as best-100.toml -->`` keeps files of its ``--out`` folder in
``results/<name of that folder>/``. Pictures are renewed but not compared: fonts differ between machines.
"""

from __future__ import annotations

import argparse
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
STEP = re.compile(
    r"```sh\nkkgsim (?P<words>.*?)\n```\n\n<!-- output(?:, keep (?P<keep>.*?))? -->\n```\n(?P<said>.*?)```", re.S
)
README, RESULTS = "README.md", "results"


@dataclass(frozen=True)
class Step:
    """A command of a study, what its README shows of its answer, and which files are kept under which names."""

    words: tuple[str, ...]
    said: str
    keep: tuple[tuple[str, str], ...]

    @property
    def out(self) -> Path | None:
        """The folder after ``--out``, as the README names it."""
        return Path(self.words[self.words.index("--out") + 1]) if "--out" in self.words else None

    def kept(self, study: Path) -> dict[str, Path]:
        """Where each kept file of the answer lies, by its name in the answer."""
        assert self.out is not None or not self.keep, "files can be kept only of a command with --out"
        return {name: study / RESULTS / self.out.name / to for name, to in self.keep} if self.out else {}


def studies(numbers: list[str] | None = None) -> list[Path]:
    """The folders of the studies, or of those with these numbers."""
    found = sorted(HERE.glob("[0-9]*-*/"))
    return [folder for folder in found if not numbers or folder.name.split("-")[0] in numbers]


def steps(readme: str) -> list[Step]:
    """The commands of a README in their order."""
    found = []
    for match in STEP.finditer(readme):
        keep = [name.strip().split(" as ") for name in (match["keep"] or "").split(",") if name.strip()]
        found.append(Step(tuple(shlex.split(match["words"])), match["said"], tuple((k[0], k[-1]) for k in keep)))
    return found


def expanded(words: tuple[str, ...]) -> list[str]:
    """The words with their patterns filled in, as a shell at the root of the repository does."""
    found: list[str] = []
    for word in words:
        names = sorted(glob.glob(word, root_dir=ROOT)) if "*" in word else [word]
        found += names or [word]
    return found


def played(step: Step, out: Path) -> str:
    """Play a command into the folder ``out``; what it prints, without spaces at the ends of lines."""
    words = expanded(step.words)
    if step.out is not None:
        words[words.index("--out") + 1] = str(out)
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-m", "kkgsim", *words], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "KKGSIM_LANG": "en"},
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"kkgsim {shlex.join(words)}: ended with {done.returncode}")
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())


def renew(study: Path) -> None:
    """Write the answers of a study into its README and its results, which are emptied first."""
    readme = study / README
    text = readme.read_text(encoding="utf-8")
    shutil.rmtree(study / RESULTS, ignore_errors=True)
    for match in list(STEP.finditer(text)):
        step = steps(match[0])[0]
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            said = played(step, out)
            for name, kept in step.kept(study).items():
                kept.parent.mkdir(parents=True, exist_ok=True)
                (shutil.copytree if (out / name).is_dir() else shutil.copyfile)(out / name, kept)
        text = text.replace(match[0], match[0].removesuffix(f"{step.said}```") + said + "```")
        readme.write_text(text, encoding="utf-8")


def differences(study: Path) -> Iterator[str]:
    """What differs between the answers kept and those that the commands of a study give now."""
    for step in steps((study / README).read_text(encoding="utf-8")):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            if played(step, out) != step.said:
                yield f"{study.name}/{README}: kkgsim {shlex.join(step.words)}"
            for name, kept in step.kept(study).items():
                for new in sorted((out / name).rglob("*")) if (out / name).is_dir() else [out / name]:
                    old = kept / new.relative_to(out / name)
                    if new.suffix != ".png" and (not old.is_file() or old.read_bytes() != new.read_bytes()):
                        yield str(old.relative_to(HERE))


def main() -> None:
    ask = argparse.ArgumentParser(description="Play the studies again from nothing.")
    ask.add_argument("numbers", nargs="*", help="numbers of the studies; all without any")
    ask.add_argument("--check", action="store_true", help="compare with what is kept")
    asked = ask.parse_args()
    found = []
    for study in studies(asked.numbers):
        print(study.name, file=sys.stderr)
        if asked.check:
            found += list(differences(study))
        else:
            renew(study)
    for line in found:
        print(f"differs: {line}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
