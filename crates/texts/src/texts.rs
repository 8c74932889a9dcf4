//! What the texts are: which messages and attributes each language has, and which arguments they use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};

/// The language that decides which messages there are.
pub const REFERENCE: &str = "en";

/// A Fluent file.
pub struct File {
    /// Its name without `.ftl`.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// What stands in it.
    pub source: String,
}

/// What a message or an attribute names.
#[derive(Default)]
struct Names {
    variables: BTreeSet<String>,
    /// Other messages that it contains, whose variables are its own too.
    messages: BTreeSet<String>,
}

/// The texts of one language.
pub struct Language {
    /// Its BCP 47 tag: the name of its folder.
    pub tag: String,
    /// Its files by name.
    pub files: Vec<File>,
    /// By `KEY` or `KEY.ATTRIBUTE`.
    patterns: BTreeMap<String, Names>,
}

/// The texts of all languages.
pub struct Texts {
    /// In the order of their tags.
    pub languages: Vec<Language>,
}

impl Names {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, attribute } => {
                let attribute = attribute
                    .as_ref()
                    .map_or_else(String::new, |attribute| format!(".{}", attribute.name));
                self.messages.insert(format!("{}{attribute}", id.name));
            }
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::TermReference { arguments, .. } => {
                arguments.iter().for_each(|given| self.arguments(given));
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        let named = arguments.named.iter().map(|named| &named.value);
        for argument in arguments.positional.iter().chain(named) {
            self.inline(argument);
        }
    }
}

impl Language {
    /// Reads the files of a language, or tells what is wrong with them.
    pub fn new(tag: String, files: Vec<File>) -> Result<Self, String> {
        let mut patterns = BTreeMap::new();
        for file in &files {
            let place = |position: usize| {
                let before = file.source.get(..position).unwrap_or(&file.source);
                let line = before.matches('\n').count() + 1;
                format!("locales/{tag}/{}.ftl:{line}", file.name)
            };
            let resource =
                fluent_syntax::parser::parse(file.source.as_str()).map_err(|(_, errors)| {
                    let error = errors.first();
                    let position = error.map_or(0, |error| error.pos.start);
                    let reason = error.map_or_else(String::new, |error| error.kind.to_string());
                    format!("{}: {reason}", place(position))
                })?;
            for entry in &resource.body {
                let Entry::Message(message) = entry else {
                    continue;
                };
                let id = message.id.name;
                let attributes = message
                    .attributes
                    .iter()
                    .map(|attribute| (format!("{id}.{}", attribute.id.name), &attribute.value));
                let value = message.value.iter().map(|value| (id.to_owned(), value));
                for (key, pattern) in value.chain(attributes) {
                    let mut names = Names::default();
                    names.pattern(pattern);
                    if patterns.insert(key.clone(), names).is_some() {
                        return Err(format!("`{key}` stands twice in locales/{tag}"));
                    }
                }
            }
        }
        Ok(Self {
            tag,
            files,
            patterns,
        })
    }

    /// The arguments of a message or an attribute, with those of the messages that it contains;
    /// nothing where there is no such message.
    fn arguments(&self, key: &str) -> Option<BTreeSet<&str>> {
        let mut arguments = BTreeSet::new();
        let mut seen = BTreeSet::from([key]);
        let mut open = vec![self.patterns.get(key)?];
        while let Some(names) = open.pop() {
            arguments.extend(names.variables.iter().map(String::as_str));
            for message in &names.messages {
                if seen.insert(message) {
                    open.extend(self.patterns.get(message));
                }
            }
        }
        Some(arguments)
    }
}

impl Texts {
    /// The language that decides which messages there are.
    fn reference(&self) -> Option<&Language> {
        let mut languages = self.languages.iter();
        languages.find(|language| language.tag == REFERENCE)
    }

    /// Every key of the reference language, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let reference = self.reference().into_iter();
        reference.flat_map(|language| language.patterns.keys().map(String::as_str))
    }

    /// The arguments that any language's text of this key uses, or which language has no such text.
    pub fn arguments(&self, key: &str) -> Result<BTreeSet<&str>, String> {
        let what = match key.split_once('.') {
            None => format!("no text `{key}`"),
            Some((message, attribute)) => format!("no attribute `.{attribute}` of `{message}`"),
        };
        let reference = self.reference().and_then(|own| own.arguments(key));
        let mut arguments =
            reference.ok_or_else(|| format!("there is {what} in locales/{REFERENCE}"))?;
        for language in &self.languages {
            let own = language.arguments(key);
            arguments.extend(own.ok_or_else(|| {
                format!(
                    "there is {what} in locales/{}, but in locales/{REFERENCE}",
                    language.tag
                )
            })?);
        }
        Ok(arguments)
    }

    /// Where the languages differ from the reference language.
    pub fn differences(&self) -> Vec<String> {
        let mut differences = Vec::new();
        for key in self.keys() {
            match self.arguments(key) {
                Err(problem) => differences.push(problem),
                Ok(all) => {
                    for language in &self.languages {
                        let own = language.arguments(key).unwrap_or_default();
                        for argument in all.difference(&own) {
                            differences.push(format!(
                                "`{key}` in locales/{} does not use `${argument}`, but another \
                                 language does",
                                language.tag
                            ));
                        }
                    }
                }
            }
        }
        let known: BTreeSet<&str> = self.keys().collect();
        for language in &self.languages {
            let own = language.patterns.keys();
            for key in own.filter(|key| !known.contains(key.as_str())) {
                differences.push(format!(
                    "`{key}` is in locales/{}, but not in locales/{REFERENCE}",
                    language.tag
                ));
            }
        }
        differences
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Two languages of one file each.
    pub fn texts(english: &str, other: &str) -> Result<Texts, String> {
        let language = |tag: &str, source: &str| {
            let file = File {
                name: "app".to_owned(),
                path: PathBuf::new(),
                source: source.to_owned(),
            };
            Language::new(tag.to_owned(), vec![file])
        };
        let languages = vec![language(REFERENCE, english)?, language("xx", other)?];
        Ok(Texts { languages })
    }

    #[test]
    fn arguments_are_found_wherever_they_stand() {
        let source = "plain = Text\n\
            one = { $name } and { NUMBER($count, style: \"percent\") }\n\
            many = { $count ->\n    [one] { $thing }\n   *[other] { one }\n } \n    .remedy = { $way }\n";
        let texts = texts(source, source).expect("it is Fluent");
        let arguments = |key| texts.arguments(key).map(Vec::from_iter);
        assert_eq!(arguments("plain"), Ok(vec![]));
        assert_eq!(arguments("one"), Ok(vec!["count", "name"]));
        assert_eq!(arguments("many"), Ok(vec!["count", "name", "thing"]));
        assert_eq!(arguments("many.remedy"), Ok(vec!["way"]));
        assert_eq!(texts.differences(), Vec::<String>::new());
    }

    #[test]
    fn what_differs_between_the_languages_is_named() {
        let texts = texts(
            "a = { $x }\nb = B\n    .remedy = R\n",
            "a = A\nb = B\nc = C\n",
        );
        let differences = texts.expect("it is Fluent").differences();
        assert_eq!(
            differences,
            [
                "`a` in locales/xx does not use `$x`, but another language does",
                "there is no attribute `.remedy` of `b` in locales/xx, but in locales/en",
                "`c` is in locales/xx, but not in locales/en",
            ]
        );
    }

    #[test]
    fn what_is_not_fluent_or_stands_twice_is_refused() {
        let problem = |english: &str| texts(english, "").map(|_| ()).expect_err("it is wrong");
        assert!(problem("a = A\nb = { $x\n").starts_with("locales/en/app.ftl:"));
        assert_eq!(problem("a = A\na = B\n"), "`a` stands twice in locales/en");
    }
}
