"""Which addresses may be dialled: public ones, and private ones only where the config allows them by name.

The check is made on the address that is dialled, after the name was resolved, so that no spelling of an address
(decimal, hexadecimal, mapped into IPv6) and no name whose answer changes gets past it.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from feeds.settings import FetchSettings

Resolver = Callable[[str, int], Awaitable[list[str]]]
"""(host, port) -> IP addresses in the order to try; raises OSError when there are none."""

Address = IPv4Address | IPv6Address
_SHARED = ip_network("64:ff9b::/96")
"""NAT64 (RFC 6052): the last 32 bits are the IPv4 address that is really reached."""


class RefusedAddressError(OSError):
    """The name leads to an address that is not public and not allowed in the config."""


@dataclass(frozen=True)
class AddressRules:
    """What `[fetch] allow_hosts` permits: host names (and names below them), addresses and networks."""

    allow_hosts: tuple[str, ...] = ()

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(entry.lower().strip(".") for entry in self.allow_hosts if _network(entry) is None)

    @cached_property
    def _networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        return tuple(network for entry in self.allow_hosts if (network := _network(entry)) is not None)

    def allows_name(self, host: str) -> bool:
        """True when the config names this host itself, or the network of the address it is."""
        host = host.lower().strip("[].")
        parts = host.split(".")
        if any(".".join(parts[start:]) in self._names for start in range(len(parts))):
            return True
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return self._allows_address(address)

    def permits(self, host: str, address: str) -> bool:
        """True when `host`, which was resolved to `address`, may be dialled there."""
        try:
            found = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        if self.allows_name(host) or self._allows_address(found):
            return True
        return is_public(found)

    def permits_unresolved(self, host: str) -> bool:
        """What can be said of a host that a proxy will resolve: False for private addresses and local names."""
        if self.allows_name(host):
            return True
        bare = host.lower().strip("[].")
        if _is_literal(bare):
            return self.permits(bare, bare)
        is_number = bare.rpartition(".")[2].startswith("0x") or bare.rpartition(".")[2].isdigit()
        return not is_number and bare != "localhost" and not bare.endswith((".localhost", ".local", ".internal"))

    def _allows_address(self, address: Address) -> bool:
        return any(address.version == network.version and address in network for network in self._networks)


def _network(entry: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(entry.strip().strip("[]"), strict=False)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def is_public(address: Address) -> bool:
    """True for globally routable unicast; addresses that carry another inside are judged by that one too."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _SHARED:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not is_public(inner):
            return False
    return address.is_global and not address.is_multicast


async def resolve(host: str, port: int) -> list[str]:
    """The system's resolver, without doubles."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def addresses_to_dial(host: str, port: int, rules: AddressRules, resolver: Resolver) -> list[str]:
    """The addresses of `host` that may be dialled, at least one. Raises RefusedAddressError or OSError."""
    found = [host] if _is_literal(host) else await resolver(host, port)
    permitted = [address for address in found if rules.permits(host, address)]
    if not permitted:
        where = "" if _is_literal(host) else f"{host} leads to "
        raise RefusedAddressError(f"{where}the private address {_listed(found)}, which is not asked")
    return permitted


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _listed(addresses: Iterable[str]) -> str:
    return ", ".join(list(addresses)[:3]) or "(none)"


def rules_of(settings: FetchSettings) -> AddressRules:
    """The rules of the config."""
    return AddressRules(settings.allow_hosts)
