//! A small server for a folder of static files, with the headers that the folder asks for.
//!
//! It answers one request on each connection and has a thread for each: a browser opens its
//! connections all at once and keeps some idle, and none may have to wait for another.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::line::{self, Line};
use crate::site_files::{Answer, Request, SiteFiles};

/// A request's head is no longer than this.
const LONGEST_HEAD: u64 = 64 * 1024;
/// How long a connection may be silent.
const SILENCE: Duration = Duration::from_secs(30);

/// Serves a folder on this machine's loopback address for as long as it lives.
pub struct SiteServer {
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
    address: SocketAddr,
    url: String,
}

struct Shared {
    files: SiteFiles,
    line: Option<line::Shared>,
    requests: Mutex<Vec<String>>,
    is_over: AtomicBool,
}

impl SiteServer {
    /// Serves `site` on `port`; port 0 takes any that is free.
    pub fn start(site: &Path, port: u16) -> Result<Self> {
        Self::start_shared(site, port, None)
    }

    /// Serves `site` behind a slow line, on any port that is free.
    pub fn start_behind(site: &Path, line: Line) -> Result<Self> {
        Self::start_shared(site, 0, Some(line::Shared::new(line)))
    }

    fn start_shared(site: &Path, port: u16, line: Option<line::Shared>) -> Result<Self> {
        ensure!(
            site.join("index.html").is_file(),
            "{} holds no site: run `cargo xtask build` first",
            site.display()
        );
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .with_context(|| format!("port {port} cannot be opened; try another"))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            files: SiteFiles::open(site)?,
            line,
            requests: Mutex::default(),
            is_over: AtomicBool::new(false),
        });
        let acceptor = {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || accept(&listener, &shared))
        };
        Ok(Self {
            shared,
            acceptor: Some(acceptor),
            address,
            url: format!("http://{address}/"),
        })
    }

    /// The site's address, with a slash at its end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The paths asked for so far, in order.
    pub fn requests(&self) -> Vec<String> {
        self.shared.requests().clone()
    }

    /// Serves until the program is ended.
    pub fn wait(mut self) {
        if let Some(acceptor) = self.acceptor.take() {
            // It ends only with the program.
            let _ = acceptor.join();
        }
    }
}

impl Drop for SiteServer {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Release);
        // Wakes the acceptor; where nobody listens any more there is nobody to wake.
        let _ = TcpStream::connect(self.address);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.is_over.load(Ordering::Acquire) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        std::thread::spawn(move || {
            // Fails only where the browser has hung up.
            let _ = serve(stream, &shared);
        });
    }
}

fn serve(stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    stream.set_read_timeout(Some(SILENCE))?;
    let mut lines = BufReader::new(stream.try_clone()?.take(LONGEST_HEAD));
    let mut first = String::new();
    lines.read_line(&mut first)?;
    let Some(mut request) = Request::parse(&first) else {
        return Ok(());
    };
    // A body follows none of the requests that are answered.
    let mut line = String::new();
    while lines.read_line(&mut line)? > 2 {
        request.take_header(&line);
        line.clear();
    }
    shared.requests().push(request.url.clone());
    let answer = shared.files.answer(&request);
    send(
        stream,
        &answer,
        request.method != "HEAD",
        shared.line.as_ref(),
    )
}

fn send(
    mut stream: TcpStream,
    answer: &Answer,
    has_body: bool,
    line: Option<&line::Shared>,
) -> std::io::Result<()> {
    let mut message = format!(
        "HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\n",
        answer.status,
        answer.body.len()
    );
    for (name, value) in &answer.headers {
        message.push_str(&format!("{name}: {value}\r\n"));
    }
    message.push_str("\r\n");
    let mut message = message.into_bytes();
    if has_body {
        message.extend_from_slice(&answer.body);
    }
    match line {
        None => stream.write_all(&message)?,
        Some(line) => {
            // Each piece is on its way when it is written.
            stream.set_nodelay(true)?;
            line.wait();
            line.send(&mut stream, &message)?;
        }
    }
    stream.flush()
}

impl Shared {
    fn requests(&self) -> MutexGuard<'_, Vec<String>> {
        // A list of strings is whole even where its writer panicked.
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// A folder with one page, its headers, and a secret beside it.
    fn folder(name: &str) -> Result<PathBuf> {
        let parent = std::env::temp_dir().join(format!("certbench-{name}-{}", std::process::id()));
        let site = parent.join("site");
        std::fs::create_dir_all(&site)?;
        std::fs::write(parent.join("secret.txt"), "secret")?;
        std::fs::write(site.join("index.html"), "<p>page")?;
        std::fs::write(site.join("engine_bg.wasm"), "\0asm")?;
        std::fs::write(
            site.join("_headers"),
            "/*\n  Referrer-Policy: no-referrer\n",
        )?;
        Ok(site)
    }

    fn get(server: &SiteServer, path: &str) -> Result<String> {
        let address = server.url().trim_start_matches("http://");
        let mut stream = TcpStream::connect(address.trim_end_matches('/'))?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    #[test]
    fn files_come_with_their_type_and_the_sites_headers() -> Result<()> {
        let server = SiteServer::start(&folder("types")?, 0)?;
        let page = get(&server, "/?query")?;
        assert!(
            page.contains("Content-Type: text/html; charset=utf-8"),
            "{page}"
        );
        assert!(page.contains("Referrer-Policy: no-referrer"), "{page}");
        assert!(page.ends_with("<p>page"), "{page}");
        let engine = get(&server, "/engine_bg.wasm")?;
        assert!(
            engine.contains("Content-Type: application/wasm"),
            "{engine}"
        );
        assert_eq!(server.requests(), ["/?query", "/engine_bg.wasm"]);
        Ok(())
    }

    #[test]
    fn nothing_outside_the_folder_is_served() -> Result<()> {
        let server = SiteServer::start(&folder("outside")?, 0)?;
        let paths = [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "//etc/passwd",
            "/./../secret.txt",
            "/_headers",
        ];
        for path in paths {
            let answer = get(&server, path)?;
            assert!(answer.contains(" 404 "), "{path}: {answer}");
        }
        Ok(())
    }

    #[test]
    fn an_idle_connection_holds_up_nobody() -> Result<()> {
        let server = SiteServer::start(&folder("idle")?, 0)?;
        let address = server.url().trim_start_matches("http://");
        let idle: Vec<TcpStream> = (0..20)
            .map(|_| TcpStream::connect(address.trim_end_matches('/')))
            .collect::<std::io::Result<_>>()?;
        assert!(get(&server, "/")?.contains(" 200 "));
        drop(idle);
        Ok(())
    }

    #[test]
    fn a_folder_without_a_page_is_refused() {
        assert!(SiteServer::start(Path::new("/nonexistent"), 0).is_err());
    }
}
