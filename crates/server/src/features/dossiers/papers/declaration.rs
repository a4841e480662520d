//! The form printed as an official declaration (_tờ khai_), from the same answers.

use forms::Kind;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::super::answers::Reading;
use super::super::dossier::Dossier;
use super::envelope::{envelope, signer};
use crate::app::App;
use crate::features::catalogue::Revision;
use crate::features::identity;
use crate::platform::clock::timestamp;
use crate::platform::web::Failure;

/// Template and data.
pub async fn declaration(
    app: &App,
    (dossier, revision, reading): (&Dossier, &Revision, &Reading),
) -> Result<(String, Json), Failure> {
    let settling =
        identity::store::unit(&app.store, dossier.settling_unit_id).await?.ok_or(Failure::NotFound)?;
    let at = timestamp(dossier.submitted_at.or(dossier.accepted_at).unwrap_or(dossier.updated_at));
    let mut data = envelope(app, (dossier, &settling, at)).await?;
    let form = revision.pack.form();
    let sections: Vec<_> = form
        .sections
        .iter()
        .map(|section| {
            let fields = form.fields[section.fields.clone()].iter();
            let items: Vec<_> = fields
                .filter(|field| reading.checked.is_visible(form, &field.id))
                .filter_map(|field| item(field, reading.texts().get(&field.id)))
                .collect();
            json!({ "title": section.title.vi, "items": items })
        })
        .filter(|section| section["items"].as_array().is_some_and(|items| !items.is_empty()))
        .collect();
    data["declaration"] = json!({
        "title": form.title.vi,
        "form_code": form.form_number.clone().unwrap_or_default(),
        "addressee": settling.name,
        "sections": sections,
        "oath": "Tôi cam đoan nội dung kê khai là đúng sự thật và chịu trách nhiệm trước pháp luật.",
    });
    data["signers"] = json!({ "declarant": signer(&dossier.applicant.name) });
    let day: Date = deadlines::zone::civil(at).date();
    Ok((app.press.template("declaration", day)?, data))
}

fn item(field: &forms::Field, text: Option<&Json>) -> Option<Json> {
    if let Kind::Table(table) = &field.kind {
        let columns: Vec<_> = table.columns.iter().map(|column| column.label.vi.clone()).collect();
        let cell = |row: &Json, id: &str| row.get(id).and_then(Json::as_str).unwrap_or("").to_owned();
        let rows: Vec<Vec<String>> = text?
            .as_array()?
            .iter()
            .map(|row| table.columns.iter().map(|column| cell(row, &column.id)).collect())
            .collect();
        return (!rows.is_empty())
            .then(|| json!({ "label": field.label.vi, "columns": columns, "rows": rows }));
    }
    let value = text?.as_str()?;
    (!value.is_empty()).then(|| json!({ "label": field.label.vi, "value": value }))
}
