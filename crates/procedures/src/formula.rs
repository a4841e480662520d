//! An expression of the law data, parsed when the file is read.

use feel::{Budget, Expr, Scope, Value};
use serde::{Deserialize, Deserializer, de::Error};

/// A FEEL expression as written in the law data (_biểu thức_).
#[derive(Debug, Clone)]
pub struct Formula(Expr);

impl Formula {
    pub(crate) fn parse(source: &str) -> Result<Self, String> {
        Expr::parse(source).map(Self).map_err(|error| format!("“{source}” is not FEEL: {error}"))
    }

    /// The text it was parsed from.
    pub fn source(&self) -> &str {
        self.0.source()
    }

    pub(crate) fn expr(&self) -> &Expr {
        &self.0
    }

    /// Its value; an expression that runs out of steps is as good as one that is not known.
    pub(crate) fn value(&self, scope: &dyn Scope) -> Value {
        self.0.eval(scope, &mut Budget::default()).unwrap_or(Value::Null)
    }

    pub(crate) fn holds(&self, scope: &dyn Scope) -> bool {
        self.value(scope).is_true()
    }
}

impl<'de> Deserialize<'de> for Formula {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&scalar(deserializer)?).map_err(D::Error::custom)
    }
}

/// A text, or a number or truth value that YAML did not take for one: `rate: 15000` is an expression too.
fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Scalar {
        Truth(bool),
        Whole(i64),
        Text(String),
    }
    Ok(match Scalar::deserialize(deserializer)? {
        Scalar::Truth(truth) => truth.to_string(),
        Scalar::Whole(whole) => whole.to_string(),
        Scalar::Text(text) => text,
    })
}
