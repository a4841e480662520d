//! First values of untouched fields.

use serde_json::{Value as Json, json};

use crate::context::{Answers, Context};
use crate::form::{Field, Form, Prefill};
use crate::kind::Kind;

impl Form {
    /// Answers of a form nobody has touched yet: what the account knows, else what the form's author proposes.
    pub fn start(&self, context: &Context<'_>) -> Answers {
        let filled = self
            .fields
            .iter()
            .filter_map(|field| Some((field.id.clone(), self.first_value(field, context)?)));
        filled.collect()
    }

    /// The account's fact, if the field would accept it, else the default.
    pub(crate) fn first_value(&self, field: &Field, context: &Context<'_>) -> Option<Json> {
        let from_account = match &field.prefill {
            Some(Prefill::Account(fact)) => context.account.and_then(|account| account.get(fact)),
            _ => None,
        };
        let words = self.words(context);
        let accepted = |json: &Json| {
            crate::check::read::value(&field.kind, json, words, &self.codes)
                .ok()
                .and_then(|reading| reading.json)
        };
        from_account.and_then(accepted).or_else(|| match (&field.default, &field.kind) {
            (Some(Json::String(word)), Kind::Date(_)) if word == "today" => {
                Some(json!(feel::Value::Date(context.today).to_string()))
            }
            (Some(Json::String(word)), Kind::Month(_)) if word == "today" => {
                Some(json!(feel::Value::Date(context.today).to_string()[..7]))
            }
            (default, _) => default.clone(),
        })
    }
}
