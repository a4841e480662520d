//! Gaps in a table of periods, as the residence tables of civil status and judicial record forms need.

use jiff::civil::Date;

use super::Computed;
use crate::value::property;
use crate::{Budget, Value, calendar};

/// The first day from `start` to `end` that no row covers.
pub(super) fn first_gap(arguments: &[Value], budget: &mut Budget) -> Computed {
    let gap = first_uncovered(arguments, calendar::day_number, budget)?;
    // The start itself is a date, so a distance from it leads back to a date.
    let start = arguments[3].as_date();
    let day =
        gap.zip(start).and_then(|(gap, start)| calendar::add_days(start, gap - calendar::day_number(start)));
    Ok(day.map_or(Value::Null, Value::Date))
}

/// The first month from that of `start` to that of `end` that no row covers, as its first day.
pub(super) fn first_month_gap(arguments: &[Value], budget: &mut Budget) -> Computed {
    let gap = first_uncovered(arguments, calendar::month_index, budget)?;
    Ok(gap.and_then(calendar::month_from_index).map_or(Value::Null, Value::Date))
}

/// Rows without a beginning, and rows that end before they begin, cover nothing; an open end reaches as far as asked.
fn first_uncovered(
    arguments: &[Value],
    count: fn(Date) -> i64,
    budget: &mut Budget,
) -> Result<Option<i64>, crate::BudgetExceeded> {
    let [Value::List(rows), Value::String(from), Value::String(to), Value::Date(start), Value::Date(end)] =
        arguments
    else {
        return Ok(None);
    };
    budget.charge(rows.len() * 4)?;
    let (start, end) = (count(*start), count(*end));
    let mut periods: Vec<(i64, i64)> = rows
        .iter()
        .filter_map(|row| {
            let first = count(property(row, from).as_date()?);
            let last = match property(row, to) {
                Value::Null => end,
                value => count(value.as_date()?),
            };
            (first <= last).then_some((first, last))
        })
        .collect();
    periods.sort_unstable();
    let mut next = start;
    for (first, last) in periods {
        if first > next {
            break;
        }
        next = next.max(last + 1);
    }
    Ok((next <= end).then_some(next))
}
