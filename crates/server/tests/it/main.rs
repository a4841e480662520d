//! The whole server over HTTP, on both engines: people of the demo province do what the law lets them do, and what it does not.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod acts;
mod api;
mod backups;
mod boundaries;
mod catalogue;
mod counter;
mod fees;
mod hostile;
mod identity;
mod identity_admin;
mod jobs;
mod killed;
mod life;
mod lists;
mod lookup;
mod own_account;
mod person;
mod publishing;
mod races;
mod scope;
mod statements;
mod statistics;
mod stories;
mod substitutes;
mod supplements;
mod uploads;
mod web;
mod world;
