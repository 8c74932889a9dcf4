//! Reads `locales/` of the workspace, once for all macros of a crate.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use crate::texts::{File, Language, Texts};

/// The files with the moments when they were last changed: an editor keeps the macros loaded while
/// the files change.
type State = Vec<(PathBuf, Option<SystemTime>)>;

/// The texts, or why they cannot be used.
type Read = Result<Arc<Texts>, String>;

static TEXTS: Mutex<Option<(State, Read)>> = Mutex::new(None);

/// The texts of the workspace that is compiled.
pub fn workspace() -> Read {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let package = package.ok_or("CARGO_MANIFEST_DIR is not set")?;
    let mut folders = package.ancestors().map(|ancestor| ancestor.join("locales"));
    let locales = folders
        .find(|folder| folder.is_dir())
        .ok_or_else(|| format!("no folder `locales` in {} or above it", package.display()))?;
    let folders = language_folders(&locales)?;
    let state: State = folders
        .iter()
        .flat_map(|(_, files)| files)
        .map(|path| {
            let changed = path.metadata().and_then(|metadata| metadata.modified());
            (path.clone(), changed.ok())
        })
        .collect();
    let mut kept = TEXTS.lock().map_err(|error| error.to_string())?;
    match &*kept {
        Some((of, texts)) if *of == state => texts.clone(),
        _ => {
            let texts = read(folders).map(Arc::new);
            *kept = Some((state, texts.clone()));
            texts
        }
    }
}

/// Each language's folder with its files, in the order of their names.
fn language_folders(locales: &Path) -> Result<Vec<(String, Vec<PathBuf>)>, String> {
    let mut folders = Vec::new();
    for folder in sorted(locales)? {
        let files = sorted(&folder)?.into_iter();
        let is_fluent = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "ftl");
        folders.push((name(&folder), files.filter(is_fluent).collect()));
    }
    Ok(folders)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    Ok(paths)
}

/// The end of a path without `.ftl`.
fn name(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into()
}

fn read(folders: Vec<(String, Vec<PathBuf>)>) -> Result<Texts, String> {
    let mut languages = Vec::new();
    for (tag, paths) in folders {
        let mut files = Vec::new();
        for path in paths {
            let source = std::fs::read_to_string(&path);
            let source = source.map_err(|error| format!("{}: {error}", path.display()))?;
            let name = name(&path);
            files.push(File { name, path, source });
        }
        languages.push(Language::new(tag, files)?);
    }
    Ok(Texts { languages })
}
