//! Roles and bindings of a large cluster: loading them and asking, beside a naive loop.

use std::fmt::Write as _;
use std::time::Instant;

use certbench::domain::kubernetes::rbac::evaluate::Attributes;
use certbench::domain::kubernetes::rbac::{RbacSet, SubjectKind};

const ROLES: usize = 2_000;
const BINDINGS: usize = 10_000;
const NAMESPACES: usize = 200;

/// A dump as `kubectl get -o yaml` prints it: half of the roles are ClusterRoles, a tenth of the
/// bindings count in the whole cluster, a user has one in fifty.
fn dump() -> String {
    let group = "rbac.authorization.k8s.io";
    let mut text = String::from("apiVersion: v1\nkind: List\nitems:\n");
    let mut object = |kind: &str, name: String, namespace: Option<usize>, rest: &str| {
        let _ = write!(
            text,
            "- apiVersion: {group}/v1\n  kind: {kind}\n  metadata:\n    name: {name}\n"
        );
        if let Some(namespace) = namespace {
            let _ = writeln!(text, "    namespace: ns-{namespace}");
        }
        text.push_str(
            "    resourceVersion: \"1234\"\n    uid: 0e1c0882-b526-45d0-afae-b36b16ecefe1\n",
        );
        text.push_str(rest);
    };
    for number in 0..ROLES {
        let mut rules = String::from("  rules:\n");
        for rule in 0..5 {
            let resource = format!("widget{}s", (number + rule) % 50);
            let _ = write!(
                rules,
                "  - apiGroups:\n    - example{rule}.com\n    - apps\n    resources:\n    - {resource}\n    - deployments/scale\n    verbs:\n    - get\n    - list\n    - watch\n"
            );
        }
        if number % 2 == 0 {
            object("ClusterRole", format!("role-{number}"), None, &rules);
        } else {
            object(
                "Role",
                format!("role-{number}"),
                Some(number % NAMESPACES),
                &rules,
            );
        }
    }
    for number in 0..BINDINGS {
        let is_cluster = number % 10 == 0;
        let role = number * 2 % ROLES;
        let user = number % 50;
        let rest = format!(
            "  roleRef:\n    apiGroup: {group}\n    kind: ClusterRole\n    name: role-{role}\n  subjects:\n  - apiGroup: {group}\n    kind: User\n    name: user-{user}\n  - apiGroup: {group}\n    kind: Group\n    name: team-{}\n",
            number % 300
        );
        let kind = if is_cluster {
            "ClusterRoleBinding"
        } else {
            "RoleBinding"
        };
        let namespace = (!is_cluster).then_some(number % NAMESPACES);
        object(kind, format!("binding-{number}"), namespace, &rest);
    }
    text
}

/// Every binding, every subject and every rule in turn.
fn naive(set: &RbacSet, user: &str, groups: &[String], asked: &Attributes) -> bool {
    set.bindings.iter().any(|binding| {
        (binding.namespace.is_empty() || binding.namespace == asked.namespace)
            && binding.subjects.iter().any(|subject| match subject.kind {
                SubjectKind::User => subject.name == user,
                SubjectKind::Group => groups.contains(&subject.name),
                SubjectKind::ServiceAccount => false,
            })
            && set.roles.iter().any(|role| {
                role.name == binding.role_name
                    && role.kind() == binding.role_kind
                    && set.rules_of(role).any(|rule| rule.allows(asked))
            })
    })
}

/// The best of some runs, in milliseconds, and whether that is within a limit.
fn timed(name: &str, limit_ms: f64, runs: usize, mut run: impl FnMut() -> usize) -> bool {
    let mut count = 0;
    let best = (0..runs)
        .map(|_| {
            let start = Instant::now();
            count = run();
            start.elapsed().as_secs_f64() * 1e3
        })
        .fold(f64::INFINITY, f64::min);
    println!("{name:40} {best:>9.3} ms  ({count}), wanted {limit_ms} ms");
    best <= limit_ms
}

/// Prints the figures; whether all are within their limits.
pub fn run() -> bool {
    let dump = dump();
    let load = || {
        let mut set = RbacSet::default();
        set.load(&dump);
        set.finish();
        set
    };
    let mut is_fast = timed(
        &format!("access: load {} MB", dump.len() >> 20),
        2_000.0,
        3,
        || {
            let set = load();
            set.roles.len() + set.bindings.len()
        },
    );
    let set = load();
    let groups = ["team-7".to_owned(), "system:authenticated".to_owned()];
    let questions: Vec<Attributes> = (0..100)
        .map(|number| Attributes {
            verb: if number % 3 == 0 { "delete" } else { "get" }.to_owned(),
            group: format!("example{}.com", number % 5),
            // The roles of user-7 are for five of the resources.
            resource: format!("widget{}s", 14 + number % 5),
            namespace: format!("ns-{}", 7 + 50 * (number % 4)),
            ..Attributes::default()
        })
        .collect();
    let allowed =
        |ask: &dyn Fn(&Attributes) -> bool| questions.iter().filter(|one| ask(one)).count();
    let ours = |asked: &Attributes| set.authorize("user-7", &groups, asked).allowed;
    let theirs = |asked: &Attributes| naive(&set, "user-7", &groups, asked);
    assert_eq!(
        allowed(&ours),
        allowed(&theirs),
        "the naive loop answers otherwise"
    );
    assert!(
        (1..questions.len()).contains(&allowed(&ours)),
        "all questions have one answer"
    );
    is_fast &= timed("access: 100 can-i", 100.0, 5, || allowed(&ours));
    timed("access: 100 can-i, naive loop", f64::INFINITY, 1, || {
        allowed(&theirs)
    });
    is_fast &= timed("access: 100 near misses", 1_000.0, 3, || {
        let misses = questions
            .iter()
            .map(|asked| set.near_misses("user-7", &groups, asked).len());
        misses.sum()
    });
    let asked = questions.get(1).cloned().unwrap_or_default();
    is_fast &= timed("access: who-can", 50.0, 5, || {
        set.who_can(&asked, true).len()
    });
    is_fast &= timed("access: matrix of one identity", 1_000.0, 3, || {
        set.matrix("user-7", &groups).rows.len()
    });
    is_fast
}
