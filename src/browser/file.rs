//! Files that the user drops or picks.

use web_sys::{DragEvent, File, HtmlInputElement};

/// The largest file that is read.
pub const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Larger than [`FILE_BYTES_MAX`].
    #[error("larger than 64 MiB")]
    TooLarge,
    /// The browser could not read it.
    #[error("failed to read the file")]
    Unreadable,
}

/// The first file of a drop.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}

/// The first file of an input element.
pub fn picked(input: &HtmlInputElement) -> Option<File> {
    let file = input.files()?.get(0);
    // So that picking the same file again is noticed.
    input.set_value("");
    file
}

/// The file's bytes.
pub async fn read(file: File) -> Result<Vec<u8>, FileError> {
    if file.size() > FILE_BYTES_MAX as f64 {
        return Err(FileError::TooLarge);
    }
    gloo::file::futures::read_as_bytes(&gloo::file::File::from(file))
        .await
        .map_err(|_| FileError::Unreadable)
}
