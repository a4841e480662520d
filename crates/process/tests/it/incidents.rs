use crate::play::{check, check_with};

#[test]
fn no_way_out_of_a_gateway_waits_for_a_person() {
    let drawing = "start s; user a; xor g; user b; user c; end e
         s -> a -> g
         g -> b @f_b if vars.so = 1
         g -> c @f_c if vars.so = 2
         b -> e
         c -> e";
    check(
        drawing,
        "start                            => open a
         a                                => done a, stuck g: no way
         retry g                          => freed g, stuck g: no way
         retry g {\"so\": 2}               => freed g, open c",
    );
    check(
        drawing,
        "start                                  => open a
         a                                      => done a, stuck g: no way
         skip g via f_b                         => ! Cần nêu lý do.
         skip g because bỏ                      => ! Cần chọn một luồng đi ra của cổng.
         skip g via khac because bỏ             => ! Cần chọn một luồng đi ra của cổng.
         skip g via f_b because lãnh đạo quyết  => freed g, open b",
    );
}

#[test]
fn a_condition_that_is_neither_true_nor_false_is_an_incident() {
    check(
        "start s; xor g default=f_e; user a; end e; s -> g; g -> a if \"chữ\"; g -> e @f_e; a -> e",
        "start => stuck g: expression",
    );
}

#[test]
fn a_list_that_is_none_is_an_incident_and_can_be_tried_again() {
    check(
        "start s; user a many=vars.ds; end e; s -> a -> e",
        "start {\"ds\": 5}       => stuck a: expression
         retry a {\"ds\": [1]}   => freed a, open a[1]",
    );
}

#[test]
fn a_list_of_too_many_items_is_an_incident() {
    let many: Vec<u32> = (0..201).collect();
    check_with(
        &serde_json::json!({ "ds": many }).to_string(),
        "start s; user a many=form.ds; end e; s -> a -> e",
        "start => stuck a: too many (201)
         skip a because bỏ qua => freed a, pass e, over",
    );
}

#[test]
fn a_timer_that_computes_to_nothing_stops_before_the_step_opens() {
    check(
        "start s; user a; boundary t on=a timer==vars.ngay; end e1; end e2; s -> a -> e1; t -> e2",
        "start                            => stuck a: expression
         retry a {\"ngay\": \"2025-01-02\"} => freed a, open a, timer t(2025-01-02)",
    );
}

#[test]
fn a_failure_nobody_catches_can_be_tried_again_settled_or_skipped() {
    let drawing =
        "start s; service x pause=other; boundary t on=x timer=1d; end e1; end e2; s -> x -> e1; t -> e2";
    let begun = "start => call x, pause Other, timer t(1000 WorkingDay)\n fail x MANG => stuck x: MANG\n";
    check(
        drawing,
        &format!("{begun} retry x => freed x, call x\n done x => resume, done x, cancel t, pass e1, over"),
    );
    check(drawing, &format!("{begun} done x => freed x, resume, done x, cancel t, pass e1, over"));
    check(
        drawing,
        &format!("{begun} skip x because tra tay => freed x, resume, cancel t, cancel x, pass e1, over"),
    );
    check(drawing, &format!("{begun} timer t => happened t, resume, cancel x, pass e2, over"));
    check(
        drawing,
        &format!("{begun} fail x MANG => ! Việc số 1 đang mở nhưng không phải bước tự động đang chạy."),
    );
}

#[test]
fn one_failed_instance_leaves_the_others_alone() {
    check(
        "start s; call c of=x many=[1,2]; end e; s -> c -> e",
        "start               => child c(x)[1], child c(x)[2]
         fail c DUNG         => stuck c: DUNG
         done c#2            => done c
         skip c because thôi => freed c, cancel c, pass e, over",
    );
}

#[test]
fn a_loop_in_which_nothing_waits_is_stopped_before_it_sends_hundreds_of_messages() {
    let drawing = "start s; xor g default=f_l; throw m message=tin; end e; s -> g; g -> m @f_l; m -> g; g -> e if vars.xong";
    let sent = vec!["send tin"; 49].join(", ");
    check(
        drawing,
        &format!(
            "start => {sent}, stuck m: loop\n retry m {{\"xong\": true}} => freed m, send tin, pass e, over"
        ),
    );
}

#[test]
fn branches_that_will_not_come_are_an_incident_not_silence() {
    check(
        "start s; and g; user a; xor h default=f_e; user b; and j; user z; end e; end e2
         s -> g -> a -> h
         h -> e @f_e
         h -> j if vars.di
         g -> b -> j
         j -> z -> e2",
        "start                  => open a, open b
         b                      => done b
         a                      => done a, pass e, stuck j: deadlock
         retry j                => ! Cổng đang chờ nhánh không thể thử lại, chỉ có thể bỏ qua.
         skip j because đã đủ   => freed j, open z
         z                      => done z, pass e2, over",
    );
}

#[test]
fn only_incidents_are_tried_again_or_skipped() {
    check(
        "start s; user a; end e; s -> a -> e",
        "start              => open a
         retry a            => ! Việc số 1 đang mở nhưng không phải sự cố.
         skip a because vội => ! Việc số 1 đang mở nhưng không phải sự cố.",
    );
}
