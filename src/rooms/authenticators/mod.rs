//! The Authenticators room: the eight ways into a cluster, and what makes a credential for each.

mod made_view;
mod maker_form;
mod makers;
mod problems;
pub mod state;
mod way_row;

use yew::prelude::*;

use crate::browser::page;
use crate::components::{
    Card, FormGroup, FormSelect, HeadingLevel, Table, Tbody, Th, Thead, Title, Tr,
};
use crate::context::{Text, use_text};
use crate::locale::families::AUTHENTICATOR;
use crate::locale::tr;
use certbench_kubernetes::authenticators::Authenticator;
use maker_form::MakerForm;
use makers::{MAKERS, Maker};
use state::{AuthenticatorsAction, AuthenticatorsHandle};
use way_row::{COLUMNS, WayRow};

/// Properties of [`Authenticators`].
#[derive(Properties, PartialEq)]
pub struct AuthenticatorsProperties {
    /// What is chosen and stands in the fields.
    pub state: AuthenticatorsHandle,
}

/// The id of the choice of a maker.
const CHOICE: &str = "make-kind";

/// The room.
#[component]
pub fn Authenticators(properties: &AuthenticatorsProperties) -> Html {
    let text = use_text();
    let state = &properties.state;
    let onmake = {
        let dispatcher = state.dispatcher();
        use_callback((), move |maker: &'static Maker, ()| {
            dispatcher.dispatch(AuthenticatorsAction::Choose(maker));
            page::focus(CHOICE);
        })
    };
    let title = tr!(text, "authenticators-title");
    html! {
        <div class="certbench-room">
            <Title level={HeadingLevel::H1}>{ &title }</Title>
            <p class="certbench-lead">{ tr!(text, "authenticators-lead") }</p>
            <Card>
                <Table id="authenticators" aria_label={title}>
                    <Thead><Tr>
                        for column in COLUMNS {
                            <Th>{ text.get(column) }</Th>
                        }
                    </Tr></Thead>
                    <Tbody>
                        for way in Authenticator::ALL {
                            <WayRow key={way.as_str()} way={*way} onmake={onmake.clone()} />
                        }
                    </Tbody>
                </Table>
            </Card>
            <Card title={tr!(text, "make-title")} title_id="make-title">
                <p>{ tr!(text, "make-lead") }</p>
                { choice(&text, state) }
                // Another maker begins anew: neither a token nor what was wrong is carried over.
                <MakerForm key={state.maker.way.as_str()} maker={state.maker} state={state.clone()} />
            </Card>
        </div>
    }
}

fn choice(text: &Text, state: &AuthenticatorsHandle) -> Html {
    let options: Vec<(AttrValue, AttrValue)> = MAKERS
        .iter()
        .map(|maker| {
            let words = tr!(text, AUTHENTICATOR(maker.way));
            (maker.way.as_str().into(), words.into())
        })
        .collect();
    let dispatcher = state.dispatcher();
    let onchange = Callback::from(move |chosen: String| {
        if let Some(maker) = MAKERS.iter().find(|maker| maker.way.as_str() == chosen) {
            dispatcher.dispatch(AuthenticatorsAction::Choose(maker));
        }
    });
    html! {
        <FormGroup id={CHOICE} label={tr!(text, "make-kind")}>
            <FormSelect value={state.maker.way.as_str()} {options} {onchange} />
        </FormGroup>
    }
}
