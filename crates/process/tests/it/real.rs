//! Three processes as they are in the province: a term that changes, an opinion asked in parallel, a fee that stops the clock.

use process::{Definition, LongestPath, Task, TimeUnit, longest_paths, read};

use crate::play::play;

const MARITAL_STATUS: &str = include_str!("../fixtures/34.bpmn");
const WEBSITE_LICENCE: &str = include_str!("../fixtures/03.bpmn");
const PUBLISHING_LICENCE: &str = include_str!("../fixtures/01.bpmn");

fn sound(xml: &str) -> Definition {
    let reading = read(xml);
    let codes: Vec<_> = reading.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["no_picture"]);
    reading.definition.expect("sound")
}

/// Eight working hours a day; a day of the year counts as one.
fn minutes(task: &Task) -> u64 {
    let share = task.share.expect("every step has its share");
    let of_unit = match share.unit {
        TimeUnit::WorkingDay | TimeUnit::CalendarDay => 480,
        TimeUnit::Hour => 60,
        TimeUnit::None => 0,
    };
    share.thousandths * of_unit / 1000
}

#[track_caller]
fn longest(xml: &str, expected: &[(Option<&str>, u64, &str)]) {
    let paths = longest_paths(&sound(xml), minutes);
    let show = |LongestPath { term, minutes, steps }: LongestPath| {
        let steps: Vec<_> = steps.iter().map(|step| step.to_string()).collect();
        (term.map(|term| term.to_string()), minutes, steps.join(" "))
    };
    let found: Vec<_> = paths.into_iter().map(show).collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(term, half_days, steps)| (term.map(str::to_owned), half_days * 240, (*steps).to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_marital_status_certificate_is_signed_in_three_days_without_verification() {
    play(
        &sound(MARITAL_STATUS),
        "{}",
        "start                 => open tiep_nhan
         tiep_nhan             => done tiep_nhan, open kiem_tra
         kiem_tra = du_can_cu  => done kiem_tra=du_can_cu, open ky
         ky = tra_lai because sai năm sinh => ky back to kiem_tra, open kiem_tra
         kiem_tra = du_can_cu  => done kiem_tra=du_can_cu, open ky
         ky = dong_y           => done ky=dong_y, open tra
         tra                   => done tra, pass xong, over",
    );
}

#[test]
fn verification_in_several_communes_changes_the_term_to_23_days() {
    let begun = r#"
         start     => open tiep_nhan
         tiep_nhan => done tiep_nhan, open kiem_tra
         kiem_tra = can_xac_minh {"noi_xac_minh": ["Bình Sơn", "Lý Sơn"]} => done kiem_tra=can_xac_minh, term xac_minh, timer khong_tra_loi(20000 CalendarDay), open xac_minh["Bình Sơn"], await xac_minh(ket_qua_xac_minh), open xac_minh["Lý Sơn"], await xac_minh(ket_qua_xac_minh)
         message ket_qua_xac_minh => done xac_minh"#;
    let def = sound(MARITAL_STATUS);
    play(&def, "{}", &format!("{begun}\n xac_minh => done xac_minh, cancel khong_tra_loi, open ky"));
    play(
        &def,
        "{}",
        &format!(
            "{begun}
             timer khong_tra_loi => happened khong_tra_loi, cancel xac_minh, open cam_doan
             cam_doan            => done cam_doan, open ky"
        ),
    );
}

#[test]
fn an_opinion_is_asked_in_parallel_and_the_join_waits_for_it() {
    play(
        &sound(WEBSITE_LICENCE),
        "{}",
        "start              => open tiep_nhan
         tiep_nhan          => done tiep_nhan, open phan_cong
         phan_cong          => done phan_cong, open tham_dinh, open y_kien, timer cham_y_kien(2000 WorkingDay)
         tham_dinh          => done tham_dinh
         timer cham_y_kien  => happened cham_y_kien, open don_doc
         y_kien = nhat_tri  => done y_kien=nhat_tri, open duyet
         duyet = tra_lai because thiếu đề án => duyet back to phan_cong, cancel don_doc, open phan_cong
         phan_cong          => done phan_cong, open tham_dinh, open y_kien, timer cham_y_kien(2000 WorkingDay)
         y_kien = nhat_tri  => done y_kien=nhat_tri, cancel cham_y_kien
         tham_dinh          => done tham_dinh, open duyet
         duyet = trinh_ky   => done duyet=trinh_ky, open ky
         ky                 => done ky, open dong_dau
         dong_dau           => done dong_dau, open tra
         tra                => done tra, pass xong, over",
    );
}

#[test]
fn the_clock_stands_still_until_the_fee_is_paid() {
    let begun = "start => open tiep_nhan
         tiep_nhan => done tiep_nhan, open tinh_phi
         tinh_phi  => done tinh_phi, pause FinancialDuty, await da_nop(da_nop_phi), timer khong_nop(30000 CalendarDay)";
    let def = sound(PUBLISHING_LICENCE);
    play(
        &def,
        "{}",
        &format!(
            "{begun}
             message da_nop_phi  => happened da_nop, cancel khong_nop, resume, open phan_cong
             phan_cong           => done phan_cong, open tham_dinh
             tham_dinh = tu_choi => done tham_dinh=tu_choi, open duyet
             duyet = dong_y      => done duyet=dong_y, open ky
             ky                  => done ky, open dong_dau
             dong_dau            => done dong_dau, open tra
             tra                 => done tra, pass da_tu_choi, over"
        ),
    );
    play(
        &def,
        "{}",
        &format!("{begun}\n timer khong_nop => happened khong_nop, cancel da_nop, resume, pass thoi, over"),
    );
}

#[test]
fn the_longest_way_is_held_against_the_term_it_runs_under() {
    longest(
        MARITAL_STATUS,
        &[
            (None, 6, "tiep_nhan kiem_tra ky tra"),
            (Some("xac_minh"), 46, "tiep_nhan kiem_tra xac_minh ky tra"),
        ],
    );
    longest(WEBSITE_LICENCE, &[(None, 20, "tiep_nhan phan_cong tham_dinh duyet ky dong_dau tra")]);
    longest(
        PUBLISHING_LICENCE,
        &[(None, 20, "tiep_nhan tinh_phi phan_cong tham_dinh duyet ky dong_dau tra")],
    );
}
