//! What can be done with accounts, posts and units, one verb a file.

pub mod appoint;
pub mod change_contact;
pub mod change_password;
pub mod change_unit;
pub mod close_account;
pub mod end_post;
pub mod end_session;
pub mod issue_token;
pub mod log_in;
pub mod name_substitute;
pub mod open_account;
pub mod open_unit;
pub mod reopen_account;
pub mod reset_password;
pub mod revoke_token;
pub mod sign_up;
