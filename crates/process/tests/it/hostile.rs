//! Files and states made to break the reader or the runner.

use process::{Begin, Facts, State, Variables, act, longest_paths, read, start, with_layout};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::{
    build,
    random::{block, drawing, some_act},
};

const TOKENS: [&str; 26] = [
    "<",
    ">",
    "/>",
    "\"",
    "&",
    "&amp;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "<!DOCTYPE x",
    "]",
    "xmlns:x=\"y\"",
    "id=\"n1\"",
    "sourceRef=\"n1\"",
    "<bpmn:userTask id=\"n1\"/>",
    "<bpmn:parallelGateway id=\"q\">",
    "</bpmn:process>",
    "mc:time=\"9\"",
    "<bpmn:sequenceFlow id=\"w\" sourceRef=\"n1\" targetRef=\"n2\"/>",
    "attachedToRef=\"n2\"",
    "Đ",
    "\u{0}",
    "return-to=\"n1\"",
    "<bpmn:multiInstanceLoopCharacteristics mc:collection=\"vars.x\"/>",
];

#[derive(Debug, Clone)]
enum Blow {
    Delete(Index, usize),
    Insert(Index, &'static str),
    Copy(Index, usize, Index),
}

fn blow() -> impl Strategy<Value = Blow> {
    prop_oneof![
        (any::<Index>(), 1..40_usize).prop_map(|(at, length)| Blow::Delete(at, length)),
        (any::<Index>(), prop::sample::select(TOKENS.to_vec()))
            .prop_map(|(at, token)| Blow::Insert(at, token)),
        (any::<Index>(), 1..400_usize, any::<Index>())
            .prop_map(|(at, length, to)| Blow::Copy(at, length, to)),
    ]
}

fn strike(text: &str, blows: &[Blow]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for blow in blows {
        match blow {
            Blow::Delete(at, length) if !chars.is_empty() => {
                let at = at.index(chars.len());
                chars.drain(at..(at + length).min(chars.len()));
            }
            Blow::Insert(at, token) => {
                let at = at.index(chars.len() + 1);
                chars.splice(at..at, token.chars());
            }
            Blow::Copy(at, length, to) if !chars.is_empty() => {
                let at = at.index(chars.len());
                let piece: Vec<char> = chars[at..(at + length).min(chars.len())].to_vec();
                let to = to.index(chars.len());
                chars.splice(to..to, piece);
            }
            _ => {}
        }
    }
    chars.into_iter().collect()
}

/// Everything that can be done with a file, done: only not panicking counts.
fn survive(xml: &str, choices: &[(u8, u8)]) {
    let Some(def) = read(xml).definition else { return };
    longest_paths(&def, |_| u64::MAX / 3);
    assert!(read(&with_layout(xml, &def)).definition.is_some(), "a picture changes nothing");
    let form = feel::Value::Null;
    let facts = Facts { now: 0, today: jiff::civil::date(2025, 7, 1), form: &form };
    let Ok(mut step) = start(&def, &Begin::Plainly, Variables::new(), &facts) else { return };
    for (which, choice) in choices {
        let open: Vec<_> = step.state.open(&def).collect();
        let Some(one) = open.get(*which as usize % open.len().max(1)) else { return };
        let chosen = some_act(one, &def, *choice);
        if let Ok(next) = act(&def, &step.state, &chosen, &facts) {
            step = next;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_broken_file_never_breaks_the_reader(block in block(), blows in prop::collection::vec(blow(), 1..12), choices in prop::collection::vec(any::<(u8, u8)>(), 12)) {
        survive(&strike(&build::xml(&drawing(&block)), &blows), &choices);
    }

    #[test]
    fn a_heap_of_marks_never_breaks_the_reader(tokens in prop::collection::vec(prop::sample::select(TOKENS.to_vec()), 0..60)) {
        survive(&tokens.concat(), &[]);
        survive(&build::xml("start s; end e; s -> e").replace("</bpmn:process>", &format!("{}</bpmn:process>", tokens.concat())), &[]);
    }

    #[test]
    fn a_broken_state_never_breaks_the_runner(block in block(), blows in prop::collection::vec(blow(), 1..4), choices in prop::collection::vec(any::<(u8, u8)>(), 6), digit in 0..30_u8) {
        let Some(def) = read(&build::xml(&drawing(&block))).definition else { return Ok(()) };
        let form = feel::Value::Null;
        let facts = Facts { now: 0, today: jiff::civil::date(2025, 7, 1), form: &form };
        let begun = start(&def, &Begin::Plainly, Variables::new(), &facts).expect("it starts").state.to_json();
        let renumbered = begun.replace("\"inside\":1", &format!("\"inside\":{digit}")).replace("\"armed\":", &format!("\"armed\":{digit}"));
        for text in [strike(&begun, &blows), renumbered] {
            let Ok(mut state) = State::from_json(&text) else { continue };
            for (which, choice) in &choices {
                let open: Vec<_> = state.open(&def).collect();
                let Some(one) = open.get(*which as usize % open.len().max(1)) else { break };
                let chosen = some_act(one, &def, *choice);
                match act(&def, &state, &chosen, &facts) {
                    Ok(step) => state = step.state,
                    Err(_) => break,
                }
            }
        }
    }
}
