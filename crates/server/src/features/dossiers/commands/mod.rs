//! What can be done with a dossier, one verb a file.

pub mod accept_at_counter;
pub mod answer;
pub mod ask_correction;
pub mod ask_supplement;
pub mod complete_task;
pub mod decline;
pub mod discard_draft;
pub mod note;
pub mod pay;
pub mod receive;
pub mod save_draft;
pub mod start_draft;
pub mod submit;
pub mod supplement_at_desk;
pub mod timer;
