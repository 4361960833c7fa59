"""How a fault is told to the log: never with a value."""

from __future__ import annotations


def where(error: BaseException) -> str:
    """Say where an error arose by type, file and line alone: its message may quote a value."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
