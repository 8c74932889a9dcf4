//! The maker of a static token file.

use yew::AttrValue;

use super::{Entry, Maker};
use crate::locale::key;
use crate::rooms::authenticators::state::AuthenticatorsState as State;
use crate::rooms::fields::Control::Area;
use crate::rooms::fields::{Field, lens, lines};
use certbench_engine::make_credential::CredentialForm;
use certbench_kubernetes::authenticators::Authenticator;
use certbench_kubernetes::authenticators::static_token_file::make::{
    StaticTokenFileForm, StaticTokenRowForm,
};

/// What stands in the fields.
#[derive(Clone, Default, PartialEq)]
pub struct StaticTokenFileDraft {
    /// The rows, one a line: `TOKEN,USER,UID,GROUP,…`. Secret.
    pub rows: AttrValue,
}

/// The maker.
pub static MAKER: Maker = Maker {
    way: Authenticator::StaticTokenFile,
    main: &MAIN,
    more: &[],
    is_random: true,
    form,
};

static MAIN: [Entry; 1] = [Entry {
    member: "rows",
    field: Field::new(
        key!("make-st-rows"),
        Area(4, lens!(State, static_token_file.rows)),
    )
    .hint(key!("make-st-rows-hint")),
}];

fn form(state: &State) -> CredentialForm {
    let draft = &state.static_token_file;
    CredentialForm::StaticTokenFile(StaticTokenFileForm {
        rows: lines(&draft.rows).iter().map(|line| row(line)).collect(),
    })
}

/// A row of the file; quotes around the groups, as in the file itself, are taken off.
fn row(line: &str) -> StaticTokenRowForm {
    let part = |part: &str| part.trim_matches([' ', '\t', '"']).to_owned();
    let mut parts = line.split(',').map(part);
    let mut next = || parts.next().unwrap_or_default();
    StaticTokenRowForm {
        token: next(),
        user: next(),
        uid: next(),
        groups: parts.filter(|group| !group.is_empty()).collect(),
    }
}
