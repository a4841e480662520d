//! The nouns of the product, in the order of their dependency: a feature uses only those above it, and the platform.
//! The empty lines keep the formatter from sorting them; a test reads the order from here.

pub mod identity;

pub mod catalogue;

pub mod documents;

pub mod work;

pub mod dossiers;

pub mod statistics;

pub mod api;
