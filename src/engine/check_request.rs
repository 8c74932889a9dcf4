//! The forecast for a CertificateSigningRequest manifest.

use serde_json::Value;

use crate::domain::formats::certificate_request::CertificateRequest;
use crate::domain::formats::signature::{SignatureCheck, Verdict};
use crate::domain::kubernetes::csr::forecast::Forecast;
use crate::domain::kubernetes::csr::submission::{Refusal, Submission};
use crate::domain::kubernetes::csr::validation::Examination;

/// A manifest that was read, before its request's signature is verified.
pub struct Inspection(Result<Examination, Refusal>);

impl Inspection {
    /// Reads a manifest.
    pub fn new(manifest: &Value) -> Self {
        Self(Submission::decode(manifest).map(Examination::new))
    }

    /// The object as the server would hold it, if it can be decoded.
    pub fn submission(&self) -> Option<&Submission> {
        self.0
            .as_ref()
            .ok()
            .map(|examination| &examination.submission)
    }

    /// The request inside, if it can be read.
    pub fn request(&self) -> Option<&CertificateRequest> {
        let examination = self.0.as_ref().ok()?;
        examination.request.as_ref().ok()
    }

    /// The verification that decides the rest.
    pub fn signature_check(&self) -> Option<&SignatureCheck> {
        self.0.as_ref().ok().and_then(Examination::signature_check)
    }

    /// The forecast. A signature without a verdict is taken as good.
    pub fn forecast(self, verdict: Option<Verdict>) -> Forecast {
        Forecast::new(self.0, verdict)
    }
}

/// Foretells what becomes of a decoded manifest.
#[cfg(not(target_arch = "wasm32"))]
pub fn forecast(manifest: &Value) -> Forecast {
    let inspection = Inspection::new(manifest);
    let verdict = inspection.signature_check().map(super::verify::perform);
    inspection.forecast(verdict)
}

/// Foretells what becomes of a manifest in YAML or JSON.
#[cfg(not(target_arch = "wasm32"))]
pub fn forecast_text(
    manifest: &str,
) -> Result<Forecast, crate::domain::formats::manifest::ManifestError> {
    Ok(forecast(&crate::domain::formats::manifest::parse(
        manifest,
    )?))
}
