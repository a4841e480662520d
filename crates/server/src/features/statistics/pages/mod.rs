//! Pages of statistics.

pub mod behind;
pub mod export;
pub mod progress;
pub mod table;

use jiff::civil::Date;

use super::model::{By, Period};
use crate::features::work::pages::filters::{Asked, query};
use crate::platform::ctx::Ctx;

/// What is asked for: the period, the grouping, whether the whole province.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which days.
    pub period: Period,
    /// Put together by what.
    pub by: By,
    /// All units of the province, not only one's own.
    pub is_province: bool,
    /// Why the days that were typed are not those that are shown; empty when they are.
    pub problem: String,
}

impl Question {
    /// The question of an address; this month by unit when it asks nothing.
    pub fn of(asked: &Asked, ctx: &Ctx) -> Self {
        let today = deadlines::zone::civil(ctx.now).date();
        let month = || Period::usual("thang-nay", today).unwrap_or(Period { from: today, to: today });
        let (period, problem) = match asked.get("ky").as_str() {
            "tuy-chon" => match (typed(&asked.get("tu")), typed(&asked.get("den"))) {
                (Some(from), Some(to)) if from <= to => (Period { from, to }, String::new()),
                _ => {
                    let why = "Ghi ngày đầu và ngày cuối dạng ngày/tháng/năm, ngày đầu không sau ngày cuối. Đang hiện tháng này.";
                    (month(), why.to_owned())
                }
            },
            usual => (Period::usual(usual, today).unwrap_or_else(month), String::new()),
        };
        let by = By::from_code(&asked.get("theo"));
        Self { period, by, is_province: asked.get("pham_vi") == "tinh", problem }
    }

    /// The same question as an address has it.
    pub fn query(asked: &Asked) -> String {
        let names = ["ky", "tu", "den", "theo", "pham_vi"];
        let values = names.map(|name| asked.get(name));
        let pairs: Vec<_> = names.into_iter().zip(values.iter().map(String::as_str)).collect();
        query(&pairs)
    }
}

/// "17/05/2026" or "2026-05-17".
fn typed(text: &str) -> Option<Date> {
    match text.split('/').collect::<Vec<_>>().as_slice() {
        [day, month, year] => format!("{year:0>4}-{month:0>2}-{day:0>2}").parse().ok(),
        _ => text.parse().ok(),
    }
}
