"""The ends of a request that takes too long: raised by serving/processor_bound.py, before or in a query."""


class OutOfTime(BaseException):
    """The request spent all its processor time. Not an Exception: no `except Exception` lets it go on."""


class HeldTooLong(OutOfTime):
    """By the clock only, which counts what others spend too: no fault of who asked."""
