//! The forecast for a CertificateSigningRequest manifest, signature checked.

use serde_json::Value;

use super::verify;
use crate::domain::kubernetes::csr_validation::{Examination, Submission};
use crate::domain::kubernetes::forecast::Forecast;
use crate::domain::manifest::{self, ManifestError};

/// Foretells what becomes of a manifest in YAML or JSON.
pub fn forecast_text(manifest: &str) -> Result<Forecast, ManifestError> {
    Ok(forecast(&manifest::parse(manifest)?))
}

/// Foretells what becomes of a decoded manifest.
pub fn forecast(manifest: &Value) -> Forecast {
    let examination = Submission::decode(manifest).map(Examination::new);
    let verdict = examination
        .as_ref()
        .ok()
        .and_then(Examination::signature_check)
        .map(verify::perform);
    Forecast::new(examination, verdict)
}
