//! A dossier as it is kept, and who may see it.

use serde_json::Value as Json;
use store::{FromRow, Row, RowError};
use uuid::Uuid;

use super::model::{Channel, Stage};

/// A request filed under one procedure (_hồ sơ_).
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// Its id; the same as that of the draft it came from.
    pub id: Uuid,
    /// Code of the procedure.
    pub procedure_code: String,
    /// Name of the procedure when it was filed.
    pub procedure_name: String,
    /// The revision it keeps for ever.
    pub revision_id: Uuid,
    /// Where it stands before the law. A cache of the journal.
    pub stage: Stage,
    /// How it came in.
    pub channel: Channel,
    /// Secret code for looking it up together with the number (_mã tra cứu_).
    pub lookup_code: String,
    /// Number, from acceptance on (_mã hồ sơ_).
    pub number: Option<String>,
    /// The citizen's account; none when filed at the desk.
    pub account_id: Option<Uuid>,
    /// Who asks.
    pub applicant: Applicant,
    /// The desk that receives and returns.
    pub desk_unit_id: Uuid,
    /// The unit that settles it.
    pub settling_unit_id: Uuid,
    /// Answers of the form in canonical JSON.
    pub answers: Json,
    /// How the outcome is to be returned.
    pub delivery: String,
    /// Id of the term that applies, of the procedure's terms.
    pub term_id: String,
    /// Id of the clock rules it was accepted under, and what overrides them.
    pub clock: Json,
    /// When it was sent, microseconds UTC.
    pub submitted_at: Option<i64>,
    /// When it was accepted, microseconds UTC.
    pub accepted_at: Option<i64>,
    /// Due time at acceptance; never changed.
    pub first_due_at: Option<i64>,
    /// Due time now; none while the clock stands still or there is no term.
    pub due_at: Option<i64>,
    /// Since when the clock stands still.
    pub paused_since: Option<i64>,
    /// Id of the kind of outcome, once issued.
    pub outcome_kind: Option<String>,
    /// When the outcome was ready.
    pub outcome_ready_at: Option<i64>,
    /// When it was handed over.
    pub delivered_at: Option<i64>,
    /// State of the internal process, null before acceptance.
    pub process: Json,
    /// Last change, microseconds UTC.
    pub updated_at: i64,
    /// Rises with every change.
    pub version: i64,
}

/// Who asks, as it stands on papers and in lists (_chủ hồ sơ, người nộp_).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applicant {
    /// Name.
    pub name: String,
    /// Identity number or tax code.
    pub id_number: String,
    /// Phone number; may be empty.
    pub phone: String,
    /// E-mail address; may be empty.
    pub email: String,
    /// Address as one text.
    pub address: String,
}

impl Dossier {
    /// What people call it: the number, or before acceptance the look-up code.
    pub fn code(&self) -> &str {
        self.number.as_deref().unwrap_or(&self.lookup_code)
    }
}

impl FromRow for Dossier {
    fn from_row(row: &Row) -> Result<Self, RowError> {
        let stage: String = row.get("stage")?;
        let channel: String = row.get("channel")?;
        Ok(Self {
            id: row.get("id")?,
            procedure_code: row.get("procedure_code")?,
            procedure_name: row.get("procedure_name")?,
            revision_id: row.get("revision_id")?,
            stage: Stage::from_code(&stage).ok_or_else(|| RowError::Misfit {
                column: "stage".into(),
                expected: "a stage".into(),
                found: stage.clone(),
            })?,
            channel: Channel::from_code(&channel),
            lookup_code: row.get("lookup_code")?,
            number: row.get("number")?,
            account_id: row.get("account_id")?,
            applicant: Applicant {
                name: row.get("applicant_name")?,
                id_number: row.get("applicant_id_number")?,
                phone: row.get("applicant_phone")?,
                email: row.get("applicant_email")?,
                address: row.get("applicant_address")?,
            },
            desk_unit_id: row.get("desk_unit_id")?,
            settling_unit_id: row.get("settling_unit_id")?,
            answers: row.get("answers")?,
            delivery: row.get("delivery")?,
            term_id: row.get("term_id")?,
            clock: row.get("clock")?,
            submitted_at: row.get("submitted_at")?,
            accepted_at: row.get("accepted_at")?,
            first_due_at: row.get("first_due_at")?,
            due_at: row.get("due_at")?,
            paused_since: row.get("paused_since")?,
            outcome_kind: row.get("outcome_kind")?,
            outcome_ready_at: row.get("outcome_ready_at")?,
            delivered_at: row.get("delivered_at")?,
            process: row.get("process")?,
            updated_at: row.get("updated_at")?,
            version: row.get("version")?,
        })
    }
}
