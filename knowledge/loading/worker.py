"""The process in which files from outside are opened.

A PDF may unpack to gigabytes and an Office file may loop its reader. So they are read in a child
process that has a limit on its memory and is given so many seconds a file; when it exceeds either,
it dies alone, that file is refused, and the next one gets a new child. One child reads many files,
because its libraries take seconds to load.

Parent and child exchange one line of JSON a file, over the child's standard input and output.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from knowledge.errors import Unreadable
from knowledge.loading.extracted import Extracted
from knowledge.loading.outcomes import Limits
from knowledge.loading.readers import read


class Worker:
    """Reads files in a child process, started when the first one comes. A context manager."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        self._warm = False

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop()

    def read(self, path: Path) -> Extracted:
        """What ``path`` holds. Raises :class:`Unreadable` when it cannot be read in bounds."""
        ask = self._asking()
        # Starting a child and its libraries takes a few seconds that are not the file's fault.
        allowance = self._limits.seconds + (0 if self._warm else 20.0)
        try:
            ask.write(json.dumps(str(path)) + "\n")
            ask.flush()
            answer = self._answers.get(timeout=allowance)
        except queue.Empty:
            self._stop()
            raise Unreadable(
                path.name, f"it took more than {self._limits.seconds:.0f} seconds; it was not read"
            ) from None
        except OSError:
            answer = ""
        if not answer:
            self._stop()
            raise Unreadable(
                path.name, "its reader crashed or needed too much memory; it was not read"
            )
        self._warm = True
        said: dict[str, Any] = json.loads(answer)
        if "refused" in said:
            raise Unreadable(path.name, str(said["refused"]))
        return Extracted(said["text"], said["facts"], tuple(said["notes"]), said["sheets"])

    def _asking(self) -> IO[str]:
        """The standard input of the running child; a new child where there is none."""
        if self._child is None or self._child.poll() is not None:
            self._stop()
            self._warm = False
            self._answers = queue.Queue()
            self._child = _start(self._limits)
            listener = threading.Thread(
                target=_listen, args=(self._child.stdout, self._answers), daemon=True
            )
            listener.start()
        if self._child.stdin is None:
            raise OSError("the reading process has no standard input")
        return self._child.stdin

    def _stop(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for stream in (self._child.stdin, self._child.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            self._child = None


def _start(limits: Limits) -> subprocess.Popen[str]:
    root = str(Path(__file__).parents[2])
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "knowledge.loading.worker", json.dumps(asdict(limits))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join([root, *_python_path()])},
    )


def _python_path() -> list[str]:
    return [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]


def _listen(stream: IO[str] | None, answers: queue.Queue[str]) -> None:
    with contextlib.suppress(ValueError, OSError):
        for line in stream or ():
            answers.put(line)
    answers.put("")


def _bound_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # not POSIX: the time-out alone bounds the child
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(path: Path, limits: Limits) -> dict[str, Any]:
    try:
        extracted = read(path, limits)
    except Unreadable as error:
        return {"refused": error.reason}
    except (MemoryError, RecursionError) as error:
        return {"refused": f"it needs too much memory to read ({type(error).__name__})"}
    # Any library may raise anything on a hostile file; the child must outlive it.
    except Exception as error:
        return {"refused": f"it is damaged and cannot be read ({type(error).__name__})"}
    return asdict(extracted)


def serve(limits: Limits) -> None:
    """The child's life: read a path, answer with what it holds, until the parent is gone."""
    _bound_memory(limits.memory_bytes)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    # What a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        said = _answer(Path(json.loads(line)), limits)
        answers.write(json.dumps(said) + "\n")
        answers.flush()


if __name__ == "__main__":
    serve(Limits(**json.loads(sys.argv[1])))
