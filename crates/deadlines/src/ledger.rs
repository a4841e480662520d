use jiff::civil::DateTime;

use crate::hours::whole_seconds;
use crate::rule::Rule;
use crate::slots::in_range;
use crate::{Refusal, Term};

/// Everything that moves the clock of one dossier (_sổ thời hạn_): the due date is derived from it, never
/// kept beside it.
#[derive(Clone, Copy, Debug)]
pub struct Ledger<'a> {
    /// When the dossier was accepted, on the wall clock of Viet Nam.
    pub accepted_at: DateTime,
    /// The term it has.
    pub term: Term,
    /// Pauses, in any order; overlapping ones count once.
    pub pauses: &'a [Pause],
    /// Extensions and reschedules, in any order.
    pub extensions: &'a [Extension],
}

/// A time in which the clock stands still (_lần tạm dừng_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// When it starts: the supplement is asked for, the tax notice handed over.
    pub from: DateTime,
    /// When it ends: the supplement is complete; open while absent.
    pub to: Option<DateTime>,
    /// The code of a ground of the rule version.
    pub ground: String,
    /// The provision it rests on, as printed.
    pub legal_basis: String,
}

/// A decision to give a dossier more time (_gia hạn, hẹn lại ngày trả_).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// When it was decided.
    pub decided_at: DateTime,
    /// What it grants.
    pub grants: NewTerm,
    /// Why.
    pub reason: String,
    /// Number and date of the document, if there is one.
    pub document: Option<String>,
}

/// What an extension grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewTerm {
    /// So much longer, after the due date that stood.
    More(Term),
    /// A date of its own; pauses from the decision on still move it.
    DueAt(DateTime),
}

/// Overlapping pauses as one, with the grounds of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MergedPause {
    /// When the standstill began; before `from` where a decision cut it.
    pub(crate) since: DateTime,
    pub(crate) from: DateTime,
    pub(crate) to: Option<DateTime>,
    /// Name of the ground and legal basis of each pause in it, each once.
    pub(crate) grounds: Vec<(String, String)>,
}

/// What happens to the clock, in order.
pub(crate) enum Act<'a> {
    Pause(MergedPause),
    Extend(&'a Extension),
}

impl Ledger<'_> {
    /// A ledger of a dossier to which nothing has happened yet.
    pub fn new(accepted_at: DateTime, term: Term) -> Ledger<'static> {
        Ledger { accepted_at, term, pauses: &[], extensions: &[] }
    }

    /// Checks the ledger against the rule and puts its acts in order.
    pub(crate) fn acts(&self, rule: &Rule) -> Result<Vec<Act<'_>>, Refusal> {
        self.check_extensions(rule)?;
        let mut pauses = merged(self.checked_pauses(rule)?);
        for extension in self.extensions {
            if matches!(extension.grants, NewTerm::DueAt(_)) {
                pauses = split_at(pauses, whole_seconds(extension.decided_at));
            }
        }
        let mut acts: Vec<Act<'_>> = self.extensions.iter().map(Act::Extend).collect();
        acts.extend(pauses.into_iter().map(Act::Pause));
        // Stable: at one instant the extension comes first, so that the pause moves what it granted.
        acts.sort_by_key(|act| match act {
            Act::Extend(extension) => whole_seconds(extension.decided_at),
            Act::Pause(pause) => pause.from,
        });
        Ok(acts)
    }

    fn checked_pauses(&self, rule: &Rule) -> Result<Vec<MergedPause>, Refusal> {
        self.pauses
            .iter()
            .map(|pause| {
                let from = in_range(pause.from)?;
                let to = pause.to.map(in_range).transpose()?;
                if from < self.accepted_at {
                    return Err(Refusal::PauseBeforeAcceptance { accepted_at: self.accepted_at, from });
                }
                if let Some(to) = to.filter(|to| *to < from) {
                    return Err(Refusal::PauseEndsBeforeStart { from, to });
                }
                let ground = rule.ground(&pause.ground).ok_or_else(|| Refusal::PauseGroundNotAllowed {
                    found: pause.ground.clone(),
                    allowed: rule.pause_grounds.iter().map(|ground| ground.name.clone()).collect(),
                })?;
                let grounds = vec![(ground.name.clone(), pause.legal_basis.clone())];
                Ok(MergedPause { since: from, from, to, grounds })
            })
            .collect()
    }

    fn check_extensions(&self, rule: &Rule) -> Result<(), Refusal> {
        let (allowed, found) = (rule.extensions_allowed, self.extensions.len());
        if usize::try_from(allowed).is_ok_and(|allowed| found > allowed) {
            return Err(Refusal::TooManyExtensions { allowed, found });
        }
        let accepted_at = self.accepted_at;
        for Extension { decided_at, grants, .. } in self.extensions {
            let decided_at = in_range(*decided_at)?;
            if decided_at < accepted_at {
                return Err(Refusal::ExtensionBeforeAcceptance { accepted_at, decided_at });
            }
            if let NewTerm::DueAt(new_due_at) = *grants
                && in_range(new_due_at)? < decided_at
            {
                return Err(Refusal::NewDueInThePast { decided_at, new_due_at });
            }
        }
        Ok(())
    }
}

/// Overlapping or touching pauses become one; pauses without length disappear.
fn merged(mut pauses: Vec<MergedPause>) -> Vec<MergedPause> {
    pauses.retain(|pause| pause.to != Some(pause.from));
    pauses.sort_by_key(|pause| pause.from);
    let mut result: Vec<MergedPause> = Vec::new();
    for pause in pauses {
        match result.last_mut() {
            Some(last) if last.to.is_none_or(|to| pause.from <= to) => {
                last.to = last.to.zip(pause.to).map(|(a, b)| a.max(b));
                for ground in pause.grounds {
                    if !last.grounds.contains(&ground) {
                        last.grounds.push(ground);
                    }
                }
            }
            _ => result.push(pause),
        }
    }
    result
}

/// Cuts the pause that runs at an instant, so that only its later part moves what was decided then.
fn split_at(pauses: Vec<MergedPause>, at: DateTime) -> Vec<MergedPause> {
    let mut result = Vec::new();
    for pause in pauses {
        if pause.from < at && pause.to.is_none_or(|to| at < to) {
            result.push(MergedPause { to: Some(at), ..pause.clone() });
            result.push(MergedPause { from: at, ..pause });
        } else {
            result.push(pause);
        }
    }
    result
}
