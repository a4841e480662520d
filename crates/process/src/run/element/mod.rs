//! What each kind of element does when a token comes: one file per family.

mod event;
mod gateway;
mod many;
mod subprocess;
mod task;
