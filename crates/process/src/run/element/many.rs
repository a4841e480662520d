//! Steps done once per item of a list (_bước lặp theo danh sách_): ask several agencies, open several child dossiers.

use serde_json::{Map, Value};

use crate::{
    Key, Many,
    run::{
        course::{Course, MAX_INSTANCES, Token},
        state::{Cause, Layer, What},
    },
};

impl Course<'_> {
    pub(in crate::run) fn open_list(&mut self, token: Token, many: &Many) {
        let element = &self.def.elements[token.ix];
        let opened = self.items(token, many).and_then(|items| {
            let timers = self.boundary_timers(element, token)?;
            Ok((items, timers))
        });
        let (items, timers) = match opened {
            Ok(opened) => opened,
            Err(cause) => return self.stuck(token, cause),
        };
        self.change_term(element.kind.term(), &element.id);
        if let Some(collect) = &many.collect {
            self.layer(token.inside).vars.insert(collect.clone(), Value::Array(Vec::new()));
        }
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        if count == 0 {
            return self.leave(token.ix, token.inside);
        }
        let opened = if many.is_sequential { 1 } else { count };
        let key = self.open(token, What::Many { items, opened });
        self.arm_boundaries(token, key, timers);
        for index in 1..=opened {
            self.queue.push_back(Token { ix: token.ix, inside: key, index: Some(index), via: None });
        }
    }

    /// The list; `null` is an empty one.
    fn items(&mut self, token: Token, many: &Many) -> Result<Vec<Value>, Cause> {
        match self.value(&many.collection, token)? {
            feel::Value::List(items) if items.len() > MAX_INSTANCES => Err(Cause::TooMany(items.len())),
            feel::Value::List(items) => Ok(items.iter().map(feel::Value::to_json).collect()),
            feel::Value::Null => Ok(Vec::new()),
            other => {
                let text = format!("Danh sách “{}” cho ra “{other}”.", many.collection.source());
                Err(Cause::Expression(text))
            }
        }
    }

    /// One instance is done; `layer` is what it wrote.
    pub(in crate::run) fn instance_done(&mut self, list: Key, index: u32, layer: Layer) {
        let Some(body) = self.state.place(list).cloned() else { return };
        let (Some(ix), What::Many { items, opened }) = (self.ix(&body.element), &body.what) else { return };
        let def = self.def;
        let Some(many) = &def.elements[ix].many else { return };
        let item = items.get((index as usize).saturating_sub(1)).cloned().unwrap_or_default();
        let is_task = def.elements[ix].task().is_some();
        let outer = self.layer(body.inside);
        match &many.collect {
            Some(collect) => {
                let record = record(item, layer, is_task);
                match outer.vars.get_mut(collect.as_str()) {
                    Some(Value::Array(gathered)) => gathered.push(record),
                    _ => {
                        outer.vars.insert(collect.clone(), Value::Array(vec![record]));
                    }
                }
            }
            None => {
                outer.outcomes.extend(layer.outcomes);
                outer.vars.extend(layer.vars);
            }
        }
        let around = Token { ix, inside: body.inside, index: None, via: None };
        let is_settled = match many.completion.as_ref().map(|condition| self.holds(condition, around)) {
            None => false,
            Some(Ok(is_settled)) => is_settled,
            Some(Err(cause)) => {
                // The instance is done; what cannot be decided is whether the others are still needed.
                self.cancel(list);
                return self.stuck(around, cause);
            }
        };
        if is_settled {
            self.cancel_inside(list);
        } else if many.is_sequential && (*opened as usize) < items.len() {
            return self.next_instance(list, ix);
        } else if !self.is_empty(list) {
            return;
        }
        self.close(list);
        self.disarm(list);
        self.leave(ix, body.inside);
    }

    fn next_instance(&mut self, list: Key, ix: usize) {
        let place = self.state.places.iter_mut().find(|place| place.key == list);
        let Some(What::Many { opened, .. }) = place.map(|place| &mut place.what) else { return };
        *opened += 1;
        let index = Some(*opened);
        self.queue.push_back(Token { ix, inside: list, index, via: None });
    }
}

/// What an instance leaves in the gathered list: `{item, outcome, …variables}` of a step, `{item, outcomes, …variables}`
/// of a sub-process.
fn record(item: Value, layer: Layer, is_task: bool) -> Value {
    let mut record: Map<String, Value> =
        layer.vars.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
    record.insert("item".to_owned(), item);
    if is_task {
        let outcome = layer.outcomes.into_values().next();
        record.insert("outcome".to_owned(), outcome.map_or(Value::Null, |outcome| outcome.as_str().into()));
    } else {
        let outcomes =
            layer.outcomes.into_iter().map(|(id, outcome)| (id.to_string(), outcome.as_str().into()));
        record.insert("outcomes".to_owned(), Value::Object(outcomes.collect()));
    }
    Value::Object(record)
}
