//! The frame: brand, language, theme, bench, and the room that the address names.

use yew::prelude::*;

use super::bench::{Bench, BenchPanelProperties, bench_panel};
use super::components::forms::{FormAction, FormHandle, Values};
use super::components::icon::{Glyph, icon};
use super::components::notice::{NoticeProperties, notice};
use super::context::{BenchHandle, InspectHandle, RequestHandle, Text, use_text};
use super::pages::inspect::reading::use_reading;
use super::pages::inspect::state::{InspectAction, InspectState};
use super::pages::inspect::{InspectProperties, inspect_room};
use super::pages::request::state::{RequestAction, RequestState, Step};
use super::pages::request::{RequestRoomProperties, request_room};
use super::pages::start::start_room;
use super::panic;
use super::routes::Route;
use crate::browser::engine_client::{EngineClient, EngineFailure};
use crate::browser::{page, preferences};
use crate::locale::{Key, Language, key, tr};
use crate::rooms::access::AccessRoom;
use crate::rooms::access::load::LOADED;
use crate::rooms::authenticators::Authenticators;
use crate::rooms::authenticators::state::{
    AuthenticatorsAction, AuthenticatorsHandle, AuthenticatorsState,
};
use crate::rooms::tokens::Tokens;
use crate::rooms::tokens::state::{TokensAction, TokensDispatcher, TokensHandle, TokensState};
use certbench_kubernetes::finding::Severity;

/// The route of the address, kept up to date.
#[hook]
fn use_route() -> Route {
    let route = use_state_eq(|| Route::from_fragment(&page::fragment()));
    let setter = route.setter();
    use_effect_with((), move |()| {
        let listener = page::on_fragment_change(move || {
            setter.set(Route::from_fragment(&page::fragment()));
        });
        move || drop(listener)
    });
    *route
}

/// The engine, and the last time it had to be replaced.
#[hook]
fn use_started_engine() -> (EngineClient, UseStateHandle<Option<EngineFailure>>) {
    let failure = use_state(|| None);
    let engine = use_memo((), |()| EngineClient::start());
    let setter = failure.setter();
    let observed = engine.clone();
    use_effect_with((), move |()| {
        observed.on_failure(move |failure| setter.set(Some(failure)));
    });
    ((*engine).clone(), failure)
}

/// Asks before the page is left while a private key exists only here.
#[hook]
fn use_leave_guard(has_unsaved_key: bool) {
    use_effect_with(has_unsaved_key, |has_unsaved_key| {
        let guard = has_unsaved_key.then(page::ask_before_leaving);
        move || drop(guard)
    });
}

/// The whole page.
#[component]
pub fn App() -> Html {
    let language = use_state_eq(preferences::language);
    let text = use_memo(*language, |language| Text::new(*language));
    let (engine, failure) = use_started_engine();
    let bench: BenchHandle = use_reducer_eq(Bench::default);
    let request: RequestHandle = use_reducer_eq(RequestState::default);
    let inspect: InspectHandle = use_reducer_eq(InspectState::default);
    let tokens: TokensHandle = use_reducer_eq(TokensState::default);
    let authenticators: AuthenticatorsHandle = use_reducer_eq(AuthenticatorsState::default);
    let forms: FormHandle = use_reducer_eq(Values::default);
    {
        // Whatever was loaded for the Access room went with the engine that failed.
        let forms = forms.dispatcher();
        let engine = engine.clone();
        use_effect_with((), move |()| {
            engine.on_failure(move |_| {
                forms.dispatch(FormAction::Set(vec![(LOADED.into(), AttrValue::default())]));
            });
        });
    }
    use_reading(&inspect, &engine);
    let route = use_route();
    use_leave_guard(bench.has_unsaved_key);
    use_effect_with((*text).clone(), |text| {
        page::set_language(text.0.language().tag());
        panic::prepare(&text.0);
    });
    let onlanguage = {
        let language = language.clone();
        Callback::from(move |chosen: Language| {
            preferences::set_language(chosen);
            language.set(chosen);
        })
    };
    let onwipe = {
        let (request, inspect, engine) = (request.clone(), inspect.clone(), engine.clone());
        let forms = forms.clone();
        let (tokens, authenticators) = (tokens.dispatcher(), authenticators.dispatcher());
        Callback::from(move |()| {
            authenticators.dispatch(AuthenticatorsAction::Reset);
            tokens.dispatch(TokensAction::Reset);
            forms.dispatch(FormAction::Reset);
            request.dispatch(RequestAction::Reset);
            inspect.dispatch(InspectAction::Reset);
            engine.forget();
        })
    };
    let dismiss = {
        let failure = failure.clone();
        Callback::from(move |()| failure.set(None))
    };
    html! {
        <ContextProvider<Text> context={(*text).clone()}>
        <ContextProvider<EngineClient> context={engine}>
        <ContextProvider<BenchHandle> context={bench.clone()}>
        <ContextProvider<TokensDispatcher> context={tokens.dispatcher()}>
        <ContextProvider<FormHandle> context={forms.clone()}>
            <Masthead {route} {onlanguage} />
            <main id="main" class="certbench-main" tabindex="-1">
                if let Some(failure) = *failure {
                    { notice(&text, &yew::props!(NoticeProperties { id: "engine-failure", severity: Severity::Warning, title: text.get(failure_key(failure)), onclose: dismiss, children: html! { <>
                        { tr!(text, "engine-restarted") }
                    </> } })) }
                }
                { bench_panel(&text, &yew::props!(BenchPanelProperties { bench: bench.clone(), has_more: inspect.given().next().is_some() || !forms.is_blank() || !tokens.is_blank() || !authenticators.is_blank(), onwipe })) }
                { match route {
                    Route::Start => html! { { start_room(&text) } },
                    Route::Inspect => html! { { inspect_room(yew::props!(InspectProperties { state: inspect })) } },
                    Route::Tokens => html! { <Tokens state={tokens} /> },
                    Route::Access => html! { <AccessRoom {forms} /> },
                    Route::Authenticators => html! { <Authenticators state={authenticators} /> },
                    Route::Request(step) => html! { { request_room(yew::props!(RequestRoomProperties { step, state: request, bench })) } },
                } }
            </main>
            <footer class="certbench-footer">{ tr!(text, "footer") }</footer>
        </ContextProvider<FormHandle>>
        </ContextProvider<TokensDispatcher>>
        </ContextProvider<BenchHandle>>
        </ContextProvider<EngineClient>>
        </ContextProvider<Text>>
    }
}

const fn failure_key(failure: EngineFailure) -> Key {
    match failure {
        EngineFailure::TimedOut => key!("engine-timed-out"),
        EngineFailure::Stopped => key!("engine-stopped"),
        EngineFailure::Unreachable => key!("engine-unreachable"),
    }
}

#[derive(Clone, Properties, PartialEq)]
struct MastheadProperties {
    route: Route,
    onlanguage: Callback<Language>,
}

#[component]
fn Masthead(properties: &MastheadProperties) -> Html {
    let text = use_text();
    let is_dark = use_state_eq(preferences::is_dark);
    use_effect_with(*is_dark, |is_dark| page::set_dark(*is_dark));
    let toggle_theme = {
        let is_dark = is_dark.clone();
        Callback::from(move |_: MouseEvent| {
            preferences::set_dark(!*is_dark);
            is_dark.set(!*is_dark);
        })
    };
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        page::focus("main");
    });
    let theme_label = if *is_dark {
        tr!(text, "theme-light")
    } else {
        tr!(text, "theme-dark")
    };
    html! {
        <header class="certbench-masthead">
            <a class="certbench-skip" href="#main" onclick={skip}>{ tr!(text, "skip-to-content") }</a>
            <a class="certbench-brand" href={Route::Start.href()}>
                <img src="./icon.svg" alt="" width="28" height="28" />
                <span>{ tr!(text, "brand") }</span>
            </a>
            { rooms(&text, properties.route) }
            <span class="certbench-tagline">{ tr!(text, "tagline") }</span>
            <div class="certbench-masthead__tools">
                for language in Language::ALL {
                    { language_button(&text, language, &properties.onlanguage) }
                }
                <button type="button" id="theme" class="certbench-icon-button" onclick={toggle_theme}
                    aria-label={theme_label.clone()} title={theme_label}>
                    { icon(if *is_dark { Glyph::Sun } else { Glyph::Moon }) }
                </button>
            </div>
        </header>
    }
}

fn language_button(text: &Text, language: Language, onlanguage: &Callback<Language>) -> Html {
    let is_current = text.0.language() == language;
    let onclick = onlanguage.reform(move |_: MouseEvent| language);
    html! {
        <button type="button" id={format!("language-{}", language.tag())} lang={language.tag()}
            class={classes!("certbench-language", is_current.then_some("certbench-language--current"))}
            aria-pressed={is_current.to_string()} {onclick}>
            { language.own_name() }
        </button>
    }
}

/// The way from room to room.
fn rooms(text: &Text, route: Route) -> Html {
    let is_request = matches!(route, Route::Request(_));
    let all = [
        (
            key!("room-inspect"),
            Route::Inspect,
            route == Route::Inspect,
        ),
        (key!("room-request"), Route::Request(Step::Key), is_request),
        (key!("room-tokens"), Route::Tokens, route == Route::Tokens),
        (key!("room-access"), Route::Access, route == Route::Access),
        (
            key!("room-authenticators"),
            Route::Authenticators,
            route == Route::Authenticators,
        ),
    ];
    html! {
        <nav class="certbench-rooms" aria-label={tr!(text, "rooms")}>
            for (key, to, is_current) in all {
                <a id={key.as_str()} href={to.href()} aria-current={is_current.then_some("page")}>
                    { text.get(key) }
                </a>
            }
        </nav>
    }
}
