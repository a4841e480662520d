use crate::play::{check, check_with};

const ASK: &str =
    "start s; receive a many=form.noi collect=tra_loi out=co,khong; xor g default=f_z; user b; user z; end e
     s -> a -> g
     g -> b if some r in vars.tra_loi satisfies r.outcome = \"khong\"
     g -> z @f_z
     b -> e
     z -> e";

#[test]
fn all_items_are_asked_at_once_and_their_answers_gathered() {
    check_with(
        r#"{"noi": ["Bình Sơn", "Lý Sơn"]}"#,
        ASK,
        r#"start         => open a["Bình Sơn"], open a["Lý Sơn"]
           a#2 = khong   => done a=khong
           a = co        => done a=co, open b"#,
    );
    check_with(
        r#"{"noi": ["Bình Sơn", "Lý Sơn"]}"#,
        ASK,
        r#"start  => open a["Bình Sơn"], open a["Lý Sơn"]
           a = co => done a=co
           a = co => done a=co, open z"#,
    );
}

#[test]
fn an_empty_or_missing_list_is_passed_over() {
    check_with(r#"{"noi": []}"#, ASK, "start => open z");
    check_with("{}", ASK, "start => open z");
}

#[test]
fn items_may_be_taken_one_after_the_other() {
    check(
        "start s; user a many=[1,2,3] seq; end e; s -> a -> e",
        "start => open a[1]
         a     => done a, open a[2]
         a     => done a, open a[3]
         a     => done a, pass e, over",
    );
}

#[test]
fn the_rest_is_cancelled_when_the_completion_condition_holds() {
    check(
        "start s; user a many=[1,2,3] collect=kq out=co,khong until=some~r~in~vars.kq~satisfies~r.outcome=\"khong\"; end e; s -> a -> e",
        "start     => open a[1], open a[2], open a[3]
         a = co    => done a=co
         a = khong => done a=khong, cancel a, pass e, over",
    );
}

#[test]
fn a_sub_process_per_item_keeps_its_outcomes_apart() {
    check(
        "start s; user z; end e
         sub x many=[10,20] collect=kq {
           start xs; user a out=co,khong; user b; xor g default=f_1; end e1; end e2
           xs -> a -> b -> g
           g -> e1 @f_1
           g -> e2 if outcomes.a = \"khong\" and item = 10 and index = 1 and vars.so = 7
         }
         s -> x -> z -> e",
        "start              => open a[10], open a[20]
         a = khong {\"so\":7} => done a=khong, open b[10]
         a = co {\"so\":8}    => done a=co, open b[20]
         b                  => done b, pass e2
         b                  => done b, pass e1, open z",
    );
}

#[test]
fn what_a_sub_process_per_item_gathered_can_be_read_afterwards() {
    check(
        "start s; xor g default=f_z; user y; user z; end e
         sub x many=[10,20] collect=kq { 
           start xs; user a out=co,khong; end e1; xs -> a -> e1
         }
         s -> x -> g
         g -> y if every r in vars.kq satisfies r.outcomes.a = \"co\" and r.so = r.item
         g -> z @f_z
         y -> e
         z -> e",
        "start             => open a[10], open a[20]
         a = co {\"so\":10} => done a=co, pass e1
         a = co {\"so\":20} => done a=co, pass e1, open y",
    );
}

#[test]
fn child_dossiers_are_opened_for_each_item() {
    check_with(
        r#"{"con": ["A", "B"]}"#,
        "start s; call c of=1.001193 many=form.con; end e; s -> c -> e",
        r#"start  => child c(1.001193)["A"], child c(1.001193)["B"]
           done c#2 => done c
           done c => done c, pass e, over"#,
    );
}

#[test]
fn a_boundary_timer_breaks_the_whole_list_off() {
    check(
        "start s; receive a many=[1,2]; boundary t on=a timer=12c; user z; end e1; end e2
         s -> a -> e1
         t -> z -> e2",
        "start   => timer t(12000 CalendarDay), open a[1], open a[2]
         a       => done a
         timer t => happened t, cancel a, open z",
    );
}

#[test]
fn an_error_of_one_instance_is_caught_on_the_list() {
    check(
        "start s; service x many=[1,2]; boundary b on=x error=; user z; end e1; end e2
         s -> x -> e1
         b -> z -> e2",
        "start    => call x[1], call x[2]
         fail x H => failed x(H), cancel x, open z",
    );
}

#[test]
fn an_act_that_would_open_thousands_of_steps_is_refused_and_changes_nothing() {
    let form = serde_json::json!({ "ds": (0..100).collect::<Vec<u32>>() }).to_string();
    check_with(
        &form,
        "start s; user a; end e
         sub x many=form.ds {
         start xs; user b many=form.ds; end xe; xs -> b -> xe
         }
         s -> a -> x -> e",
        "start => open a
         a     => ! Quy trình mở quá nhiều việc cùng lúc.
         a     => ! Quy trình mở quá nhiều việc cùng lúc.",
    );
}
