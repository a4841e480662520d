//! What the profile promises, seen from outside.

mod build;
mod play;

mod activities;
mod checks;
mod events;
mod gateways;
mod hostile;
mod incidents;
mod many;
mod paths;
mod picture;
mod random;
mod reading;
mod real;
mod returns;
