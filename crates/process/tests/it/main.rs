//! What the profile promises, seen from outside.

mod build;
mod play;

mod activities;
mod checks;
mod events;
mod gateways;
mod incidents;
mod many;
mod reading;
mod returns;
