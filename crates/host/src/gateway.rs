//! Which network this is, by the hardware address of its gateway, as far as the system tells without a permission that the app does not have.
//!
//! Linux tells it in two files. Android closed them to apps (since 10) and has a network's name only for who may know where the device is; Windows
//! and macOS have calls of their own, not made here. There no network is told from another (docs/adr/0031).

use tilework_engine::ports::Whereabouts;

/// By the gateway's hardware address.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gateway;

impl Whereabouts for Gateway {
    #[cfg(target_os = "linux")]
    fn mark(&self) -> Option<Vec<u8>> {
        let read = |file| std::fs::read_to_string(file).ok();
        linux::mark(&read("/proc/net/route")?, &read("/proc/net/arp")?)
    }

    #[cfg(not(target_os = "linux"))]
    fn mark(&self) -> Option<Vec<u8>> {
        None
    }
}

#[cfg(any(target_os = "linux", test))]
mod linux {
    use std::net::Ipv4Addr;

    /// `RTF_UP | RTF_GATEWAY` (linux/route.h).
    const BY_GATEWAY: u32 = 0x3;
    /// `ATF_COM` (linux/if_arp.h): the hardware address is known.
    const KNOWN: u32 = 0x2;

    /// Of the default route that counts most and whose gateway was heard of.
    pub fn mark(routes: &str, neighbours: &str) -> Option<Vec<u8>> {
        let mut gateways: Vec<_> = routes.lines().skip(1).filter_map(gateway).collect();
        gateways.sort_unstable();
        let known: Vec<_> = neighbours.lines().skip(1).filter_map(neighbour).collect();
        let of = |(_, device, gateway): &(u32, String, Ipv4Addr)| {
            let found = known
                .iter()
                .find(|it| it.0 == *gateway && it.1 == *device)?;
            Some(found.2.clone())
        };
        gateways.iter().find_map(of)
    }

    /// `Iface Destination Gateway Flags RefCnt Use Metric Mask …`, numbers in hexadecimal, addresses in the machine's order of bytes.
    fn gateway(line: &str) -> Option<(u32, String, Ipv4Addr)> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |at: usize| u32::from_str_radix(words.get(at)?, 16).ok();
        let (destination, gateway, flags, mask) = (number(1)?, number(2)?, number(3)?, number(7)?);
        let metric = words.get(6)?.parse().ok()?;
        let default = destination == 0 && mask == 0 && flags & BY_GATEWAY == BY_GATEWAY;
        let gateway = Ipv4Addr::from(gateway.to_ne_bytes());
        default.then(|| (metric, words[0].to_owned(), gateway))
    }

    /// `IP address  HW type  Flags  HW address  Mask  Device`.
    fn neighbour(line: &str) -> Option<(Ipv4Addr, String, Vec<u8>)> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [address, _, flags, hardware, _, device] = words[..] else {
            return None;
        };
        let flags = u32::from_str_radix(flags.trim_start_matches("0x"), 16).ok()?;
        let bytes: Option<Vec<u8>> = hardware
            .split(':')
            .map(|byte| u8::from_str_radix(byte, 16).ok())
            .collect();
        let bytes = bytes.filter(|it| it.iter().any(|byte| *byte != 0))?;
        (flags & KNOWN != 0).then(|| Some((address.parse().ok()?, device.to_owned(), bytes)))?
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::linux::mark;

    const ARP: &str = "IP address       HW type     Flags       HW address            Mask     Device\n\
        192.168.1.1      0x1         0x2         f4:92:bf:00:11:22     *        wlan0\n\
        192.168.1.20     0x1         0x2         b8:27:eb:33:44:55     *        wlan0\n\
        10.0.0.1         0x1         0x0         00:00:00:00:00:00     *        eth0\n";

    /// Device, destination, gateway, flags, metric.
    type Route = (&'static str, [u8; 4], [u8; 4], u32, u32);

    fn routes(all: &[Route]) -> String {
        let mut text = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n".to_owned();
        for (device, destination, gateway, flags, metric) in all {
            let hex = |bytes: [u8; 4]| {
                format!("{:08X}", u32::from_ne_bytes(Ipv4Addr::from(bytes).octets()))
            };
            let mask = if *destination == [0; 4] {
                "00000000"
            } else {
                "00FFFFFF"
            };
            text += &format!(
                "{device}\t{}\t{}\t{flags:04X}\t0\t0\t{metric}\t{mask}\t0\t0\t0\n",
                hex(*destination),
                hex(*gateway)
            );
        }
        text
    }

    #[test]
    fn a_network_is_told_by_the_hardware_of_its_gateway() {
        let home = routes(&[
            ("wlan0", [0; 4], [192, 168, 1, 1], 3, 600),
            ("wlan0", [192, 168, 1, 0], [0; 4], 1, 600),
        ]);
        assert_eq!(
            mark(&home, ARP),
            Some(vec![0xF4, 0x92, 0xBF, 0x00, 0x11, 0x22])
        );
        let stranger = ARP.replace("f4:92:bf", "aa:bb:cc");
        assert_ne!(
            mark(&home, &stranger),
            mark(&home, ARP),
            "the same address elsewhere"
        );
    }

    #[test]
    fn a_gateway_that_is_not_known_yet_and_a_tunnel_tell_nothing() {
        let wired = routes(&[("eth0", [0; 4], [10, 0, 0, 1], 3, 100)]);
        assert_eq!(mark(&wired, ARP), None);
        let tunnel = routes(&[("tun0", [0; 4], [0; 4], 1, 50)]);
        assert_eq!(mark(&tunnel, ARP), None);
        let other_device = routes(&[("eth0", [0; 4], [192, 168, 1, 1], 3, 100)]);
        assert_eq!(mark(&other_device, ARP), None);
        let both = routes(&[
            ("eth0", [0; 4], [10, 0, 0, 1], 3, 100),
            ("wlan0", [0; 4], [192, 168, 1, 1], 3, 600),
        ]);
        assert!(mark(&both, ARP).is_some(), "the one that is known");
    }

    #[test]
    fn lines_that_are_none_are_passed_over() {
        for text in ["", "x", "a b c d e f g h\n\0\n", "Iface\nwlan0 zz zz zz"] {
            assert_eq!(mark(text, text), None);
        }
    }
}
