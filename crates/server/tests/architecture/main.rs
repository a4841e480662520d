//! The rules of ARCHITECTURE.md and STYLE.md as tests: what the compiler does not see. Most read the sources as text; `routes`
//! and `commands` ask the running product who may do what. Every failure says what to do.

#![expect(clippy::unwrap_used, reason = "a test that cannot read what it judges has failed")]

mod chance;
mod commands;
mod features;
mod glossary;
mod kernels;
mod limits;
mod pages;
mod released;
mod routes;
mod source;
mod sql;
mod texts;
mod world;
