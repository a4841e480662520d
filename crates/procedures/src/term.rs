//! How long a procedure may take, and what moves the clock.

use deadlines::{Ground, PauseOption, Rule};
use jiff::civil::Time;
use serde::Deserialize;

use crate::{Channel, Formula, Text, item::law_item};

law_item! {
    /// A term of the procedure (_thời hạn giải quyết_).
    pub struct Term {
        /// Its id; the process changes to it by this name.
        pub id: String,
        /// In which case it holds.
        pub label: Text,
        /// How much, of the unit.
        #[serde(default)]
        pub value: f64,
        /// The unit, a code of the `deadlines` crate.
        pub unit: String,
        /// A dossier may start with it.
        #[serde(default = "yes")]
        pub initial: bool,
        /// Only in this case.
        pub when: Option<Formula>,
        /// Only for these channels; empty means all.
        #[serde(default)]
        pub channels: Vec<Channel>,
    }
}

impl Term {
    /// The term as the `deadlines` crate counts it.
    pub fn length(&self) -> Result<deadlines::Term, String> {
        let unit: deadlines::Unit = self.unit.parse()?;
        deadlines::Term::parse(&self.value.to_string(), unit).map_err(|refusal| refusal.to_string())
    }
}

/// What moves the clock, where the procedure's own law says so (_quy tắc tính thời hạn_).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// What a supplement does to the term.
    #[serde(default)]
    pub supplement: SupplementRule,
    /// Until when a same-day term is settled the same day.
    pub same_day_cutoff: Option<Time>,
    /// Grounds named by the procedure's own law.
    #[serde(default)]
    pub pauses: Vec<PauseGround>,
    /// A remark for the keepers of the law data.
    pub note: Option<String>,
}

/// What a supplement does to the term (_cách tính hạn sau bổ sung_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplementRule {
    /// What the rule of the platform says.
    #[default]
    Rule,
    /// The rest goes on, in half days.
    ResumeSlots,
    /// The due time moves by the working time paused.
    ResumeHours,
    /// The whole term starts again.
    Restart,
}

law_item! {
    /// A ground on which the clock stands still (_căn cứ tạm dừng_).
    pub struct PauseGround {
        /// Its code: `supplement`, `financial_duty`, or `other`, which stops the clock only where a procedure names it.
        pub ground: String,
        /// What people read, for a ground the rule of the platform does not know.
        pub name: Option<Text>,
    }
}

impl Clock {
    /// The rule of the platform with what this procedure's law says instead.
    pub fn over(&self, rule: &Rule) -> Rule {
        let mut rule = rule.clone();
        match self.supplement {
            SupplementRule::Rule => {}
            SupplementRule::ResumeSlots => rule.pause_option = PauseOption::ResumeSlots,
            SupplementRule::ResumeHours => rule.pause_option = PauseOption::ResumeHours,
            SupplementRule::Restart => rule.pause_option = PauseOption::Restart,
        }
        if let Some(cutoff) = self.same_day_cutoff {
            rule.same_day_cut_off = cutoff;
        }
        for pause in &self.pauses {
            if rule.ground(&pause.ground).is_none() {
                let name = pause.name.as_ref().map_or(&*pause.ground, |name| &*name.vi);
                rule.pause_grounds.push(Ground { code: pause.ground.clone(), name: name.to_owned() });
            }
        }
        rule
    }

    /// Whether this procedure's law names the ground.
    pub(crate) fn names(&self, ground: &str) -> bool {
        self.pauses.iter().any(|pause| pause.ground == ground)
    }
}

fn yes() -> bool {
    true
}
