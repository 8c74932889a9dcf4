//! What stands beside each field: texts that cannot be used, the server's own words, findings.

use super::state::RequestState;
use crate::locale::families::FORM_ERROR;
use crate::locale::tr;
use crate::ui::components::findings::Problem;
use crate::ui::context::Text;
use certbench_formats::text::visible;
use certbench_kubernetes::finding::Field;

/// Everything to say beside one field, most serious first.
pub fn problems(text: &Text, state: &RequestState, field: Field) -> Vec<Problem> {
    let Some(draft) = &state.draft else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    for error in draft.errors.iter().filter(|error| error.field == field) {
        let problem = tr!(text, FORM_ERROR(error.code), value = visible(&error.value));
        problems.push(Problem::error(problem, String::new()));
    }
    let complaints = draft
        .forecast
        .iter()
        .flat_map(|forecast| &forecast.complaints);
    for complaint in complaints.filter(|complaint| complaint.field == field) {
        problems.push(Problem::quote(complaint.text.clone()));
    }
    for finding in state.findings(&[field]) {
        problems.push(Problem::finding(text, &finding));
    }
    problems
}

/// The rows of a list that have an error of their own.
pub fn wrong_rows(state: &RequestState, field: Field) -> Vec<usize> {
    let errors = state.draft.iter().flat_map(|draft| &draft.errors);
    errors
        .filter(|error| error.field == field)
        .map(|error| error.index)
        .collect()
}
