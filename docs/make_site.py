"""Build the documentation as a site, in English and Indonesian, without a network.

    python docs/make_site.py                 into build/site
    python docs/make_site.py --out FOLDER    elsewhere; what lies there is replaced where it is a site

Needs the packages of ``locks/dev.txt``. A broken link or a page that no contents name is an error.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from site_sources import staging  # noqa: E402 (it lies beside this file)

MARK = ".kkgsim-site"
"""A file that stands in every site that this builds, so that nothing else is replaced."""
FRONT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>kkgsim</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:1.2rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}</style></head>
<body><h1>kkgsim</h1><p><a href="en/index.html">English</a></p>
<p lang="id"><a href="id/index.html">Bahasa Indonesia</a></p></body></html>
"""


def build(out: Path) -> None:
    """Build both languages into an empty folder. Ends the process where Sphinx finds something wrong."""
    from sphinx.cmd.build import build_main

    out.mkdir(parents=True)
    (out / MARK).write_text("", encoding="utf-8")  # first: what was interrupted may be replaced, too
    os.environ["SOURCE_DATE_EPOCH"] = os.environ.get("SOURCE_DATE_EPOCH", "0")
    for language in staging.OTHER:
        with tempfile.TemporaryDirectory() as folder:
            source, doctrees = Path(folder) / "source", Path(folder) / "doctrees"
            source.mkdir()
            staging.stage(language, source)
            words = ["-q", "-W", "--keep-going", "-b", "html", "-D", f"language={language}", "-d", str(doctrees)]
            code = build_main([*words, "-c", str(HERE / "site_sources"), str(source), str(out / language)])
            if code:
                sys.exit(code)
    (out / "index.html").write_text(FRONT, encoding="utf-8")


def main() -> None:
    """Build where the command line says."""
    parser = argparse.ArgumentParser(description="Build the documentation as a site.")
    parser.add_argument("--out", type=Path, default=HERE.parent / "build" / "site", metavar="FOLDER")
    out = parser.parse_args().out
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        parser.error(f"{out} is not empty and no site of ours; choose another folder")
    shutil.rmtree(out, ignore_errors=True)
    build(out)
    print(out / "index.html")


if __name__ == "__main__":
    main()
