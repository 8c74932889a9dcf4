//! Reads a stream of YAML documents.

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span, Tag};

use crate::domain::formats::manifest::build::{Builder, Problem};
use crate::domain::formats::manifest::scalar;
use crate::domain::formats::manifest::scalar::Wanted;
use crate::domain::formats::manifest::{Documents, ManifestError, NESTING_MAX};

/// How deep a text may be nested.
pub fn options() -> Options {
    let mut options = Options::default();
    options.flow_nesting_limit = NESTING_MAX;
    options.block_nesting_limit = NESTING_MAX;
    options
}

/// Reads until the end or the first error.
pub fn read(text: &str) -> Documents {
    let mut builder = Builder::new();
    let mut error = None;
    for event in Parser::new_from_str_with_options(text, options()) {
        let outcome = match event {
            Ok((event, span)) => take(&mut builder, event, &span, text).map_err(|problem| {
                let start = span.start;
                problem.at(start.line() as u64, start.col() as u64 + 1)
            }),
            Err(failed) => Err(syntax(&failed)),
        };
        if let Err(stopped) = outcome {
            error = Some(stopped);
            break;
        }
    }
    Documents {
        documents: builder.into_documents(),
        error,
    }
}

fn syntax(error: &ScanError) -> ManifestError {
    let place = error.marker();
    let problem = match error.kind() {
        ErrorKind::RecursionLimitExceeded => Problem::TooDeep,
        _ => Problem::Other(error.info().lines().next().unwrap_or_default().to_owned()),
    };
    problem.at(place.line() as u64, place.col() as u64 + 1)
}

fn take(builder: &mut Builder, event: Event<'_>, span: &Span, source: &str) -> Result<(), Problem> {
    let line = span.start.line() as u64;
    match event {
        Event::Scalar(text, style, anchor, tag) => {
            let wanted = wanted(style, tag.as_deref());
            let is_merge = match tag.as_deref() {
                None => style == ScalarStyle::Plain,
                Some(tag) => tag.suffix_in_namespace(NAMESPACE).as_deref() == Some("merge"),
            };
            if is_merge && text == "<<" && builder.awaits_key() {
                builder.merge_key();
                return Ok(());
            }
            builder.scalar(scalar::value(text, wanted)?, anchor, line)
        }
        Event::Alias(anchor) => {
            let name = span.slice(source).unwrap_or_default();
            builder.alias(anchor, name.trim_start_matches('*'), line)
        }
        Event::SequenceStart(_, anchor, _) => builder.open_list(anchor, line),
        Event::MappingStart(_, anchor, _) => builder.open_mapping(anchor, line),
        Event::SequenceEnd | Event::MappingEnd => builder.close(),
        _ => Ok(()),
    }
}

/// The namespace that `!!` stands for.
const NAMESPACE: &str = "tag:yaml.org,2002:";

fn wanted(style: ScalarStyle, tag: Option<&Tag>) -> Wanted<'static> {
    let Some(tag) = tag else {
        return if style == ScalarStyle::Plain {
            Wanted::Any
        } else {
            Wanted::Text
        };
    };
    // Go reads every tag that it does not know as a string's.
    match tag.suffix_in_namespace(NAMESPACE).as_deref() {
        Some("null") => Wanted::Kind("null"),
        Some("bool") => Wanted::Kind("bool"),
        Some("int") => Wanted::Kind("int"),
        Some("float") => Wanted::Kind("float"),
        Some("binary") => Wanted::Binary,
        _ => Wanted::Text,
    }
}
