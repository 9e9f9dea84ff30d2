"""Which network addresses we talk to: public ones, unless an outlet says otherwise."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from concurrent.futures import Executor
from functools import partial

from aiohttp.abc import AbstractResolver, ResolveResult

_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class ForbiddenAddressError(OSError):
    """A name leads to a private, loopback, link-local or otherwise special address."""


def is_public(written: str) -> bool:
    """Whether an IP address, in text, belongs to the public internet.

    IPv4 addresses inside IPv6 (mapped, 6to4, Teredo, NAT64) are judged as what they lead to. What is not an address
    at all is not public.
    """
    try:
        parsed = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return False
    inside = _embedded(parsed)
    # A NAT64 address is reserved itself and public where it leads.
    judged = inside if isinstance(parsed, ipaddress.IPv6Address) and parsed in _NAT64 else (parsed, *inside)
    return all(_open(address) for address in judged)


def _open(address: Address) -> bool:
    site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or site_local)


def _embedded(address: Address) -> tuple[Address, ...]:
    """The IPv4 addresses that an IPv6 address carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    teredo = address.teredo
    inner = [address.ipv4_mapped, address.sixtofour, teredo[1] if teredo else None]
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(ip for ip in inner if ip is not None)


def literal(host: str) -> str | None:
    """The IP address that a URL's host is written as, without brackets; None when it is a name."""
    bare = host.strip("[]")
    try:
        ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return bare


class Resolver(AbstractResolver):
    """Resolves names, and refuses those that lead to an address that is not public.

    It is asked at every connection, so a name that changes its address between two requests (DNS rebinding), or
    between two hops of a redirect, gains nothing. Look-ups run in threads of their own: dead name servers take many
    seconds to say so, and must not hold up other work.

    Args:
        pool: the threads.
        private: addresses that are not public are allowed.
    """

    def __init__(self, pool: Executor, *, private: bool) -> None:
        self._pool, self._private = pool, private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name.

        Raises:
            ForbiddenAddressError: it has addresses, and one of them is not public.
            OSError: it has none.
        """
        look_up = partial(socket.getaddrinfo, host, port, family, socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(self._pool, look_up)
        for *_, address in found:
            if not self._private and not is_public(str(address[0])):
                message = f"{host} leads to {address[0]}, which is not a public address"
                raise ForbiddenAddressError(message)
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=port,
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, protocol, _, address in found
        ]

    async def close(self) -> None:
        """The threads are not ours."""
