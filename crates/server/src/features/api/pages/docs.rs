//! The OpenAPI document as a page (_tài liệu API_): rendered by the server, without scripts, readable on a phone.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::app::App;
use crate::features::api::openapi::{self, LEAD};
use crate::features::api::operations::{Answer, OPERATIONS, Operation, Place, Tag, Taken};
use crate::features::api::problem_kinds::Kind;
use crate::features::identity::tokens::Right;
use crate::platform::ctx::Ctx;
use crate::platform::web::Found;
use crate::ui::{Language, Link, Shell, Words, page};

#[derive(Template)]
#[template(path = "features/api/pages/docs.html")]
struct DocsPage {
    shell: Shell,
    lead: &'static str,
    contents: Vec<Link>,
    rights: Vec<Row>,
    groups: Vec<Group>,
    kinds: Vec<Row>,
    schemas: Vec<Schema>,
}

struct Group {
    id: String,
    title: &'static str,
    operations: Vec<Shown>,
}

struct Shown {
    id: &'static str,
    method: &'static str,
    path: &'static str,
    summary: &'static str,
    text: &'static str,
    right: &'static str,
    takes: String,
    gives: String,
    takes_schema: &'static str,
    gives_schema: &'static str,
    parameters: Vec<Row>,
    refusals: String,
    examples: Vec<Example>,
}

struct Row {
    id: String,
    name: String,
    text: String,
    more: String,
}

struct Example {
    title: String,
    request: String,
    answer: String,
}

struct Schema {
    name: String,
    text: String,
    fields: Vec<Row>,
}

/// Shows the document.
pub async fn get(State(app): State<Arc<App>>, ctx: Ctx, headers: HeaderMap) -> Found {
    let mut shell = Shell::citizen(&app, &ctx, ("", "/api/docs", &headers));
    shell.title = shell.t("api-title");
    let groups: Vec<_> = Tag::ALL.into_iter().enumerate().map(group).collect();
    let mut contents: Vec<_> =
        groups.iter().map(|group| link(&format!("#{}", group.id), group.title)).collect();
    contents.push(link("#loi", &shell.t("api-errors")));
    contents.push(link("#kieu", &shell.t("api-schemas")));
    let words = shell.words;
    let shown = DocsPage {
        lead: LEAD,
        contents,
        rights: Right::ALL.map(|right| right_row(right, words)).into(),
        groups,
        kinds: Kind::ALL.map(|kind| kind_row(kind, words.language)).into(),
        schemas: schemas(),
        shell,
    };
    Ok(page(StatusCode::OK, &shown)?)
}

fn link(href: &str, text: &str) -> Link {
    Link { text: text.to_owned(), href: href.to_owned(), ..Link::default() }
}

fn right_row(right: Right, words: Words) -> Row {
    let (name, text) = (right.code().to_owned(), words.get(right.text_key()));
    Row { id: String::new(), name, text, more: String::new() }
}

fn kind_row(kind: Kind, language: Language) -> Row {
    Row {
        id: kind.slug().to_owned(),
        name: kind.status().as_u16().to_string(),
        text: kind.title(language).to_owned(),
        more: kind.detail(language).to_owned(),
    }
}

fn group((n, tag): (usize, Tag)) -> Group {
    let operations = OPERATIONS.iter().filter(|operation| operation.tag == tag).map(shown);
    Group { id: format!("nhom-{}", n + 1), title: tag.name(), operations: operations.collect() }
}

fn shown(operation: &'static Operation) -> Shown {
    let (takes, takes_schema) = match operation.body {
        None => (String::new(), ""),
        Some(Taken::Json(name) | Taken::LargeJson(name)) => ("application/json".to_owned(), name),
        Some(Taken::Bytes) => ("application/octet-stream".to_owned(), ""),
    };
    let status = operation.answer.status();
    let (gives, gives_schema) = match operation.answer {
        Answer::Ok(name) | Answer::Created(name) => (format!("{status} application/json"), name),
        Answer::Media(media) => (format!("{status} {media}"), ""),
        Answer::Nothing => (status.to_string(), ""),
    };
    let refusals: Vec<_> =
        operation.refusals().iter().map(|kind| kind.status().as_u16().to_string()).collect();
    Shown {
        id: operation.id,
        method: operation.method,
        path: operation.path,
        summary: operation.summary,
        text: operation.text,
        right: operation.right.map_or("", Right::code),
        takes,
        gives,
        takes_schema,
        gives_schema,
        parameters: operation.parameters.iter().map(parameter).collect(),
        refusals: refusals.join(", "),
        examples: openapi::of(operation).map(example).collect(),
    }
}

fn parameter(parameter: &crate::features::api::operations::Parameter) -> Row {
    let need = if parameter.place == Place::Query { "" } else { "bắt buộc" };
    Row {
        id: String::new(),
        name: parameter.name.to_owned(),
        text: parameter.text.to_owned(),
        more: need.to_owned(),
    }
}

fn example(example: &Value) -> Example {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let body = |value: &Value| {
        if value.is_null() {
            String::new()
        } else {
            format!("\n\n{}", serde_json::to_string_pretty(value).unwrap_or_default())
        }
    };
    let request = &example["request"];
    let headers = request["headers"].as_object().into_iter().flatten();
    let headers: String = headers.map(|(name, value)| format!("\n{name}: {}", text(value))).collect();
    let told = if request["bytes"].is_null() {
        body(&request["body"])
    } else {
        format!("\n\n({})", text(&request["bytes"]))
    };
    Example {
        title: text(&example["name"]),
        request: format!("{} {}{headers}{told}", text(&request["method"]), text(&request["path"])),
        answer: format!("{}{}", example["status"], body(&example["body"])),
    }
}

fn schemas() -> Vec<Schema> {
    let all = openapi::document()["components"]["schemas"].as_object();
    let each = all.into_iter().flatten().map(|(name, schema)| Schema {
        name: name.clone(),
        text: schema["description"].as_str().unwrap_or_default().to_owned(),
        fields: fields(schema),
    });
    each.collect()
}

/// Fields of an object, with those of the schemas it is composed of.
fn fields(schema: &Value) -> Vec<Row> {
    let parts = schema["allOf"].as_array().into_iter().flatten();
    let mut rows: Vec<_> = parts
        .flat_map(|part| if part["$ref"].is_null() { fields(part) } else { vec![inherited(part)] })
        .collect();
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let need = if required.iter().any(|each| each == name) { "" } else { " (có thể vắng)" };
        rows.push(Row {
            id: String::new(),
            name: name.clone(),
            text: field["description"].as_str().unwrap_or_default().to_owned(),
            more: format!("{}{need}", kind(field)),
        });
    }
    rows
}

fn inherited(part: &Value) -> Row {
    Row { id: String::new(), name: "…".into(), text: String::new(), more: kind(part) }
}

/// The type of a field in a few letters.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(parts) =
        schema["oneOf"].as_array().or(schema["anyOf"].as_array()).or(schema["allOf"].as_array())
    {
        return parts.iter().map(kind).collect::<Vec<_>>().join(" | ");
    }
    let names = match &schema["type"] {
        Value::String(name) => vec![name.clone()],
        Value::Array(names) => names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
        _ => vec!["object".to_owned()],
    };
    let name = names.join(" | ");
    match (name.as_str(), schema["format"].as_str()) {
        ("array", _) => format!("[{}]", kind(&schema["items"])),
        (_, Some(format)) => format!("{name} ({format})"),
        _ => name,
    }
}

crate::ui::sample!(DocsPage {
    shell: Shell::sample("Giao diện lập trình (API)"),
    lead: LEAD,
    contents: vec![link("#nhom-1", "Danh mục thủ tục")],
    rights: vec![right_row(Right::CatalogueRead, Words::default())],
    groups: vec![group((0, Tag::Catalogue))],
    kinds: vec![kind_row(Kind::NotFound, Language::Vi)],
    schemas: schemas(),
});
