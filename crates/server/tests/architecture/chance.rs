//! Time, chance and the environment are arguments: only the platform asks the machine for them.

use crate::source::{expect_none, server};

/// Where each is asked for, and nowhere else.
const SOURCES: [(&str, &[&str]); 3] = [
    ("platform/clock.rs", &["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now"]),
    ("platform/ids.rs", &["Uuid::now_v7", "Uuid::new_v4", "rand", "getrandom", "OsRng", "SaltString"]),
    ("platform/config.rs", &["std::env", "env::var", "env::args", "option_env"]),
];

#[test]
fn only_the_platform_asks_for_time_chance_and_environment() {
    let mut found = Vec::new();
    for source in server() {
        for (home, names) in SOURCES {
            if source.path != home {
                let named = source.named(names).into_iter();
                found.extend(
                    named.map(|(at, name)| format!("{}: {name} belongs into {home}", source.place(at))),
                );
            }
        }
    }
    expect_none(
        &found,
        "use ctx.now and ctx.ids, or app.config; a test and a demo story must be able to set them",
    );
}
