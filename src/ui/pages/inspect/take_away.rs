//! The report: everything that was found, to take away.

use yew::functional::Hook as _;
use yew::prelude::*;

use super::InspectProperties;
use crate::browser::download::Growing;
use crate::browser::engine_client::{EngineClient, EngineFailure};
use crate::browser::page;
use crate::browser::texts;
use crate::locale::{Key, Language, key, tr};
use crate::report::{Calendar, JsonReport, MarkdownReport};
use crate::ui::components::button::{ActionButtonProperties, action_button};
use crate::ui::components::erased::erased;
use crate::ui::components::icon::Glyph;
use crate::ui::context::{Text, use_engine, use_text};
use certbench_engine::inspect::{Report, ReportAnswer};

/// Artefacts of a part; few enough that the page stays alive while their words are put in.
const PART: usize = 50;

/// How a report is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Markdown,
    Calendar,
}

/// Asks for part after part.
async fn parts(
    engine: &EngineClient,
    now: i64,
    mut take: impl FnMut(ReportAnswer),
) -> Result<(), EngineFailure> {
    let mut from = 0;
    loop {
        let part = engine
            .ask(Report {
                now,
                from,
                count: PART,
            })
            .await?;
        let is_last = part.is_last;
        take(part);
        if is_last {
            return Ok(());
        }
        from += PART;
    }
}

async fn save(engine: EngineClient, format: Format, text: Text) -> Result<(), EngineFailure> {
    let now = page::now();
    let file = Growing::default();
    match format {
        Format::Json => {
            // Whoever reads a report by a program finds the same words everywhere.
            let mut report = JsonReport::new(texts::locale(Language::English));
            parts(&engine, now, |part| file.push(&report.part(part))).await?;
            file.push(&report.finish());
            file.save("certbench-report.json", "application/json");
        }
        Format::Markdown => {
            let mut report = MarkdownReport::new(&text.0, now);
            parts(&engine, now, |part| file.push(&report.part(&part))).await?;
            file.push(&report.finish());
            file.save("certbench-report.md", "text/markdown");
        }
        Format::Calendar => {
            let mut calendar = Calendar::new(&text.0, now);
            parts(&engine, now, |part| file.push(&calendar.part(&part))).await?;
            file.push(&calendar.finish());
            file.save("certbench-expiry.ics", "text/calendar");
        }
    }
    Ok(())
}

/// The buttons.
pub fn take_away(properties: InspectProperties) -> Html {
    erased("take_away", move |context| {
        use_take_away_view(&properties).run(context)
    })
}

#[hook]
fn use_take_away_view(properties: &InspectProperties) -> Html {
    let text = use_text();
    let engine = use_engine();
    let busy = use_state_eq(|| None::<Format>);
    let is_reading = properties.state.progress.is_some();
    let button = |key: Key, format: Format| {
        let words = text.clone();
        let (engine, text, busy) = (engine.clone(), text.clone(), busy.clone());
        let label = text.get(key);
        let is_busy = *busy == Some(format);
        let onclick = Callback::from(move |()| {
            let (engine, text, busy) = (engine.clone(), text.clone(), busy.clone());
            busy.set(Some(format));
            wasm_bindgen_futures::spawn_local(async move {
                // The frame tells of an engine that had to be replaced.
                let _ = save(engine, format, text).await;
                busy.set(None);
            });
        });
        html! {
            { action_button(&words, &yew::props!(ActionButtonProperties { id: key.as_str(), label, glyph: Glyph::Download, busy: is_busy, disabled: is_reading, onclick })) }
        }
    };
    html! {
        <section class="certbench-card">
            <h2 class="pf-v6-c-title pf-m-lg">{ tr!(text, "report-title") }</h2>
            <div class="certbench-actions">
                { button(key!("report-json"), Format::Json) }
                { button(key!("report-markdown"), Format::Markdown) }
                { button(key!("report-calendar"), Format::Calendar) }
                <p class="certbench-hint">{ tr!(text, "report-hint") }</p>
            </div>
        </section>
    }
}
