//! What a new installation begins with: units from the law folder, and the demo province with its stories.

pub mod cast;
pub mod player;
pub mod stories;
pub mod units;
