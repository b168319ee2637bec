"""A program of its own: reads a file that somebody sent, writes it made anew. Its memory and time are bounded.

It is run as a file, and knows nothing of the portal but how to press: whatever a hostile file does to a library happens
in a process that has nothing to lose, no database, no keys, no environment, and nowhere to write.
"""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

MEMORY = 768 * 1024 * 1024
SECONDS = 6
Press: TypeAlias = Callable[[bytes, dict[str, Any]], tuple[str, int, bytes]]


def bound() -> None:
    """Bound what this process may take, before any of the file is looked at."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in limits.items():
        resource.setrlimit(kind, (limit, limit))


def main() -> None:
    """One line of JSON with what it is and the limits, then the file; the answer comes the same way."""
    bound()
    # Run with -I, which finds only what is installed; where the portal lies is known from here.
    sys.path.append(str(Path(__file__).parents[3]))
    from portal.adapters.files.press_parts import Unusable

    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    answer: dict[str, object]
    try:
        kind, pages, made = _press_for(asked["kind"])(content, asked)
        answer = {"kind": kind, "pages": pages}
    except Unusable as why:
        answer, made = {"code": str(why)}, b""
    except MemoryError:
        answer, made = {"code": "file-too-much"}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii") + b"\n")
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()


def _press_for(kind: str) -> Press:
    # Each brings a large library, and only one of them is needed.
    if kind == "pdf":
        from portal.adapters.files import press_pdf

        return press_pdf.press
    from portal.adapters.files import press_picture

    return press_picture.press


if __name__ == "__main__":
    main()
