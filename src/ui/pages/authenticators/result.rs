//! What a form comes to: files, commands, flags and what is worth knowing.

use yew::prelude::*;

use super::kinds::{Kind, member};
use super::maker::words;
use crate::locale::families::MAKE_NOTE;
use crate::locale::{pair, tr};
use crate::ui::components::code::{CodeProperties, code_box};
use crate::ui::components::findings::{Problem, ProblemsProperties, problem_list};
use crate::ui::components::notice::{NoticeProperties, notice};
use crate::ui::context::Text;
use certbench_kubernetes::authenticators::made::{Made, NoteCode};
use certbench_kubernetes::finding::Severity;

/// The answer: either where something is wrong, or everything that was made.
pub fn result(text: &Text, kind: &Kind, made: &Made) -> Html {
    if !made.problems.is_empty() {
        return refused(text, kind, made);
    }
    let notes: Vec<_> = made
        .notes
        .iter()
        .map(|note| note_words(text, *note))
        .collect();
    html! {
        <>
            for (index, file) in made.files.iter().enumerate() {
                { code_box(text, &yew::props!(CodeProperties { id: format!("make-file-{index}"), title: file.name.clone(), content: file.text.clone(), file_name: AttrValue::from(file.name.clone()) })) }
            }
            if !made.flags.is_empty() {
                { code_box(text, &yew::props!(CodeProperties { id: "make-flags", title: tr!(text, "make-flags"), content: made.flags.join("\n") })) }
            }
            for (index, command) in made.commands.iter().enumerate() {
                { code_box(text, &yew::props!(CodeProperties { id: format!("make-command-{index}"), content: command.clone(), title: tr!(text, "make-command", number = (index + 1).to_string()) })) }
            }
            if !notes.is_empty() {
                <div>
                    <h3 class="pf-v6-c-title pf-m-md">{ tr!(text, "make-notes") }</h3>
                    { problem_list(text, &yew::props!(ProblemsProperties { id: "make-notes", problems: notes })) }
                </div>
            }
        </>
    }
}

/// The fields to look at again, since one may be folded away; and in full what belongs to no field.
fn refused(text: &Text, kind: &Kind, made: &Made) -> Html {
    let mut names = Vec::new();
    let mut others = Vec::new();
    for problem in &made.problems {
        let of_member = |entry: &&super::kinds::Entry| entry.1 == member(problem);
        match kind.fields.iter().find(of_member) {
            None => others.push(words(text, problem)),
            Some((spec, _)) => {
                let name = text.get(spec.key);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    html! {
        { notice(text, &yew::props!(NoticeProperties { id: "make-refused", severity: Severity::Warning, title: tr!(text, "make-refused"), children: html! { <>
            <ul>
                for name in names {
                    <li>{ name }</li>
                }
            </ul>
            if !others.is_empty() {
                { problem_list(text, &yew::props!(ProblemsProperties { id: "make-problems", problems: others })) }
            }
        </> } })) }
    }
}

fn note_words(text: &Text, note: NoteCode) -> Problem {
    let (said, remedy) = pair!(text, MAKE_NOTE(note).remedy);
    Problem {
        severity: note.severity(),
        ..Problem::error(said, remedy)
    }
}
