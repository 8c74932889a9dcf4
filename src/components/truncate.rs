//! Truncate: a text that is cut where there is no room for it.

use yew::prelude::*;

use super::tooltip::Tooltip;

/// Properties of [`Truncate`].
#[derive(Properties, PartialEq)]
pub struct TruncateProperties {
    /// Its id.
    pub id: AttrValue,
    /// The text.
    pub content: AttrValue,
    /// How many characters of its end are always seen, as of a file name or a fingerprint.
    #[prop_or_default]
    pub end_length: usize,
}

/// A text of one line; the whole of it is shown while the pointer or the focus is on it.
#[component]
pub fn Truncate(properties: &TruncateProperties) -> Html {
    let content = &properties.content;
    let length = content.chars().count();
    let split = length.saturating_sub(properties.end_length);
    let split = content.char_indices().nth(split);
    let (start, end) = content.split_at(split.map_or(content.len(), |(index, _)| index));
    html! {
        <Tooltip id={properties.id.clone()} {content} is_name={true}>
            <span class="pf-v6-c-truncate" tabindex="0">
                <span class="pf-v6-c-truncate__start">{ start.to_owned() }</span>
                if !end.is_empty() {
                    <span class="pf-v6-c-truncate__end">{ end.to_owned() }</span>
                }
            </span>
        </Tooltip>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::testing::render;

    #[test]
    fn the_end_stays_whole_whatever_the_letters_are() {
        for (content, end_length, start, end) in [
            (
                "cluster-admin.kubeconfig",
                11,
                "cluster-admin",
                Some(".kubeconfig"),
            ),
            ("管理员.crt", 4, "管理员", Some(".crt")),
            ("ab", 5, "", Some("ab")),
            ("ab", 0, "ab", None),
        ] {
            let html = render(move || html! { <Truncate id="it" {content} {end_length} /> });
            let start = format!(r#"<span class="pf-v6-c-truncate__start">{start}</span>"#);
            assert!(html.contains(&start), "{html}");
            let end = end.map(|end| format!(r#"<span class="pf-v6-c-truncate__end">{end}</span>"#));
            assert_eq!(html.contains("__end"), end.is_some(), "{html}");
            assert!(end.is_none_or(|end| html.contains(&end)), "{html}");
        }
    }
}
