use process::{MAX_BYTES, MAX_DEPTH, Share, TimeUnit, Unit, read};

const NAMESPACES: &str =
    r#"xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:mc="urn:motcua:process:1""#;

/// A process with this between a start and an end; `X` is its id.
fn around(element: &str) -> String {
    format!(
        r#"<bpmn:definitions {NAMESPACES}>
<bpmn:process id="p"><bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>
{element}
<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="X"/><bpmn:sequenceFlow id="f2" sourceRef="X" targetRef="e"/>
</bpmn:process></bpmn:definitions>"#
    )
}

/// The codes of the refusals, in order.
fn codes(xml: &str) -> Vec<&'static str> {
    let mut codes: Vec<_> = read(xml).refusals().map(|problem| problem.code).collect();
    codes.sort_unstable();
    codes
}

#[track_caller]
fn refused(element: &str, expected: &[&str]) {
    assert_eq!(codes(&around(element)), expected);
}

#[test]
fn a_refusal_names_element_name_line_reason_and_remedy() {
    let reading = read(&around(r#"<bpmn:inclusiveGateway id="X" name="Chọn nhiều"/>"#));
    let refusals: Vec<String> = reading.refusals().map(ToString::to_string).collect();
    assert_eq!(
        refusals,
        [
            "“Chọn nhiều” (X): Cổng bao hàm không nằm trong tập con BPMN của hệ thống. Người xem không biết trước có bao \
             nhiêu nhánh phải chờ. Xin dùng cổng song song, mỗi nhánh có cổng loại trừ để bỏ qua khi không cần. (dòng 3)"
        ]
    );
}

#[test]
fn elements_outside_the_profile_are_refused_each() {
    for tag in [
        "task",
        "scriptTask",
        "sendTask",
        "businessRuleTask",
        "complexGateway",
        "transaction",
        "adHocSubProcess",
    ] {
        refused(&format!(r#"<bpmn:{tag} id="X"/>"#), &["unsupported"]);
    }
    refused(r#"<bpmn:subProcess id="X" triggeredByEvent="true"/>"#, &["unsupported"]);
    refused(r#"<bpmn:eventBasedGateway id="X" instantiate="true"/>"#, &["unsupported"]);
    refused(r#"<bpmn:dataObject id="D"/><bpmn:intermediateThrowEvent id="X"/>"#, &["unsupported"]);
}

#[test]
fn events_outside_the_profile_are_refused_each() {
    for definition in ["signal", "escalation", "compensate", "link", "conditional", "terminate"] {
        refused(
            &format!(
                r#"<bpmn:intermediateThrowEvent id="X"><bpmn:{definition}EventDefinition/></bpmn:intermediateThrowEvent>"#
            ),
            &["unsupported"],
        );
    }
    refused(r#"<bpmn:intermediateCatchEvent id="X"/>"#, &["event_without_trigger"]);
    refused(
        r#"<bpmn:intermediateCatchEvent id="X"><bpmn:timerEventDefinition/><bpmn:timerEventDefinition/></bpmn:intermediateCatchEvent>"#,
        &["unsupported"],
    );
}

#[test]
fn loops_and_data_on_a_step_are_refused() {
    refused(
        r#"<bpmn:serviceTask id="X" mc:act="a"><bpmn:standardLoopCharacteristics/><bpmn:ioSpecification/></bpmn:serviceTask>"#,
        &["unsupported", "unsupported"],
    );
    refused(
        r#"<bpmn:serviceTask id="X" mc:act="a"><bpmn:multiInstanceLoopCharacteristics/></bpmn:serviceTask>"#,
        &["list_without_collection"],
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let xml = around(
        r#"<bpmn:userTask id="X" mc:rol="a" mc:time="0,5" mc:time-unit="day"><bpmn:scriptTask/></bpmn:userTask>
           <bpmn:scriptTask id="Y"/><bpmn:userTask id="Z" mc:role="chuyen_vien"/>"#,
    );
    assert_eq!(
        codes(&xml),
        [
            "bad_value",
            "bad_value",
            "dead_end",
            "no_role",
            "unknown_attribute",
            "unreachable",
            "unsupported",
            "unsupported"
        ]
    );
}

#[test]
fn a_name_of_ours_that_means_nothing_here_is_refused() {
    refused(r#"<bpmn:exclusiveGateway id="X" mc:role="chuyen_vien"/>"#, &["unknown_attribute"]);
    refused(
        r#"<bpmn:userTask id="X" mc:role="a"><bpmn:extensionElements><mc:ket_luan id="a"/></bpmn:extensionElements></bpmn:userTask>"#,
        &["unknown_extension"],
    );
    refused(r#"<bpmn:userTask id="X" mc:role="a"/><mc:outcome id="a" label="A"/>"#, &["misplaced_extension"]);
}

#[test]
fn values_of_ours_are_checked() {
    refused(r#"<bpmn:userTask id="X" mc:role="Chuyên viên"/>"#, &["bad_value"]);
    refused(r#"<bpmn:userTask id="X" mc:role="a" mc:unit="external:"/>"#, &["bad_value"]);
    for time in ["-1", "1.0001", "1e3", ".5", "1.", "", "9999999"] {
        refused(
            &format!(r#"<bpmn:userTask id="X" mc:role="a" mc:time="{time}" mc:time-unit="hour"/>"#),
            &["bad_value"],
        );
    }
    refused(
        r#"<bpmn:userTask id="X" mc:role="a" mc:clock="paused" mc:ground="supplement"/>"#,
        &["pause_without_ground"],
    );
    refused(r#"<bpmn:userTask id="X" mc:role="a" mc:ground="supplement"/>"#, &["pause_without_clock"]);
    refused(r#"<bpmn:serviceTask id="X"/>"#, &["service_without_act"]);
    refused(r#"<bpmn:callActivity id="X"/>"#, &["call_without_procedure"]);
}

#[test]
fn outcomes_have_an_id_of_their_own_and_a_label() {
    let outcomes = r#"<mc:outcome id="a" label="A"/><mc:outcome id="a" label="B"/><mc:outcome id="Đ" label="C"/><mc:outcome id="d"/>"#;
    refused(
        &format!(
            r#"<bpmn:userTask id="X" mc:role="a"><bpmn:extensionElements>{outcomes}</bpmn:extensionElements></bpmn:userTask>"#
        ),
        &["bad_outcome", "bad_outcome", "bad_outcome"],
    );
}

#[test]
fn a_step_has_no_more_outcomes_than_a_person_can_choose_from() {
    let outcomes: String = (0..21).map(|n| format!(r#"<mc:outcome id="o{n}" label="{n}"/>"#)).collect();
    refused(
        &format!(
            r#"<bpmn:userTask id="X" mc:role="a"><bpmn:extensionElements>{outcomes}</bpmn:extensionElements></bpmn:userTask>"#
        ),
        &["too_many_outcomes"],
    );
}

#[test]
fn timers_say_once_and_readably_when_they_are_due() {
    let timer = |attributes: &str, children: &str| {
        format!(
            r#"<bpmn:intermediateCatchEvent id="X" {attributes}><bpmn:timerEventDefinition>{children}</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"#
        )
    };
    let duration = |text: &str| timer("", &format!("<bpmn:timeDuration>{text}</bpmn:timeDuration>"));
    refused(&timer("", ""), &["timer_said_not_once"]);
    refused(
        &timer(r#"mc:time="1" mc:time-unit="hour""#, "<bpmn:timeDuration>PT1H</bpmn:timeDuration>"),
        &["timer_said_not_once"],
    );
    refused(&timer(r#"mc:time="1" mc:time-unit="none""#, ""), &["timer_without_unit"]);
    refused(&timer("", "<bpmn:timeCycle>R3/PT1H</bpmn:timeCycle>"), &["unsupported"]);
    refused(&timer("", "<bpmn:timeDate>mai</bpmn:timeDate>"), &["time_unreadable"]);
    for text in ["P", "PT", "3 ngày", "P1H", "PT1D", "P1D1D", "P-1D", "P1.5D", "P1DT"] {
        refused(&duration(text), &["time_unreadable"]);
    }
    for text in ["P3D", "PT8H", "P1Y2M3DT4H5M6S", "P2W"] {
        refused(&duration(text), &[]);
    }
    refused(r#"<bpmn:intermediateThrowEvent id="X" mc:time="1"/>"#, &["unknown_attribute"]);
}

#[test]
fn messages_and_errors_are_declared() {
    let catch = |reference: &str| {
        format!(
            r#"<bpmn:intermediateCatchEvent id="X"><bpmn:messageEventDefinition {reference}/></bpmn:intermediateCatchEvent>"#
        )
    };
    refused(&catch(""), &["unknown_message"]);
    refused(&catch(r#"messageRef="m""#), &["unknown_message"]);
    let declared = around(&catch(r#"messageRef="m""#))
        .replace("<bpmn:process", r#"<bpmn:message id="m" name="tin"/><bpmn:process"#);
    assert_eq!(codes(&declared), [""; 0]);
    let end = around(
        r#"<bpmn:intermediateThrowEvent id="X"/><bpmn:endEvent id="e2"><bpmn:errorEventDefinition errorRef="x"/></bpmn:endEvent>"#,
    );
    assert!(codes(&end).contains(&"unknown_error"));
}

#[test]
fn ids_are_there_and_unique() {
    let double = around(r#"<bpmn:intermediateThrowEvent id="X"/><bpmn:intermediateThrowEvent id="X"/>"#);
    assert!(codes(&double).contains(&"double_id"));
    assert!(codes(&around(r#"<bpmn:intermediateThrowEvent id="f1"/>"#)).contains(&"double_id"));
    assert!(codes(&around(r#"<bpmn:intermediateThrowEvent/>"#)).contains(&"no_id"));
}

#[test]
fn boundary_events_stand_on_steps_of_their_level() {
    refused(
        r#"<bpmn:intermediateThrowEvent id="X"/><bpmn:boundaryEvent id="b" attachedToRef="X" mc:time="1" mc:time-unit="hour"><bpmn:timerEventDefinition/></bpmn:boundaryEvent><bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="e"/>"#,
        &["boundary_on_nothing"],
    );
}

#[test]
fn a_flow_joins_two_elements_that_are_there() {
    refused(
        r#"<bpmn:intermediateThrowEvent id="X"/><bpmn:sequenceFlow id="f" sourceRef="X" targetRef="?"/>"#,
        &["loose_flow"],
    );
}

#[test]
fn drawings_and_colours_are_passed_over_and_other_engines_are_warned_of() {
    let xml = around(
        r##"<bpmn:laneSet id="l"><bpmn:lane id="l1"><bpmn:flowNodeRef>X</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
        <bpmn:textAnnotation id="t"><bpmn:text>ghi chú</bpmn:text></bpmn:textAnnotation>
        <bpmn:association id="a" sourceRef="X" targetRef="t"/><bpmn:group id="g"/>
        <bpmn:userTask id="X" mc:role="a" xmlns:c="http://camunda.org/schema/1.0/bpmn" c:assignee="x" xmlns:o="http://bpmn.io/schema/bpmn/biocolor/1.0" o:fill="#fff"/>
        <bpmn:userTask id="Y" mc:role="a" xmlns:c="http://camunda.org/schema/1.0/bpmn" c:assignee="x"/>
        <bpmn:sequenceFlow id="f8" sourceRef="Y" targetRef="X"/>"##,
    );
    let reading = read(&xml);
    let mut codes: Vec<_> = reading.problems.iter().map(|problem| problem.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["foreign_extension", "no_picture", "no_share", "no_share", "unreachable"]);
}

#[test]
fn a_pool_around_the_process_is_a_drawing() {
    let xml = around(r#"<bpmn:intermediateThrowEvent id="X"/>"#).replace(
        "<bpmn:process",
        r#"<bpmn:collaboration id="c"><bpmn:participant id="q" processRef="p"/><bpmn:participant id="r" processRef="p2"/></bpmn:collaboration><bpmn:process id="p2"/><bpmn:process"#,
    );
    assert!(read(&xml).definition.is_some());
}

#[test]
fn what_is_written_on_a_step_is_read() {
    let xml = around(
        r#"<bpmn:userTask id="X" name="Ký" mc:role="lanh_dao_so" mc:unit="external: Công an tỉnh" mc:time="0.25" mc:time-unit="working_day"
            mc:act="sign" mc:term="dai" mc:product="Giấy phép"><bpmn:documentation>Ký số.</bpmn:documentation></bpmn:userTask>"#,
    );
    let def = read(&xml).definition.expect("sound");
    let task = def.task("X").expect("a step");
    assert_eq!(task.role.as_str(), "lanh_dao_so");
    assert_eq!(task.unit, Some(Unit::External("Công an tỉnh".into())));
    assert_eq!(task.share, Some(Share { thousandths: 250, unit: TimeUnit::WorkingDay }));
    assert_eq!(task.act.as_ref().map(|act| act.as_str()), Some("sign"));
    assert_eq!(task.product.as_deref(), Some("Giấy phép"));
    assert_eq!(def.terms().iter().map(|term| term.as_str()).collect::<Vec<_>>(), ["dai"]);
    assert_eq!(def.element("X").and_then(|element| element.documentation.as_deref()), Some("Ký số."));
}

#[test]
fn what_is_no_single_process_is_refused_as_a_whole() {
    assert_eq!(codes(""), ["malformed"]);
    assert_eq!(codes("<a><b></a>"), ["malformed"]);
    assert_eq!(codes("<a/>"), ["no_single_process"]);
    assert_eq!(codes(&format!("<bpmn:definitions {NAMESPACES}/>")), ["no_single_process"]);
    let process = r#"<bpmn:process id="p"><bpmn:startEvent id="s"/></bpmn:process>"#;
    assert_eq!(
        codes(&format!("<bpmn:definitions {NAMESPACES}>{process}{process}</bpmn:definitions>")),
        ["no_single_process"]
    );
}

#[test]
fn hostile_files_are_refused_before_they_cost_anything() {
    assert_eq!(codes(r#"<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>"#), ["has_dtd"]);
    assert_eq!(codes(&" ".repeat(MAX_BYTES + 1)), ["too_large"]);
    assert_eq!(codes(&"<a>".repeat(MAX_DEPTH + 1)), ["too_deep"]);
    let many_attributes: String = (0..10_000).map(|n| format!(" a{n}=''")).collect();
    assert_eq!(codes(&format!("<a{many_attributes}/>")), ["too_many_attributes"]);
    let many_namespaces: String = (0..1_000).map(|n| format!("<a xmlns:n{n}='u{n}'/>")).collect();
    assert_eq!(codes(&format!("<a>{many_namespaces}</a>")), ["too_many_namespaces"]);
    assert_eq!(codes(&format!("<a>{}</a>", "<b/>".repeat(30_000))), ["malformed"]);
    let many =
        around(&(0..700).map(|n| format!(r#"<bpmn:intermediateThrowEvent id="t{n}"/>"#)).collect::<String>());
    assert!(codes(&many).contains(&"too_many_elements"));
}

#[test]
fn an_equals_sign_in_a_value_is_not_an_attribute() {
    let long = "a = b, ".repeat(100);
    refused(&format!(r#"<bpmn:intermediateThrowEvent id="X" name="{long}"/>"#), &[]);
}
