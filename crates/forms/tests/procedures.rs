//! The declarations of two real procedures with their cross checks.

mod world;

use serde_json::{Value as Json, json};
use world::{World, codes};

/// A woman of 35, single, who lived in two places since she turned 18.
fn marital_status() -> Json {
    serde_json::from_str(include_str!("fixtures/34-answers.json")).expect("JSON")
}

fn with(mut answers: Json, changes: Json) -> Json {
    for (id, value) in world::object(changes) {
        answers[id] = value;
    }
    answers
}

fn check_34(changes: Json, expected: &[&str]) {
    let world = World::shared();
    let form = world.load(world::FORM_34);
    let checked = world.check(&form, with(marital_status(), changes));
    assert_eq!(codes(&checked), expected, "{:#?}", checked.problems);
}

#[test]
fn a_complete_declaration_of_marital_status_is_accepted() {
    check_34(json!({}), &[]);
}

#[test]
fn residence_must_be_without_gaps_from_the_age_of_marriage_on() {
    let rows = |tu: &str, den: &str| {
        json!({ "qua_trinh_cu_tru": [
            { "noi": { "province": "51", "district": "522", "commune": "21010" }, "tu": "17/05/2008", "den": den },
            { "noi": { "province": "51", "commune": "21028" }, "tu": tu },
        ] })
    };
    check_34(rows("01/02/2016", "31/12/2015"), &["qua_trinh_cu_tru check.cu_tru_lien_tuc"]);
    check_34(rows("01/01/2016", "31/12/2015"), &[]);
    check_34(rows("01/06/2015", "31/12/2015"), &[]);
    check_34(rows("16/05/2008", "01/01/2008"), &["qua_trinh_cu_tru[0].den check.den_sau_tu"]);
    let world = World::shared();
    let form = world.load(world::FORM_34);
    let gap = world.check(&form, with(marital_status(), rows("01/02/2016", "31/12/2015")));
    assert_eq!(gap.problems[0].found, "01/01/2016", "the person is told where the gap begins");
}

#[test]
fn men_are_counted_from_20_and_women_from_18() {
    let man = json!({ "nd_gioi_tinh": "nam", "nd_so_giay_to": "051090001234" });
    check_34(
        with(
            man.clone(),
            json!({ "qua_trinh_cu_tru": [{ "noi": { "province": "51", "commune": "21028" }, "tu": "17/05/2010" }] }),
        ),
        &[],
    );
    check_34(
        json!({ "qua_trinh_cu_tru": [{ "noi": { "province": "51", "commune": "21028" }, "tu": "17/05/2010" }] }),
        &["qua_trinh_cu_tru check.cu_tru_lien_tuc"],
    );
}

#[test]
fn a_person_below_the_age_needs_no_residence_but_may_not_marry() {
    let child = json!({ "nd_ngay_sinh": "2010", "nd_so_giay_to": "051310001234", "qua_trinh_cu_tru": [] });
    check_34(child.clone(), &[]);
    check_34(
        with(
            child,
            json!({ "muc_dich": "ket_hon_trong_nuoc", "ben_ket_hon": "Trần Văn Bình", "noi_ket_hon": "Phường Nghĩa Lộ" }),
        ),
        &["muc_dich check.du_tuoi"],
    );
}

#[test]
fn one_choice_opens_its_own_questions() {
    check_34(json!({ "tinh_trang": "da_ly_hon" }), &["so_ban_an required"]);
    check_34(
        json!({ "tinh_trang": "da_ly_hon", "so_ban_an": "12/2020/HNGĐ-ST", "vo_chong": "không hiện nên không tính" }),
        &[],
    );
    check_34(
        json!({ "muc_dich": "ket_hon_trong_nuoc", "ben_ket_hon": "Trần Văn Bình" }),
        &["noi_ket_hon required"],
    );
    check_34(json!({ "quan_he": "uy_quyen" }), &["uq_quan_he required", "uq_tep_uy_quyen required"]);
    check_34(json!({ "quan_he": "uy_quyen", "uq_quan_he": "con", "uq_tep_uy_quyen": "u1" }), &[]);
    check_34(
        json!({ "giai_doan": "khoang", "tu_ngay": "01/01/2020", "den_ngay": "01/01/2019" }),
        &["den_ngay check.khoang"],
    );
    check_34(json!({ "kq_hinh_thuc_nhan": "buu_chinh" }), &["kq_dia_chi_nhan required"]);
    check_34(
        json!({ "so_luong": 6, "cd_cam_doan": false }),
        &["so_luong number.max", "cd_cam_doan required"],
    );
}

fn judicial_record() -> Json {
    let home = json!({ "province": "51", "commune": "21028" });
    json!({
        "yc_ho_ten": "TRẦN VĂN BÌNH", "yc_ngay_sinh": "02/2000", "yc_gioi_tinh": "nam", "yc_dan_toc": "kinh", "yc_quoc_tich": "VN",
        "yc_loai_giay_to": "can_cuoc", "yc_so_giay_to": "051200001234", "yc_loai_cu_tru": "thuong_tru", "yc_noi_cu_tru": home,
        "yc_noi_sinh": home, "yc_dien_thoai": "0905123456", "cha_ho_ten": "Trần Văn An", "cha_ngay_sinh": "1970", "me_ho_ten": "Lê Thị Cúc",
        "cu_tru": [
            { "tu": "02/2014", "den": "08/2018", "noi": home },
            { "tu": "09/2018", "den": "2022-06", "noi": { "province": "48", "commune": "20194" }, "nghe": "Sinh viên" },
            { "tu": "06/2022", "noi": home },
        ],
        "an_tich": "Không", "loai_phieu": "so_1", "so_phieu": 4, "dien": "sinh_vien",
    })
}

fn check_10(changes: Json, expected: &[&str]) {
    let world = World::shared();
    let form = world.load(world::FORM_10);
    let checked = world.check(&form, with(judicial_record(), changes));
    assert_eq!(codes(&checked), expected, "{:#?}", checked.problems);
}

#[test]
fn residence_must_cover_every_month_since_the_age_of_14() {
    check_10(json!({}), &[]);
    let home = json!({ "province": "51", "commune": "21028" });
    check_10(json!({ "cu_tru": [{ "tu": "04/2014", "noi": home }] }), &["cu_tru check.cu_tru_phu_kin"]);
    check_10(
        json!({ "cu_tru": [{ "tu": "02/2014", "den": "08/2025", "noi": home }] }),
        &["cu_tru check.cu_tru_phu_kin"],
    );
    check_10(json!({ "cu_tru": [{ "tu": "01/2014", "den": "09/2025", "noi": home }] }), &[]);
    check_10(
        json!({ "cu_tru": [{ "tu": "02/2014", "den": "01/2014", "noi": home }] }),
        &["cu_tru[0].den check.cu_tru_1"],
    );
}

#[test]
fn the_second_kind_of_record_may_not_be_asked_for_by_others() {
    let by_other =
        json!({ "loai_phieu": "so_2", "uy_quyen": true, "uq_quan_he": "cha_me", "uq_tep_uy_quyen": "u1" });
    check_10(by_other.clone(), &["uy_quyen check.phieu_so_2_khong_uy_quyen"]);
    let minor = json!({ "yc_ngay_sinh": "02/2010", "yc_so_giay_to": "051210001234", "cu_tru": [{ "tu": "02/2024", "noi": { "province": "51", "commune": "21028" } }] });
    check_10(with(by_other, minor), &[]);
}

#[test]
fn where_somebody_lived_and_what_is_owed_is_worked_out() {
    let world = World::shared();
    let form = world.load(world::FORM_10);
    let checked = world.check(&form, with(judicial_record(), json!({ "phi": 1, "nhieu_noi": false })));
    assert_eq!(
        (checked.values["nhieu_noi"].clone(), checked.values["phi"].clone()),
        (json!(true), json!(110_000))
    );
    assert_eq!(checked.ignored, ["nhieu_noi", "phi"]);
}
