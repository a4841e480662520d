-- Lists of officials that stay as fast at a million dossiers as at ten thousand.

-- A dossier as it stands in the lists of a unit: one row for the unit that settles it, one for the desk when that is another.
-- `sort_at` is the due time, or the far end of time: pages go by a key that is never null.
create table dossier_place (
  unit_id {uuid} not null,
  dossier_id {uuid} not null,
  stage {text} not null,
  procedure_code {text} not null,
  sort_at {bigint} not null,
  primary key (unit_id, dossier_id)
) {keyed};
create index dossier_place_open on dossier_place (unit_id, sort_at, dossier_id) where stage not in ('declined', 'delivered');
create index dossier_place_procedure on dossier_place (unit_id, procedure_code, sort_at, dossier_id) where stage not in ('declined', 'delivered');
create index dossier_place_stage on dossier_place (unit_id, stage, sort_at, dossier_id);
insert into dossier_place (unit_id, dossier_id, stage, procedure_code, sort_at)
  select settling_unit_id, id, stage, procedure_code, coalesce(due_at, 9223372036854775807) from dossier;
insert into dossier_place (unit_id, dossier_id, stage, procedure_code, sort_at)
  select desk_unit_id, id, stage, procedure_code, coalesce(due_at, 9223372036854775807) from dossier where desk_unit_id <> settling_unit_id;

-- The name of an applicant without marks, once from each of its words to the end: whoever types any words in a row of it finds
-- the dossier by a walk over one index. Bytes, so that both engines compare alike.
create table applicant_part (
  unit_id {uuid} not null,
  part {bytes} not null,
  dossier_id {uuid} not null,
  primary key (unit_id, part, dossier_id)
) {keyed};
-- Dossiers from before this table; emptied when the server starts.
create table applicant_unfolded (
  dossier_id {uuid} primary key
) {keyed};
insert into applicant_unfolded (dossier_id) select id from dossier;

create index dossier_phone on dossier (applicant_phone, id) where applicant_phone <> '';
create index dossier_id_number on dossier (applicant_id_number, id) where applicant_id_number <> '';
drop index dossier_settling_stage;

-- Open tasks: those that nobody holds by post, those of a whole unit, those of a holder.
create index task_free on task (unit_id, role, sort_at, id) where state = 'open' and holder_id is null;
create index task_unit on task (unit_id, sort_at, id) where state = 'open';
create index task_held on task (holder_id, sort_at, id) where state = 'open';
drop index task_inbox;
drop index task_holder;

-- What somebody looks at again and again: the address of a list with its filters and columns, under a name.
create table saved_view (
  id {uuid} primary key,
  account_id {uuid} not null references account (id),
  list {text} not null,
  name {text} not null,
  query {text} not null,
  created_at {bigint} not null
) {keyed};
create index saved_view_account on saved_view (account_id, list, created_at);
