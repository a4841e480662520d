use crate::play::check;

#[test]
fn an_outcome_returns_to_an_earlier_step_with_a_reason() {
    check(
        "start s; user a; user b out=duoc,tra_lai>a; end e; s -> a -> b -> e",
        "start                          => open a
         a                              => done a, open b
         b = tra_lai                    => ! Cần nêu lý do.
         b = tra_lai because thiếu số   => b back to a, open a
         a                              => done a, open b
         b = duoc                       => done b=duoc, pass e, over",
    );
}

#[test]
fn an_officer_may_return_to_any_earlier_step() {
    check(
        "start s; user a; user b; user c; end e; s -> a -> b -> c -> e",
        "start                      => open a
         a                          => done a, open b
         b                          => done b, open c
         return c to a              => ! Cần nêu lý do.
         return c to c because nhầm => ! Không trả về bước “c” được: bước ấy không đứng trước, hoặc nằm trong nhánh song song đã gộp.
         return c to a because nhầm => c back to a, open a
         return a to c because nhầm => ! Không trả về bước “c” được: bước ấy không đứng trước, hoặc nằm trong nhánh song song đã gộp.",
    );
}

#[test]
fn a_return_out_of_a_parallel_block_cancels_the_other_branches() {
    check(
        "start s; user a; and g; user b; user c; boundary t on=c timer=1d; catch d timer=2d; and j; end e; end e2
         s -> a -> g -> b -> j
         g -> c -> j
         g -> d -> j
         t -> e2
         j -> e",
        "start                       => open a
         a                           => done a, open b, open c, timer t(1000 WorkingDay), timer d(2000 WorkingDay)
         timer d                     => happened d
         return b to a because thiếu => b back to a, cancel t, cancel c, open a
         a                           => done a, open b, open c, timer t(1000 WorkingDay), timer d(2000 WorkingDay)",
    );
}

#[test]
fn a_return_within_a_branch_leaves_the_other_branches_alone() {
    check(
        "start s; and g; user a; user b; user c; and j; end e
         s -> g -> a -> b -> j
         g -> c -> j
         j -> e",
        "start                       => open a, open c
         c                           => done c
         a                           => done a, open b
         return b to a because thiếu => b back to a, open a
         a                           => done a, open b
         b                           => done b, pass e, over",
    );
}

#[test]
fn a_return_may_not_jump_into_a_parallel_block_that_was_joined() {
    check(
        "start s; and g; user a; user b; and j; user z; end e
         s -> g -> a -> j
         g -> b -> j
         j -> z -> e",
        "start                       => open a, open b
         a                           => done a
         b                           => done b, open z
         return z to b because thiếu => ! Không trả về bước “b” được: bước ấy không đứng trước, hoặc nằm trong nhánh song song đã gộp.",
    );
}

#[test]
fn a_return_leaves_the_sub_process_it_was_made_in() {
    check(
        "start s; user a; end e
         sub x {
           start xs; and g; user b; user c; end e1; end e2
           xs -> g -> b -> e1
           g -> c -> e2
         }
         s -> a -> x -> e",
        "start                       => open a
         a                           => done a, open b, open c
         return b to a because thiếu => b back to a, cancel c, open a",
    );
}

#[test]
fn a_whole_sub_process_may_be_returned_to() {
    check(
        "start s; user z out=duoc,lai>x; end e
         sub x { 
           start xs; user b; end e1; xs -> b -> e1
         }
         s -> x -> z -> e",
        "start                    => open b
         b                        => done b, pass e1, open z
         z = lai because làm lại  => z back to x, open b",
    );
}

#[test]
fn a_return_from_one_instance_cancels_the_whole_list() {
    check(
        "start s; user a; user b many=[1,2] out=duoc,lai>a; end e; s -> a -> b -> e",
        "start                => open a
         a                    => done a, open b[1], open b[2]
         b#2 = lai because x  => b back to a, cancel b, open a",
    );
}

#[test]
fn a_return_disarms_and_resumes_what_it_cancels() {
    check(
        "start s; user a; user b pause=other out=duoc,lai>a; boundary t on=b timer=1d; end e; end e2; s -> a -> b -> e; t -> e2",
        "start              => open a
         a                  => done a, open b, pause Other, timer t(1000 WorkingDay)
         b = lai because x  => resume, cancel t, b back to a, open a",
    );
}

#[test]
fn a_child_dossier_may_return_by_its_outcome() {
    check(
        "start s; user a; call c of=x out=xong,lai>a; end e; s -> a -> c -> e",
        "start        => open a
         a            => done a, child c(x)
         done c = lai => c back to a, open a",
    );
}

#[test]
fn work_beside_a_step_may_not_return_to_it() {
    check(
        "start s; user a; user b; boundary t on=b timer=1d soft; user c; user d; end e; end e2
         s -> a -> b -> e
         t -> c -> d -> e2",
        "start                      => open a
         a                          => done a, open b, timer t(1000 WorkingDay)
         timer t                    => happened t, open c
         c                          => done c, open d
         return d to b because nhầm => ! Không trả về bước “b” được: bước ấy không đứng trước, hoặc nằm trong nhánh song song đã gộp.
         return d to c because nhầm => d back to c, open c
         return b to a because nhầm => b back to a, cancel c, open a",
    );
}
