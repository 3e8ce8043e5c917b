"""The socket on which the server listens: its connections send each piece of an answer at once."""

import socket

from palabre.serving.__main__ import listening_socket


def test_a_connection_waits_for_no_acknowledgement_between_two_pieces() -> None:
    """The head of an answer and its body are two: without this, a browser waits 40 ms for each page of a connection."""
    with (
        listening_socket("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
