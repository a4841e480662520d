//! What can be done with accounts, one verb a file.

pub mod appoint;
pub mod log_in;
pub mod open_account;
pub mod sign_up;
