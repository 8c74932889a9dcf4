//! The browser's driver: a program of its own that WebDriver talks to.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// How long the driver may take to end its browsers.
const FAREWELL: Duration = Duration::from_secs(5);

/// A running chromedriver, ended with its browsers when dropped.
pub struct Chromedriver {
    process: Child,
    port: u16,
    /// Kept open, because the driver may still write to it.
    _output: BufReader<ChildStdout>,
}

impl Chromedriver {
    /// Starts the driver that `CHROMEDRIVER` names, or the one in `PATH`, on a free port.
    pub fn start() -> Result<Self> {
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut process = Command::new(&program)
            .args(["--port=0", "--log-level=SEVERE"])
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| {
                format!("{} cannot be started; is it installed?", program.display())
            })?;
        let output = process
            .stdout
            .take()
            .context("chromedriver has no output")?;
        let mut output = BufReader::new(output);
        let port = port(&mut output)?;
        Ok(Self {
            process,
            port,
            _output: output,
        })
    }

    /// Where WebDriver reaches it.
    pub fn url(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.port)
    }

    fn ask_to_end(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }
}

/// The driver chooses its port itself, so that two never want the same, and prints it.
fn port(output: &mut BufReader<ChildStdout>) -> Result<u16> {
    let mut line = String::new();
    while output.read_line(&mut line)? > 0 {
        if let Some((_, port)) = line.trim().trim_end_matches('.').rsplit_once("on port ")
            && let Ok(port) = port.parse()
            && port != 0
        {
            return Ok(port);
        }
        line.clear();
    }
    bail!("chromedriver ended before it said its port")
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // Killed outright it would leave its browsers behind.
        if self.ask_to_end().is_ok() {
            let deadline = Instant::now() + FAREWELL;
            while Instant::now() < deadline {
                if matches!(self.process.try_wait(), Ok(Some(_))) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        // Fails only where it has ended after all.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
