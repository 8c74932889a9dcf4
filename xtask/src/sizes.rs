//! How much a visitor downloads, and how much it may be.

use anyhow::{Context as _, Result};

use crate::project::Project;
use crate::{site_build, steps};

/// What is needed to see the page, in bytes after compression: 350 KB. The texts of both languages are
/// counted, though one of them is enough.
const PAGE_BUDGET: u64 = 350_000;
/// What is loaded behind it: 500 KB.
const ENGINE_BUDGET: u64 = 500_000;

struct Sized {
    name: String,
    bytes: u64,
    compressed: u64,
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

fn measure(project: &Project) -> Result<Vec<Sized>> {
    let is_sent = |name: &String| {
        let endings = [".html", ".css", ".js", ".wasm", ".ftl"];
        endings.iter().any(|ending| name.ends_with(ending))
    };
    let names = site_build::files(&project.site())?;
    let mut command = project.command("node", &[])?;
    command.arg(project.root.join("xtask/brotli.mjs"));
    command.current_dir(project.site());
    command.args(names.iter().filter(|name| is_sent(name)));
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
