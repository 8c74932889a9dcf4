//! Members: what stands in a token's header or claims, and what it means.

use yew::prelude::*;

use crate::browser::page;
use crate::components::{HeadingLevel, Table, Tbody, Td, Title, TitleSize, Tr};
use crate::context::{Text, use_text};
use crate::locale::families::CLAIM;
use crate::locale::{Key, tr};
use certbench_formats::rfc3339::time_text;
use certbench_formats::text::visible;
use certbench_formats::token::claims::Row;

/// Properties of [`Members`].
#[derive(Properties, PartialEq)]
pub struct MembersProperties {
    /// The key of what they are called, which is also the table's id.
    pub title: Key,
    /// The members; without any, nothing is drawn.
    pub rows: Vec<Row>,
}

/// A table of members with what explains them.
#[component]
pub fn Members(properties: &MembersProperties) -> Html {
    let text = use_text();
    if properties.rows.is_empty() {
        return Html::default();
    }
    let title = text.get(properties.title);
    html! {
        <>
            <Title level={HeadingLevel::H3} size={TitleSize::Medium}>{ &title }</Title>
            <Table id={properties.title.as_str()} aria_label={title}>
                <Tbody>
                    for row in &properties.rows {
                        <Tr>
                            <Td is_row_header={true}><code>{ visible(&row.path) }</code></Td>
                            <Td>
                                <code>{ visible(&row.value) }</code>
                                if let Some(moment) = row.time {
                                    <div class="certbench-hint">{ moment_text(&text, moment) }</div>
                                }
                            </Td>
                            <Td class="certbench-muted">
                                if !row.code.is_empty() {
                                    { tr!(text, CLAIM(row.code)) }
                                }
                            </Td>
                        </Tr>
                    }
                </Tbody>
            </Table>
        </>
    }
}

/// A moment in UTC, and how far it is from now.
fn moment_text(text: &Text, moment: i64) -> String {
    let now = page::now();
    let distance = text.distance(moment.saturating_sub(now));
    let words = if moment > now {
        tr!(text, "time-left-word", left = distance)
    } else {
        tr!(text, "time-past-word", past = distance)
    };
    let utc = time_text(moment).replace('T', " ").replace('Z', "");
    format!("{utc} UTC · {words}")
}
