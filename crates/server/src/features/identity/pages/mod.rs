//! Pages of accounts, and of those who manage them.

pub mod account;
pub mod admin;
pub mod contact;
pub mod language;
pub mod log_in;
pub mod log_out;
pub mod parts;
pub mod password;
pub mod sign_up;
pub mod substitutes;
pub mod tokens;
