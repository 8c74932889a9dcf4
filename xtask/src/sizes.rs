//! How much a visitor downloads, and how much it may be; written beside the files as it is sent.

use std::ffi::OsStr;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::project::Project;
use crate::{site_build, steps};

/// What is needed to see the page, in bytes after compression, with the texts of one language.
const PAGE_BUDGET: u64 = 600_000;
/// What the worker is made of.
const ENGINE_BUDGET: u64 = 900_000;

/// A file and its size.
pub struct Sized {
    /// Its path below its folder.
    pub name: String,
    /// As it is.
    pub bytes: u64,
    /// As it is sent.
    pub compressed: u64,
}

/// Prints the size of every file of the site, and returns what is too big.
pub fn print(project: &Project) -> Result<Vec<String>> {
    let files = measure(project)?;
    let row = |bytes: u64, compressed: u64, name: &str| {
        println!("    {bytes:>9}  {compressed:>8}  {name}");
    };
    println!("    {:>9}  {:>8}", "bytes", "brotli");
    for file in &files {
        row(file.bytes, file.compressed, &file.name);
    }
    let mut over = Vec::new();
    for (part, budget, is_engine) in [
        ("page", PAGE_BUDGET, false),
        ("engine", ENGINE_BUDGET, true),
    ] {
        let members = || {
            files
                .iter()
                .filter(|file| file.name.starts_with("engine") == is_engine)
                .filter(|file| !is_other_language(file, &files))
        };
        let compressed: u64 = members().map(|file| file.compressed).sum();
        let bytes = members().map(|file| file.bytes).sum();
        row(bytes, compressed, &format!("= {part}, of {budget}"));
        if compressed > budget {
            over.push(format!(
                "{part}: {compressed} bytes, {} too many",
                compressed - budget
            ));
        }
    }
    Ok(over)
}

/// Whether it holds the texts of another language than the longest.
fn is_other_language(file: &Sized, files: &[Sized]) -> bool {
    let is_text = |file: &Sized| file.name.ends_with(".ftl");
    let longest = files
        .iter()
        .filter(|file| is_text(file))
        .max_by_key(|file| file.compressed);
    is_text(file) && longest.is_some_and(|longest| longest.name != file.name)
}

fn measure(project: &Project) -> Result<Vec<Sized>> {
    let is_sent = |name: &String| {
        let endings = [".html", ".css", ".js", ".wasm", ".ftl"];
        endings.iter().any(|ending| name.ends_with(ending))
    };
    let names = site_build::files(&project.site())?;
    let sent: Vec<&String> = names.iter().filter(|name| is_sent(name)).collect();
    compress(project, &project.site(), &sent)
}

/// Writes the compressed form of some files of a folder beside them.
pub fn compress(
    project: &Project,
    folder: &Path,
    names: &[impl AsRef<OsStr>],
) -> Result<Vec<Sized>> {
    let mut command = project.command("node", &[])?;
    command.arg(project.root.join("xtask/brotli.mjs"));
    command.current_dir(folder).args(names);
    steps::output(&mut command)?.lines().map(parse).collect()
}

fn parse(line: &str) -> Result<Sized> {
    let mut fields = line.splitn(3, '\t');
    let mut field = || fields.next().context("a size is missing");
    let (bytes, compressed, path) = (field()?, field()?, field()?);
    Ok(Sized {
        name: path.to_owned(),
        bytes: bytes.parse()?,
        compressed: compressed.parse()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_language_counts() -> Result<()> {
        let files = ["9\t5\ten.ftl", "9\t6\tzh-CN.ftl", "9\t9\tpage.js"]
            .map(parse)
            .into_iter()
            .collect::<Result<Vec<_>>>()?;
        let counted = files.iter().filter(|file| !is_other_language(file, &files));
        let names: Vec<&str> = counted.map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["zh-CN.ftl", "page.js"]);
        Ok(())
    }

    #[test]
    fn a_line_of_sizes_is_read() -> Result<()> {
        let file = parse("10\t5\tengine_bg.wasm")?;
        assert_eq!(
            (file.bytes, file.compressed, file.name.as_str()),
            (10, 5, "engine_bg.wasm")
        );
        assert!(parse("10").is_err());
        Ok(())
    }
}
