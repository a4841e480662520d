//! The nouns of the product, in the order of their dependency: a feature uses only those above it, and the platform.

pub mod catalogue;
pub mod documents;
pub mod dossiers;
pub mod identity;
pub mod work;
