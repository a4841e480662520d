-- Numbers of dossiers, kept by the acts themselves, so that a year over a million dossiers is read in an instant.

-- `period` is a month (202611) or a day (20261124) in Viet Nam; `measure` is received, early, on_time or late.
create table tally (
  period {bigint} not null,
  unit_id {uuid} not null,
  procedure_code {text} not null,
  channel {text} not null,
  measure {text} not null,
  n {bigint} not null,
  primary key (period, unit_id, procedure_code, channel, measure)
) {keyed};

-- Each outcome with how it compares with the due time: what stands behind a number.
create table settled (
  unit_id {uuid} not null,
  measure {text} not null,
  ready_at {bigint} not null,
  dossier_id {uuid} not null,
  primary key (unit_id, measure, ready_at, dossier_id)
) {keyed};

-- Dossiers from before these tables; emptied when the server starts.
create table untallied (
  dossier_id {uuid} primary key
) {keyed};
insert into untallied (dossier_id) select id from dossier where accepted_at is not null;

create index dossier_accepted on dossier (settling_unit_id, accepted_at, id) where accepted_at is not null;
create index dossier_running on dossier (settling_unit_id, procedure_code, channel, due_at, id) where accepted_at is not null and outcome_ready_at is null;
