//! Passwords (_mật khẩu_): argon2id, 19 MiB, two passes; at most two at once so that logins cannot eat the memory.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// Hashing that many at once; the rest wait.
static TURNS: Semaphore = Semaphore::const_new(2);

/// A hash that no password has, checked when the account does not exist: the time taken does not tell.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm8$XyLnLIY5sCVLiFJT4h1QmwJxJzFDqUuUjGCnkzwzZjM";

fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("constants inside the allowed range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash of `password` with `salt`, as a PHC text.
pub async fn hash(password: String, salt: [u8; 16]) -> anyhow::Result<String> {
    let _turn = TURNS.acquire().await?;
    let hashed = tokio::task::spawn_blocking(move || {
        argon2()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash: argon2::password_hash::phc::PasswordHash| hash.to_string())
    });
    hashed.await?.map_err(|error| anyhow::anyhow!("argon2: {error}"))
}

/// Whether `password` is the one of `stored`; without a stored hash the same work is done and the answer is no.
pub async fn verify(password: String, stored: Option<String>) -> anyhow::Result<bool> {
    let _turn = TURNS.acquire().await?;
    let checked = tokio::task::spawn_blocking(move || {
        let text = stored.as_deref().unwrap_or(NOBODY);
        let is_right = PasswordHash::new(text)
            .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        is_right && stored.is_some()
    });
    Ok(checked.await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_opens() {
        let stored = hash("đúng mật khẩu".into(), [7; 16]).await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("đúng mật khẩu".into(), Some(stored.clone())).await.unwrap());
        assert!(!verify("sai".into(), Some(stored)).await.unwrap());
        assert!(!verify("bất kỳ".into(), None).await.unwrap());
    }

    #[test]
    fn the_hash_of_nobody_is_well_formed_so_that_it_costs_the_same() {
        assert!(PasswordHash::new(NOBODY).is_ok());
    }
}
