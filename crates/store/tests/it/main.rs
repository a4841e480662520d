//! Every promise of the store, on both engines.

mod batches;
mod migrations;
mod reads;
mod schema;
mod statements;
mod values;
