//! The OpenAPI 3.1 document (_tài liệu OpenAPI_): the table of operations, the schemas that the wire types derive, and the examples
//! that a test plays.

use std::sync::OnceLock;

use axum::Json;
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};

use super::operations::{Answer, OPERATIONS, Operation, Place, Tag, Taken};
use super::problem::{self, Told};
use super::problem_kinds::Kind;
use super::{catalogue, dossiers, drafts, events, filing, work};
use crate::features::identity::tokens::Right;
use crate::ui::Language;

/// Exchanges by operation, as a test has recorded and plays them: requests, answers, refusals.
const EXAMPLES: &str = include_str!("examples.json");

/// Sends the document.
pub async fn get() -> Json<&'static Value> {
    Json(document())
}

/// The document; the same as long as the program runs.
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(built)
}

/// Recorded exchanges: operation → list of `{ name, request, status, body }`.
pub fn examples() -> &'static Map<String, Value> {
    static READ: OnceLock<Map<String, Value>> = OnceLock::new();
    READ.get_or_init(|| serde_json::from_str(EXAMPLES).unwrap_or_default())
}

fn built() -> Value {
    let mut paths = Map::new();
    for operation in &OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method.to_lowercase()] = described(operation);
    }
    json!({
        "openapi": "3.1.1",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Một Cửa: giao diện lập trình",
            "version": "1",
            "summary": "Danh mục thủ tục, nộp và theo dõi hồ sơ, việc của cán bộ, dòng sự kiện.",
            "description": LEAD,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": Tag::ALL.map(|tag| json!({ "name": tag.name() })),
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "headers": headers(),
            "responses": refusals(),
            "securitySchemes": { "token": {
                "type": "http", "scheme": "bearer",
                "description": format!(
                    "Mã truy cập lấy ở trang Tài khoản, mục Mã truy cập API. Quyền của mã: {}.",
                    Right::ALL.map(Right::code).join(", ")
                ),
            } },
        },
    })
}

/// What stands above all operations.
pub const LEAD: &str = "Mã truy cập làm thay một người, với vai trò người đó đang giữ trong ngày, không hơn. Gửi mã trong tiêu đề \
Authorization: Bearer; cookie của trang không mở được giao diện này. Mọi lỗi theo RFC 9457 (application/problem+json), tiếng Việt, hoặc \
tiếng Anh khi Accept-Language ưu tiên en. Yêu cầu POST nhận tiêu đề Idempotency-Key: gửi lại cùng khóa, cùng nội dung trong 24 giờ thì nhận \
lại đúng kết quả lần đầu. Thời điểm ghi theo RFC 3339, giờ UTC; số tiền là đồng.";

fn described(operation: &Operation) -> Value {
    let mut parameters: Vec<_> = operation.parameters.iter().map(parameter).collect();
    if operation.right.is_some() {
        parameters.push(json!({ "name": "Accept-Language", "in": "header", "required": false,
            "description": "en để nhận lỗi và tên thủ tục bằng tiếng Anh.", "schema": { "type": "string", "enum": ["vi", "en"] } }));
    }
    if operation.takes_key() {
        parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "Khóa do phía gọi đặt, ví dụ một UUID: gửi lại cùng khóa thì không làm hai lần.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$" } }));
    }
    let mut described = json!({
        "operationId": operation.id,
        "tags": [operation.tag.name()],
        "summary": operation.summary,
        "description": operation.text,
        "parameters": parameters,
        "responses": answers(operation),
    });
    match operation.right {
        Some(right) => described["x-right"] = right.code().into(),
        None => described["security"] = json!([]),
    }
    if let Some(taken) = operation.body {
        described["requestBody"] = body(operation, taken);
    }
    described
}

fn parameter(parameter: &super::operations::Parameter) -> Value {
    let place = if parameter.place == Place::Path { "path" } else { "query" };
    json!({
        "name": parameter.name,
        "in": place,
        "required": parameter.place != Place::Query,
        "description": parameter.text,
        "schema": serde_json::from_str::<Value>(parameter.schema).unwrap_or_default(),
    })
}

fn body(operation: &Operation, taken: Taken) -> Value {
    let (media, schema) = match taken {
        Taken::Json(name) | Taken::LargeJson(name) => ("application/json", reference(name)),
        Taken::Bytes => ("application/octet-stream", json!({})),
    };
    let mut content = json!({ "schema": schema });
    if taken != Taken::Bytes {
        let with_body = of(operation).filter(|example| !example["request"]["body"].is_null());
        let named: Map<_, _> =
            with_body.map(|each| (slug(each), json!({ "value": each["request"]["body"] }))).collect();
        if !named.is_empty() {
            content["examples"] = named.into();
        }
    }
    json!({ "required": true, "content": { media: content } })
}

fn answers(operation: &Operation) -> Value {
    let mut answers = Map::new();
    let status = operation.answer.status();
    let mut good = json!({ "description": "Thực hiện được." });
    let media = match operation.answer {
        Answer::Ok(name) | Answer::Created(name) => Some(("application/json", reference(name))),
        Answer::Media(media) => Some((media, json!({ "type": "object" }))),
        Answer::Nothing => None,
    };
    if let Some((media, schema)) = media {
        let mut content = json!({ "schema": schema });
        let named = shown(operation, status);
        if !named.is_empty() {
            content["examples"] = named.into();
        }
        good["content"] = json!({ media: content });
    }
    if operation.right.is_some() {
        good["headers"] = header_references(operation);
    }
    answers.insert(status.to_string(), good);
    for kind in operation.refusals() {
        let status = kind.status().as_u16();
        let named = shown(operation, status);
        let answer = if named.is_empty() {
            json!({ "$ref": format!("#/components/responses/{}", kind.slug()) })
        } else {
            refusal(kind, named)
        };
        answers.insert(status.to_string(), answer);
    }
    answers.into()
}

fn header_references(operation: &Operation) -> Value {
    let mut names = vec!["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];
    if operation.takes_key() {
        names.push("Idempotency-Replayed");
    }
    let each = names
        .into_iter()
        .map(|name| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") })));
    each.collect::<Map<_, _>>().into()
}

/// Examples of one operation.
pub fn of(operation: &Operation) -> impl Iterator<Item = &'static Value> {
    examples().get(operation.id).and_then(Value::as_array).into_iter().flatten()
}

fn shown(operation: &Operation, status: u16) -> Map<String, Value> {
    let same = of(operation).filter(|example| example["status"] == status && !example["body"].is_null());
    same.map(|each| (slug(each), json!({ "summary": each["name"], "value": each["body"] }))).collect()
}

fn slug(example: &Value) -> String {
    example["slug"].as_str().unwrap_or("example").to_owned()
}

fn refusal(kind: Kind, examples: Map<String, Value>) -> Value {
    let mut content = json!({ "schema": reference("Problem") });
    if !examples.is_empty() {
        content["examples"] = examples.into();
    }
    json!({
        "description": format!("{}. {}", kind.title(Language::Vi), kind.detail(Language::Vi)),
        "content": { problem::MEDIA_TYPE: content },
    })
}

fn refusals() -> Value {
    Kind::ALL
        .into_iter()
        .map(|kind| (kind.slug().to_owned(), refusal(kind, Map::new())))
        .collect::<Map<_, _>>()
        .into()
}

fn headers() -> Value {
    let number = |text: &str| json!({ "description": text, "schema": { "type": "integer", "minimum": 0 } });
    json!({
        "RateLimit-Limit": number("Số yêu cầu một mã được gửi trong một phút."),
        "RateLimit-Remaining": number("Số yêu cầu còn lại lúc này."),
        "RateLimit-Reset": number("Số giây cho đến khi đủ lại."),
        "Idempotency-Replayed": { "description": "true khi đây là kết quả của lần gửi trước.", "schema": { "type": "string", "const": "true" } },
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// The schemas of all wire types and of what they are made of.
fn schemas() -> Value {
    let mut all = Vec::new();
    add::<Told>(&mut all);
    add::<catalogue::Procedures>(&mut all);
    add::<catalogue::Procedure>(&mut all);
    add::<drafts::NewDraft>(&mut all);
    add::<drafts::Answers>(&mut all);
    add::<filing::NewDossier>(&mut all);
    add::<drafts::Draft>(&mut all);
    add::<drafts::Drafts>(&mut all);
    add::<drafts::File>(&mut all);
    add::<dossiers::Dossiers>(&mut all);
    add::<dossiers::Dossier>(&mut all);
    add::<dossiers::DossierLine>(&mut all);
    add::<dossiers::Question>(&mut all);
    add::<dossiers::Found>(&mut all);
    add::<work::WorkList>(&mut all);
    add::<work::TaskDetail>(&mut all);
    add::<work::Completion>(&mut all);
    add::<events::Feed>(&mut all);
    all.into_iter().collect::<Map<_, _>>().into()
}

fn add<T: ToSchema>(all: &mut Vec<(String, Value)>) {
    let mut found = vec![(T::name().into_owned(), <T as PartialSchema>::schema())];
    T::schemas(&mut found);
    let written = |(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default());
    all.extend(found.into_iter().map(written));
}
