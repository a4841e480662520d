//! The step budget: every evaluation ends, whatever the expression and the data are.

use thiserror::Error;

/// How many more steps an evaluation may take.
///
/// One budget may serve several expressions in a row, for example all the conditions of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    left: u64,
}

/// The expression needed more steps than it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the expression needs more steps than it may take")]
pub struct BudgetExceeded;

impl Budget {
    /// A budget of `steps`: about one step per operator, list element touched and 16 bytes of text built.
    pub fn new(steps: u64) -> Self {
        Self { left: steps }
    }

    /// The steps that are left.
    pub fn left(&self) -> u64 {
        self.left
    }

    pub(crate) fn charge(&mut self, steps: usize) -> Result<(), BudgetExceeded> {
        match self.left.checked_sub(steps as u64) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.left = 0;
                Err(BudgetExceeded)
            }
        }
    }
}

impl Default for Budget {
    /// Enough for any condition a person writes over tables of a few hundred rows.
    fn default() -> Self {
        Self::new(100_000)
    }
}
