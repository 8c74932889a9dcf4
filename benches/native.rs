//! Natively: certificates read by Certbench beside bare x509-parser, from PEM, and beside synta, from DER.
//!
//! `cargo bench --bench native -- FILE…`; `cargo xtask bench` names the files. With or without
//! files, roles and bindings of a large cluster are loaded and asked about.

#[cfg(not(target_arch = "wasm32"))]
#[path = "native/access.rs"]
mod access;

#[cfg(not(target_arch = "wasm32"))]
#[path = "native/der.rs"]
mod der;

#[cfg(not(target_arch = "wasm32"))]
fn measure(name: &str, count: usize, mut read: impl FnMut() -> usize) -> f64 {
    let best = (0..5)
        .map(|_| {
            let start = std::time::Instant::now();
            assert_eq!(read(), count, "{name} does not read them all");
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min);
    let rate = count as f64 / best;
    println!(
        "{name:40} {:>9.3} ms  {rate:.0} certificates a second",
        best * 1e3
    );
    rate
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use certbench_artefacts::origin::Source;
    use certbench_artefacts::recognise::recognise;
    use x509_parser::pem::Pem;

    let mut all_fast = true;
    let mut from_der_fast = true;
    for path in std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
    {
        let Ok(bundle) = std::fs::read(&path) else {
            eprintln!("{path} cannot be read");
            return std::process::ExitCode::FAILURE;
        };
        let count = memchr::memmem::find_iter(&bundle, "-----BEGIN CERTIFICATE-----").count();
        let name = std::path::Path::new(&path).file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        let bare = measure(&format!("{name}: bare x509-parser"), count, || {
            Pem::iter_from_buffer(&bundle)
                .filter_map(Result::ok)
                .filter(|pem| pem.parse_x509().is_ok())
                .count()
        });
        let ours = measure(&format!("{name}: Certbench"), count, || {
            let source = Source {
                name: String::new(),
                input: bundle.clone().into(),
            };
            recognise(source, None).artefacts.len()
        });
        let share = ours / bare;
        println!("{name}: {share:.2} of bare x509-parser, wanted 0.5");
        all_fast &= share >= 0.5;
        let certificates: Vec<Vec<u8>> = Pem::iter_from_buffer(&bundle)
            .filter_map(|pem| Some(pem.ok()?.contents))
            .collect();
        from_der_fast &= der::run(&name, &certificates);
    }
    if !all_fast {
        println!("FAILED: less than half as fast as bare x509-parser");
    }
    if !from_der_fast {
        println!("FAILED: from DER to fields, synta is faster than it may be");
    }
    let is_access_fast = access::run();
    if !is_access_fast {
        println!("FAILED: access takes longer than wanted");
    }
    if all_fast && from_der_fast && is_access_fast {
        std::process::ExitCode::SUCCESS
    } else {
        std::process::ExitCode::FAILURE
    }
}

/// In the browser there is nothing to compare with.
#[cfg(target_arch = "wasm32")]
fn main() {}
