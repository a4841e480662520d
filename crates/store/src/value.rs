//! Values bound to a statement.

use std::borrow::Cow;

use uuid::Uuid;

/// One value bound to a placeholder (`?1`, `?2`, …) of a statement.
///
/// Values are owned: a statement outlives the request that built it, because it is carried to the writer.
/// Instants are `Int` (microseconds since 1970, UTC) and money is `Int`; neither has a type of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// SQL `null`.
    Null,
    /// `{boolean}`: stored as 0/1 in SQLite.
    Bool(bool),
    /// `{bigint}`.
    Int(i64),
    /// `{double}`.
    Real(f64),
    /// `{text}`. May also be bound to a `{json}` column, as ready-made JSON text.
    Text(String),
    /// `{bytes}`.
    Bytes(Vec<u8>),
    /// `{uuid}`: 16 bytes in SQLite.
    Uuid(Uuid),
    /// `{json}`: text in SQLite, jsonb in PostgreSQL.
    Json(serde_json::Value),
}

impl Value {
    /// What kind of value this is, for messages. Never the value itself: it may be a person's name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Int(_) => "an integer",
            Value::Real(_) => "a real number",
            Value::Text(_) => "text",
            Value::Bytes(_) => "bytes",
            Value::Uuid(_) => "a uuid",
            Value::Json(_) => "json",
        }
    }
}

macro_rules! from {
    ($($rust:ty => $make:expr;)+) => {$(
        impl From<$rust> for Value {
            fn from(value: $rust) -> Self {
                let make: fn($rust) -> Value = $make;
                make(value)
            }
        }
    )+};
}

from! {
    bool => Value::Bool;
    i64 => Value::Int;
    i32 => |n| Value::Int(n.into());
    i16 => |n| Value::Int(n.into());
    i8 => |n| Value::Int(n.into());
    u32 => |n| Value::Int(n.into());
    u16 => |n| Value::Int(n.into());
    u8 => |n| Value::Int(n.into());
    f64 => Value::Real;
    String => Value::Text;
    Cow<'_, str> => |text| Value::Text(text.into_owned());
    Vec<u8> => Value::Bytes;
    Uuid => Value::Uuid;
    serde_json::Value => Value::Json;
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Value::Bytes(bytes.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Self {
        Value::Bytes(bytes.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl<T: Clone + Into<Value>> From<&T> for Value {
    fn from(value: &T) -> Self {
        value.clone().into()
    }
}

/// Turns Rust values into the list of values of one statement: `vals![id, "text", Some(5_i64)]`.
///
/// ```
/// use store::{Value, vals};
/// assert_eq!(vals!["a", 1_i64, None::<i64>], vec![Value::Text("a".into()), Value::Int(1), Value::Null]);
/// ```
#[macro_export]
macro_rules! vals {
    () => { ::std::vec::Vec::<$crate::Value>::new() };
    ($($value:expr),+ $(,)?) => { ::std::vec![$($crate::Value::from($value)),+] };
}

/// Why neither engine may be given this value, if so. SQLite would take both of these and change or hide them.
pub(crate) fn unfit(value: &Value) -> Option<&'static str> {
    match value {
        Value::Text(text) if text.contains('\0') => Some("text must not contain the character NUL"),
        Value::Json(json) if has_nul(json) => Some("json must not contain the character NUL"),
        Value::Real(n) if !n.is_finite() => Some("a real number must be finite"),
        _ => None,
    }
}

fn has_nul(json: &serde_json::Value) -> bool {
    use serde_json::Value as J;
    match json {
        J::String(text) => text.contains('\0'),
        J::Array(items) => items.iter().any(has_nul),
        J::Object(fields) => fields.iter().any(|(name, field)| name.contains('\0') || has_nul(field)),
        J::Null | J::Bool(_) | J::Number(_) => false,
    }
}
