//! Asking for a text: that it exists in every language and is given what it uses.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Error, Expr, Ident, LitStr, Path, Result, Token, parenthesized};

use crate::texts::Texts;

/// Which text is asked for.
enum Subject {
    /// `"key"`
    Literal(LitStr),
    /// `FAMILY(code)`: one of the messages that are named after codes.
    Family(Path, Box<Expr>),
}

/// A text, and perhaps what stands beside it.
struct Reference {
    subject: Subject,
    attribute: Option<Ident>,
}

/// An argument by its name; the value where the text is asked for and not only its key.
struct Argument {
    name: Ident,
    value: Option<Expr>,
}

impl Parse for Reference {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let subject = if input.peek(LitStr) {
            Subject::Literal(input.parse()?)
        } else {
            let neither = "neither a key in quotes nor FAMILY(code); a key that is a value goes to \
                `get` or `with`";
            let family =
                Path::parse_mod_style(input).map_err(|error| Error::new(error.span(), neither))?;
            if !input.peek(syn::token::Paren) {
                return Err(Error::new_spanned(family, neither));
            }
            let code;
            parenthesized!(code in input);
            Subject::Family(family, code.parse()?)
        };
        let attribute = match input.parse::<Option<Token![.]>>()? {
            Some(_) => Some(input.call(Ident::parse_any)?),
            None => None,
        };
        Ok(Self { subject, attribute })
    }
}

impl Argument {
    fn list(input: ParseStream<'_>, has_values: bool) -> Result<Vec<Self>> {
        let mut arguments = Vec::new();
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name = input.call(Ident::parse_any)?;
            let value = if has_values {
                input.parse::<Token![=]>()?;
                Some(input.parse()?)
            } else {
                None
            };
            arguments.push(Self { name, value });
        }
        Ok(arguments)
    }

    /// The name as Fluent writes it.
    fn name(&self) -> String {
        self.name.unraw().to_string()
    }
}

/// The parts of a call: the page's `$crate`, the texts where they are asked, what is asked for.
struct Call {
    page: TokenTree,
    locale: Option<Expr>,
    reference: Reference,
    arguments: Vec<Argument>,
}

impl Call {
    /// With the texts that are asked, and values.
    fn of_text(input: ParseStream<'_>) -> Result<Self> {
        let page = input.parse()?;
        input.parse::<Token![,]>()?;
        let locale = input.parse()?;
        input.parse::<Token![,]>()?;
        Ok(Self {
            page,
            locale: Some(locale),
            reference: input.parse()?,
            arguments: Argument::list(input, true)?,
        })
    }

    /// The key alone, with the names of the arguments.
    fn of_key(input: ParseStream<'_>) -> Result<Self> {
        let page = input.parse()?;
        input.parse::<Token![,]>()?;
        Ok(Self {
            page,
            locale: None,
            reference: input.parse()?,
            arguments: Argument::list(input, false)?,
        })
    }

    /// What is wrong with the arguments for the texts of these keys together.
    fn check(&self, texts: &Texts, literal: &LitStr, keys: &[&str]) -> Result<()> {
        let here = |message: String| Error::new(literal.span(), message);
        let mut used = BTreeSet::new();
        for key in keys {
            used.extend(texts.arguments(key).map_err(here)?);
        }
        let key = literal.value();
        let mut problems = Vec::new();
        let mut given = BTreeSet::new();
        for argument in &self.arguments {
            let name = argument.name();
            if !used.contains(name.as_str()) {
                let message = format!("the text `{key}` does not use `${name}`");
                problems.push(Error::new(argument.name.span(), message));
            } else if !given.insert(name.clone()) {
                let message = format!("`{name}` is given twice");
                problems.push(Error::new(argument.name.span(), message));
            }
        }
        for name in used.iter().filter(|name| !given.contains(**name)) {
            problems.push(here(format!(
                "the text `{key}` uses `${name}`, which is not given"
            )));
        }
        let all = problems.into_iter().reduce(|mut all, problem| {
            all.combine(problem);
            all
        });
        all.map_or(Ok(()), Err)
    }

    /// The key of the text, and of its attribute.
    fn keys(&self, texts: &Texts, literal: &LitStr, is_pair: bool) -> Result<(String, String)> {
        let key = literal.value();
        if key.contains('.') {
            let message = "an attribute stands behind the quotes: \"key\".attribute";
            return Err(Error::new(literal.span(), message));
        }
        let whole = match &self.reference.attribute {
            Some(attribute) => format!("{key}.{}", attribute.unraw()),
            None if is_pair => {
                let message = "what stands beside the text is missing: \"key\".attribute";
                return Err(Error::new(literal.span(), message));
            }
            None => key.clone(),
        };
        if is_pair {
            self.check(texts, literal, &[&key, &whole])?;
        } else {
            self.check(texts, literal, &[&whole])?;
        }
        Ok((key, whole))
    }

    /// `Key` or `Pair` of the page, checked here or, for a family, by the compiler as a constant.
    fn reference(&self, texts: &Texts, is_pair: bool) -> Result<TokenStream> {
        let page = &self.page;
        let (family, code) = match &self.reference.subject {
            Subject::Literal(literal) => {
                let (key, whole) = self.keys(texts, literal, is_pair)?;
                return Ok(if is_pair {
                    quote! { #page::locale::Pair::checked(#key, #whole) }
                } else {
                    quote! { #page::locale::Key::checked(#whole) }
                });
            }
            Subject::Family(family, code) => (family, code),
        };
        let attribute = self.reference.attribute.as_ref();
        let attribute = attribute.map_or_else(String::new, |name| name.unraw().to_string());
        let names = self.arguments.iter().map(Argument::name);
        let of = match (is_pair, attribute.as_str()) {
            (true, "") => {
                let message = "what stands beside the text is missing: FAMILY(code).attribute";
                return Err(Error::new_spanned(family, message));
            }
            (true, _) => quote! { #family.pair(&#code, #attribute) },
            (false, "") => quote! { #family.key(&#code) },
            (false, _) => quote! { #family.attribute(&#code, #attribute) },
        };
        Ok(quote! {{
            const _: () = #family.expect(#attribute, &[ #(#names),* ]);
            #of
        }})
    }

    /// The call of the page's `Locale`.
    fn ask(&self, texts: &Texts, is_pair: bool) -> Result<TokenStream> {
        let (page, locale) = (&self.page, &self.locale);
        let reference = self.reference(texts, is_pair)?;
        let arguments = self.arguments.iter().map(|argument| {
            let (name, value) = (argument.name(), argument.value.to_token_stream());
            quote! { (#name, #page::locale::Value::from(#value)) }
        });
        let method = Ident::new(if is_pair { "pair" } else { "with" }, Span::mixed_site());
        Ok(quote! {
            #page::locale::Locale::#method(&#locale, #reference, &[ #(#arguments),* ])
        })
    }
}

/// What is expanded to where something is wrong, so that nothing else is reported because of it.
fn or_instead(expanded: Result<TokenStream>, instead: TokenStream) -> Result<TokenStream> {
    Ok(expanded.unwrap_or_else(|error| {
        let problem = error.into_compile_error();
        quote! {{ #problem; #instead }}
    }))
}

/// See [`crate::tr`].
pub fn text(texts: &Texts, input: TokenStream) -> Result<TokenStream> {
    let expanded = Call::of_text.parse2(input)?.ask(texts, false);
    or_instead(expanded, quote! { ::std::string::String::new() })
}

/// See [`crate::pair`].
pub fn pair(texts: &Texts, input: TokenStream) -> Result<TokenStream> {
    let expanded = Call::of_text.parse2(input)?.ask(texts, true);
    let instead = quote! { (::std::string::String::new(), ::std::string::String::new()) };
    or_instead(expanded, instead)
}

/// See [`crate::key`].
pub fn key(texts: &Texts, input: TokenStream) -> Result<TokenStream> {
    let call = Call::of_key.parse2(input)?;
    let page = &call.page;
    or_instead(
        call.reference(texts, false),
        quote! { #page::locale::Key::checked("") },
    )
}

/// See [`crate::pair_key`].
pub fn pair_key(texts: &Texts, input: TokenStream) -> Result<TokenStream> {
    let call = Call::of_key.parse2(input)?;
    let page = &call.page;
    or_instead(
        call.reference(texts, true),
        quote! { #page::locale::Pair::checked("", "") },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::tests::texts;

    const ENGLISH: &str = "plain = Text\n\
        named = { $name }\n    .remedy = { $way }\n\
        only-english = Text\n";
    const OTHER: &str = "plain = Text\nnamed = { $name }\n    .remedy = { $way }\n";

    /// What the compiler is told about a call of `macro_of`.
    fn problem(
        macro_of: fn(&Texts, TokenStream) -> Result<TokenStream>,
        input: TokenStream,
    ) -> String {
        let texts = texts(ENGLISH, OTHER).expect("it is Fluent");
        match macro_of(&texts, input) {
            Err(error) => error.to_string(),
            Ok(expanded) => {
                let expanded = expanded.to_string();
                let after = expanded.split("compile_error").nth(1).unwrap_or_default();
                after.split('"').nth(1).unwrap_or_default().to_owned()
            }
        }
    }

    #[test]
    fn calls_that_fit_their_text_are_let_through() {
        for input in [
            quote! { page, text, "plain" },
            quote! { page, &self.text, "plain", },
            quote! { page, text, "named", name = visible(name) },
            quote! { page, text, "named".remedy, way = 1 },
            quote! { page, text, family::NAMED(code.of()), name = "x" },
        ] {
            assert_eq!(problem(text, input), "");
        }
        let both = quote! { page, text, "named".remedy, name = "x", way = "y" };
        assert_eq!(problem(pair, both), "");
        assert_eq!(problem(key, quote! { page, "named", name }), "");
        assert_eq!(
            problem(pair_key, quote! { page, "named".remedy, way, name }),
            ""
        );
    }

    #[test]
    fn what_does_not_fit_is_told_in_plain_words() {
        for (input, expected) in [
            (
                quote! { page, text, "unknown" },
                "there is no text `unknown` in locales/en",
            ),
            (
                quote! { page, text, "only-english" },
                "there is no text `only-english` in locales/xx, but in locales/en",
            ),
            (
                quote! { page, text, "plain".remedy },
                "there is no attribute `.remedy` of `plain` in locales/en",
            ),
            (
                quote! { page, text, "named" },
                "the text `named` uses `$name`, which is not given",
            ),
            (
                quote! { page, text, "plain", name = "x" },
                "the text `plain` does not use `$name`",
            ),
            (
                quote! { page, text, "named", name = "x", name = "y" },
                "`name` is given twice",
            ),
            (
                quote! { page, text, "named.remedy", way = "y" },
                "an attribute stands behind the quotes: \\",
            ),
            (
                quote! { page, text, key },
                "neither a key in quotes nor FAMILY(code); a key that is a value goes to `get` or `with`",
            ),
        ] {
            assert_eq!(problem(text, input), expected);
        }
        assert_eq!(
            problem(key, quote! { page, "named" }),
            "the text `named` uses `$name`, which is not given"
        );
        assert_eq!(
            problem(pair, quote! { page, text, "named".remedy, name = "x" }),
            "the text `named` uses `$way`, which is not given"
        );
    }
}
