"""Which addresses of the internet a server of ours may call on somebody else's word."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

# RFC 6052, 2.1: the last 32 bits are an IPv4 address, which the network in between will call.
_NAT64 = IPv6Network("64:ff9b::/96")
# Ways into IPv4 that Python counts as global: 6to4 (RFC 3056), IPv4-compatible (RFC 4291, 2.5.5.1), local NAT64 (RFC 8215), and
# segment routing inside a network (RFC 9602).
_CLOSED = tuple(map(IPv6Network, ("2002::/16", "::/96", "64:ff9b:1::/48", "5f00::/16", "3fff::/20")))

# Assignments of the IETF (RFC 6890, 2.2.2), of which a cloud keeps its metadata at .192; older Pythons close but a part of them.
_CLOSED_IPV4 = IPv4Network("192.0.0.0/24")


def is_public(address: Address) -> bool:
    """Whether `address` is one machine on the open internet, whatever form it is written in.

    Not public: private, loopback, link-local (cloud metadata with it), shared, reserved, documentation and multicast addresses, and
    IPv6 forms that lead to such an IPv4 address.
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.is_site_local or address.scope_id is not None or any(address in network for network in _CLOSED):
            return False
    elif address in _CLOSED_IPV4:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
