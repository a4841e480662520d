-- Units, people, dated roles, sessions.

create table unit (
  id {uuid} primary key,
  code {text} not null unique,
  name {text} not null,
  kind {text} not null,
  level {text} not null,
  parent_id {uuid},
  national_code {text} not null,
  address {text} not null,
  phone {text} not null,
  valid_from {text} not null,
  valid_to {text},
  legal_basis {text} not null,
  version {bigint} not null
) {strict};
create index unit_parent on unit (parent_id);

create table unit_succession (
  old_code {text} not null,
  new_code {text} not null,
  kind {text} not null,
  on_date {text} not null,
  primary key (old_code, new_code)
) {keyed};

create table account (
  id {uuid} primary key,
  kind {text} not null,
  login {text} not null unique,
  password_hash {text} not null,
  full_name {text} not null,
  id_number {text} not null,
  phone {text} not null,
  email {text} not null,
  birth_date {text} not null,
  sex {text} not null,
  address {json} not null,
  is_demo {boolean} not null,
  created_at {bigint} not null,
  disabled_at {bigint},
  version {bigint} not null
) {strict};

create table appointment (
  id {uuid} primary key,
  account_id {uuid} not null references account (id),
  unit_id {uuid} not null references unit (id),
  role {text} not null,
  from_date {text} not null,
  to_date {text},
  created_at {bigint} not null,
  version {bigint} not null
) {keyed};
create index appointment_account on appointment (account_id);
create index appointment_unit_role on appointment (unit_id, role);

create table session (
  id {uuid} primary key,
  token_hash {bytes} not null unique,
  account_id {uuid} not null references account (id),
  device {text} not null,
  created_at {bigint} not null,
  seen_at {bigint} not null,
  expires_at {bigint} not null,
  revoked_at {bigint}
) {keyed};
create index session_account on session (account_id);

create table login_throttle (
  key {text} primary key,
  failures {bigint} not null,
  first_at {bigint} not null,
  blocked_until {bigint}
) {keyed};
