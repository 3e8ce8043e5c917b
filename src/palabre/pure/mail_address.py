"""One spelling of each mail address: addresses are stored and compared so, never by the database's idea of case.

UPPER() of PostgreSQL takes « ı » for « I », and IDNA 2003 takes « ß » for « ss »: two domains, of two owners.
"""

from __future__ import annotations

import idna


def normal_address(address: str) -> str:
    """Return the one spelling of an address: small letters, the domain as its one IDNA form reads.

    A domain that IDNA 2008 does not know stays as it is, in small letters.
    """
    before, at, domain = address.rpartition("@")
    if not at:
        return address
    try:
        domain = idna.decode(idna.encode(domain, uts46=True))
    except UnicodeError:
        domain = domain.lower()
    return f"{before.lower() if before.isascii() else before}@{domain}"


def mailable(address: str) -> str:
    """Return the address as mail servers know it. Raises UnicodeError for a domain that IDNA 2008 does not know."""
    before, at, _domain = address.rpartition("@")
    domain = normal_address(address).rpartition("@")[2]
    return f"{before}{at}{domain if domain.isascii() else idna.encode(domain).decode()}"
