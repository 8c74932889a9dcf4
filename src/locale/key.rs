//! Keys of texts, as values.

/// What a text is found by: a [`Key`] or a [`FamilyKey`], which the compiler has checked.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key that was checked",
    label = "write tr!(text, \"key\") or key!(\"key\")"
)]
pub trait Reference {
    /// The message, or `MESSAGE.ATTRIBUTE`.
    fn name(&self) -> &str;
}

/// The key of a text; made by [`key!`](crate::key).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(&'static str);

impl Key {
    /// A key that exists, for the macros that check it.
    #[doc(hidden)]
    pub const fn checked(name: &'static str) -> Self {
        Self(name)
    }

    /// The key itself, where it is also the id of what it names.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl Reference for Key {
    fn name(&self) -> &str {
        self.0
    }
}

/// The key of a text of a [`Family`](super::Family), made of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyKey(pub(super) String);

impl Reference for FamilyKey {
    fn name(&self) -> &str {
        &self.0
    }
}

/// The keys of a text and of what stands beside it; made by [`pair_key!`](crate::pair_key).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<K = Key> {
    /// The text's own.
    pub text: K,
    /// That of what stands beside it, such as the remedy.
    pub beside: K,
}

impl Pair {
    /// Keys that exist, for the macros that check them.
    #[doc(hidden)]
    pub const fn checked(text: &'static str, beside: &'static str) -> Self {
        Self {
            text: Key(text),
            beside: Key(beside),
        }
    }
}
