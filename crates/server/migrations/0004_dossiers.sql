-- Dossiers and everything that hangs on them.

create table draft (
  id {uuid} primary key,
  account_id {uuid} not null references account (id),
  procedure_code {text} not null,
  revision_id {uuid} not null references procedure_revision (id),
  answers {json} not null,
  created_at {bigint} not null,
  saved_at {bigint} not null,
  saved_page {text} not null,
  submitted_at {bigint},
  version {bigint} not null
) {strict};
create index draft_account on draft (account_id, saved_at);

create table dossier (
  id {uuid} primary key,
  procedure_code {text} not null,
  procedure_name {text} not null,
  revision_id {uuid} not null references procedure_revision (id),
  stage {text} not null,
  channel {text} not null,
  lookup_code {text} not null unique,
  number {text} unique,
  account_id {uuid},
  applicant_name {text} not null,
  applicant_id_number {text} not null,
  applicant_phone {text} not null,
  applicant_email {text} not null,
  applicant_address {text} not null,
  desk_unit_id {uuid} not null references unit (id),
  settling_unit_id {uuid} not null references unit (id),
  answers {json} not null,
  delivery {text} not null,
  term_id {text} not null,
  clock {json} not null,
  submitted_at {bigint},
  accepted_at {bigint},
  first_due_at {bigint},
  due_at {bigint},
  paused_since {bigint},
  outcome_kind {text},
  outcome_ready_at {bigint},
  delivered_at {bigint},
  process {json} not null,
  created_at {bigint} not null,
  updated_at {bigint} not null,
  version {bigint} not null
) {strict};
create index dossier_account on dossier (account_id, created_at, id);
create index dossier_desk_stage on dossier (desk_unit_id, stage, submitted_at, id);
create index dossier_settling_stage on dossier (settling_unit_id, stage, due_at, id);

create table attachment (
  id {uuid} primary key,
  dossier_id {uuid} not null,
  component {text} not null,
  name {text} not null,
  blob_id {uuid} not null references blob (id),
  media_type {text} not null,
  size_bytes {bigint} not null,
  sha256 {bytes} not null,
  uploaded_by {text} not null,
  uploaded_at {bigint} not null,
  replaced_at {bigint}
) {strict};
create index attachment_dossier on attachment (dossier_id, component);

create table component_receipt (
  dossier_id {uuid} not null references dossier (id),
  component {text} not null,
  name {text} not null,
  form {text} not null,
  quantity {bigint} not null,
  compared_with_original {boolean} not null,
  primary key (dossier_id, component)
) {keyed};

create table pause (
  id {uuid} primary key,
  dossier_id {uuid} not null references dossier (id),
  from_at {bigint} not null,
  to_at {bigint},
  ground {text} not null,
  legal_basis {text} not null,
  reference {text} not null
) {keyed};
create index pause_dossier on pause (dossier_id, from_at);

create table supplement_request (
  id {uuid} primary key,
  dossier_id {uuid} not null references dossier (id),
  kind {text} not null,
  number {text} not null,
  reason {text} not null,
  items {json} not null,
  contact {text} not null,
  expected_by {text},
  asked_at {bigint} not null,
  asked_by {text} not null,
  answered_at {bigint},
  version {bigint} not null
) {strict};
create index supplement_request_dossier on supplement_request (dossier_id, asked_at);

create table charge (
  id {uuid} primary key,
  dossier_id {uuid} not null references dossier (id),
  fee {text} not null,
  label {text} not null,
  amount_dong {bigint} not null,
  explanation {text} not null,
  legal_basis {text} not null,
  paid_at {bigint},
  receipt_number {text},
  paid_to {text},
  version {bigint} not null
) {strict};
create index charge_dossier on charge (dossier_id);

create table paper (
  id {uuid} primary key,
  dossier_id {uuid} not null references dossier (id),
  kind {text} not null,
  template {text} not null,
  number {text} not null,
  print_revision {bigint} not null,
  data {json} not null,
  issued_at {bigint} not null,
  issued_by {text} not null
) {strict};
create index paper_dossier on paper (dossier_id, issued_at);
