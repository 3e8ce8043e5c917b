import resource

import pytest

from palabre.serving import connection_limits


@pytest.mark.parametrize(
    ("hard", "raised"),
    [
        (20_000, 20_000),
        (524_288, connection_limits.WANTED),
        (resource.RLIM_INFINITY, connection_limits.WANTED),
        (1024, None),
    ],
)
def test_the_limit_of_open_files_is_raised_as_far_as_it_may(
    monkeypatch: pytest.MonkeyPatch, hard: int, raised: int | None
) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda what: (1024, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda what, pair: asked.append(pair))

    connection_limits.raise_file_limit()

    assert asked == ([(raised, hard)] if raised else [])


@pytest.mark.parametrize("soft", [300, 1024, 4096, 65_536])
def test_connections_never_take_the_files_that_pages_need(monkeypatch: pytest.MonkeyPatch, soft: int) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda what: (soft, soft))

    assert 2 * connection_limits.most_connections() + 3 * connection_limits.ACCEPTED_AT_ONCE < soft


@pytest.mark.parametrize("soft", [1024, 65_536])
def test_who_holds_connections_leaves_a_quarter_to_who_is_answered(monkeypatch: pytest.MonkeyPatch, soft: int) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda what: (soft, soft))

    held = connection_limits.most_held() + connection_limits.most_web_sockets()

    assert 4 * held <= 3 * connection_limits.most_connections()
