"""Which addresses a feed may take us to: a pure decision on the address we are about to connect to.

It is asked after DNS, with the very address the socket is opened to, on every hop. So no spelling of an address (decimal, hex, short) and no
DNS answer that changes between the question and the connection (rebinding) gets past it.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

WEB_SCHEMES = frozenset({"http", "https"})
WEB_PORTS = frozenset({80, 443})


class GuardReason(StrEnum):
    """Why we may or may not connect. Stands in the error the admin sees."""

    PUBLIC = "public"
    ALLOWED = "allowed"
    """The operator listed it."""
    PORT = "port"
    UNSPECIFIED = "unspecified"
    LOOPBACK = "loopback"
    LINK_LOCAL = "link_local"
    """Where cloud metadata services live."""
    PRIVATE = "private"
    CGNAT = "cgnat"
    MULTICAST = "multicast"
    RESERVED = "reserved"
    NO_ADDRESS = "no_address"

    @property
    def is_allowed(self) -> bool:
        return self in {GuardReason.PUBLIC, GuardReason.ALLOWED}


_FORBIDDEN: tuple[tuple[GuardReason, tuple[Network, ...]], ...] = tuple(
    (reason, tuple(ip_network(network) for network in networks))
    for reason, networks in (
        (GuardReason.UNSPECIFIED, ("0.0.0.0/8", "::/128")),
        (GuardReason.LOOPBACK, ("127.0.0.0/8", "::1/128")),
        (GuardReason.LINK_LOCAL, ("169.254.0.0/16", "fe80::/10")),
        (GuardReason.PRIVATE, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10")),
        (GuardReason.CGNAT, ("100.64.0.0/10",)),
        (GuardReason.MULTICAST, ("224.0.0.0/4", "ff00::/8")),
        (
            GuardReason.RESERVED,
            (
                "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
                "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "64:ff9b:1::/48",
            ),
        ),
    )
)  # fmt: skip
"""IANA's special-purpose registries, RFC 6890 and its updates."""
_GLOBAL_V6 = ip_network("2000::/3")
"""The only IPv6 space IANA hands out for the public internet."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the operator allows beyond public web ports: networks with every port, and single hosts with one port."""

    networks: tuple[Network, ...] = ()
    hosts: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def parse(cls, entries: Iterable[str]) -> Allowance:
        """From `"10.0.0.0/8"`, `"127.0.0.1"`, `"[::1]:8080"`, `"wiki.intranet:8080"`. Raise `ValueError` naming the entry that is none of these."""
        networks, hosts = [], set()
        for entry in entries:
            network = _network(entry)
            if network:
                networks.append(network)
            else:
                hosts.add(_host_and_port(entry))
        return cls(tuple(networks), frozenset(hosts))

    def covers(self, address: Address) -> bool:
        return any(address in network for network in self.networks if network.version == address.version)


NOTHING_MORE = Allowance()


def address_allowed(address: Address | str, allow: Allowance = NOTHING_MORE) -> GuardReason:
    """Whether this address may be connected to. Wrapped IPv4 (mapped, NAT64, 6to4, Teredo, ISATAP) is judged by what is inside."""
    address = _parsed(address)
    if allow.covers(address):
        return GuardReason.ALLOWED
    for inner in _unwrapped(address):
        if allow.covers(inner):
            return GuardReason.ALLOWED
        if (reason := _forbidden(inner)) is not None:
            return reason
    return GuardReason.PUBLIC


def connection_allowed(host: str, port: int, address: Address | str, allow: Allowance = NOTHING_MORE) -> GuardReason:
    """`address_allowed`, and the port. `host` is the name as asked for, so that the operator can list `name:port`."""
    if (host.lower().strip("[]"), port) in allow.hosts:
        return GuardReason.ALLOWED
    reason = address_allowed(address, allow)
    if reason is GuardReason.PUBLIC and port not in WEB_PORTS:
        return GuardReason.PORT
    return reason


def name_allowed(host: str, port: int, allow: Allowance = NOTHING_MORE) -> GuardReason:
    """What can be judged where somebody else resolves the name (the operator's proxy): addresses in any spelling, our own machine, the port."""
    name = host.lower().strip("[]").rstrip(".")
    address = literal_address(name)
    if address is not None:
        return connection_allowed(name, port, address, allow)
    if (name, port) in allow.hosts:
        return GuardReason.ALLOWED
    if name == "localhost" or name.endswith(".localhost"):
        return GuardReason.LOOPBACK
    return GuardReason.PUBLIC if port in WEB_PORTS else GuardReason.PORT


def literal_address(host: str) -> Address | None:
    """The address that is spelled out here, also in decimal, hexadecimal, octal or cut short (`inet_aton`); None for a name."""
    try:
        return _parsed(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def _parsed(address: Address | str) -> Address:
    if isinstance(address, str):
        address = ip_address(address.partition("%")[0])
    return address


def _forbidden(address: Address) -> GuardReason | None:
    for reason, networks in _FORBIDDEN:
        if any(network.version == address.version and address in network for network in networks):
            return reason
    if isinstance(address, IPv6Address) and address not in _GLOBAL_V6:
        return GuardReason.RESERVED
    return None


_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")
"""::a.b.c.d, deprecated by RFC 4291 and still spelled."""
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)
_HOSTS_OF_ITS_OWN = (IPv6Address("::"), IPv6Address("::1"))


def _unwrapped(address: Address) -> tuple[Address, ...]:
    """The IPv4 addresses an IPv6 address carries (RFC 4291, 6052, 3056, 4380, 5214), else the address itself."""
    if isinstance(address, IPv4Address) or address in _HOSTS_OF_ITS_OWN:
        return (address,)
    if address in _NAT64 or address in _COMPATIBLE:
        return (_low_half(address),)
    if carried := address.ipv4_mapped or address.sixtofour:
        return (carried,)
    if (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP:
        return (address, _low_half(address))
    return address.teredo or (address,)


def _low_half(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFF_FFFF)


def _network(entry: str) -> Network | None:
    try:
        return ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        return None


def _host_and_port(entry: str) -> tuple[str, int]:
    host, colon, port = entry.rpartition(":")
    if not (colon and host and port.isdigit()):
        raise ValueError(f'"{entry}" is neither a network (10.0.0.0/8) nor host:port (wiki.intranet:8080)')
    return host.lower().strip("[]"), int(port)
