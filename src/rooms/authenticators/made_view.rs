//! MadeView: what a maker's form comes to: files, commands, flags and what is worth knowing.

use std::rc::Rc;

use yew::prelude::*;

use super::makers::{Maker, member};
use super::problems::words;
use crate::components::{
    Alert, AlertVariant, CodeBlock, Findings, HeadingLevel, Problem, Title, TitleSize,
};
use crate::context::{Text, use_text};
use crate::locale::families::MAKE_NOTE;
use crate::locale::{pair, tr};
use certbench_kubernetes::authenticators::made::{Made, NoteCode};

/// Properties of [`MadeView`].
#[derive(Properties)]
pub struct MadeViewProperties {
    /// The maker.
    pub maker: &'static Maker,
    /// What it made, or why it did not.
    pub made: Rc<Made>,
}

/// Every answer of the engine is drawn anew.
impl PartialEq for MadeViewProperties {
    fn eq(&self, other: &Self) -> bool {
        self.maker == other.maker && Rc::ptr_eq(&self.made, &other.made)
    }
}

/// Either where something is wrong, or everything that was made.
#[component]
pub fn MadeView(properties: &MadeViewProperties) -> Html {
    let text = use_text();
    let MadeViewProperties { maker, made } = properties;
    if !made.problems.is_empty() {
        return refused(&text, maker, made);
    }
    let notes: Vec<_> = made
        .notes
        .iter()
        .map(|note| note_words(&text, *note))
        .collect();
    html! {
        <>
            for (index, file) in made.files.iter().enumerate() {
                <CodeBlock id={format!("make-file-{index}")} title={file.name.clone()}
                    content={file.text.clone()} file_name={AttrValue::from(file.name.clone())} />
            }
            if !made.flags.is_empty() {
                <CodeBlock id="make-flags" title={tr!(text, "make-flags")} content={made.flags.join("\n")} />
            }
            for (index, command) in made.commands.iter().enumerate() {
                <CodeBlock id={format!("make-command-{index}")} content={command.clone()}
                    title={tr!(text, "make-command", number = (index + 1).to_string())} />
            }
            if !notes.is_empty() {
                <div>
                    <Title level={HeadingLevel::H3} size={TitleSize::Medium}>{ tr!(text, "make-notes") }</Title>
                    <Findings id="make-notes" problems={notes} />
                </div>
            }
        </>
    }
}

/// The fields to look at again, since one may be folded away; and in full what belongs to no field.
fn refused(text: &Text, maker: &Maker, made: &Made) -> Html {
    let mut names = Vec::new();
    let mut others = Vec::new();
    for problem in &made.problems {
        let member = member(problem);
        match maker.entries().find(|entry| entry.member == member) {
            None => others.push(words(text, problem)),
            Some(entry) => {
                let name = text.get(entry.field.key);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    html! {
        <Alert id="make-refused" variant={AlertVariant::Warning} title={tr!(text, "make-refused")}
            is_live={false}>
            <ul>
                for name in names {
                    <li>{ name }</li>
                }
            </ul>
            <Findings id="make-problems" problems={others} />
        </Alert>
    }
}

fn note_words(text: &Text, note: NoteCode) -> Problem {
    let (said, remedy) = pair!(text, MAKE_NOTE(note).remedy);
    Problem {
        severity: note.severity(),
        ..Problem::error(said, remedy)
    }
}
