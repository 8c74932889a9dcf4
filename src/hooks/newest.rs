//! Only the answer to the newest question counts.

use std::cell::Cell;
use std::rc::Rc;

use yew::prelude::*;

/// Counts what was begun.
#[derive(Clone, Default)]
pub struct Newest(Rc<Cell<u32>>);

impl Newest {
    /// Begins something; whatever was begun before is old now.
    pub fn begin(&self) -> Ticket {
        let number = self.0.get().wrapping_add(1);
        self.0.set(number);
        Ticket {
            newest: self.0.clone(),
            number,
        }
    }

    /// Makes everything old that was begun.
    pub fn forget(&self) {
        self.begin();
    }
}

/// Something that was begun.
#[derive(Clone)]
pub struct Ticket {
    newest: Rc<Cell<u32>>,
    number: u32,
}

impl Ticket {
    /// Whether nothing was begun after it.
    pub fn is_newest(&self) -> bool {
        self.newest.get() == self.number
    }
}

/// The counter of the newest question, for what is asked in several steps; a single question is asked with
/// [`super::use_question`]. When the component is taken away, everything that it began is old.
#[hook]
pub fn use_newest() -> Newest {
    let newest = (*use_memo((), |()| Newest::default())).clone();
    let last = newest.clone();
    use_effect_with((), move |()| move || last.forget());
    newest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_ticket_is_the_newest() {
        let newest = Newest::default();
        let first = newest.begin();
        assert!(first.is_newest());
        let second = newest.begin();
        assert!(!first.is_newest() && second.is_newest());
        newest.forget();
        assert!(!second.is_newest());
    }
}
