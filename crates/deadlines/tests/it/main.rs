//! What the law and the practice of 2012 to 2026 expect of due dates. One module per chapter.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod calendar_data;
mod calendar_files;
mod countdown;
mod explanations;
mod given;
mod hour_rule;
mod lateness;
mod pauses;
mod properties;
mod quality_index;
mod regressions;
mod rules;
mod steps_and_warnings;
mod worked_examples;
