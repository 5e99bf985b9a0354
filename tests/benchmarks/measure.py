"""Times of interleaved runs, so that a busy machine slows what is compared alike."""

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable

__all__ = ["fastest", "medians", "peak_megabytes"]

RUNS = 21


def _times(actions: dict[str, Callable]) -> dict[str, list[float]]:
    """Run each action RUNS times in turn, once more before that; milliseconds."""
    for action in actions.values():
        action()
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _run in range(RUNS):
        for name, action in actions.items():
            gc.collect()
            start = time.perf_counter()
            action()
            times[name].append((time.perf_counter() - start) * 1000)
    return times


def medians(**actions: Callable) -> dict[str, float]:
    """The median of RUNS runs of each action, in milliseconds."""
    return {name: statistics.median(values) for name, values in _times(actions).items()}


def fastest(actions: dict[str, Callable]) -> dict[str, float]:
    """The fastest of RUNS runs of each action, in milliseconds.

    For what cannot be run in turn with what it is compared to: others on the machine
    only ever add.
    """
    return {name: min(values) for name, values in _times(actions).items()}


def peak_megabytes(action: Callable) -> float:
    """The most memory that Python held at once while ``action`` ran, in megabytes."""
    gc.collect()
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1] / 1_000_000
    finally:
        tracemalloc.stop()
