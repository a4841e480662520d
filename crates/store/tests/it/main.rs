//! Every promise of the store, on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and its child speaks on stdout"
)]

mod aborted;
mod backup;
mod batches;
mod child;
mod encrypted;
mod full;
mod groups;
mod killed;
mod lifecycle;
mod limits;
mod migrations;
mod one_file;
mod proxy;
mod reads;
mod reconnect;
mod schema;
mod statements;
mod values;
