//! PostgreSQL.
use crate::row::{Cell, CellError};
pub(crate) fn cell(_row: &tokio_postgres::Row, _index: usize) -> Result<Cell<'_>, CellError> {
    Ok(Cell::Null)
}
