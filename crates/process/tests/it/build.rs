//! A short text for a diagram, so that a test shows what is drawn and nothing else.
//!
//! ```text
//! start s                              kinds: start end user manual receive service call xor and event catch throw
//! user a out=du,tra_lai>nhap           boundary, and `sub x {` … `}`
//! boundary b on=a timer=2d soft
//! s -> a -> g                          flows; after the last one: `if <FEEL>`, `default`, `term=<id>`
//! ```
//! Options: `role unit time term act pause out many seq collect until message timer error of soft terminate`.
//! Times: `2d` working days, `2c` calendar days, `2h` hours, anything else ISO.

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:mc="urn:motcua:process:1" id="d">
"#;

/// The diagram as XML.
pub fn xml(drawing: &str) -> String {
    let mut body = String::new();
    let mut roots = String::new();
    let mut flows = 0;
    for line in
        drawing.lines().flat_map(|line| line.split(';')).map(str::trim).filter(|line| !line.is_empty())
    {
        if line == "}" {
            body.push_str("</bpmn:subProcess>\n");
        } else if line.contains("->") {
            flow(line, &mut flows, &mut body);
        } else {
            element(line, &mut body, &mut roots);
        }
    }
    format!(
        "{HEAD}{roots}<bpmn:process id=\"p\" name=\"Quy trình thử\">\n{body}</bpmn:process>\n</bpmn:definitions>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn flow(line: &str, flows: &mut usize, body: &mut String) {
    let (path, condition) =
        line.split_once(" if ").map_or((line, None), |(path, condition)| (path, Some(condition)));
    let mut words: Vec<&str> = path.split_whitespace().collect();
    let term = words.iter().position(|word| word.starts_with("term=")).map(|at| words.remove(at));
    // The default is named on the gateway; here the word only gives the flow its name.
    let name = words.iter().position(|word| word.starts_with('@')).map(|at| words.remove(at)[1..].to_owned());
    let steps: Vec<&str> = words.into_iter().filter(|word| *word != "->").collect();
    for (nth, pair) in steps.windows(2).enumerate() {
        *flows += 1;
        let is_last = nth + 2 == steps.len();
        let id = name.clone().filter(|_| is_last).unwrap_or(format!("f{flows}"));
        let term =
            term.filter(|_| is_last).map_or(String::new(), |term| format!(" mc:term=\"{}\"", &term[5..]));
        body.push_str(&format!(
            "<bpmn:sequenceFlow id=\"{id}\" sourceRef=\"{}\" targetRef=\"{}\"{term}>",
            pair[0], pair[1]
        ));
        if let Some(condition) = condition.filter(|_| is_last) {
            body.push_str(&format!(
                "<bpmn:conditionExpression>{}</bpmn:conditionExpression>",
                escaped(condition)
            ));
        }
        body.push_str("</bpmn:sequenceFlow>\n");
    }
}

fn element(line: &str, body: &mut String, roots: &mut String) {
    let mut words = line.split_whitespace();
    let kind = words.next().expect("kind and id");
    let id = words.next().expect("kind and id");
    let options: Vec<(&str, &str)> =
        words.filter(|word| *word != "{").map(|word| word.split_once('=').unwrap_or((word, ""))).collect();
    let get = |name: &str| options.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let tag = match kind {
        "xor" => "exclusiveGateway",
        "and" => "parallelGateway",
        "event" => "eventBasedGateway",
        "call" => "callActivity",
        "sub" => "subProcess",
        "start" | "end" | "boundary" => &format!("{kind}Event"),
        "catch" | "throw" => &format!("intermediate{}Event", if kind == "catch" { "Catch" } else { "Throw" }),
        other => &format!("{other}Task"),
    };
    body.push_str(&format!("<bpmn:{tag} id=\"{id}\" name=\"Tên {id}\""));
    let is_by_people = matches!(kind, "user" | "manual" | "receive");
    if let Some(role) = get("role").or(is_by_people.then_some("chuyen_vien")) {
        body.push_str(&format!(" mc:role=\"{role}\""));
    }
    if let Some(act) = get("act").or((kind == "service").then_some("tra_cuu")) {
        body.push_str(&format!(" mc:act=\"{act}\""));
    }
    if let Some((amount, unit)) = get("time").or(is_by_people.then_some("1d")).and_then(working) {
        body.push_str(&format!(" mc:time=\"{amount}\" mc:time-unit=\"{unit}\""));
    }
    for name in ["unit", "term"] {
        if let Some(value) = get(name) {
            body.push_str(&format!(" mc:{name}=\"{value}\""));
        }
    }
    if let Some(ground) = get("pause") {
        body.push_str(&format!(" mc:clock=\"paused\" mc:ground=\"{ground}\" mc:basis=\"Điều 1\""));
    }
    for (name, attribute) in [("on", "attachedToRef"), ("of", "calledElement"), ("default", "default")] {
        if let Some(value) = get(name) {
            body.push_str(&format!(" {attribute}=\"{value}\""));
        }
    }
    if get("soft").is_some() {
        body.push_str(" cancelActivity=\"false\"");
    }
    if let Some(message) = get("message").filter(|_| kind == "receive") {
        body.push_str(&format!(" messageRef=\"m_{message}\""));
    }
    if let Some((amount, unit)) = get("timer").and_then(working) {
        body.push_str(&format!(" mc:time=\"{amount}\" mc:time-unit=\"{unit}\""));
    }
    body.push('>');
    for name in [
        get("message").map(|name| ("message", "name", name)),
        get("error").map(|code| ("error", "errorCode", code)),
    ]
    .into_iter()
    .flatten()
    {
        let (kind, attribute, value) = name;
        let declared = format!("<bpmn:{kind} id=\"{}_{value}\" {attribute}=\"{value}\"/>\n", &kind[..1]);
        if !value.is_empty() && !roots.contains(&declared) {
            roots.push_str(&declared);
        }
    }
    parts(kind, &get, body);
    if kind != "sub" {
        body.push_str(&format!("</bpmn:{tag}>\n"));
    }
}

fn parts<'o>(kind: &str, get: &dyn Fn(&str) -> Option<&'o str>, body: &mut String) {
    if let Some(outcomes) = get("out") {
        body.push_str("<bpmn:extensionElements>");
        for outcome in outcomes.split(',') {
            let (id, to) = outcome.split_once('>').map_or((outcome, None), |(id, to)| (id, Some(to)));
            let to = to.map_or(String::new(), |to| format!(" return-to=\"{to}\""));
            body.push_str(&format!("<mc:outcome id=\"{id}\" label=\"Nhãn {id}\"{to}/>"));
        }
        body.push_str("</bpmn:extensionElements>");
    }
    if let Some(list) = get("many") {
        let seq = if get("seq").is_some() { " isSequential=\"true\"" } else { "" };
        let collect = get("collect").map_or(String::new(), |name| format!(" mc:collect=\"{name}\""));
        body.push_str(&format!(
            "<bpmn:multiInstanceLoopCharacteristics mc:collection=\"{list}\"{seq}{collect}>"
        ));
        if let Some(until) = get("until") {
            let until = escaped(&until.replace('~', " "));
            body.push_str(&format!("<bpmn:completionCondition>{until}</bpmn:completionCondition>"));
        }
        body.push_str("</bpmn:multiInstanceLoopCharacteristics>");
    }
    if let Some(message) = get("message").filter(|_| kind != "receive") {
        body.push_str(&format!("<bpmn:messageEventDefinition messageRef=\"m_{message}\"/>"));
    }
    if let Some(code) = get("error") {
        let reference = if code.is_empty() { String::new() } else { format!(" errorRef=\"e_{code}\"") };
        body.push_str(&format!("<bpmn:errorEventDefinition{reference}/>"));
    }
    if let Some(timer) = get("timer") {
        body.push_str("<bpmn:timerEventDefinition>");
        match working(timer) {
            Some(_) => {}
            None if timer.starts_with('P') => {
                body.push_str(&format!("<bpmn:timeDuration>{timer}</bpmn:timeDuration>"))
            }
            None => body.push_str(&format!("<bpmn:timeDate>{timer}</bpmn:timeDate>")),
        }
        body.push_str("</bpmn:timerEventDefinition>");
    }
    if get("terminate").is_some() {
        body.push_str("<bpmn:terminateEventDefinition/>");
    }
}

fn working(text: &str) -> Option<(&str, &str)> {
    let unit = match text.chars().last()? {
        'd' => "working_day",
        'c' => "calendar_day",
        'h' => "hour",
        _ => return None,
    };
    let amount = &text[..text.len() - 1];
    amount.starts_with(|c: char| c.is_ascii_digit()).then_some((amount, unit))
}
