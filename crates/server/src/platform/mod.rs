//! The platform: what every feature stands on, and which knows no feature.

pub mod actor;
pub mod blobs;
pub mod clock;
pub mod config;
pub mod counters;
pub mod ctx;
pub mod fold;
pub mod health;
pub mod ids;
pub mod jobs;
pub mod journal;
pub mod mail;
pub mod reads;
pub mod schema;
pub mod sheet;
pub mod web;
