//! Where each element stands: column by what comes before it, row by which branch it is on.

use std::collections::HashSet;

use crate::{Definition, Kind, definition::Ix, graph};

pub(super) const COLUMN_GAP: i64 = 60;
pub(super) const ROW_GAP: i64 = 60;
/// Room inside the frame of a sub-process.
const FRAME: i64 = 40;

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rect {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Rect {
    pub(super) fn left(&self) -> (i64, i64) {
        (self.x, self.y + self.height / 2)
    }

    pub(super) fn right(&self) -> (i64, i64) {
        (self.x + self.width, self.y + self.height / 2)
    }

    pub(super) fn top(&self) -> (i64, i64) {
        (self.x + self.width / 2, self.y)
    }

    pub(super) fn bottom(&self) -> (i64, i64) {
        (self.x + self.width / 2, self.y + self.height)
    }
}

pub(super) struct Picture<'a> {
    def: &'a Definition,
    order: Vec<Ix>,
    pub(super) boxes: Vec<Rect>,
    columns: Vec<usize>,
    rows: Vec<usize>,
    /// The lower edge of the row each element stands in.
    row_ends: Vec<i64>,
    /// The left and right edges of the column each element stands in.
    column_edges: Vec<(i64, i64)>,
}

pub(super) fn arrange(def: &Definition) -> Picture<'_> {
    let count = def.elements.len();
    let mut picture = Picture {
        def,
        order: graph::in_order(def),
        boxes: vec![Rect::default(); count],
        columns: vec![0; count],
        rows: vec![0; count],
        row_ends: vec![0; count],
        column_edges: vec![(0, 0); count],
    };
    picture.level(None);
    picture.shift(None, 100, 100);
    picture
}

impl Picture<'_> {
    /// Arranges one level from its own corner; gives its width and height.
    fn level(&mut self, level: Option<Ix>) -> (i64, i64) {
        let on_level = |ix: &Ix| self.def.elements[*ix].inside == level;
        let members: Vec<Ix> = self.order.iter().copied().filter(on_level).collect();
        for &ix in &members {
            let (width, height) = match &self.def.elements[ix].kind {
                Kind::SubProcess { .. } => {
                    let (width, height) = self.level(Some(ix));
                    (width + 2 * FRAME, height + 2 * FRAME)
                }
                Kind::Task(_) => (100, 80),
                Kind::Exclusive { .. } | Kind::Parallel | Kind::EventBased { .. } => (50, 50),
                _ => (36, 36),
            };
            self.boxes[ix] = Rect { x: 0, y: 0, width, height };
        }
        self.cells(&members);
        let on_grid: Vec<Ix> = members.iter().copied().filter(|&ix| !self.is_boundary(ix)).collect();
        let columns = sums(on_grid.iter().map(|&ix| (self.columns[ix], self.boxes[ix].width)), COLUMN_GAP);
        let rows = sums(on_grid.iter().map(|&ix| (self.rows[ix], self.boxes[ix].height)), ROW_GAP);
        for &ix in &on_grid {
            let ((x, width), (y, height)) = (columns[self.columns[ix]], rows[self.rows[ix]]);
            let place = &mut self.boxes[ix];
            place.x = x + (width - place.width) / 2;
            place.y = y + (height - place.height) / 2;
            self.row_ends[ix] = y + height;
            self.column_edges[ix] = (x, x + width);
        }
        for &ix in &members {
            for (nth, &on) in self.def.elements[ix].attached.iter().enumerate() {
                let host = self.boxes[ix];
                let back = 50 * i64::try_from(nth).unwrap_or_default();
                self.boxes[on].x = (host.x + host.width - 18 - 20 - back).max(host.x - 18);
                self.boxes[on].y = host.y + host.height - 18;
            }
        }
        let end = |sums: &[(i64, i64)]| sums.last().map_or(0, |(start, length)| start + length);
        (end(&columns), end(&rows))
    }

    /// Gives every element a column and a row that nobody else has.
    fn cells(&mut self, members: &[Ix]) {
        let mut taken: HashSet<(usize, usize)> = HashSet::new();
        for &ix in members {
            let earlier: Vec<Ix> = graph::before(self.def, ix).collect();
            if self.is_boundary(ix) {
                let host = earlier.last().copied().unwrap_or(ix);
                (self.columns[ix], self.rows[ix]) = (self.columns[host], self.rows[host] + 1);
                continue;
            }
            let column = earlier.iter().map(|&before| self.columns[before] + 1).max().unwrap_or(0);
            let wished = earlier.iter().map(|&before| self.rows[before]).min().unwrap_or(0);
            let row = (wished..).find(|&row| taken.insert((column, row))).unwrap_or(wished);
            (self.columns[ix], self.rows[ix]) = (column, row);
        }
    }

    /// Moves a level, and all levels in it, to where it stands in the whole picture.
    fn shift(&mut self, level: Option<Ix>, x: i64, y: i64) {
        for ix in 0..self.boxes.len() {
            if self.def.elements[ix].inside != level {
                continue;
            }
            self.boxes[ix].x += x;
            self.boxes[ix].y += y;
            self.row_ends[ix] += y;
            self.column_edges[ix].0 += x;
            self.column_edges[ix].1 += x;
            if matches!(self.def.elements[ix].kind, Kind::SubProcess { .. }) {
                let corner = self.boxes[ix];
                self.shift(Some(ix), corner.x + FRAME, corner.y + FRAME);
            }
        }
    }

    pub(super) fn is_boundary(&self, ix: Ix) -> bool {
        matches!(self.def.elements[ix].kind, Kind::Boundary { .. })
    }

    /// Whether something stands on the way between two elements, in the row in which the flow runs.
    pub(super) fn is_blocked(&self, from: Ix, to: Ix) -> bool {
        let row = self.rows[from].max(self.rows[to]);
        (0..self.boxes.len()).any(|ix| {
            let is_between = self.columns[ix] > self.columns[from] && self.columns[ix] < self.columns[to];
            let is_on_the_way = is_between && self.rows[ix] == row && !self.is_boundary(ix);
            is_on_the_way && self.def.elements[ix].inside == self.def.elements[from].inside
        })
    }

    /// The middle of the gap to the right of an element's column.
    pub(super) fn behind(&self, ix: Ix) -> i64 {
        self.column_edges[ix].1 + COLUMN_GAP / 2
    }

    /// The middle of the gap to the left of an element's column.
    pub(super) fn before(&self, ix: Ix) -> i64 {
        self.column_edges[ix].0 - COLUMN_GAP / 2
    }

    pub(super) fn below_row_of(&self, ix: Ix) -> i64 {
        self.row_ends[ix] + ROW_GAP / 2
    }
}

/// Where each column or row begins, and how wide it is.
fn sums(cells: impl Iterator<Item = (usize, i64)>, gap: i64) -> Vec<(i64, i64)> {
    let mut sizes: Vec<i64> = Vec::new();
    for (at, size) in cells {
        if sizes.len() <= at {
            sizes.resize(at + 1, 0);
        }
        sizes[at] = sizes[at].max(size);
    }
    let mut start = 0;
    let mut sums = Vec::with_capacity(sizes.len());
    for size in sizes {
        sums.push((start, size));
        start += size + if size == 0 { 0 } else { gap };
    }
    sums
}
