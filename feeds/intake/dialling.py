"""httpcore's network backend with the address check where the connection is made."""

from __future__ import annotations

from collections.abc import Iterable

import httpcore

from feeds.intake.addresses import AddressRules, Resolver, addresses_to_dial


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Resolves a name once, refuses what the rules refuse, and dials the very address that was checked."""

    def __init__(self, rules: AddressRules, resolver: Resolver) -> None:
        self._rules = rules
        self._resolver = resolver
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await addresses_to_dial(host.strip("[]"), port, self._rules, self._resolver)
        for number, address in enumerate(addresses[:3], 1):
            try:
                return await self._backend.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses[:3]):
                    raise
        raise httpcore.ConnectError(f"no address of {host} answered")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise httpcore.ConnectError("local sockets are not dialled")

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)
