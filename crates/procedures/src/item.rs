//! What every piece of law data carries: basis, confidence, and the days it is in force.

use jiff::civil::Date;
use serde::Deserialize;

/// How sure the keepers of the law data are (_mức tin cậy_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in the source that is named.
    Verified,
    /// Partly read, partly remembered.
    Partial,
    /// Remembered, not compared with a source.
    FromMemory,
    /// Proposed by the project to fit the law.
    Proposal,
}

/// The legal basis of one item (_căn cứ_): documents by number, or a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Basis {
    /// One document or sentence.
    One(String),
    /// Several documents.
    Many(Vec<String>),
}

impl Basis {
    /// As printed.
    pub fn text(&self) -> String {
        match self {
            Self::One(text) => text.clone(),
            Self::Many(documents) => documents.join("; "),
        }
    }
}

/// Something that holds from one day to another (_hiệu lực_).
pub trait InForce {
    /// The first and the last day; an open end is `None`.
    fn period(&self) -> (Option<Date>, Option<Date>);

    /// Whether it holds on a day.
    fn is_in_force(&self, on: Date) -> bool {
        let (from, to) = self.period();
        from.is_none_or(|from| from <= on) && to.is_none_or(|to| on <= to)
    }
}

/// Declares a struct of law data: its own keys, and those every item may have.
macro_rules! law_item {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident : $kind:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $kind,)*
            /// Legal basis.
            pub basis: Option<$crate::Basis>,
            /// How sure the keepers of the law data are.
            pub confidence: Option<$crate::Confidence>,
            /// A remark for the keepers of the law data, never shown to citizens.
            pub note: Option<String>,
            /// First day in force.
            pub effective_from: Option<jiff::civil::Date>,
            /// Last day in force.
            pub effective_to: Option<jiff::civil::Date>,
        }

        impl $crate::InForce for $name {
            fn period(&self) -> (Option<jiff::civil::Date>, Option<jiff::civil::Date>) {
                (self.effective_from, self.effective_to)
            }
        }
    };
}

pub(crate) use law_item;

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::InForce;

    struct Span(Option<Date>, Option<Date>);

    impl InForce for Span {
        fn period(&self) -> (Option<Date>, Option<Date>) {
            (self.0, self.1)
        }
    }

    #[test]
    fn first_and_last_day_are_in_force_and_their_neighbours_are_not() {
        let span = Span(Some(date(2025, 3, 1)), Some(date(2025, 6, 30)));
        let held = [date(2025, 2, 28), date(2025, 3, 1), date(2025, 6, 30), date(2025, 7, 1)]
            .map(|day| span.is_in_force(day));
        assert_eq!(held, [false, true, true, false]);
        assert!(Span(None, None).is_in_force(date(2012, 1, 1)));
    }
}
