//! The web side of the platform: forms, failures as pages, headers, cookies, assets, limits.

pub mod assets;
pub mod client;
pub mod cookies;
pub mod failure;
pub mod headers;
pub mod limit;
pub mod overtaken;
pub mod pairs;

pub use client::Client;
pub use failure::{Failure, Found};
pub use pairs::Pairs;
