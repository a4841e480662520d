//! Một Cửa (_bộ phận một cửa_): the server of a province's one-stop shop. See ARCHITECTURE.md for the map.

pub mod app;
pub mod backup;
pub mod boot;
pub mod features;
pub mod import;
pub mod platform;
pub mod seeds;
pub mod ui;
