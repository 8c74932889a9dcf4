//! What is wrong with a maker's fields, in words.

use super::makers::{Entry, member};
use crate::components::Problem;
use crate::context::Text;
use crate::locale::families::MAKE_PROBLEM;
use crate::locale::{pair, tr};
use certbench_formats::text::visible;
use certbench_kubernetes::authenticators::made::Problem as MakeProblem;

/// A problem in words; in a list, with the number of the entry.
pub fn words(text: &Text, problem: &MakeProblem) -> Problem {
    let detail = visible(&problem.detail);
    let (said, remedy) = pair!(text, MAKE_PROBLEM(problem.code).remedy, detail = detail);
    let index = problem.field.split(['[', ']']).nth(1);
    let said = match index.and_then(|index| index.parse::<usize>().ok()) {
        None => said,
        Some(index) => {
            let number = index.saturating_add(1).to_string();
            tr!(text, "make-entry", number = number, problem = said)
        }
    };
    Problem::error(said, remedy)
}

/// The entries, each with its problems. Where several entries in a row fill in one member, the first says what
/// is wrong with it.
pub fn beside<'a>(
    text: &'a Text,
    entries: &'static [Entry],
    problems: &'a [MakeProblem],
) -> impl Iterator<Item = (&'static Entry, Vec<Problem>)> + 'a {
    entries.iter().enumerate().map(move |(index, entry)| {
        let before = index.checked_sub(1).and_then(|before| entries.get(before));
        let is_first = before.is_none_or(|before| before.member != entry.member);
        let own = problems
            .iter()
            .filter(|problem| is_first && member(problem) == entry.member)
            .map(|problem| words(text, problem))
            .collect();
        (entry, own)
    })
}
