//! What somebody sees who comes for the first time.

use yew::prelude::*;

use super::request::state::Step;
use crate::ui::context::Text;
use crate::ui::routes::Route;

/// What Certbench is, and the ways into its rooms.
pub fn start_room(text: &Text) -> Html {
    html! {
        <section class="certbench-start">
            <h1 class="pf-v6-c-title pf-m-4xl">{ text.get("start-title") }</h1>
            <p class="certbench-lead">{ text.get("start-lead") }</p>
            <section class="certbench-card">
                <h2 class="pf-v6-c-title pf-m-xl">{ text.get("inspect-title") }</h2>
                <p>{ text.get("inspect-lead") }</p>
                <a id="start-inspect" class="pf-v6-c-button pf-m-primary pf-m-display-lg"
                    href={Route::Inspect.href()}>{ text.get("start-inspect") }</a>
            </section>
            <section class="certbench-card">
            <h2 class="pf-v6-c-title pf-m-xl">{ text.get("start-request-title") }</h2>
            <p>{ text.get("start-request-lead") }</p>
            <a id="start-request" class="pf-v6-c-button pf-m-secondary pf-m-display-lg"
                href={Route::Request(Step::Key).href()}>{ text.get("start-request") }</a>
            <ol class="certbench-start__steps">
                for step in Step::ALL {
                    <li>
                        <a href={Route::Request(step).href()}>{ text.get(step.title_key()) }</a>
                        <p>{ text.get(step.summary_key()) }</p>
                    </li>
                }
            </ol>
            </section>
            <h2 class="pf-v6-c-title pf-m-xl">{ text.get("start-private-title") }</h2>
            <p>{ text.get("start-private") }</p>
        </section>
    }
}
