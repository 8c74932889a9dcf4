//! Says which roles and bindings would have allowed what was refused.
//!
//! `needed_roles [--by-name] < REFUSALS` reads refusals (kubectl's messages, Status objects, lines
//! of the audit log) from standard input and prints the manifest, the commands behind `#`.

use std::io::{Read as _, Write as _};

use certbench_engine::access_draft::DraftAccess;
use certbench_engine::ask;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let by_name = match arguments.as_slice() {
        [] => false,
        [flag] if flag == "--by-name" => true,
        _ => return Err("usage: needed_roles [--by-name] < REFUSALS".into()),
    };
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let answer = ask(DraftAccess::Refusals(text, by_name));
    let mut output = std::io::stdout().lock();
    for command in answer.commands.iter().flatten() {
        write!(output, "# {command}")?;
    }
    write!(output, "{}", answer.yaml)?;
    Ok(())
}
