"""Medians of interleaved runs, so that a busy machine slows what is compared alike."""

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable

__all__ = ["medians", "peak_megabytes"]

RUNS = 21


def medians(**actions: Callable) -> dict[str, float]:
    """Run each action RUNS times in turn; return the median of each, in milliseconds."""
    for action in actions.values():
        action()
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _run in range(RUNS):
        for name, action in actions.items():
            gc.collect()
            start = time.perf_counter()
            action()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in times.items()}


def peak_megabytes(action: Callable) -> float:
    """The most memory that Python held at once while ``action`` ran, in megabytes."""
    gc.collect()
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1] / 1_000_000
    finally:
        tracemalloc.stop()
