//! An official's program reads the work list and finishes steps, under the rules of the pages.

use serde_json::json;

use super::{CITIZEN, Program, fields, ids};
use crate::acts::*;
use crate::world::each;

#[tokio::test]
async fn a_certificate_is_settled_by_programs_of_those_whose_steps_they_are() {
    each(async |world| {
        let (_citizen, id) = received_marital(&world, CITIZEN).await;
        let desk = Program::whole(&world, "motcua.binhson").await;
        let free = desk.get("/api/v1/work?shelf=free").await.is(200);
        let task = free["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|item| item["dossier_id"] == id.to_string())
            .unwrap();
        assert_eq!(task["element"], "ban_giao");
        let path = format!("/api/v1/work/{}", task["id"].as_str().unwrap());
        let registrar = Program::whole(&world, "hotich.binhson").await;
        registrar.post(&format!("{path}/completion"), json!({})).await.is(403);
        Program::whole(&world, "motcua.tinh")
            .await
            .post(&format!("{path}/completion"), json!({}))
            .await
            .is(404);
        let gone_on = desk.post(&format!("{path}/completion"), json!({})).await.is(200);
        assert_eq!(gone_on["stage"], "in_progress");
        desk.post(&format!("{path}/completion"), json!({})).await.is(409);
        let next = registrar.get("/api/v1/work?shelf=free").await.is(200);
        assert_eq!(ids(&next).len(), 1);
        let path = format!("/api/v1/work/{}", ids(&next)[0]);
        let detail = registrar.get(&path).await.is(200);
        assert!(!detail["outcomes"].as_array().unwrap().is_empty(), "{detail}");
        let unsaid = registrar.post(&format!("{path}/completion"), json!({})).await.is(422);
        assert!(unsaid["detail"].as_str().unwrap().contains("Chọn một kết luận"), "{unsaid}");
        registrar.post(&format!("{path}/completion"), json!({ "outcome": "khong_co" })).await.is(422);
        world.proves().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_for_an_outcome_has_the_shape_of_its_inputs() {
    each(async |world| {
        let (_citizen, id) = received_marital(&world, CITIZEN).await;
        complete_all(&world, id, &[("ban_giao", &[]), ("kiem_tra", &[("ket_luan", "du_can_cu")])]).await;
        let registrar = Program::whole(&world, "hotich.binhson").await;
        let open = registrar.get("/api/v1/work?shelf=free").await.is(200);
        let path = format!("/api/v1/work/{}", ids(&open)[0]);
        let detail = registrar.get(&path).await.is(200);
        let drafting = detail["outcomes"].as_array().unwrap().iter().find(|each| each["id"] == "cap").unwrap();
        assert!(!drafting["inputs"].as_array().unwrap().is_empty(), "{detail}");
        let done = format!("{path}/completion");
        let odd = json!({ "outcome": "cap", "inputs": { "thoi_gian": ["a"], "la": "b" } });
        let refused = fields(&registrar.post(&done, odd).await.is(422));
        assert_eq!(refused.len(), 2, "{refused:?}");
        let missing = json!({ "outcome": "cap" });
        registrar.post(&done, missing).await.is(422);
        let right = json!({ "outcome": "cap", "inputs": {
            "thoi_gian": "đến thời điểm cấp Giấy xác nhận này", "tinh_trang": "Chưa đăng ký kết hôn với ai" } });
        registrar.post(&done, right).await.is(200);
        let dossier = registrar.get(&format!("/api/v1/dossiers/{id}")).await.is(200);
        assert_eq!(dossier["tasks"][0]["element"], "ky");
        world.proves().await;
    })
    .await;
}
