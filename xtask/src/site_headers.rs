//! The headers that the site is served with, as a `_headers` file.
//!
//! The file has the form that Netlify and Cloudflare Pages read: a path, then its headers, indented.
//! A path that ends in `*` stands for everything that begins like it.

use std::path::Path;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The file's name beside `index.html`.
pub const FILE_NAME: &str = "_headers";

/// A header's name and its value.
pub type Header = (String, String);

/// The rules of a `_headers` file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteHeaders {
    rules: Vec<(String, Vec<Header>)>,
}

impl SiteHeaders {
    /// The site's headers, with one caching rule for each of its files.
    ///
    /// Hosts join the values of a header that two rules give, so no file may match two such rules.
    pub fn for_site(policy: &str, files: &[String]) -> Self {
        let everywhere = [
            (
                "Content-Security-Policy",
                format!("{policy}; frame-ancestors 'none'"),
            ),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Referrer-Policy", "no-referrer".to_owned()),
            ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
            (
                "Permissions-Policy",
                "camera=(), geolocation=(), microphone=(), payment=(), usb=()".to_owned(),
            ),
        ];
        let everywhere = everywhere.map(|(name, value)| (name.to_owned(), value));
        let mut rules = vec![("/*".to_owned(), everywhere.to_vec())];
        for file in files {
            let caching = if has_hash(file) {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            };
            let header = ("Cache-Control".to_owned(), caching.to_owned());
            if file == "index.html" {
                rules.push(("/".to_owned(), vec![header.clone()]));
            }
            rules.push((format!("/{file}"), vec![header]));
        }
        Self { rules }
    }

    /// Reads the file in a site's folder; a site without one is served without extra headers.
    pub fn read(site: &Path) -> Result<Self> {
        let file = site.join(FILE_NAME);
        if !file.exists() {
            return Ok(Self::default());
        }
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("{} cannot be read", file.display()))?;
        Ok(Self::parse(&text))
    }

    fn parse(text: &str) -> Self {
        let mut rules: Vec<(String, Vec<Header>)> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            if !line.starts_with(' ') {
                rules.push((line.trim().to_owned(), Vec::new()));
            } else if let (Some((name, value)), Some((_, headers))) =
                (line.split_once(':'), rules.last_mut())
            {
                headers.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Self { rules }
    }

    /// The file's text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (path, headers) in &self.rules {
            text.push_str(path);
            text.push('\n');
            for (name, value) in headers {
                text.push_str(&format!("  {name}: {value}\n"));
            }
        }
        text
    }

    /// The headers of one path.
    pub fn of(&self, path: &str) -> Vec<Header> {
        let applies = |rule: &str| match rule.strip_suffix('*') {
            Some(beginning) => path.starts_with(beginning),
            None => path == rule,
        };
        self.rules
            .iter()
            .filter(|(rule, _)| applies(rule))
            .flat_map(|(_, headers)| headers.clone())
            .collect()
    }
}

/// Whether the name carries a hash of the content, as in `certbench-1f2e3d4c5b6a7988_bg.wasm`.
fn has_hash(name: &str) -> bool {
    name.split(['-', '_', '.'])
        .any(|part| part.len() >= 12 && part.chars().all(|c| c.is_ascii_hexdigit()))
}

/// The Content-Security-Policy of a page with these inline scripts.
///
/// It leaves out `frame-ancestors`, which a `<meta>` may not carry.
pub fn content_security_policy(inline_scripts: &[&str]) -> String {
    let hashes: String = inline_scripts
        .iter()
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    [
        "default-src 'none'",
        &format!("script-src 'self' 'wasm-unsafe-eval'{hashes}"),
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types certbench-worker",
    ]
    .join("; ")
}

/// The contents of the page's inline scripts.
pub fn inline_scripts(page: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, after)) = after.split_once('>') else {
            break;
        };
        let Some((content, after)) = after.split_once("</script>") else {
            break;
        };
        if !attributes.contains("src=") {
            found.push(content);
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_reads_back() {
        let files = ["index.html", "engine.js", "page-1f2e3d4c5b6a7988.js"];
        let headers = SiteHeaders::for_site("default-src 'none'", &files.map(str::to_owned));
        assert_eq!(SiteHeaders::parse(&headers.to_text()), headers);
    }

    #[test]
    fn only_hashed_files_are_kept_forever() {
        let files = ["index.html", "engine.js", "page-1f2e3d4c5b6a7988.js"];
        let headers = SiteHeaders::for_site("default-src 'none'", &files.map(str::to_owned));
        let caching = |path: &str| {
            let headers = headers.of(path);
            let values = headers.iter().filter(|(name, _)| name == "Cache-Control");
            values.map(|(_, value)| value.clone()).collect::<Vec<_>>()
        };
        assert_eq!(caching("/"), ["no-cache"]);
        assert_eq!(caching("/index.html"), ["no-cache"]);
        assert_eq!(caching("/engine.js"), ["no-cache"]);
        assert_eq!(
            caching("/page-1f2e3d4c5b6a7988.js"),
            ["public, max-age=31536000, immutable"]
        );
    }

    #[test]
    fn inline_scripts_are_allowed_by_hash() {
        let page = r#"<script src="a.js"></script><script type="module">go()</script>"#;
        assert_eq!(inline_scripts(page), ["go()"]);
        let policy = content_security_policy(&inline_scripts(page));
        // printf 'go()' | openssl dgst -sha256 -binary | base64
        assert!(
            policy.contains("'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='"),
            "{policy}"
        );
    }
}
