//! Every address of the product, who gets through and what everybody else is told: asked of the running router.
//!
//! Somebody gets through when the answer is not "log in" (`log`), 403 or 404. Posts carry an empty form, so 400, 409 and 422
//! mean: allowed, but there is something to mend first.

use std::fmt::Write;

use axum::http::{StatusCode, header};

use crate::source::{Source, expect_none, server};
use crate::world::{Person, World};

/// One method of one address, as the sources declare it.
struct Route {
    method: &'static str,
    path: String,
}

/// The answers to one route, in the order of people.
struct Answers {
    route: Route,
    codes: Vec<String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gets_through_where() {
    let world = World::open("routes").await;
    let mut table = Vec::new();
    for route in declared() {
        let mut codes = Vec::new();
        for person in &world.people {
            codes.push(code(&world, person, &route).await);
        }
        table.push(Answers { route, codes });
    }
    table.sort_by(|a, b| (&a.route.path, a.route.method).cmp(&(&b.route.path, b.route.method)));
    insta::assert_snapshot!("guards", guards(&table, &world.people));
    insta::assert_snapshot!("matrix", matrix(&table, &world.people));
    expect_none(
        &breaches(&table, &world.people),
        "ask require_citizen, require_official or a policy before anything is read",
    );
}

/// Acts that take away what other questions need; they are asked last, in this order.
const LAST: [&str; 5] = ["/viec/{task}", "/ho-so-nhap/{id}/bo", "/dong", "/ket-thuc", "/dang-xuat"];

/// Every route, by address.
fn declared() -> Vec<Route> {
    let mut routes: Vec<_> = server().iter().flat_map(routes_of).collect();
    let turn = |route: &Route| LAST.iter().position(|end| route.path.ends_with(end)).map_or(0, |at| at + 1);
    routes.sort_by(|a, b| (turn(a), &a.path, a.method).cmp(&(turn(b), &b.path, b.method)));
    routes
}

/// `.route("/x", get(…).post(…))` in the code of a file.
fn routes_of(source: &Source) -> Vec<Route> {
    let each = source.code.split(".route(").skip(1).flat_map(|call| {
        let mut parts = call.splitn(3, '"');
        let (_, path, rest) =
            (parts.next(), parts.next().unwrap_or("").to_owned(), parts.next().unwrap_or(""));
        let handlers = &rest[..end_of_call(rest)];
        let has = move |name: &str| {
            [" ", ".", "::"].iter().any(|before| handlers.contains(&format!("{before}{name}(")))
        };
        let methods = [("GET", "get"), ("POST", "post"), ("PUT", "put"), ("DELETE", "delete")]
            .into_iter()
            .filter(move |(_, name)| has(name));
        methods.map(move |(method, _)| Route { method, path: path.clone() })
    });
    each.collect()
}

fn end_of_call(rest: &str) -> usize {
    let mut depth = 0;
    rest.find(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth < 0
    })
    .unwrap_or(rest.len())
}

async fn code(world: &World, person: &Person, route: &Route) -> String {
    let mut path = String::new();
    for (n, part) in route.path.split(['{', '}']).enumerate() {
        match n % 2 {
            0 => path.push_str(part),
            _ => path.push_str(&world.value(person, (&route.path, part.trim_start_matches('*'))).await),
        }
    }
    let answer = world.ask(person, (route.method, &path)).await;
    let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("");
    match answer.status() {
        StatusCode::SEE_OTHER if to.starts_with("/dang-nhap?tiep=") => "log".into(),
        status => status.as_u16().to_string(),
    }
}

fn gets_through(code: &str) -> bool {
    !matches!(code, "log" | "401" | "403" | "404")
}

fn guards(table: &[Answers], people: &[Person]) -> String {
    let mut text = String::new();
    for Answers { route, codes } in table {
        let through: Vec<_> =
            people.iter().zip(codes).filter(|(_, code)| gets_through(code)).map(|(p, _)| p.short).collect();
        let others: Vec<_> =
            people.iter().map(|p| p.short).filter(|short| !through.contains(short)).collect();
        let guard = match (through.as_slice(), others.as_slice()) {
            ([], _) if route.path.starts_with("/api/") => "a token".to_owned(),
            (_, []) => "anybody".to_owned(),
            (_, ["vis"]) => "anybody logged in".to_owned(),
            (_, ["vis", "own", "cit"]) => "any official".to_owned(),
            (["own", "cit"], _) => "any citizen".to_owned(),
            (["own"], _) => "the applicant".to_owned(),
            (some, _) => some.join(" "),
        };
        let _ = writeln!(text, "{:4} {:48} {guard}", route.method, route.path);
    }
    text
}

fn matrix(table: &[Answers], people: &[Person]) -> String {
    let mut text = String::new();
    for person in people {
        let _ = writeln!(text, "{} = {}", person.short, person.name);
    }
    let heads: Vec<_> = people.iter().map(|person| person.short).collect();
    let _ = writeln!(text, "\n{:53} {}", "", heads.join(" "));
    for Answers { route, codes } in table {
        let _ = writeln!(text, "{:4} {:48} {}", route.method, route.path, codes.join(" "));
    }
    text
}

/// What no guard may ever let through.
fn breaches(table: &[Answers], people: &[Person]) -> Vec<String> {
    let mut found = Vec::new();
    for Answers { route, codes } in table {
        for (person, code) in people.iter().zip(codes) {
            let is_inside = ["/can-bo", "/quan-tri"].iter().any(|start| route.path.starts_with(start));
            let is_private =
                ["/ho-so-nhap/", "/ho-so-cua-toi/"].iter().any(|start| route.path.starts_with(start));
            let is_dossier =
                route.path.starts_with("/can-bo/ho-so/") || route.path.starts_with("/can-bo/viec/");
            // A cookie never opens the interface for other systems.
            let is_api = route.path.starts_with("/api/v1/") && route.path != "/api/v1/openapi.json";
            let forbidden = is_inside && matches!(person.short, "vis" | "own" | "cit")
                || is_private && person.short != "own"
                || is_dossier && matches!(person.short, "non" | "adm" | "xin" | "xsp")
                || route.path.starts_with("/quan-tri") && person.short != "adm";
            if is_api && code != "401" || forbidden && gets_through(code) || code.starts_with('5') {
                found.push(format!("{} {}: {} gets {code}", route.method, route.path, person.name));
            }
        }
    }
    found
}

#[test]
fn routes_are_read_with_their_methods() {
    let text = r#"Router::new().route("/a", get(x::get).post(x::post)).route("/b/{id}", post(y::get))"#;
    let read: Vec<_> =
        routes_of(&Source::new("x.rs".into(), text.into())).into_iter().map(|r| (r.method, r.path)).collect();
    assert_eq!(read, [("GET", "/a".into()), ("POST", "/a".into()), ("POST", "/b/{id}".into())]);
}
