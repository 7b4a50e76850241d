//! Which addresses belong to the public internet. Everything else is refused: a project's
//! repository must not be a way to reach the router, a neighbour's printer or a cloud's metadata.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Says which address is not on the public internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is a loopback, private or otherwise reserved address")]
pub struct NotPublic(pub IpAddr);

/// Lets a public address pass.
///
/// # Errors
/// The address is loopback, private, link-local, shared (CGNAT), multicast, for documentation or
/// otherwise reserved; or it is IPv6 that stands for such an IPv4 address.
pub fn check_public(address: IpAddr) -> Result<(), NotPublic> {
    let public = match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    };
    if public { Ok(()) } else { Err(NotPublic(address)) }
}

/// By the IANA registry of special-purpose IPv4 addresses.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let reserved = match (a, b, c) {
        (0 | 10 | 127, ..) => true, // this network, private, loopback
        (100, 64..=127, _) => true, // carrier-grade NAT
        (169, 254, _) => true,      // link-local, cloud metadata
        (172, 16..=31, _) => true,  // private
        (192, 0, 0 | 2) => true,    // protocol assignments, documentation
        (192, 88, 99) => true,      // old 6to4 relays
        (192, 168, _) => true,      // private
        (198, 18 | 19, _) => true,  // benchmarks
        (198, 51, 100) => true,     // documentation
        (203, 0, 113) => true,      // documentation
        (224..=255, ..) => true,    // multicast, reserved, broadcast
        _ => false,
    };
    !reserved
}

/// Only global unicast (2000::/3) without its special blocks; of the rest, NAT64 of a public IPv4
/// address, which is how an IPv6-only network reaches an IPv4 host.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [s0, s1, s2, s3, s4, s5, s6, s7] = address.segments();
    match (s0, s1) {
        (0x64, 0xff9b) if [s2, s3, s4, s5] == [0; 4] => is_public_v4(v4_of(s6, s7)),
        (0x2001, 0..=0x1ff) => false, // protocol assignments, Teredo, ORCHID
        (0x2001, 0xdb8) => false,     // documentation
        (0x2002, _) => false,         // 6to4: any IPv4 address may hide in it
        (0x3fff, 0..=0xfff) => false, // documentation
        (0x2000..=0x3fff, _) => true,
        _ => false, // loopback, mapped and compatible IPv4, ULA, link-local, multicast …
    }
}

fn v4_of(high: u16, low: u16) -> Ipv4Addr {
    let [a, b] = high.to_be_bytes();
    let [c, d] = low.to_be_bytes();
    Ipv4Addr::new(a, b, c, d)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> bool {
        check_public(text.parse().unwrap()).is_err()
    }

    #[test]
    fn reserved_addresses_are_refused() {
        for text in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(refused(text), "{text} passed");
        }
    }

    #[test]
    fn public_addresses_pass() {
        for text in [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "140.82.112.5",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.255",
            "2606:50c0:8000::153",
            "2a00:1450:4001::1",
            "64:ff9b::140.82.112.5",
        ] {
            assert!(!refused(text), "{text} was refused");
        }
    }
}
