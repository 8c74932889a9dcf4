//! What the tests of several kinds need.

use certbench_kubernetes::finding::Finding;
use certbench_x509::bytes::Bytes;

use crate::origin::Source;
use crate::recognise::recognise;

macro_rules! fixture {
    ($path:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/fixtures/",
            $path
        ))
    };
}

/// When the fixtures were recorded.
const NOW: i64 = 1_795_354_100;

/// Everything that is said of what is in a text.
pub(crate) fn find(text: &impl AsRef<str>) -> Vec<Finding> {
    let source = Source {
        name: String::new(),
        input: Bytes(text.as_ref().as_bytes().to_vec()),
    };
    let artefacts = recognise(source, None).artefacts;
    let found = artefacts.iter().flat_map(|one| one.findings(NOW));
    found.collect()
}

pub(crate) use fixture;
