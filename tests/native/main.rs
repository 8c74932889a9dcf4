//! Tests of the core, run natively.

mod answers;
mod architecture;
mod asn1;
mod check_request;
mod corpora;
mod hostile;
mod keys;
mod locales;
mod manifests;
mod openssl;
mod openssl_text;
mod pkcs12;
mod recorded;
mod report_forms;
mod reports;
mod requests;
mod take_away;
mod vectors;
