//! Holds the texts in `locales/` and the code that asks for them to each other, when it is compiled.
//!
//! The page wraps the macros, so that they find its types: it calls them with its own `$crate` first
//! (`src/locale/macros.rs`, where they are explained). Each reads `locales/<tag>/*.ftl` of the
//! workspace. The files that [`files`] names are part of what the page is built from, so that a
//! change of a text compiles it anew.

mod ask;
mod read;
mod table;
mod texts;

use proc_macro::TokenStream;

use texts::Texts;

/// Expands a macro with the workspace's texts, or to what is wrong with the call or the texts.
fn expand(
    input: TokenStream,
    expansion: impl FnOnce(&Texts, proc_macro2::TokenStream) -> syn::Result<proc_macro2::TokenStream>,
) -> TokenStream {
    let expanded = match read::workspace() {
        Ok(texts) => expansion(&texts, input.into()),
        Err(problem) => Err(syn::Error::new(proc_macro2::Span::call_site(), problem)),
    };
    expanded
        .unwrap_or_else(syn::Error::into_compile_error)
        .into()
}

/// `tr!($crate, text, "key".attribute, name = value)`: a text with its arguments.
#[proc_macro]
pub fn tr(input: TokenStream) -> TokenStream {
    expand(input, ask::text)
}

/// `pair!($crate, text, "key".attribute, name = value)`: a text and what stands beside it.
#[proc_macro]
pub fn pair(input: TokenStream) -> TokenStream {
    expand(input, ask::pair)
}

/// `key!($crate, "key".attribute, name)`: the key of a text that takes these arguments.
#[proc_macro]
pub fn key(input: TokenStream) -> TokenStream {
    expand(input, ask::key)
}

/// `pair_key!($crate, "key".attribute, name)`: the keys of a text and of what stands beside it.
#[proc_macro]
pub fn pair_key(input: TokenStream) -> TokenStream {
    expand(input, ask::pair_key)
}

/// `languages!("en", "zh-CN")`: nothing, unless these are not the folders of `locales/`, or the
/// languages differ in their messages.
#[proc_macro]
pub fn languages(input: TokenStream) -> TokenStream {
    expand(input, table::languages)
}

/// `files!("en")`: the files of a language as `&[(NAME, SOURCE)]`.
#[proc_macro]
pub fn files(input: TokenStream) -> TokenStream {
    expand(input, table::files)
}

/// `messages!()`: every message and attribute as `&[(KEY, &[ARGUMENT])]`, sorted by its bytes.
#[proc_macro]
pub fn messages(input: TokenStream) -> TokenStream {
    expand(input, table::messages)
}
