//! Tests of the core, run natively.

mod access_drafts;
mod answers;
mod architecture;
mod asn1;
mod check_request;
mod corpora;
mod hostile;
mod hostile_pastes;
mod keys;
mod locales;
mod make;
mod manifests;
mod material;
mod openssl;
mod openssl_text;
mod pkcs12;
mod recognition;
mod recorded;
mod report_forms;
mod reports;
mod requests;
mod take_away;
mod vectors;
