#![doc = include_str!("../README.md")]

mod ast;
mod budget;
mod calendar;
mod compare;
mod eval;
mod functions;
mod lexer;
mod number;
mod parser;
mod types;
mod value;

pub use ast::{Expr, StringComparison};
pub use budget::{Budget, BudgetExceeded};
pub use calendar::{add_months, date_from_iso, years_between};
pub use eval::Scope;
pub use number::Number;
pub use parser::{MAX_DEPTH, MAX_NODES, MAX_SOURCE_BYTES, ParseError};
pub use types::{Misuse, Type};
pub use value::Value;
