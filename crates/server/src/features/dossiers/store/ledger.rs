//! What hangs on a dossier: pauses, supplement requests, charges, the outcome, notes, components received.

use ::store::{Batch, FromRow, Row, RowError, Store, StoreError, sql, vals};
use jiff::Timestamp;
use serde_json::Value as Json;
use uuid::Uuid;

sql! {
    const PAUSES: "select id, from_at, to_at, ground, legal_basis, reference from pause where dossier_id = ?1 order by from_at, id";
    const INSERT_PAUSE: "insert into pause (id, dossier_id, from_at, ground, legal_basis, reference) values (?1, ?2, ?3, ?4, ?5, ?6)";
    const END_PAUSE: "update pause set to_at = ?3 where dossier_id = ?1 and reference = ?2 and to_at is null";
    const SUPPLEMENTS: "select id, kind, number, reason, items, contact, expected_by, asked_at, asked_by, answered_at, version from supplement_request where dossier_id = ?1 order by asked_at, id";
    const INSERT_SUPPLEMENT: "insert into supplement_request (id, dossier_id, kind, number, reason, items, contact, expected_by, asked_at, asked_by, version) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1)";
    const ANSWER_SUPPLEMENT: "update supplement_request set answered_at = ?3, version = version + 1 where id = ?1 and version = ?2 and answered_at is null";
    const STILL_WAITS: "update supplement_request set version = version where id = ?1 and answered_at is null";
    const CHARGES: "select id, fee, label, amount_dong, explanation, legal_basis, paid_at, receipt_number, paid_to, version from charge where dossier_id = ?1 order by fee, id";
    const INSERT_CHARGE: "insert into charge (id, dossier_id, fee, label, amount_dong, explanation, legal_basis, version) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)";
    const PAY_CHARGE: "update charge set paid_at = ?3, receipt_number = ?4, paid_to = ?5, version = version + 1 where id = ?1 and version = ?2 and paid_at is null";
    const OUTCOME: "select kind, template, body, reason, drafted_by, drafted_at, signed_by, signed_title, signed_at, number, issued_by, issued_at, version, drafted_by_id from outcome where dossier_id = ?1";
    const DRAFT_OUTCOME: "insert into outcome (dossier_id, kind, template, body, reason, drafted_by, drafted_at, drafted_by_id, version) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1) \
        on conflict (dossier_id) do update set kind = excluded.kind, template = excluded.template, body = excluded.body, reason = excluded.reason, \
            drafted_by = excluded.drafted_by, drafted_at = excluded.drafted_at, drafted_by_id = excluded.drafted_by_id, signed_by = null, signed_title = null, signed_at = null, version = outcome.version + 1";
    const SIGN_OUTCOME: "update outcome set signed_by = ?3, signed_title = ?4, signed_at = ?5, version = version + 1 where dossier_id = ?1 and version = ?2 and issued_at is null";
    const ISSUE_OUTCOME: "update outcome set number = ?3, issued_by = ?4, issued_at = ?5, version = version + 1 where dossier_id = ?1 and version = ?2 and signed_at is not null and issued_at is null";
    const NOTES: "select author_name, author_role, written_at, text from note where dossier_id = ?1 order by written_at, id";
    const INSERT_NOTE: "insert into note (id, dossier_id, author_name, author_role, written_at, text) values (?1, ?2, ?3, ?4, ?5, ?6)";
    const RECEIVED: "select component, name, form, quantity, compared_with_original from component_receipt where dossier_id = ?1 order by component";
    const INSERT_RECEIVED: "insert into component_receipt (dossier_id, component, name, form, quantity, compared_with_original) values (?1, ?2, ?3, ?4, ?5, ?6) \
        on conflict (dossier_id, component) do update set quantity = excluded.quantity, compared_with_original = excluded.compared_with_original";
}

macro_rules! row {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty = $at:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),* }

        impl FromRow for $name {
            fn from_row(row: &Row) -> Result<Self, RowError> {
                Ok(Self { $($field: row.get($at)?),* })
            }
        }
    };
}

row! {
    /// A time in which the clock stands still (_lần tạm dừng_).
    PauseRow {
        /// Its id.
        id: Uuid = 0,
        /// Since when, microseconds UTC.
        from_at: i64 = 1,
        /// Until when; open while absent.
        to_at: Option<i64> = 2,
        /// Code of the ground.
        ground: String = 3,
        /// The provision it rests on.
        legal_basis: String = 4,
        /// What opened it: `task/KEY` of the process or `supplement/ID`.
        reference: String = 5,
    }
}

row! {
    /// A request for a correction or a supplement (_phiếu yêu cầu bổ sung, hoàn thiện hồ sơ_).
    SupplementRow {
        /// Its id.
        id: Uuid = 0,
        /// `correction` before acceptance, `supplement` after it.
        kind: String = 1,
        /// Its number, `12/HDHS`.
        number: String = 2,
        /// Why, as a whole.
        reason: String = 3,
        /// Fields and components to mend: a list of {kind, id, name, reason}.
        items: Json = 4,
        /// Whom to ask.
        contact: String = 5,
        /// Day by which it is expected, ISO.
        expected_by: Option<String> = 6,
        /// When, microseconds UTC.
        asked_at: i64 = 7,
        /// Who asked.
        asked_by: String = 8,
        /// When the applicant answered.
        answered_at: Option<i64> = 9,
        /// Rises with every change.
        version: i64 = 10,
    }
}

row! {
    /// An amount that is due (_khoản phí, lệ phí_).
    ChargeRow {
        /// Its id.
        id: Uuid = 0,
        /// Id of the fee in the pack.
        fee: String = 1,
        /// Name.
        label: String = 2,
        /// Đồng.
        amount_dong: i64 = 3,
        /// How it was reckoned.
        explanation: String = 4,
        /// The provision it rests on.
        legal_basis: String = 5,
        /// When it was paid, microseconds UTC.
        paid_at: Option<i64> = 6,
        /// Number of the slip.
        receipt_number: Option<String> = 7,
        /// Who took the money.
        paid_to: Option<String> = 8,
        /// Rises with every change.
        version: i64 = 9,
    }
}

row! {
    /// The outcome of a dossier, from draft to issue (_kết quả giải quyết_).
    OutcomeRow {
        /// Id of the kind in the pack.
        kind: String = 0,
        /// Template of the paper.
        template: String = 1,
        /// What was typed and what follows from the answers.
        body: Json = 2,
        /// Reason, for a refusal.
        reason: String = 3,
        /// Who drafted it.
        drafted_by: String = 4,
        /// When, microseconds UTC.
        drafted_at: i64 = 5,
        /// Who signed.
        signed_by: Option<String> = 6,
        /// As what.
        signed_title: Option<String> = 7,
        /// When.
        signed_at: Option<i64> = 8,
        /// Number of the document.
        number: Option<String> = 9,
        /// Who issued it.
        issued_by: Option<String> = 10,
        /// When.
        issued_at: Option<i64> = 11,
        /// Rises with every change.
        version: i64 = 12,
        /// Account that drafted it: it does not sign.
        drafted_by_id: Uuid = 13,
    }
}

row! {
    /// A note of an official (_ghi chú_).
    NoteRow {
        /// Who.
        author_name: String = 0,
        /// As what.
        author_role: String = 1,
        /// When, microseconds UTC.
        written_at: i64 = 2,
        /// What.
        text: String = 3,
    }
}

row! {
    /// A component as the desk received it (_thành phần đã nhận_).
    ReceivedRow {
        /// Id of the component.
        component: String = 0,
        /// Its name.
        name: String = 1,
        /// Kind of copy, as printed.
        form: String = 2,
        /// How many.
        quantity: i64 = 3,
        /// Whether an official compared it with the original.
        compared_with_original: bool = 4,
    }
}

/// Pauses, oldest first.
pub async fn pauses(store: &Store, dossier_id: Uuid) -> Result<Vec<PauseRow>, StoreError> {
    store.all(PAUSES, vals![dossier_id]).await
}

/// Opens a pause.
pub fn insert_pause(batch: Batch, dossier_id: Uuid, pause: &PauseRow) -> Batch {
    batch.write(
        INSERT_PAUSE,
        vals![
            pause.id,
            dossier_id,
            pause.from_at,
            pause.ground.clone(),
            pause.legal_basis.clone(),
            pause.reference.clone()
        ],
    )
}

/// Ends the open pause with this reference.
pub fn end_pause(batch: Batch, dossier_id: Uuid, (reference, now): (&str, Timestamp)) -> Batch {
    batch.guard("pause", END_PAUSE, vals![dossier_id, reference, now.as_microsecond()])
}

/// Requests for corrections and supplements, oldest first.
pub async fn supplements(store: &Store, dossier_id: Uuid) -> Result<Vec<SupplementRow>, StoreError> {
    store.all(SUPPLEMENTS, vals![dossier_id]).await
}

/// Adds a request.
pub fn insert_supplement(batch: Batch, dossier_id: Uuid, request: &SupplementRow) -> Batch {
    batch.write(
        INSERT_SUPPLEMENT,
        vals![
            request.id,
            dossier_id,
            request.kind.clone(),
            request.number.clone(),
            request.reason.clone(),
            request.items.clone(),
            request.contact.clone(),
            request.expected_by.clone(),
            request.asked_at,
            request.asked_by.clone()
        ],
    )
}

/// Notes that a request was answered.
pub fn answer_supplement(batch: Batch, request: &SupplementRow, now: Timestamp) -> Batch {
    batch.guard("supplement", ANSWER_SUPPLEMENT, vals![request.id, request.version, now.as_microsecond()])
}

/// Holds together with the batch that a request was not answered yet.
pub fn still_waits(batch: Batch, request: &SupplementRow) -> Batch {
    batch.guard("supplement", STILL_WAITS, vals![request.id])
}

/// Charges, by fee.
pub async fn charges(store: &Store, dossier_id: Uuid) -> Result<Vec<ChargeRow>, StoreError> {
    store.all(CHARGES, vals![dossier_id]).await
}

/// Adds a charge.
pub fn insert_charge(batch: Batch, dossier_id: Uuid, charge: &ChargeRow) -> Batch {
    batch.write(
        INSERT_CHARGE,
        vals![
            charge.id,
            dossier_id,
            charge.fee.clone(),
            charge.label.clone(),
            charge.amount_dong,
            charge.explanation.clone(),
            charge.legal_basis.clone()
        ],
    )
}

/// Records a payment: number of the slip and who took the money.
pub fn pay_charge(batch: Batch, charge: &ChargeRow, (number, by, now): (&str, &str, Timestamp)) -> Batch {
    batch.guard("charge", PAY_CHARGE, vals![charge.id, charge.version, now.as_microsecond(), number, by])
}

/// The outcome, if one was drafted.
pub async fn outcome(store: &Store, dossier_id: Uuid) -> Result<Option<OutcomeRow>, StoreError> {
    store.one(OUTCOME, vals![dossier_id]).await
}

/// Writes the draft of an outcome in the place of an earlier one; a signature on the earlier one falls away.
pub fn draft_outcome(batch: Batch, dossier_id: Uuid, outcome: &OutcomeRow) -> Batch {
    batch.write(
        DRAFT_OUTCOME,
        vals![
            dossier_id,
            outcome.kind.clone(),
            outcome.template.clone(),
            outcome.body.clone(),
            outcome.reason.clone(),
            outcome.drafted_by.clone(),
            outcome.drafted_at,
            outcome.drafted_by_id
        ],
    )
}

/// Signs an outcome: name and title of the signer. A recorded act, not a digital signature.
pub fn sign_outcome(
    batch: Batch,
    (dossier_id, outcome): (Uuid, &OutcomeRow),
    (name, title, now): (&str, &str, Timestamp),
) -> Batch {
    batch.guard(
        "outcome",
        SIGN_OUTCOME,
        vals![dossier_id, outcome.version, name, title, now.as_microsecond()],
    )
}

/// Numbers and issues a signed outcome.
pub fn issue_outcome(
    batch: Batch,
    (dossier_id, outcome): (Uuid, &OutcomeRow),
    (number, by, now): (&str, &str, Timestamp),
) -> Batch {
    batch.guard(
        "outcome",
        ISSUE_OUTCOME,
        vals![dossier_id, outcome.version, number, by, now.as_microsecond()],
    )
}

/// Notes, oldest first.
pub async fn notes(store: &Store, dossier_id: Uuid) -> Result<Vec<NoteRow>, StoreError> {
    store.all(NOTES, vals![dossier_id]).await
}

/// Adds a note.
pub fn insert_note(batch: Batch, (id, dossier_id): (Uuid, Uuid), note: &NoteRow) -> Batch {
    batch.write(
        INSERT_NOTE,
        vals![
            id,
            dossier_id,
            note.author_name.clone(),
            note.author_role.clone(),
            note.written_at,
            note.text.clone()
        ],
    )
}

/// Components as received.
pub async fn received(store: &Store, dossier_id: Uuid) -> Result<Vec<ReceivedRow>, StoreError> {
    store.all(RECEIVED, vals![dossier_id]).await
}

/// Notes how a component was received.
pub fn insert_received(batch: Batch, dossier_id: Uuid, component: &ReceivedRow) -> Batch {
    batch.write(
        INSERT_RECEIVED,
        vals![
            dossier_id,
            component.component.clone(),
            component.name.clone(),
            component.form.clone(),
            component.quantity,
            component.compared_with_original
        ],
    )
}
