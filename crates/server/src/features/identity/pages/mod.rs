//! Pages of accounts.

pub mod account;
pub mod language;
pub mod log_in;
pub mod log_out;
pub mod sign_up;
