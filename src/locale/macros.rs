//! Asking for a text. Each macro reads `locales/` when it is compiled (the package
//! `certbench-texts`): a key that a language does not have, an argument that its text does not use
//! and one that is missing are errors of the compiler.

/// A text in words, as a `String`.
///
/// - `tr!(text, "key")` is the message of this key, for anything that derefs to a
///   [`Locale`](crate::locale::Locale).
/// - `tr!(text, "key", name = value, count = 3)` gives it its arguments.
/// - `tr!(text, "key".remedy)` is the attribute of a message.
/// - `tr!(text, FINDING(code))` is the message that is named after a code; see
///   [`families`](crate::locale::families).
#[macro_export]
macro_rules! tr {
    ($($call:tt)*) => { $crate::locale::checked::tr!($crate, $($call)*) };
}

/// A text and what stands beside it, such as a problem and its remedy, as two `String`s:
/// `pair!(text, "key".remedy, name = value)`. The arguments are those of both together.
#[macro_export]
macro_rules! pair {
    ($($call:tt)*) => { $crate::locale::checked::pair!($crate, $($call)*) };
}

/// A [`Key`](crate::locale::Key) to be handed on: `key!("key")`, `key!("key".remedy)`, or
/// `key!("key", name)` for a text that will be given this argument.
#[macro_export]
macro_rules! key {
    ($($call:tt)*) => { $crate::locale::checked::key!($crate, $($call)*) };
}

/// A [`Pair`](crate::locale::Pair) of keys to be handed on: `pair_key!("key".remedy, name)`.
#[macro_export]
macro_rules! pair_key {
    ($($call:tt)*) => { $crate::locale::checked::pair_key!($crate, $($call)*) };
}
