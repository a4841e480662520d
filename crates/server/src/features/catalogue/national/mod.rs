//! Procedures of the national database (_thủ tục trên cơ sở dữ liệu quốc gia_): from a file into the database.
//!
//! They are public information: what a citizen may read about a procedure that cannot be filed here yet. The crate `national`
//! knows how to read a record; here it is stored, with its source and the day the source showed it.

pub mod import;
pub mod lines;
