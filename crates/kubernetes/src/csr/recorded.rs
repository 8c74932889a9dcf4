//! What was asked of a control plane, for the cases of the findings.

use serde_json::Value;

use crate::csr::submission::Submission;
use crate::finding::cases;
use certbench_formats::certificate_request::CertificateRequest;
use certbench_formats::go;

/// What was sent, and what became of it, by the name of the case.
pub fn answer(case: &str) -> Value {
    let lines = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/csr.jsonl"
    ));
    cases::recorded(lines, case)
}

/// The object of a case, and the request in it.
pub fn sent(case: &str) -> (Submission, CertificateRequest) {
    let object = &answer(case)["manifest"];
    let submission = Submission::decode(object).expect("it was decoded");
    let pem = submission.request.as_deref().expect("there is one");
    let (block, _) = go::pem::decode(pem).expect("it is PEM");
    let request = CertificateRequest::from_der(&block.der).expect("it can be read");
    (submission, request)
}
