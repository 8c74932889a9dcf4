//! Renders components to HTML in the tests, with the English texts.

use std::rc::Rc;

use tokio::runtime::Builder;
use tokio::task::LocalSet;
use yew::LocalServerRenderer;
use yew::prelude::*;

use crate::context::Text;
use crate::locale::{Language, Locale};

#[derive(Properties, PartialEq)]
struct RootProperties {
    draw: Callback<(), Html>,
}

#[component]
fn Root(properties: &RootProperties) -> Html {
    let text = Text(Rc::new(Locale::new(Language::English)));
    html! {
        <ContextProvider<Text> context={text}>{ properties.draw.emit(()) }</ContextProvider<Text>>
    }
}

/// The HTML that the page begins with.
pub(super) fn render(draw: impl Fn() -> Html + 'static) -> String {
    let draw = Callback::from(move |()| draw());
    let runtime = Builder::new_current_thread()
        .build()
        .expect("a runtime without I/O can be built");
    let renderer = LocalServerRenderer::<Root>::with_props(RootProperties { draw });
    let rendering = renderer.hydratable(false).render();
    LocalSet::new().block_on(&runtime, rendering)
}

/// The opening tag of the element with this id.
pub(super) fn tag<'a>(html: &'a str, id: &str) -> &'a str {
    let place = html.find(&format!(" id=\"{id}\""));
    let place = place.unwrap_or_else(|| panic!("no element has the id {id}: {html}"));
    let begin = html[..place].rfind('<').expect("an attribute is in a tag");
    let end = html[place..].find('>').expect("a tag ends") + place;
    &html[begin..=end]
}

/// Asserts that the opening tag of the element with this id has these attributes.
#[track_caller]
pub(super) fn assert_attributes(html: &str, id: &str, attributes: &[&str]) {
    let tag = tag(html, id);
    for attribute in attributes {
        assert!(
            tag.contains(&format!(" {attribute}")),
            "no {attribute} in {tag}"
        );
    }
}
