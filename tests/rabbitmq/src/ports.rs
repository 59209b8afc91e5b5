use std::net::TcpListener;

/// A port nobody listens on, below those that the system gives to outgoing connections: seconds pass until the node listens there, and
/// by then a port of that range could be anybody's.
pub fn free() -> u16 {
    loop {
        let port = fastrand::u16(20_000..32_000);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
