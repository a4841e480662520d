use process::longest_paths;

use crate::play::definition;

/// `term: minutes steps`, one line per term; a step takes as many minutes as thousandths of its unit.
#[track_caller]
fn longest(drawing: &str, expected: &[&str]) {
    let def = definition(drawing);
    let paths = longest_paths(&def, |task| task.share.map_or(0, |share| share.thousandths / 1000));
    let show = |path: &process::LongestPath| {
        let term = path.term.as_ref().map_or("usual", |term| term.as_str()).to_owned();
        path.steps.iter().fold(format!("{term}: {}", path.minutes), |text, step| format!("{text} {step}"))
    };
    assert_eq!(paths.iter().map(show).collect::<Vec<_>>(), expected);
}

#[test]
fn of_several_ways_the_longest_counts() {
    longest(
        "start s; xor g default=f_b; user a time=3h; user b time=2h; user c time=2h; end e
         s -> g
         g -> a if vars.x
         g -> b @f_b
         b -> c
         a -> e
         c -> e",
        &["usual: 4 b c"],
    );
}

#[test]
fn of_parallel_branches_the_longest_counts() {
    longest(
        "start s; and g; user a time=3h; user b time=2h; and j; user z time=1h; end e
         s -> g -> a -> j
         g -> b -> j
         j -> z -> e",
        &["usual: 4 a z"],
    );
}

#[test]
fn a_loop_and_a_list_count_once() {
    longest(
        "start s; xor m; user a time=3h many=[1,2]; user b time=2h out=xong,lai; xor g default=f_e; end e
         s -> m -> a -> b -> g
         g -> e @f_e
         g -> m if outcomes.b = \"lai\"",
        &["usual: 5 a b"],
    );
}

#[test]
fn a_step_during_which_the_clock_stands_still_counts_nothing() {
    longest(
        "start s; user a time=3h; user b time=9h pause=other; end e; s -> a -> b -> e",
        &["usual: 3 a b"],
    );
}

#[test]
fn a_change_of_term_starts_an_account_of_its_own() {
    longest(
        "start s; user a time=1h; xor g default=f_z; user b time=9h term=dai; user z time=1h; end e
         s -> a -> g
         g -> b if vars.x
         g -> z @f_z
         b -> z -> e",
        &["usual: 2 a z", "dai: 11 a b z"],
    );
}

#[test]
fn a_branch_that_always_changes_the_term_changes_it_behind_the_join() {
    longest(
        "start s; and g; user a time=1h term=dai; user b time=5h; and j; user z time=1h; end e
         s -> g -> a -> j
         g -> b -> j
         j -> z -> e",
        &["dai: 6 b z"],
    );
}

#[test]
fn what_follows_a_boundary_event_counts_after_its_step() {
    longest(
        "start s; user a time=3h; boundary t on=a timer=1d; user b time=2h; end e1; end e2; s -> a -> e1; t -> b -> e2",
        &["usual: 5 a b"],
    );
}

#[test]
fn a_sub_process_counts_with_its_longest_way() {
    longest(
        "start s; user z time=1h; end e
         sub x term=dai {
         start xs; xor g default=f_b; user a time=3h; user b time=2h; end e1; end e2
         xs -> g
         g -> a if vars.x
         g -> b @f_b
         a -> e1
         b -> e2
         }
         s -> x -> z -> e",
        &["dai: 4 a z"],
    );
}
