//! Public look-up: number and secret together tell everything, either alone tells nothing.

use crate::acts::*;
use crate::person::{Page, Person};
use crate::world::each;

async fn look_up(person: &Person, number: &str, secret: &str) -> Page {
    person.post("/tra-cuu", &[("ma", number), ("ma_tra_cuu", secret)]).await
}

#[tokio::test]
async fn a_wrong_secret_does_not_tell_whether_the_number_exists() {
    each(async |world| {
        let (_citizen, id) = received_marital(&world, "0905000001").await;
        let dossier = world.dossier(id).await;
        let number = dossier.number.unwrap();
        let stranger = world.visitor();
        let missing = &number.replace("-0001", "-9999");
        let wrong = look_up(&stranger, &number, "AAAAAAAAAA").await.is(422).shows("không khớp");
        let unknown = look_up(&stranger, missing, "AAAAAAAAAA").await.is(422);
        assert_eq!(wrong.text().replace(&number, "*"), unknown.text().replace(missing, "*"));
        assert_eq!(wrong.headers, unknown.headers);
        let dossier_id = id.to_string();
        for (code, secret) in
            [(number.as_str(), ""), (&number, &number), ("", &dossier.lookup_code), (&dossier_id, "")]
        {
            look_up(&stranger, code, secret).await.is(422).hides("Xác nhận tình trạng hôn nhân");
        }
        // By hand, in small letters and with spaces, it is still the same code.
        let typed = format!(" {} ", dossier.lookup_code.to_lowercase());
        look_up(&stranger, &number.to_lowercase(), &typed).await.is(200).shows(&number);
        // The secret is never part of an address.
        stranger
            .get(&format!("/tra-cuu?ma={number}&ma_tra_cuu={}", dossier.lookup_code))
            .await
            .is(200)
            .hides("Đã tiếp nhận");
    })
    .await;
}

#[tokio::test]
async fn one_address_tries_ten_codes_and_then_waits_six_seconds_for_each() {
    each(async |world| {
        let (guesser, other) = (world.visitor(), world.visitor());
        for n in 0..10 {
            look_up(&guesser, "H48.40-261125-0001", &format!("MA{n}")).await.is(422);
        }
        let page = look_up(&guesser, "H48.40-261125-0001", "MA10").await.is(429);
        assert_eq!(page.headers["retry-after"], "6");
        look_up(&other, "H48.40-261125-0001", "MA11").await.is(422);
        guesser.get("/tra-cuu").await.is(200);
        world.clock("2026-11-25T08:00:07");
        look_up(&guesser, "H48.40-261125-0001", "MA12").await.is(422);
        look_up(&guesser, "H48.40-261125-0001", "MA13").await.is(429);
    })
    .await;
}
