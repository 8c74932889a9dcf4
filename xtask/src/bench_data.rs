//! The certificates that the benchmarks read: Mozilla's roots, and leaves as a cluster issues them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::project::Project;
use crate::python;
use crate::steps::{self, Steps};

const LEAVES: usize = 10_000;
/// Makes the leaves.
const SCRIPT: &str = "benches/leaves.py";
/// Characters of base64 in a line of PEM.
const LINE: usize = 64;

/// Writes `roots.pem` and `leaves.pem` into the benchmarks' site.
pub fn write(project: &Project, steps: &mut Steps, site: &Path) -> Result<()> {
    let python = python::prepare(project, steps)?;
    steps.run("benchmarks' certificates", || {
        fs::write(site.join("roots.pem"), roots()?).context("the roots cannot be written")?;
        let folder = project.output("bench-data");
        make_leaves(project, &python, &folder)?;
        fs::copy(folder.join("leaves.pem"), site.join("leaves.pem"))
            .context("the leaves cannot be copied")?;
        Ok(())
    })
}

/// Makes the leaves, unless they are there and their script is still the same.
fn make_leaves(project: &Project, python: &Path, folder: &Path) -> Result<()> {
    let wanted = fs::read_to_string(project.root.join(SCRIPT))
        .with_context(|| format!("{SCRIPT} cannot be read"))?;
    // Written last, so that leaves which are not whole have none.
    let stamp = folder.join("leaves.py");
    if fs::read_to_string(&stamp).is_ok_and(|used| used == wanted) {
        return Ok(());
    }
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut command = project.command(&python.to_string_lossy(), &[])?;
    let leaves = steps::output(command.arg(SCRIPT).arg(LEAVES.to_string()))?;
    fs::write(folder.join("leaves.pem"), leaves).context("the leaves cannot be written")?;
    fs::write(stamp, wanted)?;
    Ok(())
}

fn roots() -> Result<String> {
    let mut bundle = String::new();
    for root in webpki_root_certs::TLS_SERVER_ROOT_CERTS {
        let body = STANDARD.encode(root);
        writeln!(bundle, "-----BEGIN CERTIFICATE-----")?;
        for line in body.as_bytes().chunks(LINE) {
            writeln!(bundle, "{}", String::from_utf8_lossy(line))?;
        }
        writeln!(bundle, "-----END CERTIFICATE-----")?;
    }
    Ok(bundle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_roots_are_one_block_each() -> Result<()> {
        let bundle = roots()?;
        let count = webpki_root_certs::TLS_SERVER_ROOT_CERTS.len();
        assert!(count > 100, "{count}");
        assert_eq!(
            bundle.matches("-----BEGIN CERTIFICATE-----\n").count(),
            count
        );
        assert!(bundle.lines().all(|line| line.len() <= LINE));
        Ok(())
    }
}
