"""Run a command and say how long it took and how much memory: ``python launch.py REPORT COMMAND...``.

Imports next to nothing, for a process is counted with the memory of the one it came from.
"""

import os
import sys
import time


def main() -> None:
    report, command = sys.argv[1], sys.argv[2:]
    began = time.perf_counter()
    child = os.spawnvp(os.P_NOWAIT, command[0], command)
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(child, 0)
        processor = usage.ru_utime + usage.ru_stime
        peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    else:
        _, status = os.waitpid(child, 0)
        processor, peak = 0.0, 0
    seconds = time.perf_counter() - began
    with open(report, "w", encoding="ascii") as out:
        out.write(f"{seconds!r} {processor!r} {peak} {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
