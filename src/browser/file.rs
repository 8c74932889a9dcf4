//! Files that the user drops or picks.

use js_sys::{Array, ArrayBuffer, Function, JsString, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ClipboardEvent, DataTransferItem, DragEvent, Event, File, FileSystemDirectoryEntry,
    FileSystemEntry, FileSystemFileEntry, HtmlInputElement, HtmlTextAreaElement,
};

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

/// All files of a drop; what is in a folder is found by [`all_dropped`].
pub fn dropped_files(event: &DragEvent) -> Vec<File> {
    let files = event.data_transfer().and_then(|data| data.files());
    let files = files.iter();
    files
        .flat_map(|files| (0..files.length()).filter_map(|index| files.get(index)))
        .collect()
}

/// The first file of an input element.
pub fn picked(input: &HtmlInputElement) -> Option<File> {
    let file = input.files()?.get(0);
    // So that picking the same file again is noticed.
    input.set_value("");
    file
}

/// A file and what it is called: its path where it came in a folder.
pub struct Named {
    /// The path or the name.
    pub name: String,
    /// The file.
    pub file: File,
}

impl Named {
    fn of(file: File) -> Self {
        // Empty unless a folder was picked; web-sys has no name for it.
        let path = Reflect::get(&file, &"webkitRelativePath".into())
            .ok()
            .and_then(|path| path.as_string())
            .filter(|path| !path.is_empty());
        Self {
            name: path.unwrap_or_else(|| file.name()),
            file,
        }
    }
}

/// All files of an input element, of a whole folder too.
pub fn all_picked(input: &HtmlInputElement) -> Vec<Named> {
    let Some(files) = input.files() else {
        return Vec::new();
    };
    let files = (0..files.length()).filter_map(|index| files.get(index));
    let files = files.map(Named::of).collect();
    // So that picking the same file again is noticed.
    input.set_value("");
    files
}

/// A text or bytes in the browser's own keeping. They are copied once, into the engine's memory, and a
/// text is encoded there: in the page that would take several times the time and let it stand still.
#[derive(Clone)]
pub struct Content(JsValue);

/// The same object is the same thing; megabytes are not compared byte by byte.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        Object::is(&self.0, &other.0)
    }
}

impl Content {
    /// No bytes.
    pub fn empty() -> Self {
        Self(JsString::from("").into())
    }

    fn of_text(text: JsString) -> Result<Self, FileError> {
        if u64::from(text.length()) > FILE_BYTES_MAX {
            return Err(FileError::TooLarge);
        }
        Ok(Self(text.into()))
    }

    /// How many bytes, or units of UTF-16, they are.
    pub fn length(&self) -> usize {
        let length = match self.0.dyn_ref::<JsString>() {
            Some(text) => text.length(),
            None => self.0.unchecked_ref::<Uint8Array>().length(),
        };
        length as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.length() == 0
    }

    /// As text.
    pub fn text(&self) -> String {
        self.0.as_string().unwrap_or_else(|| {
            let bytes: &Uint8Array = self.0.unchecked_ref();
            String::from_utf8_lossy(&bytes.to_vec()).into_owned()
        })
    }

    pub(super) const fn value(&self) -> &JsValue {
        &self.0
    }
}

/// What a text area holds.
pub fn entered(area: &HtmlTextAreaElement) -> Result<Content, FileError> {
    let text = Reflect::get(area, &"value".into()).map_err(|_| FileError::Unreadable)?;
    Content::of_text(text.unchecked_into())
}

/// The text of a paste that is longer than `shortest`, in UTF-16 units.
pub fn long_paste(event: &Event, shortest: u32) -> Option<Result<Content, FileError>> {
    let event: &ClipboardEvent = event.dyn_ref()?;
    let transfer = event.clipboard_data()?;
    let get: Function = Reflect::get(&transfer, &"getData".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let text: JsString = get
        .call1(&transfer, &"text/plain".into())
        .ok()?
        .dyn_into()
        .ok()?;
    (text.length() > shortest).then(|| Content::of_text(text))
}

/// The bytes of a file, without taking them into the page's memory.
pub async fn content(file: &File) -> Result<Content, FileError> {
    if file.size() > FILE_BYTES_MAX as f64 {
        return Err(FileError::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer: ArrayBuffer = buffer
        .ok()
        .and_then(|buffer| buffer.dyn_into().ok())
        .ok_or(FileError::Unreadable)?;
    Ok(Content(Uint8Array::new(&buffer).into()))
}

/// Whether a drag brings files.
pub fn holds_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}

/// Something that was dropped.
pub enum Dropped {
    /// A file by itself.
    File(File),
    /// A file or a folder of a file system.
    Entry(FileSystemEntry),
}

/// Everything that was dropped. The browser tells only while the event lasts.
pub fn all_dropped(event: &DragEvent) -> Vec<Dropped> {
    let Some(items) = event.data_transfer().map(|transfer| transfer.items()) else {
        return Vec::new();
    };
    let items = (0..items.length()).filter_map(|index| items.get(index));
    items.filter_map(|item| dropped_item(&item)).collect()
}

fn dropped_item(item: &DataTransferItem) -> Option<Dropped> {
    if let Some(entry) = item.webkit_get_as_entry().ok().flatten() {
        return Some(Dropped::Entry(entry));
    }
    item.get_as_file().ok().flatten().map(Dropped::File)
}

/// The most files that are taken from one drop.
const FILES_MAX: usize = 10_000;

/// The files among what was dropped, those of folders by their paths.
pub async fn walk(dropped: Vec<Dropped>) -> Vec<Named> {
    let mut files = Vec::new();
    let mut waiting: Vec<_> = dropped.into_iter().rev().collect();
    while let Some(next) = waiting.pop() {
        if files.len() >= FILES_MAX {
            break;
        }
        match next {
            Dropped::File(file) => files.push(Named::of(file)),
            Dropped::Entry(entry) if entry.is_directory() => {
                let mut entries = entries(entry.unchecked_ref()).await;
                entries.sort_by_key(FileSystemEntry::name);
                waiting.extend(entries.into_iter().rev().map(Dropped::Entry));
            }
            Dropped::Entry(entry) => files.extend(file_of(entry.unchecked_into()).await),
        }
    }
    files
}

async fn file_of(entry: FileSystemFileEntry) -> Option<Named> {
    let name = entry.full_path().trim_start_matches('/').to_owned();
    let promise = Promise::new(&mut |resolve, reject| {
        let (found, failed) = (callback(resolve), callback(reject));
        entry.file_with_callback_and_callback(&found, &failed);
    });
    let file = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    Some(Named { name, file })
}

/// All entries of a folder; the browser hands them out in portions.
async fn entries(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let promise = Promise::new(&mut |resolve, reject| {
            let (found, failed) = (callback(resolve), callback(reject));
            // What it throws is what it would tell the second callback.
            let _ = reader.read_entries_with_callback_and_callback(&found, &failed);
        });
        let portion = JsFuture::from(promise).await.ok();
        let portion: Option<Array> = portion.and_then(|portion| portion.dyn_into().ok());
        match portion {
            Some(portion) if portion.length() > 0 => {
                all.extend(portion.iter().map(|entry| entry.unchecked_into()));
            }
            _ => return all,
        }
    }
}

/// A function that lives until it is called.
fn callback(settle: Function) -> Function {
    Closure::once_into_js(move |value: JsValue| {
        // Settling a promise does not throw.
        let _ = settle.call1(&JsValue::UNDEFINED, &value);
    })
    .unchecked_into()
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
