-- Who stands in for whom, by date: the substitute sees and does what the posts of the other allow.

create table substitution (
  id {uuid} primary key,
  account_id {uuid} not null references account (id),
  substitute_id {uuid} not null references account (id),
  from_date {text} not null,
  to_date {text} not null,
  reason {text} not null,
  created_at {bigint} not null
) {keyed};
create index substitution_account on substitution (account_id, from_date);
create index substitution_substitute on substitution (substitute_id, from_date);
