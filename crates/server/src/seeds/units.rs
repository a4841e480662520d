//! Units of the province (_đơn vị_) from `law/units`: installed once; afterwards they are managed on pages.

use anyhow::Context;
use store::Batch;

use crate::app::App;
use crate::features::identity::{Unit, store as rows};
use crate::platform::ctx::Ctx;

/// Installs the units that are not there yet, parents before children, and notes which went into which.
pub async fn install(app: &App, ctx: &Ctx) -> anyhow::Result<()> {
    if !rows::units(&app.store).await?.is_empty() {
        return Ok(());
    }
    let path = app.config.law.join("units/quang-ngai.csv");
    let mut ids = std::collections::HashMap::new();
    let mut batch = Batch::new();
    for row in csv::Reader::from_path(&path).with_context(|| path.display().to_string())?.into_records() {
        let row = row?;
        let id = ctx.ids.uuid();
        ids.insert(row[0].to_owned(), id);
        let unit = Unit {
            id,
            code: row[0].to_owned(),
            name: row[1].to_owned(),
            kind: row[2].to_owned(),
            level: row[3].to_owned(),
            parent_id: ids.get(&row[4]).copied(),
            national_code: row[5].to_owned(),
            address: String::new(),
            phone: String::new(),
            valid_from: row[6].to_owned(),
            valid_to: Some(row[7].to_owned()).filter(|day| !day.is_empty()),
            version: 1,
        };
        batch = rows::insert_unit(batch, &unit, &row[8]);
    }
    let path = app.config.law.join("units/succession.csv");
    for row in csv::Reader::from_path(&path).with_context(|| path.display().to_string())?.into_records() {
        let row = row?;
        batch = rows::insert_succession(batch, (&row[0], &row[1], &row[2], &row[3]));
    }
    app.store.commit(batch).await?;
    Ok(())
}
