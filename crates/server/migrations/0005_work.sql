-- Tasks of the internal process: who holds what, until when.

create table task (
  id {uuid} primary key,
  dossier_id {uuid} not null references dossier (id),
  key {text} not null,
  element {text} not null,
  name {text} not null,
  role {text} not null,
  unit_id {uuid} not null references unit (id),
  act {text},
  state {text} not null,
  holder_id {uuid},
  holder_name {text},
  opened_at {bigint} not null,
  due_at {bigint},
  sort_at {bigint} not null,
  taken_at {bigint},
  finished_at {bigint},
  finished_by {text},
  outcome {text},
  outcome_label {text},
  note {text},
  version {bigint} not null
) {strict};
create unique index task_key on task (dossier_id, key);
-- `sort_at` is the due time, or the far end of time where there is none: pages go by a key that is never null.
create index task_inbox on task (state, unit_id, role, sort_at, id);
create index task_holder on task (holder_id, state, sort_at, id);

create table outcome (
  dossier_id {uuid} primary key references dossier (id),
  kind {text} not null,
  template {text} not null,
  body {json} not null,
  reason {text} not null,
  drafted_by {text} not null,
  drafted_by_id {uuid} not null,
  drafted_at {bigint} not null,
  signed_by {text},
  signed_title {text},
  signed_at {bigint},
  number {text},
  issued_by {text},
  issued_at {bigint},
  version {bigint} not null
) {strict};

create table note (
  id {uuid} primary key,
  dossier_id {uuid} not null references dossier (id),
  author_name {text} not null,
  author_role {text} not null,
  written_at {bigint} not null,
  text {text} not null
) {strict};
create index note_dossier on note (dossier_id, written_at);

create table mail (
  id {uuid} primary key,
  dossier_id {uuid},
  recipient {text} not null,
  subject {text} not null,
  body {text} not null,
  created_at {bigint} not null,
  sent_at {bigint},
  state {text} not null
) {strict};
