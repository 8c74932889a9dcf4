//! What is remembered from one visit to the next: the language and the theme, and nothing else.

use gloo::storage::{LocalStorage, Storage as _};

use crate::locale::Language;

const LANGUAGE: &str = "certbench.language";
const THEME: &str = "certbench.theme";

/// The language chosen before, or the browser's.
pub fn language() -> Language {
    let chosen: Option<String> = LocalStorage::get(LANGUAGE).ok();
    let preferred = super::page::languages();
    let tags = chosen.iter().chain(&preferred).map(String::as_str);
    Language::from_tags(tags)
}

/// Remembers the language. Where storage is switched off it is forgotten, which is no error.
pub fn set_language(language: Language) {
    let _ = LocalStorage::set(LANGUAGE, language.tag());
}

/// Whether dark colours were chosen before, or the system asks for them.
pub fn is_dark() -> bool {
    LocalStorage::get::<String>(THEME)
        .map_or_else(|_| super::page::prefers_dark(), |theme| theme == "dark")
}

/// Remembers the theme.
pub fn set_dark(is_dark: bool) {
    let _ = LocalStorage::set(THEME, if is_dark { "dark" } else { "light" });
}
