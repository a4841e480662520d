use process::{Definition, read, with_layout};
use proptest::prelude::*;

use crate::{
    build,
    play::definition,
    random::{block, drawing},
};

/// `(id, x, y, width, height)` of every shape.
fn shapes(xml: &str) -> Vec<(String, i64, i64, i64, i64)> {
    let document = roxmltree::Document::parse(xml).expect("XML");
    let shapes = document.descendants().filter(|node| node.tag_name().name() == "BPMNShape");
    let number =
        |node: roxmltree::Node<'_, '_>, name| node.attribute(name).expect(name).parse().expect("a number");
    shapes
        .map(|shape| {
            let bounds = shape.children().find(|node| node.tag_name().name() == "Bounds").expect("bounds");
            let id = shape.attribute("bpmnElement").expect("an element").to_owned();
            (id, number(bounds, "x"), number(bounds, "y"), number(bounds, "width"), number(bounds, "height"))
        })
        .collect()
}

#[test]
fn a_picture_is_added_once_and_changes_nothing_else() {
    let xml = build::xml("start s; user a; end e; s -> a -> e");
    let drawn = with_layout(&xml, &definition("start s; user a; end e; s -> a -> e"));
    let reading = read(&drawn);
    assert_eq!(reading.problems, []);
    let def = reading.definition.expect("sound");
    assert_eq!(with_layout(&drawn, &def), drawn);
    let found: Vec<_> = shapes(&drawn).into_iter().map(|(id, x, y, ..)| (id, x, y)).collect();
    assert_eq!(found, [("s".to_owned(), 100, 122), ("a".to_owned(), 196, 100), ("e".to_owned(), 356, 122)]);
}

/// Whether two elements may share ground: one holds the other, or a boundary event is drawn on it.
fn may_share(def: &Definition, one: &str, other: &str) -> bool {
    let is_boundary =
        |id: &str| matches!(def.element(id).expect("known").kind, process::Kind::Boundary { .. });
    let holds = |outer: &str, id: &str| {
        let mut at = def.element(id).and_then(|element| def.around(element));
        while let Some(around) = at {
            if around.id.as_str() == outer {
                return true;
            }
            at = def.around(around);
        }
        false
    };
    is_boundary(one) || is_boundary(other) || holds(one, other) || holds(other, one)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_two_elements_stand_on_each_other(block in block()) {
        let drawing = drawing(&block);
        let def = definition(&drawing);
        let shapes = shapes(&with_layout(&build::xml(&drawing), &def));
        prop_assert_eq!(shapes.len(), def.elements().len());
        for (nth, (one, x, y, width, height)) in shapes.iter().enumerate() {
            for (other, x2, y2, width2, height2) in &shapes[nth + 1..] {
                let is_apart = x + width <= *x2 || x2 + width2 <= *x || y + height <= *y2 || y2 + height2 <= *y;
                prop_assert!(is_apart || may_share(&def, one, other), "{one} and {other}\n{drawing}");
            }
        }
    }
}
