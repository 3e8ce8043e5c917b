"""Where Palabre says that it is, and to whom its door stands open."""

from pathlib import Path

import pytest

from palabre.serving import __main__ as serving
from palabre.serving.start_banner import Place, welcome

HERE = Place("127.0.0.1", 8000, Path("/data"))


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PALABRE_HTTPS", "PALABRE_HOSTS", "PALABRE_ORIGINS", "PALABRE_OPEN_DOOR"):
        monkeypatch.delenv(name, raising=False)


def test_the_door_stands_open_where_only_this_machine_knocks() -> None:
    assert serving.settings_for(HERE)["PALABRE_OPEN_DOOR"] == "1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PALABRE_HTTPS", "1"),
        ("PALABRE_HOSTS", "palabre.example"),
        ("PALABRE_ORIGINS", "https://palabre.example"),
    ],
)
def test_the_door_is_shut_where_something_listens_for_others(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    assert serving.settings_for(HERE)["PALABRE_OPEN_DOOR"] == "0"


def test_the_door_is_shut_where_the_network_knocks() -> None:
    assert serving.settings_for(Place("0.0.0.0", 8000, Path("/data")))["PALABRE_OPEN_DOOR"] == "0"


def test_the_link_to_hand_over_is_the_one_that_works_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_HTTPS", "1")
    monkeypatch.setenv("PALABRE_HOSTS", "palabre.example,autre.example")

    assert "https://palabre.example/door/x/\n" in welcome(HERE, host_path="/door/x/")


def test_the_link_to_hand_over_is_of_this_machine_where_nothing_is_in_front() -> None:
    assert "http://127.0.0.1:8000/door/x/\n" in welcome(HERE, host_path="/door/x/")
