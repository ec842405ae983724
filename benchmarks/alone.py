"""Call a function in a process of its own and print what it returns.

Run: ``python -m benchmarks.alone module:name [ARGUMENTS]``.
"""

from __future__ import annotations

import importlib
import json
import sys

if __name__ == "__main__":
    module, name = sys.argv[1].split(":")
    print(json.dumps(getattr(importlib.import_module(module), name)(*json.loads(sys.argv[2]))))
