//! What somebody sees who comes for the first time.

use yew::prelude::*;

use super::request::state::Step;
use crate::locale::{Key, key, tr};
use crate::ui::context::Text;
use crate::ui::routes::Route;

/// A way into a room.
fn room(text: &Text, route: Route, title: Key, lead: Key) -> Html {
    html! {
        <li>
            <a href={route.href()}>{ text.get(title) }</a>
            <p>{ text.get(lead) }</p>
        </li>
    }
}

/// What Certbench is, and the ways into its rooms.
pub fn start_room(text: &Text) -> Html {
    html! {
        <section class="certbench-start">
            <h1 class="pf-v6-c-title pf-m-4xl">{ tr!(text, "start-title") }</h1>
            <p class="certbench-lead">{ tr!(text, "start-lead") }</p>
            <section class="certbench-card">
                <h2 class="pf-v6-c-title pf-m-xl">{ tr!(text, "inspect-title") }</h2>
                <p>{ tr!(text, "inspect-lead") }</p>
                <a id="start-inspect" class="pf-v6-c-button pf-m-primary pf-m-display-lg"
                    href={Route::Inspect.href()}>{ tr!(text, "start-inspect") }</a>
            </section>
            <ul class="certbench-start__steps">
                { room(text, Route::Tokens, key!("tokens-title"), key!("tokens-lead")) }
                { room(text, Route::Access, key!("access-title"), key!("access-lead")) }
                { room(text, Route::Authenticators, key!("authenticators-title"), key!("authenticators-lead")) }
            </ul>
            <section class="certbench-card">
                <h2 class="pf-v6-c-title pf-m-xl">{ tr!(text, "start-request-title") }</h2>
                <p>{ tr!(text, "start-request-lead") }</p>
                <a id="start-request" class="pf-v6-c-button pf-m-secondary pf-m-display-lg"
                    href={Route::Request(Step::Key).href()}>{ tr!(text, "start-request") }</a>
                <ol class="certbench-start__steps">
                    for step in Step::ALL {
                        { room(text, Route::Request(step), step.title_key(), step.summary_key()) }
                    }
                </ol>
            </section>
            <h2 class="pf-v6-c-title pf-m-xl">{ tr!(text, "start-private-title") }</h2>
            <p>{ tr!(text, "start-private") }</p>
        </section>
    }
}
