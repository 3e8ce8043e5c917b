"""Memory that is freed goes back to the system when the process has grown, and is not looked for all the time."""

from palabre.serving.page_server import GROWN, LITTLE, FreedMemory


def test_memory_is_given_back_each_time_the_process_has_grown_since() -> None:
    sizes = iter([100, 100 + GROWN, 101 + GROWN, 120, 121, 121 + GROWN, 90 + GROWN, 91 + GROWN])
    released = list[str]()
    freed = FreedMemory(lambda: next(sizes), lambda: released.append("given back"), gone=lambda: 0)

    said = []
    for _look in range(5):
        freed.give_back()
        said.append(len(released))

    assert said == [0, 1, 1, 2, 2]


def test_what_a_live_connection_left_is_given_back_until_little_is_left_of_it() -> None:
    """Far above the start, where the process does not grow any more; near it, nothing is looked for."""
    far = 10 * GROWN
    held, gone, released = [0], [0], list[int]()
    freed = FreedMemory(lambda: held[0], lambda: released.append(held[0]), gone=lambda: gone[0])
    looks = [(GROWN, 1), (far, 1), (far, 1), (far, 1), (far, 2), (far - LITTLE, 2), (far - LITTLE, 2), (GROWN, 3)]

    said = []
    for held[0], gone[0] in looks:
        freed.give_back()
        said.append(len(released))

    assert said == [0, 1, 1, 1, 2, 2, 2, 2]
