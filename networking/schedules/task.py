"""What every task of ours is: where it does a regular work, the run is written down."""

from __future__ import annotations

from functools import partial
from typing import Any

from celery import Task

from . import work_of


class PortalTask(Task):
    """A task called by the worker, by cron or by hand, it makes no difference."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        work = work_of(self.name)
        if work is None:
            return self.run(*args, **kwargs)
        # The tables are read only once the apps stand.
        from . import running

        return running.run(work, partial(self.run, *args, **kwargs))
