use crate::play::{check, check_with};

const CHOICE: &str = "start s; user a; xor g default=f_c; user b; user c; end e
     s -> a -> g
     g -> b if vars.so > 1
     g -> c @f_c
     b -> e
     c -> e";

#[test]
fn an_exclusive_gateway_takes_the_first_flow_whose_condition_holds() {
    check(CHOICE, "start => open a\n a {\"so\": 2} => done a, open b");
}

#[test]
fn an_exclusive_gateway_takes_the_default_when_nothing_holds() {
    check(CHOICE, "start => open a\n a {\"so\": 1} => done a, open c");
}

#[test]
fn a_condition_over_something_unknown_counts_as_false() {
    check(CHOICE, "start => open a\n a => done a, open c");
}

#[test]
fn flows_are_tried_in_the_order_of_the_file() {
    check(
        "start s; xor g default=f_c; user b; user c; user d; end e
         s -> g
         g -> c @f_c
         g -> b if true
         g -> d if true
         b -> e
         c -> e
         d -> e",
        "start => open b",
    );
}

#[test]
fn a_condition_sees_the_form_the_outcomes_and_today() {
    let drawing = "start s; user a out=du,thieu; xor g default=f_c; user b; user c; end e
         s -> a -> g
         g -> b if form.so > 1 and outcomes.a = \"du\" and today = date(\"2025-07-01\")
         g -> c @f_c
         b -> e
         c -> e";
    check_with(r#"{"so": 2}"#, drawing, "start => open a\n a = du => done a=du, open b");
    check_with(r#"{"so": 2}"#, drawing, "start => open a\n a = thieu => done a=thieu, open c");
    check_with(r#"{"so": 1}"#, drawing, "start => open a\n a = du => done a=du, open c");
}

#[test]
fn a_parallel_gateway_starts_all_branches_and_waits_for_all() {
    check(
        "start s; and g; user a; user b; user c; and j; user z; end e
         s -> g -> a -> j
         g -> b -> j
         g -> c -> j
         j -> z -> e",
        "start => open a, open b, open c
         b     => done b
         a     => done a
         c     => done c, open z",
    );
}

#[test]
fn a_parallel_gateway_may_join_and_fork_at_once() {
    check(
        "start s; and g; user a; user b; and j; user c; user d; and k; end e
         s -> g -> a -> j
         g -> b -> j
         j -> c -> k
         j -> d -> k
         k -> e",
        "start => open a, open b
         a     => done a
         b     => done b, open c, open d
         d     => done d
         c     => done c, pass e, over",
    );
}

#[test]
fn several_flows_may_enter_a_step_without_waiting_for_each_other() {
    check(
        "start s; user a; xor g default=f_a; user z; end e
         s -> a -> g
         g -> a @f_a
         g -> z if vars.xong
         z -> e",
        "start               => open a
         a {\"xong\": false} => done a, open a
         a {\"xong\": true}  => done a, open z",
    );
}

const FIRST: &str = "start s; event g pause=financial_duty; catch nop message=da_nop; catch het timer=30c; user a; end e1; end e2
     s -> g
     g -> nop -> a -> e1
     g -> het -> e2";

#[test]
fn an_event_gateway_goes_the_way_of_what_happens_first() {
    check(
        FIRST,
        "start          => pause FinancialDuty, await nop(da_nop), timer het(30000 CalendarDay)
         message da_nop => happened nop, cancel het, resume, open a
         a              => done a, pass e1, over",
    );
    check(
        FIRST,
        "start          => pause FinancialDuty, await nop(da_nop), timer het(30000 CalendarDay)
         timer het      => happened het, cancel nop, resume, pass e2, over",
    );
}
