//! A slow line between a server and its visitors, for measuring how a page starts.
//!
//! The browser's own emulation (`Network.emulateNetworkConditions` of the DevTools protocol) holds for one
//! target at a time: what a worker asks for passes it by, and a worker that is given the same conditions
//! has a second line beside the page's. Here all answers of a server share one line.

use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What answers share is given out in pieces of this size, so that each moves on: about 3 ms at 10 Mbit/s.
const PIECE: usize = 4096;
/// A thread that was woken late may catch up this much.
const LEEWAY: Duration = Duration::from_millis(5);

/// The properties of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// From a request to the first byte of its answer, as the DevTools protocol counts it.
    pub latency: Duration,
    /// What all answers together may send.
    pub bytes_per_second: f64,
}

impl Line {
    /// 10 Mbit/s and 40 ms, which the budgets of start-up are meant for.
    pub const BUDGETED: Self = Self {
        latency: Duration::from_millis(40),
        bytes_per_second: 1_250_000.0,
    };
}

/// A line and when it is free again.
#[derive(Debug)]
pub(crate) struct Shared {
    line: Line,
    free: Mutex<Instant>,
}

impl Shared {
    pub(crate) fn new(line: Line) -> Self {
        Self {
            line,
            free: Mutex::new(Instant::now()),
        }
    }

    /// Waits as long as an answer takes to begin.
    pub(crate) fn wait(&self) {
        std::thread::sleep(self.line.latency);
    }

    /// Sends no faster than the line is.
    pub(crate) fn send(&self, stream: &mut impl Write, bytes: &[u8]) -> std::io::Result<()> {
        for piece in bytes.chunks(PIECE) {
            let until = self.reserve(piece.len());
            std::thread::sleep(until.saturating_duration_since(Instant::now()));
            stream.write_all(piece)?;
        }
        Ok(())
    }

    /// When a piece will be through.
    fn reserve(&self, length: usize) -> Instant {
        let takes = Duration::from_secs_f64(length as f64 / self.line.bytes_per_second);
        let earliest = Instant::now().checked_sub(LEEWAY);
        // A moment is whole even where the thread that set it panicked.
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        *free = earliest.map_or(*free, |earliest| earliest.max(*free)) + takes;
        *free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_share_the_line() -> std::io::Result<()> {
        let line = Shared::new(Line {
            latency: Duration::ZERO,
            bytes_per_second: 1_000_000.0,
        });
        let start = Instant::now();
        std::thread::scope(|scope| {
            let senders: Vec<_> = (0..2)
                .map(|_| scope.spawn(|| line.send(&mut Vec::new(), &[0; 50_000])))
                .collect();
            senders
                .into_iter()
                .try_for_each(|sender| sender.join().unwrap_or(Ok(())))
        })?;
        let took = start.elapsed();
        assert!(took >= Duration::from_millis(90), "{took:?}");
        Ok(())
    }
}
