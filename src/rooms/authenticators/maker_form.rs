//! MakerForm: the fields of a maker, and what they come to.

use std::time::Duration;

use yew::prelude::*;

use super::made_view::MadeView;
use super::makers::{Entry, Maker};
use super::problems::beside;
use super::state::{AuthenticatorsHandle, AuthenticatorsState};
use crate::browser::page;
use crate::components::{AnswerView, Button, ButtonVariant, ExpandableSection, Form, FormActions};
use crate::context::use_text;
use crate::hooks::{TYPING_PAUSE, use_question};
use crate::locale::tr;
use crate::rooms::fields::FieldView;
use certbench_engine::make_credential::MakeCredential;

/// Properties of [`MakerForm`].
#[derive(Properties, PartialEq)]
pub struct MakerFormProperties {
    /// The maker.
    pub maker: &'static Maker,
    /// What stands in its fields.
    pub state: AuthenticatorsHandle,
}

/// What a credential is asked to be made of.
#[derive(Clone, PartialEq)]
struct Asked {
    state: AuthenticatorsState,
    /// How often the button was pressed; with it, the same fields ask anew.
    presses: u32,
}

/// A maker. What is random is made only when a button is pressed, so that no token changes while somebody
/// types.
#[component]
pub fn MakerForm(properties: &MakerFormProperties) -> Html {
    let text = use_text();
    let MakerFormProperties { maker, state } = properties;
    let maker = *maker;
    let pressed = use_state(|| None::<Asked>);
    let (asked, pause) = if maker.is_random {
        ((*pressed).clone(), Duration::ZERO)
    } else {
        let is_filled = !maker.is_blank(state);
        let asked = is_filled.then(|| Asked {
            state: (**state).clone(),
            presses: 0,
        });
        (asked, TYPING_PAUSE)
    };
    let answer = use_question(asked, pause, move |asked| {
        asked.as_ref().map(|asked| MakeCredential {
            form: (maker.form)(&asked.state),
            now: page::now(),
        })
    });
    let press = {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| {
            let before = (*pressed).as_ref().map_or(0, |asked| asked.presses);
            pressed.set(Some(Asked {
                state: (*state).clone(),
                presses: before.wrapping_add(1),
            }));
        })
    };
    let made = answer.latest();
    let problems = made.map_or(&[][..], |made| &made.problems);
    let views = |entries: &'static [Entry]| {
        beside(&text, entries, problems).map(|(entry, problems)| {
            let field = &entry.field;
            html! {
                <FieldView<AuthenticatorsState> key={field.key.as_str()} {field} state={state.clone()} {problems} />
            }
        })
    };
    let view = match made {
        Some(made) => html! { <MadeView {maker} made={made.clone()} /> },
        None => Html::default(),
    };
    html! {
        <>
            <Form>
                { for views(maker.main) }
                if !maker.more.is_empty() {
                    <ExpandableSection id="make-more" title={tr!(text, "make-more")}>
                        { for views(maker.more) }
                    </ExpandableSection>
                }
                if maker.is_random {
                    <FormActions>
                        <Button id="make-press" variant={ButtonVariant::Primary} onclick={press}>
                            { tr!(text, "make-press") }
                        </Button>
                        <p class="certbench-hint">{ tr!(text, "make-press-hint") }</p>
                    </FormActions>
                }
            </Form>
            <AnswerView id="make-result" state={answer.state()}>{ view }</AnswerView>
        </>
    }
}
