"""The one door through which work leaves the window: one worker owns the workspace.

A page asks for a ``read`` or a ``change``; the work runs on the worker, in the order asked; what
came of it returns as a call on the window's thread. What a change touched is told to every page,
with who asked, so that each decides for itself whether to read again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.problems import Problem
from ssc_desktop.log import plain_trace

log = logging.getLogger(__name__)

# Seconds after which the loop turns before more of what came back is handed over.
HANDED_AT_ONCE = 0.008


class Cancelled(Exception):
    """Raised inside work that a person cancelled, so that its transaction is rolled back."""


@dataclass(eq=False)
class Job:
    """One piece of work: what to do, for whom, and what to do with what came of it."""

    owner: QObject | None
    work: Callable[..., Any]
    then: Callable[[Any], None] | None = None
    failed: Callable[[Problem], None] | None = None
    touches: tuple[str, ...] = ()
    is_change: bool = False
    only_latest: str = ""
    told: Callable[..., None] | None = None
    session: int = 0
    cancelled: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    problem: Problem | None = None
    bug: str = ""

    def cancel(self) -> None:
        """Ask the work to stop; what it had begun is rolled back."""
        self.cancelled.set()

    @property
    def is_wanted(self) -> bool:
        """Whether anyone is still there to hear what came of it."""
        return self.owner is None or isValid(self.owner)


class Ops(QObject):
    """Runs services off the window's thread and tells what came of it."""

    changed = Signal(object, object)
    counted = Signal()
    problem = Signal(object, object)
    bug = Signal(str)
    _finished = Signal(object)
    _progressed = Signal(object, tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._latest: dict[tuple[int, str], Job] = {}
        # Counts the workspaces that were open: what comes of work for one that was closed concerns
        # nobody any more.
        self._session = 0
        self._waiting = 0
        self._unsaved = 0
        self._workspace: Any = None
        self._returned: Job | None = None
        self._back: deque[Job] = deque()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._return_some)
        self._finished.connect(self._come_back, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._worker = threading.Thread(target=self._serve, name="workspace", daemon=True)
        self._worker.start()

    @property
    def waiting(self) -> int:
        """How many pieces of work have not come back."""
        return self._waiting

    @property
    def unsaved(self) -> int:
        """How many changes are not in the database yet."""
        return self._unsaved

    def read(
        self,
        owner: QObject | None,
        work: Callable[..., Any],
        then: Callable[[Any], None],
        *,
        failed: Callable[[Problem], None] | None = None,
        only_latest: str = "",
        told: Callable[..., None] | None = None,
    ) -> Job:
        """Ask the workspace something; of reads with one ``only_latest`` the last one counts. Work
        that can tell its progress takes ``told`` beside it."""
        return self._add(Job(owner, work, then, failed, only_latest=only_latest, told=told))

    def change(
        self,
        owner: QObject | None,
        work: Callable[..., Any],
        then: Callable[[Any], None] | None = None,
        *,
        touches: tuple[str, ...] = (),
        failed: Callable[[Problem], None] | None = None,
        told: Callable[..., None] | None = None,
    ) -> Job:
        """Change the workspace. Work that can tell its progress takes ``told`` beside it."""
        return self._add(Job(owner, work, then, failed, touches, is_change=True, told=told))

    def open(
        self,
        owner: QObject,
        work: Callable[[Any], Any],
        then: Callable[[Any], None],
        failed: Callable[[Problem], None],
    ) -> Job:
        """Open a workspace: what the work returns is what later work is given."""

        def opened(_: Any) -> Any:  # noqa: ANN401
            self._shut()
            self._workspace = work(None)
            return self._workspace

        return self._add(Job(owner, opened, then, failed))

    def let_go(self, heap: list[object]) -> None:
        """Free something large on the worker, where nobody waits for it: thousands of records, no
        widgets. The list is emptied there; whoever asks keeps nothing of what is in it."""
        self.read(None, lambda _: free(heap), lambda _: None)

    def close(self, then: Callable[[Any], None] | None = None) -> Job:
        """Close the workspace after all that was asked before."""
        self._session += 1
        return self._add(Job(None, lambda _: self._shut(), then))

    def stop(self) -> None:
        """Finish what was asked, close the workspace and end the worker."""
        self._queue.put(None)
        self._worker.join()

    def _add(self, job: Job) -> Job:
        if job.only_latest:
            key = (id(job.owner), job.only_latest)
            earlier = self._latest.get(key)
            if earlier is not None:
                earlier.cancel()
            self._latest[key] = job
        job.session = self._session
        self._waiting += 1
        self._unsaved += job.is_change
        self.counted.emit()
        self._queue.put(job)
        return job

    # --- on the worker's thread -------------------------------------------------------------

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            self._run(job)
            self._finished.emit(job)
        self._shut()

    def _run(self, job: Job) -> None:
        if job.cancelled.is_set():
            return
        try:
            job.result = self._call(job)
        except Cancelled:
            job.cancelled.set()
        except Problem as problem:
            job.problem = problem
        except Exception as error:
            log.exception("work failed")
            job.bug = plain_trace(error)

    def _call(self, job: Job) -> Any:  # noqa: ANN401
        if job.told is None:
            return job.work(self._workspace)

        def progress(*step: object) -> None:
            if job.cancelled.is_set():
                raise Cancelled
            self._progressed.emit(job, step)

        return job.work(self._workspace, progress)

    def _shut(self) -> None:
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            workspace.close()

    # --- back on the window's thread --------------------------------------------------------

    def _tell(self, job: Job, step: tuple[object, ...]) -> None:
        if job.told is not None and job.is_wanted:
            job.told(*step)

    def _come_back(self, job: Job) -> None:
        self._back.append(job)
        self._turn.start()

    def _return_some(self) -> None:
        """Hand over what came back: what came in one heap is handed over in several turns."""
        begun = time.monotonic()
        try:
            while self._back and time.monotonic() - begun < HANDED_AT_ONCE:
                self._return(self._back.popleft())
        finally:
            if self._back:
                self._turn.start()

    def _return(self, job: Job) -> None:
        # The worker lets go of a job only when it takes up the next; kept until then, what hangs
        # on it (pages, dialogs) never dies on the worker's thread.
        self._returned = job
        self._waiting -= 1
        self._unsaved -= job.is_change
        self.counted.emit()
        if self._latest.get((id(job.owner), job.only_latest)) is job:
            del self._latest[(id(job.owner), job.only_latest)]
        if job.bug:
            self.bug.emit(job.bug)
        if job.session == self._session:
            self._answer(job)

    def _answer(self, job: Job) -> None:
        if job.problem is not None:
            self._refuse(job, job.problem)
        elif not job.bug and not job.cancelled.is_set():
            if job.is_wanted and job.then is not None:
                job.then(job.result)
            if job.is_change:
                self.changed.emit(touched_by(job), job.owner if job.is_wanted else None)

    def _refuse(self, job: Job, problem: Problem) -> None:
        if not job.is_wanted:
            self.problem.emit(problem, None)
        elif job.failed is not None:
            job.failed(problem)
        else:
            self.problem.emit(problem, job.owner)


def free(heap: list[object]) -> None:
    """Empty a list thing by thing: all at once it would keep Python from every other thread."""
    while heap:
        thing = heap.pop()
        if isinstance(thing, (list, tuple)):
            heap.extend(thing)


def touched_by(job: Job) -> Changes:
    """What a change touched: as the service says, else as the page knows."""
    if isinstance(job.result, Changes):
        return job.result | Changes.of(job.touches, 0)
    stated = getattr(job.result, "changes", None)
    if isinstance(stated, Changes):
        return stated | Changes.of(job.touches, 0)
    return Changes.of(job.touches)
