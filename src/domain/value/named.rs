//! Closed sets of words: an enum and the word for each of its values.

macro_rules! named {
    ($type:ty, $($variant:path => $name:literal),+ $(,)?) => {
        #[allow(dead_code, reason = "not every set of words is listed, or read back")]
        impl $type {
            /// Every value, in order.
            pub const ALL: &'static [$type] = &[$($variant),+];

            /// The word for it in the rule file, in the book and in every output.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($variant => $name),+ }
            }

            /// The value a word stands for.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some($variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
}
pub(crate) use named;
