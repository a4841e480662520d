-- What every feature stands on: journal, jobs, counters, blobs, the record of reads.

create table event (
  id {uuid} primary key,
  subject_id {uuid} not null,
  seq {bigint} not null,
  kind {text} not null,
  at {bigint} not null,
  actor_id {uuid},
  actor_name {text} not null,
  actor_role {text} not null,
  data {json} not null,
  prev_hash {bytes} not null,
  hash {bytes} not null
) {strict};
create unique index event_subject_seq on event (subject_id, seq);
create index event_at on event (at, id);

create table job (
  id {uuid} primary key,
  kind {text} not null,
  payload {json} not null,
  run_at {bigint} not null,
  attempts {bigint} not null,
  lease_until {bigint},
  state {text} not null,
  last_error {text},
  created_at {bigint} not null,
  finished_at {bigint}
) {strict};
create index job_due on job (state, run_at);

create table counter (
  key {text} primary key,
  n {bigint} not null
) {keyed};

create table blob (
  id {uuid} primary key,
  sha256 {bytes} not null,
  size_bytes {bigint} not null,
  media_type {text} not null,
  state {text} not null,
  created_at {bigint} not null
) {keyed};

create table read_record (
  id {uuid} primary key,
  at {bigint} not null,
  actor_id {uuid} not null,
  actor_name {text} not null,
  actor_role {text} not null,
  dossier_id {uuid} not null,
  object_kind {text} not null,
  object_id {uuid} not null,
  request_id {text} not null
) {keyed};
create index read_record_dossier on read_record (dossier_id, at);
