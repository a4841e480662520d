//! Fees and charges: what is to be paid, and why exactly that much.

use feel::{Number, Scope, Value};
use serde::Deserialize;

use crate::{
    Formula, InForce, Text,
    item::law_item,
    text::{dong, number},
};

/// The file `fees.yaml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FeeFile {
    pub(crate) fees: Vec<Fee>,
}

/// What a fee is in the law of fees and charges (_phí, lệ phí_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// For a service (_phí_).
    Phi,
    /// For being served by the state (_lệ phí_).
    LePhi,
    /// A tax that the tax office determines (_thuế_).
    Thue,
    /// For the use of land, determined by the tax office (_tiền sử dụng đất_).
    TienDat,
}

/// When a fee is asked for (_thời điểm thu_).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// When the dossier is accepted.
    AtIntake,
    /// When a step of the process asks for it.
    ByProcess,
}

law_item! {
    /// A fee or charge (_khoản thu_).
    pub struct Fee {
        /// Its id.
        pub id: String,
        /// What it is in law.
        pub kind: FeeKind,
        /// What people read.
        pub name: Text,
        /// When it is asked for.
        pub when: Moment,
        /// Only in this case.
        pub applies_when: Option<Formula>,
        /// Đồng for one.
        pub rate: Option<Formula>,
        /// How many.
        pub quantity: Option<Formula>,
        /// What one is called.
        pub unit: Option<Text>,
        /// Đồng in all, instead of rate and quantity.
        pub amount: Option<Formula>,
        /// The first that holds is granted.
        #[serde(default)]
        pub reductions: Vec<Reduction>,
    }
}

law_item! {
    /// A case in which less is paid (_miễn, giảm_).
    pub struct Reduction {
        /// Its id.
        pub id: String,
        /// What people read.
        pub label: String,
        /// In which case; always when absent.
        pub when: Option<Formula>,
        /// Percent taken off.
        pub percent: Option<u8>,
        /// Đồng in all, instead.
        pub amount: Option<Formula>,
        /// The component that proves it.
        pub proof: Option<String>,
    }
}

/// What one dossier pays under one fee (_khoản phải nộp_).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// The id of the fee.
    pub fee: String,
    /// What it is in law.
    pub kind: FeeKind,
    /// What people read.
    pub label: String,
    /// Legal basis, as printed.
    pub basis: String,
    /// `2 bản`; empty when there is nothing to count.
    pub quantity: String,
    /// `15.000 đồng/bản`; empty when there is nothing to count.
    pub rate: String,
    /// Đồng to pay; 0 when it is waived.
    pub amount: i64,
    /// How the amount came about.
    pub explanation: String,
}

/// An amount, and the words that lead to it.
struct Reckoning {
    quantity: String,
    rate: String,
    amount: i64,
    words: String,
}

impl Fee {
    /// What is paid on a day; `None` when the fee does not apply or cannot be told yet.
    pub(crate) fn charge(&self, scope: &dyn Scope, on: jiff::civil::Date) -> Option<Charge> {
        if self.applies_when.as_ref().is_some_and(|when| !when.holds(scope)) {
            return None;
        }
        let full = self.full(scope)?;
        let reduction = self.reductions.iter().find(|reduction| reduction.is_granted(scope, on));
        let (amount, explanation) = match reduction {
            Some(reduction) => reduction.applied(full.amount, &full.words, scope)?,
            None => (full.amount, full.words),
        };
        let basis = self.basis.as_ref().map(crate::Basis::text).unwrap_or_default();
        Some(Charge {
            fee: self.id.clone(),
            kind: self.kind,
            label: self.name.vi.clone(),
            basis,
            quantity: full.quantity,
            rate: full.rate,
            amount,
            explanation,
        })
    }

    fn full(&self, scope: &dyn Scope) -> Option<Reckoning> {
        if let Some(formula) = &self.amount {
            let amount = whole_dong(&formula.value(scope))?;
            return Some(Reckoning {
                quantity: String::new(),
                rate: String::new(),
                amount,
                words: dong(amount),
            });
        }
        let rate = whole_dong(&self.rate.as_ref()?.value(scope))?;
        let Some(quantity) = &self.quantity else {
            return Some(Reckoning {
                quantity: String::new(),
                rate: String::new(),
                amount: rate,
                words: dong(rate),
            });
        };
        let count = quantity.value(scope).as_number()?;
        let amount = product(rate, count)?;
        let unit = self.unit.as_ref().map_or("lần", |unit| &unit.vi);
        let (quantity, rate) = (format!("{} {unit}", number(count)), format!("{}/{unit}", dong(rate)));
        let words = format!("{quantity} × {rate} = {}", dong(amount));
        Some(Reckoning { quantity, rate, amount, words })
    }
}

impl Reduction {
    fn is_granted(&self, scope: &dyn Scope, on: jiff::civil::Date) -> bool {
        self.is_in_force(on) && self.when.as_ref().is_none_or(|when| when.holds(scope))
    }

    fn applied(&self, full: i64, words: &str, scope: &dyn Scope) -> Option<(i64, String)> {
        if let Some(amount) = &self.amount {
            let amount = whole_dong(&amount.value(scope))?;
            return Some((amount, format!("{words}; {}: còn {}", self.label, dong(amount))));
        }
        let percent = i64::from(self.percent?);
        // Half up, as money is rounded.
        let amount = (full.checked_mul(100 - percent)? + 50) / 100;
        let told = if percent == 100 {
            "miễn".to_owned()
        } else {
            format!("giảm {percent} %, còn {}", dong(amount))
        };
        Some((amount, format!("{words}; {}: {told}", self.label)))
    }
}

/// Whole đồng, half up; nothing negative is ever asked for.
fn whole_dong(value: &Value) -> Option<i64> {
    value.as_number()?.round_half_up(0)?.to_i64().filter(|amount| *amount >= 0)
}

/// Rate times count, exact in FEEL's own decimals.
fn product(rate: i64, count: Number) -> Option<i64> {
    let formula = feel::Expr::parse("rate * count").ok()?;
    let scope = |name: &str| match name {
        "rate" => Some(Value::integer(rate)),
        "count" => Some(Value::Number(count)),
        _ => None,
    };
    whole_dong(&formula.eval(&scope, &mut feel::Budget::default()).ok()?)
}
