//! Something that happens after a while, unless the component is taken away before.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Starts and stops the clock of [`use_timeout`].
#[derive(Clone)]
pub struct TimeoutHandle {
    running: Rc<RefCell<Option<Timeout>>>,
    duration: Duration,
    callback: Rc<dyn Fn()>,
}

impl TimeoutHandle {
    /// Starts the clock, anew if it is running.
    pub fn start(&self) {
        let callback = self.callback.clone();
        let milliseconds = u32::try_from(self.duration.as_millis()).unwrap_or(u32::MAX);
        let timeout = Timeout::new(milliseconds, move || callback());
        self.running.replace(Some(timeout));
    }

    /// Stops the clock.
    pub fn stop(&self) {
        self.running.replace(None);
    }
}

/// Calls back once the clock has run for so long. It runs when it is started.
#[hook]
pub fn use_timeout(duration: Duration, callback: impl Fn() + 'static) -> TimeoutHandle {
    let running = use_mut_ref(|| None);
    {
        let running = running.clone();
        use_effect_with((), move |()| move || drop(running.take()));
    }
    TimeoutHandle {
        running,
        duration,
        callback: Rc::new(callback),
    }
}
