//! What a server of static files answers: the file, its headers, compressed where that was asked for.
//!
//! As the hosts do it that such a site is put on: brotli for who takes it, and an ETag, so that what is
//! still the same is not sent again.

use std::fs::Metadata;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::Result;

use crate::site_headers::{self, Header, SiteHeaders};

/// What the name of a compressed file has in addition.
pub const COMPRESSED: &str = ".br";

/// A request's head, as far as answers depend on it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) url: String,
    takes_brotli: bool,
    known_tag: Option<String>,
}

impl Request {
    /// Reads the first line; nothing where it is none.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        Some(Self {
            method: words.next()?.to_owned(),
            url: words.next()?.to_owned(),
            ..Self::default()
        })
    }

    /// Takes in one of the other lines.
    pub(crate) fn take_header(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else {
            return;
        };
        let value = value.trim();
        if name.eq_ignore_ascii_case("accept-encoding") {
            let mut encodings = value.split(',').map(str::trim);
            self.takes_brotli = encodings.any(|encoding| encoding == "br");
        } else if name.eq_ignore_ascii_case("if-none-match") {
            self.known_tag = Some(value.to_owned());
        }
    }
}

/// What is sent back.
pub(crate) struct Answer {
    pub(crate) status: &'static str,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Vec<u8>,
}

/// The files of a site.
pub(crate) struct SiteFiles {
    root: PathBuf,
    headers: SiteHeaders,
}

impl SiteFiles {
    pub(crate) fn open(site: &Path) -> Result<Self> {
        Ok(Self {
            root: site.to_owned(),
            headers: SiteHeaders::read(site)?,
        })
    }

    pub(crate) fn answer(&self, request: &Request) -> Answer {
        let path = request.url.split(['?', '#']).next().unwrap_or("/");
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return self.words(path, "405 Method Not Allowed", "only GET and HEAD\n");
        }
        self.file(path)
            .and_then(|file| self.content(path, &file, request))
            .unwrap_or_else(|| self.words(path, "404 Not Found", "not found\n"))
    }

    fn words(&self, path: &str, status: &'static str, words: &str) -> Answer {
        let mut headers = self.headers.of(path);
        headers.push(header("Content-Type", media_type("txt")));
        Answer {
            status,
            headers,
            body: words.into(),
        }
    }

    /// The file, or its compressed form; nothing where it cannot be read.
    fn content(&self, path: &str, file: &Path, request: &Request) -> Option<Answer> {
        let plain = std::fs::metadata(file).ok().filter(Metadata::is_file)?;
        let compressed = compressed_form(file, &plain).filter(|_| request.takes_brotli);
        let mut headers = self.headers.of(path);
        let extension = file.extension().unwrap_or_default().to_string_lossy();
        headers.push(header("Content-Type", media_type(&extension)));
        headers.push(header("Vary", "Accept-Encoding"));
        let (sent, properties) = match &compressed {
            Some((file, properties)) => {
                headers.push(header("Content-Encoding", "br"));
                (file.as_path(), properties)
            }
            None => (file, &plain),
        };
        // The same file in another encoding is another answer.
        let tag = tag(properties, if compressed.is_some() { "-br" } else { "" });
        headers.push(header("ETag", &tag));
        let is_known = request.known_tag.as_deref() == Some(&tag);
        let (status, body) = match is_known {
            true => ("304 Not Modified", Vec::new()),
            false => ("200 OK", std::fs::read(sent).ok()?),
        };
        Some(Answer {
            status,
            headers,
            body,
        })
    }

    /// The file of a path; none for a path that would leave the folder.
    fn file(&self, path: &str) -> Option<PathBuf> {
        // The site's own names need no escapes, so a path with one names none of its files.
        let relative = match path.strip_prefix('/')? {
            "" => Path::new("index.html"),
            relative => Path::new(relative),
        };
        let stays_inside = relative
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let is_public = relative != Path::new(site_headers::FILE_NAME);
        (stays_inside && is_public).then(|| self.root.join(relative))
    }
}

/// The compressed file beside a file, unless it is older and so perhaps another's.
fn compressed_form(file: &Path, plain: &Metadata) -> Option<(PathBuf, Metadata)> {
    let mut name = file.file_name()?.to_owned();
    name.push(COMPRESSED);
    let compressed = file.with_file_name(name);
    let properties = std::fs::metadata(&compressed).ok()?;
    let is_current = properties.modified().ok()? >= plain.modified().ok()?;
    is_current.then_some((compressed, properties))
}

/// As nginx makes it: when the file was written, and its length.
fn tag(properties: &Metadata, encoding: &str) -> String {
    let written = properties.modified().ok();
    let since = written.and_then(|written| written.duration_since(UNIX_EPOCH).ok());
    let since = since.unwrap_or_default().as_nanos();
    format!("\"{since:x}-{:x}{encoding}\"", properties.len())
}

fn header(name: &str, value: &str) -> Header {
    (name.to_owned(), value.to_owned())
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "txt" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    fn folder(name: &str) -> Result<PathBuf> {
        let site = std::env::temp_dir().join(format!("certbench-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&site)?;
        std::fs::write(site.join("page.js"), "plain")?;
        std::fs::write(site.join("page.js.br"), "small")?;
        Ok(site)
    }

    fn ask(site: &Path, headers: &[&str]) -> Result<Answer> {
        let mut request = Request::parse("GET /page.js HTTP/1.1").unwrap_or_default();
        headers.iter().for_each(|line| request.take_header(line));
        Ok(SiteFiles::open(site)?.answer(&request))
    }

    fn value<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
        let mut headers = answer.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    #[test]
    fn who_takes_brotli_gets_it() -> Result<()> {
        let site = folder("brotli")?;
        let plain = ask(&site, &["Accept-Encoding: gzip, deflate"])?;
        assert_eq!(plain.body, b"plain");
        assert_eq!(value(&plain, "Content-Encoding"), None);
        let small = ask(&site, &["Accept-Encoding: gzip, deflate, br, zstd\r\n"])?;
        assert_eq!(small.body, b"small");
        assert_eq!(value(&small, "Content-Encoding"), Some("br"));
        let media = Some("text/javascript; charset=utf-8");
        assert_eq!(value(&small, "Content-Type"), media);
        Ok(())
    }

    #[test]
    fn an_older_compressed_file_is_another_ones() -> Result<()> {
        let site = folder("stale")?;
        let file = std::fs::File::options()
            .write(true)
            .open(site.join("page.js.br"))?;
        file.set_modified(SystemTime::now() - Duration::from_secs(60))?;
        assert_eq!(ask(&site, &["Accept-Encoding: br"])?.body, b"plain");
        Ok(())
    }

    #[test]
    fn what_is_known_is_not_sent_again() -> Result<()> {
        let site = folder("known")?;
        let first = ask(&site, &["accept-encoding: br"])?;
        let known = format!(
            "If-None-Match: {}",
            value(&first, "ETag").unwrap_or_default()
        );
        let again = ask(&site, &["accept-encoding: br", &known])?;
        assert_eq!((again.status, again.body.len()), ("304 Not Modified", 0));
        let plain = ask(&site, &[&known])?;
        assert_eq!(plain.body, b"plain");
        Ok(())
    }
}
