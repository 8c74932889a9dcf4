//! The tables that are made of the texts.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Error, LitStr, Result, Token};

use crate::texts::Texts;

/// See [`crate::languages`].
pub fn languages(texts: &Texts, input: TokenStream) -> Result<TokenStream> {
    let rows = Punctuated::<LitStr, Token![,]>::parse_terminated.parse2(input)?;
    let mut problems = Vec::new();
    for row in &rows {
        let tag = row.value();
        if !texts.languages.iter().any(|language| language.tag == tag) {
            problems.push(Error::new(
                row.span(),
                format!("there is no folder locales/{tag}"),
            ));
        }
    }
    let here = Span::call_site();
    for language in &texts.languages {
        let tag = &language.tag;
        if !rows.iter().any(|row| row.value() == *tag) {
            problems.push(Error::new(
                here,
                format!("locales/{tag} has no row in the table"),
            ));
        }
    }
    let differences = texts.differences().into_iter();
    problems.extend(differences.map(|difference| Error::new(here, difference)));
    let all = problems.into_iter().reduce(|mut all, problem| {
        all.combine(problem);
        all
    });
    all.map_or_else(|| Ok(TokenStream::new()), Err)
}

/// See [`crate::files`].
pub fn files(texts: &Texts, input: TokenStream) -> Result<TokenStream> {
    let row: LitStr = syn::parse2(input)?;
    let tag = row.value();
    let mut languages = texts.languages.iter();
    let language = languages
        .find(|language| language.tag == tag)
        .ok_or_else(|| Error::new(row.span(), format!("there is no folder locales/{tag}")))?;
    let names = language.files.iter().map(|file| &file.name);
    let paths = language
        .files
        .iter()
        .map(|file| file.path.to_string_lossy());
    Ok(quote! { &[ #((#names, ::core::include_str!(#paths)),)* ] })
}

/// See [`crate::messages`].
pub fn messages(texts: &Texts, _: TokenStream) -> Result<TokenStream> {
    let rows = texts.keys().map(|key| {
        let arguments = texts.arguments(key).unwrap_or_default().into_iter();
        quote! { (#key, &[ #(#arguments),* ]) }
    });
    Ok(quote! { &[ #(#rows,)* ] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::tests::texts;

    #[test]
    fn folders_and_rows_must_be_the_same() {
        let texts = texts("a = A\n", "a = A\n").expect("it is Fluent");
        let problem = |rows| {
            languages(&texts, rows)
                .map(|_| ())
                .map_err(|error| error.to_string())
        };
        assert_eq!(problem(quote! { "en", "xx" }), Ok(()));
        assert_eq!(
            problem(quote! { "en" }),
            Err("locales/xx has no row in the table".to_owned())
        );
        assert_eq!(
            problem(quote! { "en", "xx", "fr" }),
            Err("there is no folder locales/fr".to_owned())
        );
    }
}
