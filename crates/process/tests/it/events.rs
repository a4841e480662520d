use crate::play::{check, check_with};

#[test]
fn a_process_may_begin_by_message_or_by_timer() {
    let drawing =
        "start s message=moi; start t timer=P1D; start n; user a; end e; s -> a; t -> a; n -> a -> e";
    check(drawing, "start by message moi => open a");
    check(drawing, "start by timer t => open a");
    check(drawing, "start => open a");
    check(drawing, "start by message khac => ! Quy trình không có sự kiện bắt đầu như vậy.");
    check(drawing, "start by timer n => ! Quy trình không có sự kiện bắt đầu như vậy.");
}

#[test]
fn a_message_and_a_timer_are_waited_for_in_the_middle() {
    check(
        "start s; catch m message=tin; catch t timer=0.5d pause=other; end e; s -> m -> t -> e",
        "start       => await m(tin)
         timer m     => ! Việc số 1 đang mở nhưng không phải bộ hẹn giờ.
         message tin => happened m, timer t(500 WorkingDay), pause Other
         timer t     => happened t, resume, pass e, over",
    );
}

#[test]
fn a_timer_may_be_elapsed_time_a_date_or_computed() {
    check(
        "start s; catch a timer=PT8H; catch b timer=2026-01-31; end e; s -> a -> b -> e",
        "start   => timer a(PT8H)
         timer a => happened a, timer b(2026-01-31)",
    );
    check_with(
        r#"{"ngay_hop": "2025-08-01"}"#,
        "start s; catch a timer==form.ngay_hop; catch b timer==today; end e; s -> a -> b -> e",
        "start   => timer a(2025-08-01)
         timer a => happened a, timer b(2025-07-01)",
    );
}

#[test]
fn a_message_is_sent_and_a_milestone_is_passed() {
    check(
        "start s; throw m message=tin act=sync; throw moc; user a; end e; s -> m -> moc -> a -> e",
        "start => send tin, pass moc, open a",
    );
}

#[test]
fn a_message_goes_to_whoever_has_waited_longest_unless_it_says_to_whom() {
    let drawing = "start s; and g; receive a message=tin; receive b message=tin; end e1; end e2
         s -> g -> a -> e1
         g -> b -> e2";
    check(drawing, "start => open a, await a(tin), open b, await b(tin)\n message tin => done a, pass e1");
    check(
        drawing,
        "start => open a, await a(tin), open b, await b(tin)\n message tin at b => done b, pass e2",
    );
}

#[test]
fn an_interrupting_timer_breaks_the_step_off() {
    check(
        "start s; user a pause=supplement; boundary b on=a timer=30c; user c; end e1; end e2
         s -> a -> e1
         b -> c -> e2",
        "start   => open a, pause Supplement, timer b(30000 CalendarDay)
         timer b => happened b, resume, cancel a, open c
         c       => done c, pass e2, over",
    );
}

#[test]
fn a_step_done_in_time_disarms_its_timer() {
    check(
        "start s; user a; boundary b on=a timer=2d; end e1; end e2; s -> a -> e1; b -> e2",
        "start => open a, timer b(2000 WorkingDay)
         a     => done a, cancel b, pass e1, over",
    );
}

#[test]
fn a_timer_that_does_not_interrupt_goes_off_once_beside_the_step() {
    check(
        "start s; user a; boundary b on=a timer=2d soft; user c; end e1; end e2
         s -> a -> e1
         b -> c -> e2",
        "start   => open a, timer b(2000 WorkingDay)
         timer b => happened b, open c
         timer b => ! Cần một việc đang mở, nhưng việc số 999 không còn mở.
         a       => done a, pass e1
         c       => done c, pass e2, over",
    );
}

#[test]
fn a_message_that_does_not_interrupt_may_come_again() {
    check(
        "start s; user a; boundary b on=a message=hoi soft; user c; end e1; end e2
         s -> a -> e1
         b -> c -> e2",
        "start       => open a, await b(hoi)
         message hoi => happened b, open c
         message hoi => happened b, open c
         a           => done a, cancel b, pass e1
         message hoi => ! Không có nơi nào đang chờ thông điệp “hoi”.",
    );
}

#[test]
fn an_interrupting_message_cancels_everything_in_a_sub_process() {
    check(
        "start s; end e; end r
         sub x {
           start xs; and g; user a; user b; boundary t on=a timer=1d; end e1; end e2; end e3
           xs -> g -> a -> e1
           g -> b -> e2
           t -> e3
         }
         boundary m on=x message=rut
         s -> x -> e
         m -> r",
        "start       => await m(rut), open a, timer t(1000 WorkingDay), open b
         message rut => happened m, cancel t, cancel a, cancel b, pass r, over",
    );
}

#[test]
fn a_failed_service_is_caught_by_its_boundary_event() {
    let drawing = "start s; service x; boundary b on=x error=KHONG_CO; boundary c on=x error=; user a; user d; end e1; end e2; end e3
         s -> x -> e1
         b -> a -> e2
         c -> d -> e3";
    check(drawing, "start => call x\n fail x KHONG_CO => failed x(KHONG_CO), open a");
    check(drawing, "start => call x\n fail x MANG => failed x(MANG), open d");
}

#[test]
fn an_error_goes_to_the_nearest_level_that_catches_it() {
    check(
        "start s; user a; end e1; end e2
         sub x {
           start xs
           sub y { 
             start ys; and g; service c; user u; end y1; end y2
             ys -> g -> c -> y1
             g -> u -> y2
           }
           end xe; xs -> y -> xe
         }
         boundary b on=x error=LOI
         s -> x -> e1
         b -> a -> e2",
        "start      => call c, open u
         fail c LOI => failed c(LOI), cancel u, open a",
    );
}

#[test]
fn an_error_end_breaks_its_sub_process_off() {
    check(
        "start s; user z; end e1; end e2
         sub x {
           start xs; user a; and g; user b; end e3 error=TU_CHOI; end e4
           xs -> g -> a -> e3
           g -> b -> e4
         }
         boundary c on=x error=TU_CHOI
         s -> x -> e1
         c -> z -> e2",
        "start => open a, open b
         a     => done a, pass e3, cancel b, open z",
    );
}

#[test]
fn an_error_end_of_the_process_says_so() {
    check(
        "start s; user a; end e error=TU_CHOI; s -> a -> e",
        "start => open a\n a => done a, pass e, over with TU_CHOI",
    );
}
