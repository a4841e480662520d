use crate::play::check;

#[test]
fn a_step_opens_and_the_process_ends_when_it_is_done() {
    check(
        "start s; user a; end e; s -> a -> e",
        "start => open a
         a     => done a, pass e, over
         a     => ! Quy trình đã kết thúc.",
    );
}

#[test]
fn a_manual_step_is_done_by_a_person_too() {
    check("start s; manual a; end e; s -> a -> e", "start => open a\n a => done a, pass e, over");
}

#[test]
fn a_step_with_outcomes_is_concluded_with_one_of_them() {
    check(
        "start s; user a out=du,thieu; end e; s -> a -> e",
        "start   => open a
         a       => ! Cần chọn một kết luận trong: du, thieu; nhận được: (không có).
         a = x   => ! Cần chọn một kết luận trong: du, thieu; nhận được: x.
         a = du  => done a=du, pass e, over",
    );
}

#[test]
fn a_step_without_outcomes_takes_none() {
    check(
        "start s; user a; end e; s -> a -> e",
        "start  => open a
         a = du => ! Cần chọn một kết luận trong: (bước không có kết luận); nhận được: du.",
    );
}

#[test]
fn nothing_is_done_twice() {
    check(
        "start s; user a; user b; end e; s -> a -> b -> e",
        "start => open a
         a     => done a, open b
         a     => ! Cần một việc đang mở, nhưng việc số 999 không còn mở.",
    );
}

#[test]
fn a_receive_step_is_finished_by_its_message() {
    check(
        "start s; receive a message=tra_loi; end e; s -> a -> e",
        "start            => open a, await a(tra_loi)
         message khac     => ! Không có nơi nào đang chờ thông điệp “khac”.
         message tra_loi  => done a, pass e, over",
    );
}

#[test]
fn a_receive_step_is_finished_by_a_person_who_got_the_answer_on_paper() {
    check(
        "start s; receive a message=tra_loi out=co,khong; end e; s -> a -> e",
        "start               => open a, await a(tra_loi)
         message tra_loi     => ! Cần chọn một kết luận trong: co, khong; nhận được: (không có).
         a = khong           => done a=khong, pass e, over",
    );
}

#[test]
fn a_message_may_conclude_a_receive_step() {
    check(
        "start s; receive a message=tra_loi out=co,khong; end e; s -> a -> e",
        "start                => open a, await a(tra_loi)
         message tra_loi = co => done a=co, pass e, over",
    );
}

#[test]
fn a_service_is_requested_and_reports_back() {
    check(
        "start s; service x act=tra_cuu; end e; s -> x -> e",
        "start  => call x
         x      => ! Việc số 1 đang mở nhưng không phải bước do người làm.
         done x => done x, pass e, over",
    );
}

#[test]
fn a_person_cannot_be_reported_by_the_machine() {
    check(
        "start s; user a; end e; s -> a -> e",
        "start  => open a
         done a => ! Việc số 1 đang mở nhưng không phải bước tự động hoặc hồ sơ con.",
    );
}

#[test]
fn a_child_dossier_is_requested_and_its_outcome_kept() {
    check(
        "start s; call c of=1.004873; xor g default=f_khac; user a; end e
         s -> c -> g
         g -> a if outcomes.c = \"tu_choi\"
         g -> e @f_khac
         a -> e",
        "start             => child c(1.004873)
         done c = tu_choi  => done c=tu_choi, open a
         a                 => done a, pass e, over",
    );
}

#[test]
fn the_legal_clock_stands_still_while_a_paused_step_is_open() {
    check(
        "start s; user a pause=financial_duty; end e; s -> a -> e",
        "start => open a, pause FinancialDuty
         a     => resume, done a, pass e, over",
    );
}

#[test]
fn a_term_changes_on_a_step_and_on_a_flow_and_only_when_it_is_another() {
    check(
        "start s; user a term=dai; user b term=dai; user c; end e
         s -> a -> b -> c term=ngan
         c -> e",
        "start => term dai, open a
         a     => done a, open b
         b     => done b, term ngan, open c
         c     => done c, pass e, over",
    );
}

#[test]
fn a_sub_process_is_left_when_its_last_path_has_ended() {
    check(
        "start s; user z; end e
         sub x term=dai {
           start xs; and g; user a; user b; end e1; end e2
           xs -> g -> a -> e1
           g -> b -> e2
         }
         s -> x -> z -> e",
        "start => term dai, open a, open b
         b     => done b, pass e2
         a     => done a, pass e1, open z
         z     => done z, pass e, over",
    );
}

#[test]
fn a_terminate_end_inside_a_sub_process_ends_only_that_sub_process() {
    check(
        "start s; user z; end e
         sub x {
           start xs; and g; user a; user b; end e1 terminate; end e2
           xs -> g -> a -> e1
           g -> b -> e2
         }
         s -> x -> z -> e",
        "start => open a, open b
         a     => done a, pass e1, cancel b, open z",
    );
}

#[test]
fn a_terminate_end_ends_everything() {
    check(
        "start s; and g; user a; user b; end e1 terminate; end e2
         s -> g -> a -> e1
         g -> b -> e2",
        "start => open a, open b
         a     => done a, pass e1, cancel b, terminated",
    );
}

#[test]
fn a_withdrawn_dossier_cancels_everything_with_a_reason() {
    check(
        "start s; and g; user a pause=other; catch t timer=2d; end e1; end e2
         s -> g -> a -> e1
         g -> t -> e2",
        "start                      => open a, pause Other, timer t(2000 WorkingDay)
         cancel                     => ! Cần nêu lý do.
         cancel because rút hồ sơ   => resume, cancel a, cancel t, cancelled
         a                          => ! Quy trình đã kết thúc.",
    );
}
