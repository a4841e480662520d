//! Figures: measured values with what they were held against, kept as lines of JSON between the parts of one run.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value as Json, json};

/// What one line of the table says.
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// What came out.
    pub found: String,
    /// What is wanted; empty for a figure without a target.
    pub target: String,
    /// Whether the target was reached.
    pub is_met: Option<bool>,
}

impl Figure {
    /// A figure that is only told.
    pub fn told(what: impl Into<String>, found: impl Into<String>) -> Self {
        Self { what: what.into(), found: found.into(), target: String::new(), is_met: None }
    }

    /// A figure with a target.
    pub fn held(what: impl Into<String>, found: impl Into<String>, (target, is_met): (&str, bool)) -> Self {
        Self { what: what.into(), found: found.into(), target: target.into(), is_met: Some(is_met) }
    }

    /// Prints the figure and keeps it for the report.
    pub fn keep(self) -> anyhow::Result<()> {
        println!("{:<64} {:<44} {}", self.what, self.found, self.target);
        let Some(path) = path() else { return Ok(()) };
        let line =
            json!({ "what": self.what, "found": self.found, "target": self.target, "met": self.is_met });
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
        writeln!(file, "{line}")?;
        Ok(())
    }

    fn read(line: &Json) -> Self {
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        Self {
            what: text("what"),
            found: text("found"),
            target: text("target"),
            is_met: line["met"].as_bool(),
        }
    }
}

/// Every figure kept so far.
pub fn kept() -> anyhow::Result<Vec<Figure>> {
    let Some(path) = path() else { return Ok(vec![]) };
    let lines = std::fs::read_to_string(path)?;
    lines.lines().map(|line| Ok(Figure::read(&serde_json::from_str(line)?))).collect()
}

fn path() -> Option<PathBuf> {
    std::env::var_os("BENCH_FIGURES").map(PathBuf::from)
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The duration that this share of all stays under, in milliseconds.
pub fn percentile(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index below the length"
    )]
    let at = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
    times.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}

/// "12 345/s".
pub fn per_second(rate: f64) -> String {
    let whole = format!("{rate:.0}");
    let mut spaced = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            spaced.push(' ');
        }
        spaced.push(digit);
    }
    format!("{spaced}/s")
}

/// "53 %".
pub fn share(part: f64, whole: f64) -> String {
    format!("{:.0} %", part / whole * 100.0)
}
