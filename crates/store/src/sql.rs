//! SQL texts: constants that register themselves, so that a test can prepare each of them on both engines.

use std::borrow::Cow;

use crate::Engine;

/// The text of a statement: one for both engines, or a [`Fork`].
///
/// Write placeholders as `?1`, `?2`, …; they are rewritten for PostgreSQL. The words of
/// [`dialect`](crate::dialect) in braces (`{skip_locked}`, `cast(?1 as {uuid})`) are replaced for each engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sql {
    /// The same text on both engines.
    Common(Cow<'static, str>),
    /// A text for each.
    Fork(Fork),
}

impl Sql {
    /// The text for this engine, as it was written.
    #[must_use]
    pub fn text(&self, engine: Engine) -> &str {
        match self {
            Sql::Common(text) => text,
            Sql::Fork(fork) => fork.text(engine),
        }
    }
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        Sql::Common(Cow::Borrowed(text))
    }
}

impl From<String> for Sql {
    fn from(text: String) -> Self {
        Sql::Common(Cow::Owned(text))
    }
}

impl From<Fork> for Sql {
    fn from(fork: Fork) -> Self {
        Sql::Fork(fork)
    }
}

/// Two texts that mean the same, where no common one exists (full-text search).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fork {
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

impl Fork {
    /// The text for this engine.
    #[must_use]
    pub const fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// A statement that was declared with [`sql!`](crate::sql).
#[derive(Debug)]
pub struct Registered {
    /// The constant's name, with the module it is in.
    pub name: &'static str,
    /// The texts; equal unless the statement is a fork.
    pub sql: Fork,
}

inventory::collect!(Registered);

/// Every statement of this program that was declared with [`sql!`](crate::sql).
pub fn registered() -> impl Iterator<Item = &'static Registered> {
    inventory::iter::<Registered>.into_iter()
}

/// Declares SQL constants and registers them, so that [`Store::prepare_all`](crate::Store::prepare_all) prepares
/// each on the real schema: a statement that the schema does not carry fails in a test, like a compile error.
///
/// ```
/// store::sql! {
///     /// Finds a thing.
///     pub const FIND: "select id, title from thing where id = ?1";
///     const SEARCH: { sqlite: "select id from thing_fts where thing_fts match ?1",
///                     postgres: "select id from thing where words @@ to_tsquery('simple', ?1)" };
/// }
/// ```
#[macro_export]
macro_rules! sql {
    () => {};
    ($(#[$meta:meta])* $vis:vis const $name:ident: { sqlite: $sqlite:expr, postgres: $postgres:expr $(,)? }; $($rest:tt)*) => {
        $(#[$meta])*
        $vis const $name: $crate::Fork = $crate::Fork { sqlite: $sqlite, postgres: $postgres };
        $crate::__register!($name, $name);
        $crate::sql!($($rest)*);
    };
    ($(#[$meta:meta])* $vis:vis const $name:ident: $text:expr; $($rest:tt)*) => {
        $(#[$meta])*
        $vis const $name: &str = $text;
        $crate::__register!($name, $crate::Fork { sqlite: $name, postgres: $name });
        $crate::sql!($($rest)*);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($name:ident, $sql:expr) => {
        $crate::__private::inventory::submit! {
            $crate::Registered { name: concat!(module_path!(), "::", stringify!($name)), sql: $sql }
        }
    };
}

/// A registered statement that an engine does not accept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} on {engine}: {reason}")]
pub struct PrepareError {
    /// The constant.
    pub name: &'static str,
    /// The engine that refused it.
    pub engine: Engine,
    /// What it says.
    pub reason: String,
}
