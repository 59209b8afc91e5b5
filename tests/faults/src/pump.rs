//! One direction of a connection.

use std::io;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::tcp::{ReadHalf, WriteHalf},
    sync::{mpsc, watch},
    task::yield_now,
    time::{Instant, sleep_until},
};

use crate::{Fault, Flow, chance::Chance, counters::Ledger};

/// Chunks under way: enough for a flood that travels for a second.
const UNDER_WAY: usize = 1024;
const LONGEST_CHUNK: usize = 16 * 1024;
/// Packet type 0 does not exist, and no remaining length has more than four bytes (MQTT 3.1.1 and 5, sections 2.1.2 and 2.1.4 of 5).
const NO_PACKET: [u8; 6] = [0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    ToBroker,
    ToClient,
}

/// The connection ended without order, or is to end so.
#[derive(Debug)]
pub struct Broken;

#[derive(Debug)]
pub struct Pump {
    pub way: Way,
    pub faults: watch::Receiver<Fault>,
    pub ledger: Ledger,
    pub chance: Chance,
}

struct Parcel {
    due: Option<Instant>,
    content: Content,
}

enum Content {
    Bytes(Vec<u8>),
    End,
    Broken,
}

impl Pump {
    /// Until the end came and was passed on.
    pub async fn run(
        mut self,
        mut from: ReadHalf<'_>,
        mut to: WriteHalf<'_>,
    ) -> Result<(), Broken> {
        let (send, mut parcels) = mpsc::channel(UNDER_WAY);
        let mut road = Road {
            way: self.way,
            faults: self.faults.clone(),
            ledger: self.ledger.clone(),
        };
        let collecting = async {
            self.collect(&mut from, send).await;
            Ok(())
        };
        let delivering = async {
            while let Some(parcel) = parcels.recv().await {
                road.deliver(parcel, &mut to).await?;
            }
            Ok(())
        };
        tokio::try_join!(collecting, delivering).map(|_| ())
    }

    async fn collect(&mut self, from: &mut ReadHalf<'_>, send: mpsc::Sender<Parcel>) {
        let mut buffer = vec![0; LONGEST_CHUNK];
        loop {
            let content = match from.read(&mut buffer).await {
                Ok(0) => Content::End,
                Ok(read) => Content::Bytes(buffer[..read].to_vec()),
                Err(_) => Content::Broken,
            };
            let last = !matches!(content, Content::Bytes(_));
            let due = self.due();
            if send.send(Parcel { due, content }).await.is_err() || last {
                break;
            }
        }
    }

    fn due(&mut self) -> Option<Instant> {
        let fault = *self.faults.borrow();
        match fault {
            Fault::Latency(latency) => Some(Instant::now() + latency),
            Fault::Stall { fraction, lasting } if self.chance.takes(fraction) => {
                self.ledger.note(|counters| counters.stalled += 1);
                Some(Instant::now() + lasting)
            }
            _ => None,
        }
    }
}

/// The far end of a pump: what happens to a parcel when its time has come.
struct Road {
    way: Way,
    faults: watch::Receiver<Fault>,
    ledger: Ledger,
}

impl Road {
    async fn deliver(&mut self, parcel: Parcel, to: &mut WriteHalf<'_>) -> Result<(), Broken> {
        if let Some(due) = parcel.due {
            sleep_until(due).await;
        }
        match parcel.content {
            Content::Bytes(bytes) => self.pass(&bytes, to).await,
            Content::End => {
                self.out_of_the_black_hole().await;
                to.shutdown().await.map_err(|_| Broken)
            }
            Content::Broken => {
                self.out_of_the_black_hole().await;
                Err(Broken)
            }
        }
    }

    async fn pass(&self, bytes: &[u8], to: &mut WriteHalf<'_>) -> Result<(), Broken> {
        let fault = *self.faults.borrow();
        match (fault, self.way) {
            (Fault::BlackHole, _) => {
                self.ledger
                    .note(|counters| counters.swallowed += bytes.len() as u64);
                Ok(())
            }
            (Fault::OneByteAtATime, _) => {
                for byte in bytes.chunks(1) {
                    self.write(byte, to).await.map_err(|_| Broken)?;
                    yield_now().await;
                }
                Ok(())
            }
            (Fault::ResetInMidPacket, Way::ToClient) => {
                // A failure changes nothing: it is reset anyway.
                let _ = self.write(&bytes[..bytes.len() - 1], to).await;
                Err(Broken)
            }
            (Fault::Malformed, Way::ToClient) => {
                let mut garbage = NO_PACKET.to_vec();
                garbage.resize(bytes.len().max(NO_PACKET.len()), 0xFF);
                self.write(&garbage, to).await.map_err(|_| Broken)
            }
            _ => self.write(bytes, to).await.map_err(|_| Broken),
        }
    }

    async fn write(&self, bytes: &[u8], to: &mut WriteHalf<'_>) -> io::Result<()> {
        to.write_all(bytes).await?;
        self.ledger.note(|counters| {
            let flow = match self.way {
                Way::ToBroker => &mut counters.to_broker,
                Way::ToClient => &mut counters.to_client,
            };
            *flow = Flow {
                bytes: flow.bytes + bytes.len() as u64,
                chunks: flow.chunks + 1,
            };
        });
        Ok(())
    }

    async fn out_of_the_black_hole(&mut self) {
        let passable = |fault: &Fault| *fault != Fault::BlackHole;
        // An error means that the proxy is gone, and this with it.
        let _ = self.faults.wait_for(passable).await;
    }
}
