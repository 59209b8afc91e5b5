//! An HTTP answer in one piece, however it came: tungstenite takes a head in many small pieces for an attack and gives up.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Buf as _, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::Stream;

const END: &[u8] = b"\r\n\r\n";
/// Then it is handed on as far as it came.
const LONGEST: usize = 16 << 10;

/// Passes everything on, but the first bytes only when all up to the empty line are there.
pub struct WholeHead {
    stream: Box<dyn Stream>,
    head: BytesMut,
    whole: bool,
}

impl WholeHead {
    pub fn new(stream: Box<dyn Stream>) -> Self {
        Self {
            stream,
            head: BytesMut::new(),
            whole: false,
        }
    }

    fn poll_head(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.whole {
            let mut chunk = [0; 1_024];
            let mut read = ReadBuf::new(&mut chunk);
            ready!(Pin::new(&mut self.stream).poll_read(context, &mut read))?;
            let begin = self.head.len().saturating_sub(END.len() - 1);
            self.head.extend_from_slice(read.filled());
            let news = self.head.get(begin..).unwrap_or_default();
            self.whole = read.filled().is_empty()
                || self.head.len() >= LONGEST
                || news.windows(END.len()).any(|end| end == END);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for WholeHead {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(self.poll_head(context))?;
        if self.head.is_empty() {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let bytes = self.head.len().min(buffer.remaining());
        buffer.put_slice(&self.head[..bytes]);
        self.head.advance(bytes);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for WholeHead {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::*;

    #[tokio::test]
    async fn a_head_in_pieces_comes_out_whole_and_what_follows_as_it_comes() {
        // One byte at a time: no more fits in.
        let (mut server, client) = duplex(1);
        let mut client = WholeHead::new(Box::new(client));
        let answer = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
        let says = tokio::spawn(async move {
            server.write_all(answer).await.unwrap();
            server.write_all(b"packet").await.unwrap();
        });
        let mut buffer = [0; 100];
        let read = client.read(&mut buffer).await.unwrap();
        assert_eq!(&buffer[..read], answer);
        let mut rest = vec![];
        client.read_to_end(&mut rest).await.unwrap();
        assert_eq!(rest, b"packet");
        says.await.unwrap();
    }

    #[tokio::test]
    async fn an_answer_that_ends_too_early_comes_out_as_far_as_it_came() {
        let (mut server, client) = duplex(100);
        server.write_all(b"HTTP/1.1 101").await.unwrap();
        drop(server);
        let mut said = vec![];
        let mut client = WholeHead::new(Box::new(client));
        client.read_to_end(&mut said).await.unwrap();
        assert_eq!(said, b"HTTP/1.1 101");
    }
}
