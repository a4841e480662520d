//! A JSON Schema 2020-12 of a form, for clients of the API.
//!
//! The schema is necessary, not sufficient: whatever a check lets through, in canonical form, fits the schema; what fits the schema may
//! still fail a check (conditions, dates against today, check digits, places, uploads).

use serde_json::{Map, Value as Json, json};

use crate::codes::{Choice, Codes};
use crate::form::{Field, Form};
use crate::kind::{
    AddressRule, Computed, Kind, NumberRule, Paper, ResultKind, Table, TaxForm, TextRule, YearRule,
};

const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

impl Form {
    /// The schema of [`crate::Checked::values`].
    pub fn json_schema(&self) -> Json {
        let mut schema = object(&self.fields, &self.codes);
        if let Json::Object(schema) = &mut schema {
            schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
            schema.insert("$id".to_owned(), json!(format!("urn:motcua:form:{}", self.id)));
            schema.insert("title".to_owned(), json!(self.title.vi));
        }
        schema
    }
}

fn object(fields: &[Field], codes: &Codes) -> Json {
    let properties: Map<String, Json> =
        fields.iter().map(|field| (field.id.clone(), property(field, codes))).collect();
    let always = |field: &&Field| {
        field.required && field.visible_when.is_none() && !matches!(field.kind, Kind::Computed(_))
    };
    let required: Vec<&str> = fields.iter().filter(always).map(|field| field.id.as_str()).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn property(field: &Field, codes: &Codes) -> Json {
    let mut schema = kind(field, codes);
    if let Json::Object(schema) = &mut schema {
        schema.insert("title".to_owned(), json!(field.label.vi));
        if let Some(help) = &field.help {
            schema.insert("description".to_owned(), json!(help.vi));
        }
    }
    schema
}

fn kind(field: &Field, codes: &Codes) -> Json {
    match &field.kind {
        Kind::Text(rule) | Kind::Textarea(rule) => text(rule),
        Kind::Number(rule) | Kind::Money(rule) => number(rule),
        Kind::Date(_) => json!({ "type": "string", "format": "date", "pattern": DATE }),
        Kind::PartialDate(..) => json!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" }),
        Kind::DateTime(_) => {
            json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$" })
        }
        Kind::Month(_) => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$" }),
        Kind::Year(rule) => year(rule),
        Kind::Choice(options) => json!({ "type": "string", "enum": values(options) }),
        Kind::Multi(rule) => json!({
            "type": "array", "uniqueItems": true, "items": { "enum": values(&rule.options) },
            "minItems": rule.min_chosen, "maxItems": rule.max_chosen,
        }),
        Kind::Checkbox if field.required => json!({ "const": true }),
        Kind::Checkbox => json!({ "type": "boolean" }),
        Kind::IdNumber(rule) => id_number(&rule.paper),
        Kind::TaxCode(forms) => json!({ "type": "string", "pattern": tax_pattern(forms) }),
        Kind::Phone => json!({ "type": "string", "pattern": codes.rules.phone.regex.as_str() }),
        Kind::Email => json!({ "type": "string", "maxLength": 254, "pattern": "^[^@ ]+@[^@ ]+\\.[^@ ]+$" }),
        Kind::Url { .. } => json!({ "type": "string", "maxLength": 2000, "pattern": "^[^ ]+\\.[^ ]+$" }),
        Kind::Address(rule) => address(rule),
        Kind::Table(rule) => table(rule, codes),
        Kind::File(rule) => json!({
            "type": "array", "items": { "type": "string" }, "uniqueItems": true,
            "minItems": 1, "maxItems": rule.max_files,
        }),
        Kind::Signature(methods) => {
            let names: Vec<&str> = methods.iter().map(|method| method.name()).collect();
            json!({
                "type": "object", "required": ["method", "on"], "additionalProperties": false,
                "properties": { "method": { "enum": names }, "on": { "type": "string", "pattern": DATE } },
            })
        }
        Kind::Computed(rule) => computed(rule),
    }
}

fn values(options: &[Choice]) -> Vec<&str> {
    options.iter().map(|option| option.value.as_str()).collect()
}

fn text(rule: &TextRule) -> Json {
    let mut schema =
        json!({ "type": "string", "minLength": rule.min_length.max(1), "maxLength": rule.max_length });
    if let Some(pattern) = &rule.pattern {
        schema["pattern"] = json!(pattern.regex.as_str());
    }
    schema
}

fn number(rule: &NumberRule) -> Json {
    let mut schema = json!({ "type": if rule.decimals == 0 { "integer" } else { "number" } });
    for (name, bound) in [("minimum", rule.min), ("maximum", rule.max)] {
        if let Some(bound) = bound {
            schema[name] = feel::Value::Number(bound).to_json();
        }
    }
    schema
}

fn year(rule: &YearRule) -> Json {
    json!({ "type": "integer", "minimum": rule.min.unwrap_or(1800), "maximum": rule.max.unwrap_or(2200) })
}

fn id_number(paper: &Paper) -> Json {
    match paper {
        Paper::AnyOf(papers) => match papers.as_slice() {
            [(only, _)] if only.foreign.is_none() => {
                json!({ "type": "string", "pattern": only.pattern.regex.as_str() })
            }
            _ => json!({ "type": "string", "minLength": 3, "maxLength": 40 }),
        },
        Paper::Field(_) => json!({ "type": "string", "minLength": 1, "maxLength": 40 }),
    }
}

fn tax_pattern(forms: &[TaxForm]) -> String {
    let shapes: Vec<&str> = forms
        .iter()
        .map(|form| match form {
            TaxForm::Business => "[0-9]{10}",
            TaxForm::Branch => "[0-9]{10}-[0-9]{3}",
            TaxForm::Personal => "[0-9]{12}",
        })
        .collect();
    format!("^({})$", shapes.join("|"))
}

fn address(rule: &AddressRule) -> Json {
    let country = if rule.vietnam_only {
        json!({ "const": "VN" })
    } else {
        json!({ "type": "string", "pattern": "^[A-Z]{2}$" })
    };
    let code = json!({ "type": "string", "pattern": "^[0-9]{1,10}$" });
    let required: &[&str] = if rule.detail_required { &["country", "detail"] } else { &["country"] };
    json!({
        "type": "object", "additionalProperties": false, "required": required,
        "properties": {
            "country": country, "province": code, "district": code, "commune": code,
            "detail": { "type": "string", "minLength": 1, "maxLength": 300 },
        },
        "if": { "properties": { "country": { "const": "VN" } } },
        "then": { "required": ["province", "commune"] },
        "else": { "required": ["detail"] },
    })
}

fn table(rule: &Table, codes: &Codes) -> Json {
    json!({
        "type": "array", "items": object(&rule.columns, codes),
        "minItems": rule.min_rows.max(1), "maxItems": rule.max_rows,
    })
}

fn computed(rule: &Computed) -> Json {
    let kind = match rule.result {
        ResultKind::Number => "number",
        ResultKind::Money => "integer",
        ResultKind::Text | ResultKind::Date => "string",
        ResultKind::Boolean => "boolean",
    };
    // A number of more than 15 digits is written as a string.
    let types = if matches!(rule.result, ResultKind::Number | ResultKind::Money) {
        json!([kind, "string"])
    } else {
        json!(kind)
    };
    json!({ "type": types, "readOnly": true })
}
