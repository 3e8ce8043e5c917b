"""Place of an exception, in words that may be logged."""


def whence(fault: BaseException) -> str:
    """Return the type and place of an exception; its message may hold a name or an address, and is not logged."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"{type(fault).__name__}{place}"
