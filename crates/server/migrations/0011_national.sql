-- Procedures of the national database, as they came; what they mean is read from `content` each time, so a better reader needs no
-- new import.

create table national_procedure (
  code {text} primary key,
  name {text} not null,
  content {json} not null,
  content_hash {bytes} not null,
  source {text} not null,
  seen_on {text} not null,
  imported_at {bigint} not null,
  changed_at {bigint} not null
) {strict};

create table national_import (
  id {uuid} primary key,
  source {text} not null,
  seen_on {text} not null,
  finished_at {bigint} not null,
  records {bigint} not null,
  added {bigint} not null,
  changed {bigint} not null,
  refused {bigint} not null
) {strict};
create index national_import_finished on national_import (finished_at);
