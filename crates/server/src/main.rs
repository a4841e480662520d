//! Một Cửa.
fn main() {}
