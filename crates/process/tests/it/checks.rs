use crate::build;
use process::{Problem, Severity, read};

/// What is said about a drawing, as `code@element`, refusals first; the missing picture is not mentioned.
fn said(drawing: &str) -> (Vec<String>, Vec<String>) {
    let reading = read(&build::xml(drawing));
    let show = |problem: &&Problem| {
        problem
            .element
            .as_ref()
            .map_or(problem.code.to_owned(), |element| format!("{}@{element}", problem.code))
    };
    let of = |severity| {
        let all = reading
            .problems
            .iter()
            .filter(|problem| problem.severity == severity && problem.code != "no_picture");
        let mut all: Vec<String> = all.map(|problem| show(&problem)).collect();
        all.sort();
        all
    };
    let refusals = of(Severity::Refusal);
    assert_eq!(reading.definition.is_none(), !refusals.is_empty());
    (refusals, of(Severity::Warning))
}

fn refused(drawing: &str, expected: &[&str]) {
    assert_eq!(said(drawing).0, expected);
}

fn warned(drawing: &str, expected: &[&str]) {
    assert_eq!(said(drawing), (vec![], expected.iter().map(ToString::to_string).collect()));
}

#[test]
fn a_sound_process_has_nothing_said_about_it() {
    warned("start s; user a; end e; s -> a -> e", &[]);
}

#[test]
fn a_process_needs_a_start_and_one_plain_start_at_most() {
    refused("user a; end e; a -> e", &["process_starts", "unreachable@a", "unreachable@e"]);
    refused("start s; start t; user a; end e; s -> a -> e; t -> a", &["process_starts"]);
}

#[test]
fn a_sub_process_has_exactly_one_plain_start() {
    refused(
        "start s; end e
         sub x {
         start a message=m; user b; end c; a -> b -> c
         }
         s -> x -> e",
        &["sub_process_starts@x"],
    );
}

#[test]
fn everything_is_reached_and_everything_ends() {
    refused("start s; user a; user b; end e; s -> a -> e; b -> e", &["unreachable@b"]);
    refused("start s; user a; end e; s -> a", &["dead_end@a", "unreachable@e"]);
    refused(
        "start s; user a; xor g default=f_e; user b; user c; end e
         s -> a -> g
         g -> e @f_e
         g -> b if vars.x
         b -> c
         c -> b",
        &["never_ends@b", "never_ends@c"],
    );
}

#[test]
fn flows_do_not_enter_a_start_leave_an_end_or_fork_without_a_gateway() {
    refused(
        "start s; user a; user b; end e; s -> a -> e; a -> b; b -> s; e -> b",
        &["flow_into_start@s", "flow_out_of_end@e", "fork_without_gateway@a"],
    );
}

#[test]
fn a_flow_stays_on_its_level() {
    refused(
        "start s; end e
         sub x {
         start xs; user a; end xe; xs -> a -> xe
         }
         s -> x -> e
         a -> e",
        &["flow_across_levels@f5"],
    );
}

#[test]
fn a_step_of_people_without_its_share_of_time_is_a_warning() {
    warned("start s; user a time=; end e; s -> a -> e", &["no_share@a"]);
    warned("start s; user a time= pause=other; end e; s -> a -> e", &[]);
}

#[test]
fn every_flow_of_an_exclusive_gateway_but_the_default_has_a_condition() {
    refused(
        "start s; xor g default=f_x; user a; user b; end e; s -> g; g -> a; g -> b if vars.x; a -> e; b -> e",
        &["flow_without_condition@f2", "unknown_default@g"],
    );
    warned(
        "start s; xor g default=f_b; user a; user b; end e; s -> g; g -> a if vars.x; g -> b @f_b if vars.y; a -> e; b -> e",
        &["default_with_condition@f_b"],
    );
}

#[test]
fn conditions_stand_behind_exclusive_gateways_only() {
    refused("start s; user a; end e; s -> a; a -> e if vars.x", &["misplaced_condition@f2"]);
}

#[test]
fn a_condition_must_parse_and_name_only_what_there_is() {
    let gateway = |condition: &str| {
        format!(
            "start s; user t out=du,thieu,lai>t0; user t0; xor g default=f_a; user a; user b; end e
             s -> t0 -> t -> g
             g -> a @f_a
             g -> b @f_b if {condition}
             a -> e
             b -> e"
        )
    };
    refused(&gateway("vars.x >"), &["bad_expression@f_b", "flow_without_condition@f_b"]);
    refused(&gateway("ho_so.x = 1"), &["bad_expression@f_b", "flow_without_condition@f_b"]);
    refused(&gateway("outcomes.khac = \"du\""), &["unknown_step_in_condition@f_b"]);
    refused(&gateway("outcomes.a = \"du\""), &["unknown_outcome_in_condition@f_b"]);
    refused(&gateway("outcomes.t in (\"du\", \"sai\")"), &["unknown_outcome_in_condition@f_b"]);
    warned(&gateway("outcomes.t = \"lai\""), &["returning_outcome_in_condition@f_b"]);
    warned(&gateway("outcomes.t = \"thieu\" and vars.x > 2"), &[]);
}

#[test]
fn a_gateway_without_default_is_warned_of_unless_nothing_is_left_out() {
    let gateway = |one: &str, other: &str| {
        format!(
            "start s; user t out=x,y,z,lai>t0; user t0; xor g; user a; user b; end e
             s -> t0 -> t -> g
             g -> a if {one}
             g -> b if {other}
             a -> e
             b -> e"
        )
    };
    warned(&gateway("outcomes.t = \"x\"", "outcomes.t = \"y\""), &["choice_with_gap@g"]);
    warned(&gateway("outcomes.t = \"x\"", "outcomes.t = \"y\" or \"z\" = outcomes.t"), &[]);
    warned(&gateway("outcomes.t in (\"x\", \"y\")", "outcomes.t in [\"z\"]"), &[]);
    warned(
        &gateway("outcomes.t in (\"x\", \"y\")", "outcomes.t = \"z\" and vars.so = 1"),
        &["choice_with_gap@g"],
    );
    warned(&gateway("vars.so > 1", "not(vars.so > 1)"), &[]);
    warned(&gateway("vars.so > 1", "not(vars.so > 2)"), &["choice_with_gap@g"]);
}

#[test]
fn a_join_of_branches_of_which_only_one_runs_is_refused() {
    refused(
        "start s; xor g default=f_b; user a; user b; and j; end e
         s -> g
         g -> a if vars.x
         g -> b @f_b
         a -> j
         b -> j
         j -> e",
        &["join_never_completes@j"],
    );
    refused(
        "start s; user a; boundary t on=a timer=1d; user b; and j; end e
         s -> a -> j
         t -> b -> j
         j -> e",
        &["join_never_completes@j"],
    );
}

#[test]
fn a_choice_inside_a_branch_that_comes_back_is_sound() {
    warned(
        "start s; and g; xor h default=f_b; user a; user b; xor m; user c; and j; end e
         s -> g -> h
         h -> a if vars.x
         h -> b @f_b
         a -> m
         b -> m -> j
         g -> c -> j
         j -> e",
        &[],
    );
}

#[test]
fn a_branch_that_may_end_before_its_join_is_a_warning_unless_it_ends_everything() {
    let drawing = |end: &str| {
        format!(
            "start s; and g; user a; xor h default=f_j; user c; and j; end e; end x {end}
             s -> g -> a -> h
             h -> j @f_j
             h -> x if vars.bo
             g -> c -> j
             j -> e"
        )
    };
    warned(&drawing(""), &["branch_may_escape@h"]);
    warned(&drawing("terminate"), &[]);
}

#[test]
fn parallel_branches_that_meet_without_a_join_are_a_warning() {
    warned(
        "start s; and g; user a; user b; user z; end e; s -> g -> a -> z -> e; g -> b -> z",
        &["runs_twice@z"],
    );
}

#[test]
fn a_loop_into_a_join_is_refused() {
    refused(
        "start s; user a; and j; user b; xor g default=f_e; end e
         s -> a -> j -> b -> g
         g -> e @f_e
         g -> j if vars.x",
        &["loop_into_join@j"],
    );
}

#[test]
fn a_loop_in_which_nothing_waits_is_a_warning() {
    warned(
        "start s; xor g default=f_e; throw m; end e; s -> g; g -> m if vars.x; g -> e @f_e; m -> g",
        &["loop_without_wait@g"],
    );
    warned("start s; xor g default=f_e; user m; end e; s -> g; g -> m if vars.x; g -> e @f_e; m -> g", &[]);
}

#[test]
fn behind_an_event_gateway_stand_events_of_its_own() {
    refused(
        "start s; event g; user a; catch t timer=1d; end e; s -> g -> a -> e; g -> t -> e",
        &["event_gateway_targets@g"],
    );
    refused(
        "start s; event g; catch m message=x; catch n message=x; end e; s -> g -> m -> e; g -> n -> e",
        &["event_gateway_targets@g"],
    );
    refused(
        "start s; event g; catch m message=x pause=other; catch n message=y; end e; s -> g -> m -> e; g -> n -> e",
        &["event_gateway_targets@g"],
    );
    refused(
        "start s; xor h default=f_m; event g; catch m message=x; catch n message=y; end e
         s -> h -> g
         h -> m @f_m
         g -> m -> e
         g -> n -> e",
        &["event_gateway_targets@g", "flow_without_condition@f2"],
    );
}

#[test]
fn a_return_must_lead_to_an_earlier_step_that_can_be_done_again() {
    let linear = |target: &str| {
        format!("start s; user a; user b out=duoc,lai>{target}; user c; end e; s -> a -> b -> c -> e")
    };
    warned(&linear("a"), &[]);
    for target in ["c", "b", "s", "khac"] {
        refused(&linear(target), &["bad_return@b"]);
    }
    refused(
        "start s; and g; user a; user b; and j; user z out=duoc,lai>a; end e; s -> g -> a -> j; g -> b -> j; j -> z -> e",
        &["bad_return@z"],
    );
    refused(
        "start s; user z out=duoc,lai>a; end e
         sub x {
         start xs; user a; end xe; xs -> a -> xe
         }
         s -> x -> z -> e",
        &["bad_return@z"],
    );
}

#[test]
fn a_step_that_only_returns_never_goes_on() {
    refused("start s; user a; user b out=lai>a; end e; s -> a -> b -> e", &["only_returns@b"]);
}

#[test]
fn the_id_of_a_step_with_outcomes_is_a_plain_name() {
    warned("start s; user a-b out=x,y; end e; s -> a-b -> e", &["id_not_plain@a-b"]);
}

#[test]
fn an_error_in_a_sub_process_is_caught_around_it() {
    let drawing = |boundary: &str| {
        format!(
            "start s; end e; user r; end e2
             sub x {{
             start xs; user a; end xe error=LOI; xs -> a -> xe
             }}
             {boundary}
             s -> x -> e"
        )
    };
    refused(&drawing("boundary b on=x error=KHAC; b -> r -> e2"), &["uncaught_error@xe"]);
    warned(&drawing("boundary b on=x error=LOI; b -> r -> e2"), &[]);
    warned(&drawing("boundary b on=x error=; b -> r -> e2"), &[]);
}

#[test]
fn people_do_not_fail_with_error_codes() {
    refused(
        "start s; user a; boundary b on=a error=X; end e; end e2; s -> a -> e; b -> e2",
        &["error_on_people@b"],
    );
}
