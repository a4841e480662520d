-- Published revisions of procedures. A revision never changes: a dossier keeps the one it was filed under.

create table procedure_revision (
  id {uuid} primary key,
  code {text} not null,
  slug {text} not null,
  number {bigint} not null,
  name {text} not null,
  field {text} not null,
  level {text} not null,
  is_current {boolean} not null,
  effective_from {text} not null,
  published_at {bigint} not null,
  content_hash {bytes} not null,
  content {json} not null
) {strict};
create unique index procedure_revision_number on procedure_revision (code, number);
create index procedure_revision_current on procedure_revision (is_current, code);
