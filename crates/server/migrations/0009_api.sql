-- Other systems: tokens that act as a person, answers kept for requests that are sent again, events in one order.

create table access_token (
  id {uuid} primary key,
  account_id {uuid} not null references account (id),
  name {text} not null,
  token_hash {bytes} not null unique,
  hint {text} not null,
  rights {text} not null,
  created_at {bigint} not null,
  created_by {text} not null,
  expires_at {bigint} not null,
  used_at {bigint},
  revoked_at {bigint}
) {keyed};
create index access_token_account on access_token (account_id, created_at);

-- An answer without status belongs to a request that is still being worked on.
create table kept_answer (
  token_id {uuid} not null references access_token (id),
  key {text} not null,
  request_hash {bytes} not null,
  status {bigint},
  media_type {text},
  body {text},
  begun_at {bigint} not null,
  primary key (token_id, key)
) {keyed};
create index kept_answer_begun on kept_answer (begun_at);

-- The place of each event in the feed, given after it was committed: nothing ever appears below a place that was read.
create table event_place (
  n {bigint} primary key,
  event_id {uuid} not null unique
) {keyed};
