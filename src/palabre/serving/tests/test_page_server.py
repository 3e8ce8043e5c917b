"""Memory that is freed goes back to the system when the process has grown, and is not looked for all the time."""

from palabre.serving.page_server import GROWN, FreedMemory, resident, trim


def test_memory_is_given_back_each_time_the_process_has_grown_since() -> None:
    sizes = iter([100, 100 + GROWN, 101 + GROWN, 120, 121, 121 + GROWN, 90 + GROWN, 91 + GROWN])
    released = list[str]()
    freed = FreedMemory(lambda: next(sizes), lambda: released.append("given back"))

    said = []
    for _look in range(5):
        freed.give_back()
        said.append(len(released))

    assert said == [0, 1, 1, 2, 2]


def test_this_process_says_what_it_holds_and_gives_back_without_harm() -> None:
    trim()

    assert resident() >= 0
