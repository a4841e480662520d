//! What is printed for a dossier (_giấy tờ in ra_): from its facts to the data of a paper. Every text is ready to print.

mod declaration;
mod envelope;
mod forms;
mod slips;

pub use declaration::declaration;
pub use envelope::moment_on_paper;
pub use forms::{receipt, refusal, supplement_request};
pub use slips::{control_slip, fee_slip, outcome, submission_proof};
