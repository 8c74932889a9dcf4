//! Lists of codes, each of which has its words in `locales/`.

/// An enum whose variants are codes: `ALL` lists them, so that the page can look whether each has its
/// words, `as_str` gives the code as message files write it.
#[macro_export]
macro_rules! code_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// All codes. The page compiles only if each has its words (`locale::families`).
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as message files write it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}
