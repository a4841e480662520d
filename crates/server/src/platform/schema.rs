//! The schema: every migration, in order. A released one never changes; a new one is added below it.

use store::Migration;

macro_rules! migration {
    ($version:literal, $name:literal) => {
        Migration::new($version, $name, include_str!(concat!("../../migrations/", $name, ".sql")))
    };
}

/// Every migration of the product.
pub const MIGRATIONS: &[Migration] = &[
    migration!(1, "0001_platform"),
    migration!(2, "0002_identity"),
    migration!(3, "0003_catalogue"),
    migration!(4, "0004_dossiers"),
    migration!(5, "0005_work"),
    migration!(6, "0006_lists"),
    migration!(7, "0007_statistics"),
    migration!(8, "0008_substitutes"),
    migration!(9, "0009_files"),
    migration!(10, "0010_api"),
    migration!(11, "0011_national"),
];
