//! Several files as one zip. Nothing is compressed: keys and base64 hardly shrink.

use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

/// Why no archive could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("failed to write the archive: {0}")]
pub struct ArchiveError(String);

/// The files as a zip, in the order given, readable by their owner alone.
pub fn write(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ArchiveError> {
    let failed = |error: &dyn std::fmt::Display| ArchiveError(error.to_string());
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .unix_permissions(0o600);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer
            .start_file(name.as_str(), options)
            .map_err(|error| failed(&error))?;
        writer.write_all(content).map_err(|error| failed(&error))?;
    }
    let cursor = writer.finish().map_err(|error| failed(&error))?;
    Ok(cursor.into_inner())
}
