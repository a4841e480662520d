#![doc = include_str!("../README.md")]

mod batch;
mod cell;
pub mod dialect;
mod error;
mod migrate;
mod postgres;
mod row;
mod select;
mod sql;
mod sqlite;
mod store;
#[cfg(feature = "test-support")]
pub mod testing;
mod value;

pub use batch::{Batch, Committed, Statement};
pub use cell::{Cell, CellError, FromCell, Json};
pub use error::{BackupError, CommitError, MigrateError, OpenError, StoreError};
pub use migrate::{Migrated, Migration};
pub use row::{Column, FromRow, Row, RowError};
pub use select::Select;
pub use sql::{Fork, PrepareError, Registered, Sql, registered};
pub use store::{Engine, Options, Stats, Store};
pub use value::Value;

#[doc(hidden)]
pub mod __private {
    pub use inventory;
}
