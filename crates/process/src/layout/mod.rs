//! Draws a diagram that has no picture: levels from left to right, good enough to look at (_sắp hình_).

mod arrange;

use std::{cmp::Ordering, fmt::Write};

use arrange::{Picture, Rect};

use crate::{Definition, Flow, Kind};

/// The picture of a process as a `BPMNDiagram` element.
pub fn layout(def: &Definition) -> String {
    let picture = arrange::arrange(def);
    let mut shapes = String::new();
    for (element, place) in def.elements.iter().zip(&picture.boxes) {
        let expanded =
            if matches!(element.kind, Kind::SubProcess { .. }) { r#" isExpanded="true""# } else { "" };
        let id = escaped(element.id.as_str());
        let Rect { x, y, width, height } = place;
        // Writing to a String cannot fail.
        let _ = writeln!(
            shapes,
            r#"      <bpmndi:BPMNShape id="{id}_di" bpmnElement="{id}"{expanded}>
        <dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>
      </bpmndi:BPMNShape>"#
        );
    }
    for flow in &def.flows {
        let id = escaped(flow.id.as_str());
        let points: String =
            way(&picture, flow).iter().map(|(x, y)| format!(r#"<di:waypoint x="{x}" y="{y}"/>"#)).collect();
        let _ = writeln!(
            shapes,
            r#"      <bpmndi:BPMNEdge id="{id}_di" bpmnElement="{id}">{points}</bpmndi:BPMNEdge>"#
        );
    }
    let id = escaped(def.id.as_str());
    format!(
        r#"  <bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="{id}_picture">
    <bpmndi:BPMNPlane id="{id}_plane" bpmnElement="{id}">
{shapes}    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
"#
    )
}

/// The file with a picture; unchanged if it has one.
pub fn with_layout(xml: &str, def: &Definition) -> String {
    match xml.rfind("</") {
        Some(end) if !def.has_picture => format!("{}{}{}", &xml[..end], layout(def), &xml[end..]),
        _ => xml.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The corners of a flow: across, up or down between the columns, across.
fn way(picture: &Picture, flow: &Flow) -> Vec<(i64, i64)> {
    let (from, to) = (&picture.boxes[flow.from], &picture.boxes[flow.to]);
    if flow.is_back {
        let above = from.y.min(to.y) - arrange::ROW_GAP / 2;
        return vec![from.top(), (from.top().0, above), (to.top().0, above), to.top()];
    }
    if picture.is_boundary(flow.from) {
        let ((x, bottom), end) = (from.bottom(), to.left());
        if end.1 > bottom {
            return vec![(x, bottom), (x, end.1), end];
        }
        let (below, before) = (bottom + arrange::ROW_GAP / 3, picture.before(flow.to));
        return vec![(x, bottom), (x, below), (before, below), (before, end.1), end];
    }
    let (start, end) = (from.right(), to.left());
    let (behind, before) = (picture.behind(flow.from), picture.before(flow.to));
    if picture.is_blocked(flow.from, flow.to) {
        let below = picture.below_row_of(flow.from);
        return vec![start, (behind, start.1), (behind, below), (before, below), (before, end.1), end];
    }
    // A fork goes down at once, a merge goes up at the last moment: the run between lies in the branch's own row.
    match start.1.cmp(&end.1) {
        Ordering::Equal => vec![start, end],
        Ordering::Less => vec![start, (behind, start.1), (behind, end.1), end],
        Ordering::Greater => vec![start, (before, start.1), (before, end.1), end],
    }
}
