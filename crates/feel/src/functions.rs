//! The functions of the subset: one table.

mod dates;
mod gaps;
mod lists;
mod numbers;
mod texts;

use std::fmt;
use std::ops::RangeInclusive;

use crate::ast::{Domain, Node, Tree};
use crate::{Budget, BudgetExceeded, Value};

pub(crate) type Computed = Result<Value, BudgetExceeded>;

/// A function of the subset.
#[derive(Clone, Copy)]
pub(crate) struct Function(&'static Spec);

struct Spec {
    name: &'static str,
    least: usize,
    most: usize,
    run: fn(&[Value], &mut Budget) -> Computed,
}

const ANY: usize = 64;

const fn spec(
    name: &'static str,
    least: usize,
    most: usize,
    run: fn(&[Value], &mut Budget) -> Computed,
) -> Spec {
    Spec { name, least, most, run }
}

/// Sorted by name.
static TABLE: [Spec; 47] = [
    spec("abs", 1, 1, numbers::abs),
    spec("all", 1, 1, lists::all),
    spec("any", 1, 1, lists::any),
    spec("append", 2, ANY, lists::append),
    spec("ceiling", 1, 2, numbers::ceiling),
    spec("concatenate", 1, ANY, lists::concatenate),
    spec("contains", 2, 2, texts::contains),
    spec("count", 1, 1, lists::count),
    spec("date", 1, 3, dates::date),
    spec("days between", 2, 2, dates::days_between),
    spec("decimal", 2, 2, numbers::decimal),
    spec("distinct values", 1, 1, lists::distinct_values),
    spec("duration", 1, 1, dates::duration),
    spec("ends with", 2, 2, texts::ends_with),
    spec("even", 1, 1, numbers::even),
    spec("first gap", 5, 5, gaps::first_gap),
    spec("first month gap", 5, 5, gaps::first_month_gap),
    spec("flatten", 1, 1, lists::flatten),
    spec("floor", 1, 2, numbers::floor),
    spec("get or else", 2, 2, lists::get_or_else),
    spec("index of", 2, 2, lists::index_of),
    spec("is defined", 1, 1, lists::is_defined),
    spec("list contains", 2, 2, lists::list_contains),
    spec("lower case", 1, 1, texts::lower_case),
    spec("max", 1, ANY, lists::max),
    spec("mean", 1, ANY, lists::mean),
    spec("min", 1, ANY, lists::min),
    spec("modulo", 2, 2, numbers::modulo),
    spec("months between", 2, 2, dates::months_between),
    spec("not", 1, 1, lists::not),
    spec("number", 1, 1, numbers::number),
    spec("odd", 1, 1, numbers::odd),
    spec("reverse", 1, 1, lists::reverse),
    spec("round down", 1, 2, numbers::round_down),
    spec("round half even", 1, 2, numbers::decimal),
    spec("round half up", 1, 2, numbers::round_half_up),
    spec("round up", 1, 2, numbers::round_up),
    spec("starts with", 2, 2, texts::starts_with),
    spec("string", 1, 1, texts::string),
    spec("string join", 1, 2, texts::string_join),
    spec("string length", 1, 1, texts::string_length),
    spec("substring", 2, 3, texts::substring),
    spec("substring after", 2, 2, texts::substring_after),
    spec("substring before", 2, 2, texts::substring_before),
    spec("sum", 1, ANY, lists::sum),
    spec("upper case", 1, 1, texts::upper_case),
    spec("years between", 2, 2, dates::years_between),
];

impl Function {
    pub(crate) fn named(name: &str) -> Option<Self> {
        TABLE.binary_search_by(|spec| spec.name.cmp(name)).ok().map(|found| Self(&TABLE[found]))
    }

    pub(crate) fn name(self) -> &'static str {
        self.0.name
    }

    pub(crate) fn arity(self) -> RangeInclusive<usize> {
        self.0.least..=self.0.most
    }

    pub(crate) fn run(self, arguments: &[Value], budget: &mut Budget) -> Computed {
        (self.0.run)(arguments, budget)
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

pub(crate) fn arity_in_words(function: Function) -> String {
    match (function.0.least, function.0.most) {
        (1, 1) => "one argument".to_owned(),
        (least, most) if least == most => format!("{least} arguments"),
        (least, ANY) => format!("at least {least} arguments"),
        (least, most) => format!("{least} to {most} arguments"),
    }
}

/// The function whose name shares the longest beginning with what was written.
pub(crate) fn nearest(written: &str) -> &'static str {
    let shared = |name: &str| name.bytes().zip(written.bytes()).take_while(|(a, b)| a == b).count();
    TABLE.iter().map(|spec| spec.name).max_by_key(|name| shared(name)).unwrap_or("count")
}

/// Whether a filter's condition speaks of `item`; otherwise the brackets hold a position.
pub(crate) fn mentions_item(tree: &Tree) -> bool {
    match &tree.node {
        Node::Name(name) => &**name == "item",
        Node::Filter(list, _) => mentions_item(list),
        Node::Loop(_, iterations, body) => {
            mentions_item(body)
                || iterations.iter().flat_map(|each| Domain::trees(&each.domain)).any(mentions_item)
        }
        node => node.children().into_iter().any(mentions_item),
    }
}

#[cfg(test)]
mod tests {
    use super::{Function, TABLE};

    #[test]
    fn every_function_is_found_by_its_name() {
        for spec in &TABLE {
            assert_eq!(Function::named(spec.name).map(Function::name), Some(spec.name));
        }
        assert!(Function::named("matches").is_none());
    }
}
