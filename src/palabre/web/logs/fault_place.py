"""Where a fault happened, in words that a log may keep."""


def whence(fault: BaseException) -> str:
    """Name a fault by its type and place; its message may hold a name or an address, and stays out of the log."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"{type(fault).__name__}{place}"
