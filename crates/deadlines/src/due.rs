use jiff::civil::DateTime;

use crate::explanation::{Explanation, ExtensionEffect, PauseEffect, Step};
use crate::ledger::{Act, Extension, Ledger, MergedPause, NewTerm};
use crate::rule::{PauseOption, Rule};
use crate::runs::{Counting, End};
use crate::slots::in_range;
use crate::{Calendar, Refusal, Unit};

/// When a dossier is due, and why (_hạn trả kết quả_). Times are on the wall clock of Viet Nam.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The due date as things stand: none while the clock stands still, and none without a term.
    pub at: Option<DateTime>,
    /// The due date at acceptance, never overwritten; none without a term.
    pub first_at: Option<DateTime>,
    /// Since when the clock has been standing still, if it does.
    pub paused_since: Option<DateTime>,
    /// The calendar it was computed with.
    pub calendar_version: String,
    /// How it came about.
    pub explanation: Explanation,
    /// Where the current run of the term began.
    pub(crate) counted_from: DateTime,
    /// The pauses that moved the due date in the current run.
    pub(crate) paused: Vec<(DateTime, DateTime)>,
}

impl Calendar {
    /// The due date of a dossier under a rule version, from everything that moved its clock.
    ///
    /// Pauses and extensions take effect in order of time. A pause that begins after the term has run out
    /// changes nothing: what is late stays late.
    pub fn due(&self, ledger: &Ledger<'_>, rule: &Rule) -> Result<Due, Refusal> {
        let ledger = Ledger { accepted_at: in_range(ledger.accepted_at)?, ..*ledger };
        let acts = ledger.acts(rule)?;
        if ledger.term.unit() == Unit::None {
            return Ok(self.without_term(&ledger, &acts));
        }
        let counting = Counting { calendar: self, rule, term: ledger.term };
        let end = counting.run(ledger.accepted_at)?;
        let mut walk = Walk {
            steps: counting.explain_run(ledger.accepted_at, end)?.into(),
            first_at: counting.due_at(end)?,
            paused_since: None,
            counted_from: ledger.accepted_at,
            paused: Vec::new(),
            end,
            counting,
        };
        for act in acts {
            match act {
                Act::Extend(extension) => walk.extend(extension)?,
                Act::Pause(pause) => walk.pause(pause)?,
            }
        }
        walk.finish(self)
    }

    fn without_term(&self, ledger: &Ledger<'_>, acts: &[Act<'_>]) -> Due {
        let open = acts.iter().find_map(|act| match act {
            Act::Pause(pause) if pause.to.is_none() => Some(pause.since),
            _ => None,
        });
        Due {
            at: None,
            first_at: None,
            paused_since: open,
            calendar_version: self.version().to_owned(),
            explanation: Explanation { steps: vec![Step::NoTerm] },
            counted_from: ledger.accepted_at,
            paused: Vec::new(),
        }
    }
}

/// The count on its way through the acts.
struct Walk<'a> {
    counting: Counting<'a>,
    end: End,
    first_at: DateTime,
    paused_since: Option<DateTime>,
    counted_from: DateTime,
    paused: Vec<(DateTime, DateTime)>,
    steps: Vec<Step>,
}

impl Walk<'_> {
    fn pause(&mut self, pause: MergedPause) -> Result<(), Refusal> {
        let old = self.end;
        let due_at = self.counting.due_at(old)?;
        let (effect, spans) = match pause.to {
            _ if pause.from > due_at => (PauseEffect::TooLate, Vec::new()),
            None => {
                self.paused_since = Some(pause.since);
                (PauseEffect::StillOpen, Vec::new())
            }
            Some(to) if self.counting.rule.pause_option == PauseOption::Restart => {
                self.end = self.counting.run(to)?;
                self.counted_from = to;
                self.paused.clear();
                (PauseEffect::Restarted, self.counting.trace_run(to, self.end)?)
            }
            Some(to) => {
                let (end, effect) = self.counting.resume(old, pause.from, to)?;
                self.end = end;
                self.paused.push((pause.from, to));
                (effect, self.counting.trace_move(old, end)?)
            }
        };
        let due_at = self.due_at()?;
        let MergedPause { from, to, grounds, .. } = pause;
        self.steps.push(Step::Paused { from, to, grounds, effect, spans, due_at });
        Ok(())
    }

    fn extend(&mut self, extension: &Extension) -> Result<(), Refusal> {
        let old = self.end;
        let (effect, spans) = match extension.grants {
            NewTerm::More(term) => {
                self.end = self.counting.extend(old, &term)?;
                (ExtensionEffect::More(term.to_string()), self.counting.trace_move(old, self.end)?)
            }
            NewTerm::DueAt(at) => {
                self.end = End::Named(in_range(at)?);
                (ExtensionEffect::NewDate, Vec::new())
            }
        };
        let due_at = self.due_at()?;
        let Extension { decided_at, reason, document, .. } = extension.clone();
        self.steps.push(Step::Extended { decided_at, reason, document, effect, spans, due_at });
        Ok(())
    }

    fn due_at(&self) -> Result<Option<DateTime>, Refusal> {
        if self.paused_since.is_some() { Ok(None) } else { self.counting.due_at(self.end).map(Some) }
    }

    fn finish(self, calendar: &Calendar) -> Result<Due, Refusal> {
        Ok(Due {
            at: self.due_at()?,
            first_at: Some(self.first_at),
            paused_since: self.paused_since,
            calendar_version: calendar.version().to_owned(),
            explanation: Explanation { steps: self.steps },
            counted_from: self.counted_from,
            paused: self.paused,
        })
    }
}
