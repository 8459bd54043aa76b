"""Which addresses are machines on the open internet."""

from ipaddress import ip_address

import pytest

from claims.clients.addresses import is_public

PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
PRIVATE = [
    "0.0.0.0",  # this host
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",  # carrier-grade NAT
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",  # cloud metadata
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",  # assignments of the IETF
    "192.0.0.192",  # another cloud's metadata
    "192.0.0.255",
    "192.0.2.1",  # documentation
    "192.168.1.1",
    "198.18.0.1",  # benchmarks
    "203.0.113.7",
    "224.0.0.1",  # multicast
    "240.0.0.1",  # reserved
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",  # IPv4-compatible
    "::ffff:127.0.0.1",  # mapped
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",  # NAT64 to loopback
    "64:ff9b::a9fe:a9fe",  # NAT64 to metadata
    "64:ff9b:1::1",  # local NAT64
    "2001:0:7f00:1::",  # Teredo
    "2001:db8::1",
    "2002:7f00:1::",  # 6to4 to loopback
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",  # cloud metadata
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",  # site-local
    "ff02::1",
]


@pytest.mark.parametrize(("address", "expected"), [(one, True) for one in PUBLIC] + [(one, False) for one in PRIVATE])
def test_is_public(address: str, expected: bool) -> None:
    assert is_public(ip_address(address)) is expected
